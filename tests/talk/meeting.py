"""People who sit in a room already, for dialogues about something else."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from core.talk.incoming import Said
from tests.databases import TestedDatabase
from tests.talk.talking import KeepingChannel, Phone, World, world

SATURDAY = Said("6月の土曜")
BASE_URL = "https://ainori.example"


async def seated(
    here: World, user: str, name: str, *, code: str = "SAKA24", language: str = "ja"
) -> Phone:
    """Let somebody take a seat by invite code and say their name."""
    phone = here.phone(user)
    await phone.open(invite=code, language=language)
    await phone.say(name)
    await phone.tap("あとで" if language == "ja" else "Later")
    return phone


async def raise_flag(
    phone: Phone,
    purpose: str = "川べりで声を出して本を読む",
    *,
    when: Said = SATURDAY,
) -> None:
    """Raise a flag with two seats."""
    await phone.say("旗を立てたい")
    await phone.say(purpose)
    await phone.does(when)
    await phone.tap("2席")
    await phone.say("案内と敷物")
    await phone.tap("いない")
    await phone.tap("旗を立てる")


@asynccontextmanager
async def met(
    database: TestedDatabase,
    *,
    base_url: str = BASE_URL,
    channels: dict[str, KeepingChannel] | None = None,
) -> AsyncIterator[tuple[World, Phone, Phone]]:
    """Let Yuki and Ken meet in a room."""
    async with world(database.at_hand(), base_url=base_url, channels=channels) as here:
        await here.community()
        yield (
            here,
            await seated(here, "yuki", "ゆき"),
            await seated(here, "ken", "けん"),
        )
