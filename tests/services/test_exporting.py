"""What a member may take along: all of their own words, nothing of others' alone."""

import io
import json
import re
import zipfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import aiohttp
import pytest

from bots.export import pack, render, routes
from core.domain.members import Language
from core.services import vectors
from core.services.exporting import Archive, archive
from core.store import growth, people
from core.talk.outgoing import Link
from tests.databases import TestedDatabase
from tests.services.scene import (
    CONTACT,
    GROWTH,
    IDS,
    KEN,
    KENS_ID,
    SPOKEN,
    THANKS,
    YUKIS_THANKS,
    YUKIS_WORDS,
    Scene,
    scene,
)
from tests.web.serving import serving
from tests.web.talker import Talker

ZONE = "Asia/Tokyo"
TABOO = "ゆきだけが答えた、だれにも見せない冬の話"
TABOO_GROWTH = "ゆきだけの覚え書きの一行"


async def archived(found: Scene, member_id: str) -> Archive:
    """Return somebody's archive."""
    now = found.here.clock.now()
    words = await found.here.database.read(
        lambda conn: archive(conn, member_id, ZONE, now=now)
    )
    assert words is not None
    return words


def packed(data: bytes, name: str) -> str:
    """Read one file of a zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as files:
        return files.read(f"ainori/{name}").decode()


async def test_everything_a_member_wrote_and_what_they_were_told_is_in_the_archive(
    every_database: TestedDatabase,
) -> None:
    async with scene(every_database) as found:
        data = pack(await archived(found, found.ken_id), "ja")

        kept = packed(data, "words.json")
        for words in (*SPOKEN, KEN, KENS_ID, THANKS, YUKIS_THANKS, YUKIS_WORDS):
            assert words in kept
        assert set(json.loads(kept)) == {"version", "made_at", "member", "sections"}


async def test_what_belongs_to_somebody_else_alone_is_never_in_it(
    every_database: TestedDatabase,
) -> None:
    async with scene(every_database) as found:
        now = found.here.clock.now()
        await found.here.database.write(
            lambda conn: vectors.keep_answer(
                conn,
                ids=IDS,
                member_id=found.yuki_id,
                question="turn",
                text=TABOO,
                message="",
                now=now,
            )
        )
        await found.here.database.write(
            lambda conn: growth.note_growth(
                conn,
                request_id=found.request,
                member_id=found.yuki_id,
                moved="moved",
                words=TABOO_GROWTH,
                now=now,
            )
        )

        kens = packed(pack(await archived(found, found.ken_id), "ja"), "words.json")
        yukis = packed(pack(await archived(found, found.yuki_id), "ja"), "words.json")

        assert TABOO not in kens
        assert TABOO_GROWTH not in kens
        assert GROWTH not in yukis
        assert {TABOO, TABOO_GROWTH, CONTACT} <= {
            words for words in (TABOO, TABOO_GROWTH, CONTACT) if words in yukis
        }


@pytest.mark.parametrize("language", ["ja", "en"])
async def test_the_page_shows_the_same_words_and_escapes_them(
    sqlite_database: TestedDatabase, language: Language
) -> None:
    async with scene(sqlite_database) as found:
        await found.here.database.write(
            lambda conn: people.change(conn, found.ken_id, name="<script>けん</script>")
        )

        page = render(await archived(found, found.ken_id), language)

        for words in (*SPOKEN, THANKS, YUKIS_THANKS, YUKIS_WORDS, "2027-01-03 10:30"):
            assert words in page
        assert "2027-01-03 10:30" in render(
            await archived(found, found.yuki_id), language
        )
        assert "<script" not in page
        assert not re.search(r"https?://", page)


async def test_nobody_is_left_nothing_of(sqlite_database: TestedDatabase) -> None:
    async with scene(sqlite_database) as found:
        now = found.here.clock.now()

        words = await found.here.database.read(
            lambda conn: archive(conn, "nobody", ZONE, now=now)
        )

        assert words is None


@asynccontextmanager
async def opened(
    found: Scene,
) -> AsyncIterator[tuple[str, aiohttp.ClientSession]]:
    """Ask for an export in the conversation and serve the page it points to."""
    await found.ken.say("もちかえる")
    await found.ken.tap("もちかえる")
    link = found.ken.latest[-1]
    assert isinstance(link, Link)
    path = link.url.removeprefix("https://ainori.example")
    doors = routes(found.here.database, found.here.clock, zone=ZONE)
    async with (
        serving(doors, Talker()) as base,
        aiohttp.ClientSession() as session,
    ):
        yield f"{base}{path}", session


async def test_a_link_is_used_up_by_the_button_and_not_by_a_preview(
    sqlite_database: TestedDatabase,
) -> None:
    async with scene(sqlite_database) as found, opened(found) as (url, session):
        for _ in range(2):
            async with session.get(url) as shown:
                assert shown.status == 200
                assert '<form method="post">' in await shown.text()
                policy = shown.headers["Content-Security-Policy"]
                assert "form-action 'self'" in policy
        async with session.post(url) as taken:
            assert taken.status == 200
            assert "attachment" in taken.headers["Content-Disposition"]
            assert taken.headers["Cache-Control"] == "no-store"
            assert GROWTH in packed(await taken.read(), "words.json")
        async with session.post(url) as again:
            assert again.status == 410
        async with session.get(url) as gone:
            assert gone.status == 410


async def test_a_link_closes_after_half_an_hour(
    sqlite_database: TestedDatabase,
) -> None:
    async with scene(sqlite_database) as found, opened(found) as (url, session):
        found.here.clock.ahead += timedelta(minutes=31)

        async with session.post(url) as late:
            assert late.status == 410
            assert "もちかえる" in await late.text()


async def test_a_new_link_closes_the_one_before(
    sqlite_database: TestedDatabase,
) -> None:
    async with scene(sqlite_database) as found, opened(found) as (url, session):
        await found.ken.say("もちかえる")
        await found.ken.tap("もちかえる")

        async with session.get(url) as closed:
            assert closed.status == 410


async def test_a_guessed_link_opens_nothing_and_tells_nothing(
    sqlite_database: TestedDatabase,
) -> None:
    async with scene(sqlite_database) as found, opened(found) as (url, session):
        guess = f"{url.rpartition('/')[0]}/{'2' * 36}"

        async with session.get(guess, headers={"Accept-Language": "en"}) as closed:
            assert closed.status == 410
            assert "This link is closed" in await closed.text()


async def test_the_table_of_links_holds_none_that_opens(
    sqlite_database: TestedDatabase,
) -> None:
    async with scene(sqlite_database) as found, opened(found) as (url, _):
        token = url.rpartition("/")[2]

        where = {one.partition(":")[0] for one in await found.traces(token)}

        assert where <= {"outbox.body"}
