"""Worlds for the tests of the talk, on both databases."""

from collections.abc import AsyncIterator

import pytest

from tests.databases import (
    TestedDatabase,
    every_database,
    postgres_database,
    sqlite_database,
)
from tests.talk.straight import StraightWorld, straight_on_postgres, straight_world
from tests.talk.talking import World, world

__all__ = ["every_database", "everywhere", "here", "postgres_database"]
__all__ += ["sqlite_database", "wherever"]


@pytest.fixture
async def here() -> AsyncIterator[StraightWorld]:
    """Open a world in memory; every trouble in it is the test's."""
    async with straight_world() as opened:
        yield opened
        assert opened.straight.trouble == []


@pytest.fixture
async def wherever(sqlite_database: TestedDatabase) -> AsyncIterator[World]:
    """Open a world on a SQLite file, with the real runtime."""
    async with world(sqlite_database.open()) as opened:
        yield opened


@pytest.fixture
async def everywhere(every_database: TestedDatabase) -> AsyncIterator[World]:
    """Open a world on each of the databases in turn, straight on PostgreSQL.

    What carries there is left to tests/delivery, tests/crash, test_whole_way and the
    dialogues in which mail waits or groups are.
    """
    if every_database.dialect == "postgresql":
        opening = straight_on_postgres(every_database)
    else:
        opening = world(every_database.open())
    async with opening as opened:
        yield opened
