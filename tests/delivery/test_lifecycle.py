"""Starting takes up what was left, stopping loses nothing, several share the lanes."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import Connection, select

from core.delivery import backlog, lanes
from core.delivery.tables import lanes as lanes_table
from core.errors import Retryable
from core.talk.incoming import Incoming
from tests.databases import TestedDatabase
from tests.delivery.bot import (
    FAST,
    Bot,
    ScriptedChannel,
    bot,
    echo,
    event,
    place,
)
from tests.moments import until, until_so


async def test_what_came_in_without_a_runtime_is_taken_up_at_the_start(
    every_database: TestedDatabase,
) -> None:
    channel = ScriptedChannel()
    database = every_database.open()
    async with bot(database, channel, close=False) as running:
        pass
    # A stopped runtime still stores: as a process that only takes webhooks.
    await running.hear(event("a"), event("b"))
    assert channel.texts == []

    async with bot(database, channel) as running:
        await running.settle()
    assert channel.texts == ["a", "b"]


async def test_stopping_sends_what_is_under_way(every_database: TestedDatabase) -> None:
    channel = ScriptedChannel()
    channel.gate.clear()
    async with bot(every_database.open(), channel) as running:
        await running.hear(*(event(str(n), user=f"u{n % 3}") for n in range(9)))
        await until(lambda: len(channel.deliveries) == 3)
        stopping = asyncio.ensure_future(running.runtime.stop(grace_s=5))
        await asyncio.sleep(0.02)
        channel.gate.set()
        await stopping
        assert await running.states() == ["sent"] * 9


async def test_what_never_left_before_the_grace_ended_leaves_after_the_next_start(
    every_database: TestedDatabase,
) -> None:
    channel = ScriptedChannel()
    database = every_database.open()
    channel.gate.clear()
    pace = replace(FAST, senders=1)
    async with bot(database, channel, pace=pace, close=False) as running:
        await running.hear(event("a"), event("b", user="bob"), event("c", user="cid"))
        await until(lambda: len(channel.deliveries) == 1)
        await until_so(lambda: _has_rows(running, 3))
        await running.runtime.stop(grace_s=0.01)
        states = await running.states()
        assert sorted(states) == ["ready", "ready", "sending"]

    channel.gate.set()
    first = channel.deliveries[0].id
    async with bot(database, channel) as running:
        await running.settle()
        assert await running.states() == ["sent"] * 3
    # What was cut off in the middle went out again; the others once.
    ids = [one.id for one in channel.deliveries]
    assert {one: ids.count(one) for one in ids if ids.count(one) > 1} == {first: 2}


async def test_a_second_process_is_refused_kindly_on_sqlite(
    sqlite_database: TestedDatabase,
) -> None:
    channel = ScriptedChannel()
    async with bot(sqlite_database.open(), channel):
        other = sqlite_database.open()
        with pytest.raises(Retryable, match="another process already serves"):
            async with bot(other, channel):
                pass
        await other.close()


async def test_two_processes_share_the_lanes_and_answer_once(
    postgres_database: TestedDatabase,
) -> None:
    here, there = ScriptedChannel(), ScriptedChannel()
    async with (
        bot(postgres_database.open(), here) as one,
        bot(postgres_database.open(), there) as other,
    ):
        for turn in range(4):
            await asyncio.gather(
                *(one.hear(event(f"{n}-{turn}", user=f"u{n}")) for n in range(8)),
                *(other.hear(event(f"{n}-{turn}", user=f"u{n}")) for n in range(8, 16)),
            )
        await one.settle()
        await other.settle()

    said = here.texts + there.texts
    assert len(said) == len(set(said)) == 64
    for texts in (here.texts, there.texts):
        for n in range(16):
            turns = [text for text in texts if text.startswith(f"{n}-")]
            assert turns == sorted(turns)


async def test_a_process_hears_at_once_what_another_stored(
    postgres_database: TestedDatabase,
) -> None:
    channel = ScriptedChannel()
    slow_poll = replace(FAST, poll_s=30.0)
    async with bot(postgres_database.open(), channel, pace=slow_poll) as running:
        door = postgres_database.open()
        # Until its ear is open it would find them only by looking.
        await until_so(lambda: running.database.read(_ears))
        async with bot(door, ScriptedChannel(name="other")) as webhooks:
            await webhooks.hear(event("a"))
            await until(lambda: channel.texts == ["a"])
        await running.settle()


async def _has_rows(running: Bot, number: int) -> bool:
    return len(await running.rows()) == number


def _ears(conn: Connection) -> int:
    found = conn.exec_driver_sql(
        "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"
        " AND datname = current_database()"
    )
    return int(found.scalar_one())


async def test_a_process_that_is_to_end_takes_up_nothing_new(
    postgres_database: TestedDatabase,
) -> None:
    """Else it would never come to an end while others keep storing."""
    here, there = ScriptedChannel(), ScriptedChannel()
    here.gate.clear()
    database = postgres_database.open()
    async with bot(database, here, close=False) as running:
        await running.hear(event("a"))
        await until(lambda: len(here.deliveries) == 1)
        stopping = asyncio.ensure_future(running.runtime.stop(grace_s=5))
        await asyncio.sleep(FAST.poll_s)
        await running.hear(event("b", user="bob"), event("c"))
        await asyncio.sleep(3 * FAST.poll_s)
        here.gate.set()
        await stopping
    assert here.texts == ["a"]

    async with bot(database, there) as next_one:
        await next_one.settle()
    assert sorted(there.texts) == ["b", "c"]


async def test_the_lanes_of_a_dead_process_are_taken_over(
    postgres_database: TestedDatabase,
) -> None:
    """A lease of somebody who never comes back, and a message he left half sent."""
    channel = ScriptedChannel()
    database = postgres_database.open()
    async with bot(database, channel, close=False) as running:
        pass
    await running.hear(event("a"))
    held = await database.write(
        lambda conn: lanes.claim(
            conn, [place().lane], worker="dead", lease_s=0.2, most=1
        )
    )

    async with bot(database, channel) as running:
        assert channel.texts == []
        await running.settle()
        assert channel.texts == ["a"]
        row = await database.read(lambda conn: conn.execute(select(lanes_table)).one())
        assert row.fence > held[place().lane]


async def test_a_process_that_lost_its_lane_commits_nothing_more(
    postgres_database: TestedDatabase,
) -> None:
    """The handler outlives the lease; meanwhile another takes the lane."""
    channel = ScriptedChannel()
    database = postgres_database.open()
    stolen: list[dict[str, int]] = []

    def steal(conn: Connection) -> dict[str, int]:
        conn.exec_driver_sql("UPDATE lanes SET lease_until = 'epoch'")
        return lanes_of_thief(conn)

    def lanes_of_thief(conn: Connection) -> dict[str, int]:
        taken = conn.exec_driver_sql(
            "UPDATE lanes SET worker = 'thief', fence = fence + 1,"
            " lease_until = now() + interval '0.2 s' RETURNING lane, fence"
        )
        return {row.lane: row.fence for row in taken}

    handled: list[int] = []

    def handle(conn: Connection, incoming: Incoming) -> None:
        handled.append(1)
        if not stolen:
            stolen.append(postgres_database.run(steal))
        echo(conn, incoming)

    async with bot(database, channel, handle=handle) as running:
        await running.hear(event("a"))
        await running.settle()
        counts = await database.read(backlog.counts)

    # Handled again under a lease of its own, and said once.
    assert len(handled) > 1
    assert channel.texts == ["a"]
    assert counts["inbox"] == {"done": 1}


async def test_idle_lanes_are_given_back_at_the_end(
    postgres_database: TestedDatabase,
) -> None:
    channel = ScriptedChannel()
    database = postgres_database.open()
    async with bot(database, channel, close=False) as running:
        await running.hear(event("a"))
        await running.settle()

    free = await database.write(
        lambda conn: lanes.claim(conn, [place().lane], worker="next", lease_s=1, most=1)
    )
    assert list(free) == [place().lane]
    await database.close()


async def test_a_database_that_is_away_for_a_while_is_waited_for(
    postgres_database: TestedDatabase,
) -> None:
    """All connections are cut in the middle of it."""
    channel = ScriptedChannel()
    async with bot(postgres_database.open(), channel) as running:
        await running.hear(event("a"))
        await running.settle()
        postgres_database.run(
            lambda conn: conn.exec_driver_sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE pid <> pg_backend_pid() AND datname = current_database()"
            ).all()
        )
        while True:
            try:
                await running.hear(event("b", id="b"))
                break
            except Retryable:
                await asyncio.sleep(0.005)
        await running.settle()

    assert channel.texts == ["a", "b"]
