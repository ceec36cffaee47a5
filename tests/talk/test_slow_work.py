"""Whoever waits for slow work hears in time that it goes on, and sees it for free."""

import asyncio
import threading
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from core.delivery.tables import work
from core.i18n.catalog import text
from core.matching.embedder import BigramEmbedder, Matrix
from core.talk import inside
from tests.databases import TestedDatabase
from tests.moments import until_so
from tests.talk.cast import MY_PART, NEED, Person, neighbour
from tests.talk.talking import LIMITS, KeepingChannel, World, world

NEARLY_OVER = timedelta(seconds=46)


class SlowEmbedder(BigramEmbedder):
    """Reads once it may."""

    def __init__(self) -> None:
        self.may = threading.Event()

    def embed(self, texts: Sequence[str]) -> Matrix:
        """Wait for leave, then read."""
        assert self.may.wait(20)
        return super().embed(texts)


@asynccontextmanager
async def waiting_for_people(
    database: TestedDatabase, *, mail_waits: bool
) -> AsyncIterator[tuple[World, Person, SlowEmbedder, "asyncio.Task[str]"]]:
    """Let somebody ask on a channel, with the work of finding people held up."""
    embedder = SlowEmbedder()
    channel = KeepingChannel("line", replace(LIMITS, mail_waits=mail_waits))
    channels = {"line": channel}
    async with world(database.at_hand(), embedder=embedder, channels=channels) as here:
        await here.community()
        asker = await neighbour(here, "yuki", channel="line")
        await neighbour(here, "ken", channel="line")
        await asker.commands("ask")
        await asker.says(NEED["ja"])
        await asker.picks("ask.skip")
        await asker.says(MY_PART["ja"])
        asked = asyncio.create_task(asker.phone.tap(text("ask.earns_nobody", "ja")))
        try:
            await until_at_work(here)
            yield here, asker, embedder, asked
        finally:
            embedder.may.set()
            await asked


async def until_at_work(here: World) -> None:
    """Wait until the work was asked for; then let most of the pass be over."""

    async def asked_for() -> bool:
        query = select(work.c.seq).where(work.c.kind == "find")
        return await here.database.read(lambda conn: conn.execute(query).all() != [])

    await until_so(asked_for)
    here.clock.ahead += NEARLY_OVER


async def comes_due(here: World) -> None:
    """Let what is due happen; the work itself is still held up."""
    due = await here.database.read(lambda c: inside.due(c, here.clock.now()))
    await here.runtime.accept(due)


async def hears(person: Person, key: str) -> None:
    """Wait until somebody heard a phrase."""
    async with asyncio.timeout(10):
        while not person.phone.hears(text(key, "ja")):  # noqa: ASYNC110 - no bell
            await asyncio.sleep(0.01)


async def test_the_last_seconds_of_the_pass_bring_a_button_and_its_tap_the_answer(
    every_database: TestedDatabase,
) -> None:
    async with waiting_for_people(every_database, mail_waits=True) as (
        here,
        yuki,
        embedder,
        asked,
    ):
        await comes_due(here)
        await hears(yuki, "talk.still_at_it")
        embedder.may.set()
        await asked
        assert not yuki.phone.hears(text("ask.to_this_person", "ja"))

        await yuki.picks("talk.see_when_ready")

        assert yuki.phone.hears("ken") or yuki.phone.hears("けん")
        assert not yuki.phone.hears(text("talk.earlier_card", "ja"))
        await yuki.picks("ask.to_this_person")
        assert not yuki.phone.hears(text("talk.earlier_card", "ja"))


async def test_a_tap_too_early_says_again_that_it_goes_on(
    every_database: TestedDatabase,
) -> None:
    async with waiting_for_people(every_database, mail_waits=True) as (
        here,
        yuki,
        _,
        _asked,
    ):
        await comes_due(here)
        await hears(yuki, "talk.still_at_it")

        tapped = asyncio.create_task(yuki.phone.tap(text("talk.see_when_ready", "ja")))
        await asyncio.sleep(0.05)
        await hears(yuki, "talk.still_at_it")
        tapped.cancel()


async def test_nobody_hears_it_twice_and_nobody_where_answers_are_free(
    every_database: TestedDatabase,
) -> None:
    async with waiting_for_people(every_database, mail_waits=False) as (
        here,
        yuki,
        _,
        _asked,
    ):
        await comes_due(here)
        await comes_due(here)
        await asyncio.sleep(0.05)

        assert not yuki.phone.hears(text("talk.still_at_it", "ja"))
