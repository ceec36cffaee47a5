"""Reading a community: once, whoever waits for it, and on from where it stopped."""

import asyncio
import json
from collections.abc import Sequence
from functools import partial
from threading import Event

import pytest
from sqlalchemy import Connection

from bots.seeding import seed
from core.clock import RandomIds, SystemClock
from core.domain.readings import Reading
from core.matching.embedder import BigramEmbedder, Matrix
from core.reading_here import ReadingHere, read_so_far
from core.services import publishing
from core.services.forgetting import forget
from core.store import communities, embeddings
from core.store.embeddings import of_community
from core.store.engine import Database
from core.workers import Reader
from tests.databases import TestedDatabase, every_database, sqlite_database
from tests.services.people import NOW, member, room

__all__ = ["every_database", "sqlite_database"]

CLOCK = SystemClock()


class PowerCutError(Exception):
    """The process ends here."""


class CountingEmbedder(BigramEmbedder):
    """Counts what it is asked; the power is cut after some calls."""

    def __init__(self, *, id: str = BigramEmbedder.id, calls: int = 99) -> None:
        self.id = id
        self.read: list[str] = []
        self._calls = calls

    def embed(self, texts: Sequence[str]) -> Matrix:
        if not self._calls:
            raise PowerCutError
        self._calls -= 1
        self.read += texts
        return super().embed(texts)


async def settled(database: Database) -> None:
    """Let the sample community move in."""
    moving_in = partial(
        seed, ids=RandomIds(), now=CLOCK.now(), language="ja", channel="web"
    )
    await database.write(moving_in)


async def test_who_comes_while_a_community_is_read_waits_for_it(
    sqlite_database: TestedDatabase,
) -> None:
    database, alone, beside = (
        sqlite_database.open(),
        CountingEmbedder(id="alone"),
        CountingEmbedder(),
    )
    await settled(database)
    await Reader(ReadingHere(database, CLOCK, load=lambda: alone)).warm()
    reader = Reader(ReadingHere(database, CLOCK, load=lambda: beside))

    await asyncio.gather(*(reader.warm() for _ in range(3)))

    assert beside.read == alone.read
    assert alone.read
    await database.close()


async def test_another_embedder_reads_everybody_and_goes_on_where_it_was_cut_off(
    every_database: TestedDatabase,
) -> None:
    database = every_database.open()
    await settled(database)

    async def so_far(embedder: CountingEmbedder) -> tuple[int, int]:
        return await database.read(partial(read_so_far, embedder_id=embedder.id))

    async def read_by(embedder: CountingEmbedder) -> CountingEmbedder:
        await Reader(ReadingHere(database, CLOCK, load=lambda: embedder)).warm()
        return embedder

    old = await read_by(CountingEmbedder(id="old"))
    cut = CountingEmbedder(id="new", calls=1)
    none_yet = await so_far(cut)
    with pytest.raises(PowerCutError):
        await read_by(cut)
    half = await so_far(cut)
    rest = await read_by(CountingEmbedder(id="new"))
    whole = await so_far(rest)
    again = await read_by(CountingEmbedder(id="new"))

    assert none_yet[0] == 0 < half[0] < whole[0] == whole[1] == half[1]
    assert sorted(cut.read + rest.read) == sorted(old.read)
    assert again.read == []
    assert await so_far(old) == whole
    await database.close()


async def test_nothing_is_kept_of_who_is_erased_while_they_are_read(
    every_database: TestedDatabase,
) -> None:
    database = every_database.open()
    await settled(database)
    (home,) = await database.read(communities.everything)

    def erase(conn: Connection) -> None:
        for one in publishing.lines(conn, home.id):
            forget(
                conn,
                member_id=one,
                keep_thanks=False,
                stand_ins={"ja": "だれか", "en": "somebody"},
                now=CLOCK.now(),
            )

    class ErasingEmbedder(CountingEmbedder):
        def embed(self, texts: Sequence[str]) -> Matrix:
            every_database.run(erase)
            return super().embed(texts)

    embedder = ErasingEmbedder()
    await Reader(ReadingHere(database, CLOCK, load=lambda: embedder)).warm()

    assert embedder.read
    assert not await database.read(
        lambda conn: of_community(conn, home.id, embedder.id)
    )
    await database.close()


def test_numbers_of_words_that_were_taken_back_go_whoever_made_them(
    every_database: TestedDatabase,
) -> None:
    def story(conn: Connection) -> None:
        room(conn, "room", "room")
        member(conn, "ken", "けん", "room")
        for embedder, of in (("old", "before"), ("older", "now"), ("new", "now")):
            read = Reading(embedder, 1, of, b"0000", b"0000")
            embeddings.put(conn, "room", {"ken": read}, NOW)

        kept = [e for e in ("old", "older", "new") if of_community(conn, "room", e)]
        assert kept == ["older", "new"]

    every_database.run(story)


async def test_the_first_message_waits_a_moment_for_the_examples_to_be_read(
    sqlite_database: TestedDatabase,
) -> None:
    """Later ones wait no longer than for an answer out of memory."""
    database, read = sqlite_database.open(), Event()

    def slow() -> BigramEmbedder:
        read.wait()
        return BigramEmbedder()

    here = partial(ReadingHere, database, CLOCK, load=slow)
    patient = Reader(here(), guess_s=0.0, first_guess_s=60.0)
    hasty = Reader(here(), first_guess_s=0.01)
    wanted = json.dumps({"text": "しばらく休みたい", "topics": False})

    waiting = asyncio.create_task(patient.guess(wanted))
    assert await hasty.guess(wanted) == "[]"
    assert not waiting.done()
    read.set()

    assert await waiting == "[]"
    await database.close()
