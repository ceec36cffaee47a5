"""Reading a community: once, whoever asks for it meanwhile."""

import asyncio
from collections.abc import Sequence
from functools import partial

from bots.seeding import seed
from core.clock import RandomIds, SystemClock
from core.matching.embedder import BigramEmbedder, Matrix
from core.workers import Reader
from tests.databases import TestedDatabase, sqlite_database

__all__ = ["sqlite_database"]


class CountingEmbedder(BigramEmbedder):
    """Counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def embed(self, texts: Sequence[str]) -> Matrix:
        self.asked += 1
        return super().embed(texts)


async def test_who_comes_while_a_community_is_read_waits_for_it(
    sqlite_database: TestedDatabase,
) -> None:
    database, clock, embedder = (
        sqlite_database.open(),
        SystemClock(),
        CountingEmbedder(),
    )
    reader = Reader(database, clock, load=lambda: embedder)
    moving_in = partial(
        seed, ids=RandomIds(), now=clock.now(), language="ja", channel="web"
    )
    await database.write(moving_in)

    await asyncio.gather(*(reader.warm() for _ in range(3)))

    assert embedder.asked == 1
    await database.close()
