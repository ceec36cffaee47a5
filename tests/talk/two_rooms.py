"""People who move into two rooms, word a vector and post, as most dialogues begin."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from core.domain.formats import Post
from core.store import posts
from core.store.engine import open_database
from core.store.metadata import metadata
from tests.talk.talking import Phone, World, world

DAY = timedelta(days=1)


@asynccontextmanager
async def two_rooms(folder: Path) -> AsyncIterator[World]:
    """Open a world with two rooms, in a database of its own."""
    database = open_database(f"sqlite:///{folder / 'ainori.db'}")
    await database.create_all(metadata)
    async with world(database) as open_world:
        await open_world.community("坂の上の台所", "SAKA24", id="kitchen")
        await open_world.community("朝の市", "ASA555", id="market")
        yield open_world


async def moved_in(here: World, user: str, name: str, code: str = "SAKA24") -> Phone:
    """Return the phone of somebody who took a seat and left it at that."""
    phone = here.phone(user)
    await phone.open(invite=code, name=name, language="ja")
    await phone.tap("あとで")
    return phone


async def moved_in_en(here: World, user: str, name: str) -> Phone:
    """Return the phone of somebody who reads English."""
    phone = here.phone(user)
    await phone.open(invite="SAKA24", name=name, language="en")
    await phone.tap("Later")
    return phone


async def worded(phone: Phone) -> None:
    """Put a vector into words and show it in the one room."""
    await phone.say("ベクトル")
    await phone.tap("預ける")
    await phone.say("給食室で12年")
    await phone.tap("とばす")
    await phone.say("知らない人と同じ鍋を囲める場所")
    await phone.say("鍋を借りる")
    await phone.tap("このまま")
    await phone.tap("坂の上の台所")


async def post_of(here: World, phone: Phone) -> Post:
    """Return somebody's latest post as it is stored."""
    member_id = await here.member_id(phone.user)
    post = await here.database.read(lambda conn: posts.last_post(conn, member_id))
    assert post is not None
    return post


async def posted(phone: Phone, now: str, *, company: str = "") -> None:
    """Write a first post and share it as it stands."""
    await phone.say("投稿")
    await phone.say(now)
    await phone.tap("まだない")
    if company:
        await phone.say(company)
    else:
        await phone.tap("ない")
    await phone.tap("このまま出す")


def token(phone: Phone, label: str) -> str:
    """Return the token behind the newest choice of this label."""
    return next(one.token for one in reversed(phone.choices()) if one.label == label)
