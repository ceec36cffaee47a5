"""How fast we may send: in one process's memory, and in a table several share."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.delivery.limits import Bucket, Buckets
from core.runtime.limiting import OwnTurns, SharedTurns, Turns
from tests.databases import TestedDatabase

CHAT = Bucket("chat", every_s=10, burst=2)
ALL = Bucket("all", every_s=1, burst=100)


@pytest.fixture
async def turns(every_database: TestedDatabase) -> AsyncIterator[Turns]:
    """Give what gives out turns with a database."""
    database = every_database.open()
    several = database.dialect == "postgresql"
    yield SharedTurns(database) if several else OwnTurns()
    await database.close()


async def test_a_burst_goes_at_once_and_each_later_turn_waits_behind_the_last(
    turns: Turns,
) -> None:
    waits = [await turns.take([CHAT, ALL]) for _ in range(4)]

    assert waits[:2] == [0, 0]
    assert waits[2] == pytest.approx(10, abs=1)
    assert waits[3] == pytest.approx(20, abs=1)
    # Another chat shares only the bucket of all.
    assert await turns.take([Bucket("other", 10), ALL]) == 0


async def test_a_bucket_that_was_closed_waits_and_leaves_the_others_open(
    turns: Turns,
) -> None:
    await turns.close(CHAT, 35)

    assert await turns.take([CHAT, ALL]) == pytest.approx(35, abs=1)
    assert await turns.take([ALL]) == 0


async def test_several_processes_never_give_out_the_same_turn(
    postgres_database: TestedDatabase,
) -> None:
    databases = [postgres_database.open() for _ in range(2)]
    processes = [SharedTurns(one) for one in databases]
    both = [Bucket("a", 10), Bucket("b", 10)]
    waits = await asyncio.gather(
        *(
            process.take(order)
            for process in processes
            for order in (both, list(reversed(both)))
            for _ in range(5)
        )
    )

    for one in databases:
        await one.close()

    assert sorted(waits) == pytest.approx([10 * n for n in range(20)], abs=3)


@given(st.lists(st.floats(0, 5), min_size=1, max_size=40), st.integers(1, 5))
def test_no_more_than_the_burst_and_the_rate_ever_leave(
    pauses: list[float], burst: int
) -> None:
    buckets, bucket = Buckets(), Bucket("x", every_s=1, burst=burst)
    now, leaves = 0.0, []
    for pause in pauses:
        now += pause
        leaves.append(now + buckets.take([bucket], now))

    for first, begin in enumerate(leaves):
        within = [one for one in leaves[first:] if one <= begin + 3]
        assert len(within) <= burst + 4
