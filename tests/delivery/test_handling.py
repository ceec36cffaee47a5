"""Events are handled once, in order, and poison never blocks a lane."""

import asyncio
import sqlite3
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Connection, select, text

from core.delivery import backlog
from core.delivery.tables import inbox as inbox_table
from core.errors import Retryable
from core.talk.incoming import Incoming, Said
from tests.databases import TestedDatabase
from tests.delivery.bot import (
    FAST,
    NOON,
    Bot,
    ScriptedChannel,
    bot,
    echo,
    event,
    place,
    say,
)
from tests.moments import until


async def test_an_event_is_answered(every_database: TestedDatabase) -> None:
    channel = ScriptedChannel()
    async with bot(every_database.open(), channel) as running:
        assert await running.hear(event("おはよう")) == 1
        await running.settle()

        assert channel.texts == ["おはよう"]
        (row,) = await running.rows()
        assert (row.state, row.message_ids) == ("sent", f'["m{row.id}"]')


async def test_an_event_delivered_again_is_answered_once(
    every_database: TestedDatabase,
) -> None:
    channel = ScriptedChannel()
    first, second = event("a"), event("b")
    async with bot(every_database.open(), channel) as running:
        together = await asyncio.gather(
            running.hear(first), running.hear(first, second), running.hear(first)
        )
        await running.settle()
        later = await running.hear(first, second)
        await running.settle()

    assert sum(together) == 2
    assert later == 0
    assert sorted(channel.texts) == ["a", "b"]


async def test_a_lane_is_handled_by_the_time_of_its_events(
    every_database: TestedDatabase,
) -> None:
    channel = ScriptedChannel()
    events = [event(str(n), at=NOON + timedelta(seconds=n)) for n in range(20)]
    async with bot(every_database.open(), channel) as running:
        await running.hear(*reversed(events))
        await running.settle()

    assert channel.texts == [str(n) for n in range(20)]


async def test_lanes_go_on_while_one_waits(every_database: TestedDatabase) -> None:
    slow, quick = ScriptedChannel(name="slow"), ScriptedChannel(name="quick")
    slow.gate.clear()
    async with bot(every_database.open(), slow, quick) as running:
        await running.hear(event("a", channel="slow"), event("b", channel="quick"))
        await until(lambda: quick.texts == ["b"])
        await running.hear(event("c", channel="quick"))
        await until(lambda: quick.texts == ["b", "c"])
        slow.gate.set()
        await running.settle()

    assert slow.texts == ["a"]


async def test_many_lanes_each_keep_their_order(every_database: TestedDatabase) -> None:
    channel = ScriptedChannel()
    said: dict[str, list[str]] = {}

    def note_order(conn: Connection, incoming: Incoming) -> None:
        assert isinstance(incoming.content, Said)
        said.setdefault(incoming.place.id, []).append(incoming.content.text)
        echo(conn, incoming)

    async with bot(every_database.open(), channel, handle=note_order) as running:
        for turn in range(5):
            at = NOON + timedelta(seconds=turn)
            await asyncio.gather(
                *(
                    running.hear(event(str(turn), user=f"u{n}", at=at))
                    for n in range(12)
                )
            )
        await running.settle()

    assert len(channel.texts) == 60
    for turns in said.values():
        # A conflict on PostgreSQL runs a handler again: what counts is the order.
        assert list(dict.fromkeys(turns)) == ["0", "1", "2", "3", "4"]


async def test_poison_is_parked_with_its_traceback_and_the_lane_goes_on(
    every_database: TestedDatabase,
) -> None:
    channel = ScriptedChannel()

    def handle(conn: Connection, incoming: Incoming) -> None:
        echo(conn, incoming)
        if incoming.content == Said("poison"):
            raise LookupError("deep down")

    async with bot(every_database.open(), channel, handle=handle) as running:
        await running.hear(event("a"), event("poison"), event("b"))
        await running.settle()

        assert channel.texts == ["a", "sorry", "b"]
        counts = await running.database.read(backlog.counts)
        assert counts["inbox"] == {"done": 2, "parked": 1}
        parked = select(inbox_table).where(inbox_table.c.state == "parked")
        row = await running.database.read(lambda conn: conn.execute(parked).one())
        assert row.attempts == 3
        assert "deep down" in row.error
        assert "in handle" in row.error
        assert [h.what for h in running.happened].count("failed") == 2


async def test_an_event_is_parked_even_when_nothing_kind_can_be_said(
    every_database: TestedDatabase,
) -> None:
    channel = ScriptedChannel()

    def fail(conn: Connection, incoming: Incoming) -> None:
        raise LookupError

    async with bot(every_database.open(), channel, handle=fail, parked=fail) as running:
        await running.hear(event("a"))
        await running.settle()

        counts = await running.database.read(backlog.counts)
        assert counts["inbox"] == {"parked": 1}


async def test_a_handler_that_is_not_ready_is_tried_again(
    every_database: TestedDatabase,
) -> None:
    channel = ScriptedChannel()
    tried: list[int] = []

    def handle(conn: Connection, incoming: Incoming) -> None:
        tried.append(1)
        if len(tried) < 3:
            raise Retryable("not yet")
        echo(conn, incoming)

    async with bot(every_database.open(), channel, handle=handle) as running:
        await running.hear(event("a"))
        await running.settle()

    assert channel.texts == ["a"]
    assert len(tried) == 3


async def test_an_event_nobody_can_read_is_parked(
    every_database: TestedDatabase,
) -> None:
    channel = ScriptedChannel()
    database = every_database.open()

    def spoil(conn: Connection) -> None:
        conn.execute(text("UPDATE inbox SET body = '{'"))

    async with bot(database, channel, close=False) as running:
        pass
    await running.hear(event("a"))
    await database.write(spoil)

    async with bot(database, channel) as running:
        await running.settle()
        counts = await database.read(backlog.counts)
    assert counts["inbox"] == {"parked": 1}


async def test_nothing_of_a_failed_handling_stays(
    every_database: TestedDatabase,
) -> None:
    channel = ScriptedChannel()

    def handle(conn: Connection, incoming: Incoming) -> None:
        say(conn, "half", to=place())
        raise LookupError

    async with bot(every_database.open(), channel, handle=handle) as running:
        await running.hear(event("a"))
        await running.settle()

    assert channel.texts == ["sorry"]


async def test_an_event_alone_in_its_lane_is_handled_where_it_is_stored(
    sqlite_database: TestedDatabase,
) -> None:
    channel = ScriptedChannel()
    async with bot(sqlite_database.open(), channel) as running:
        await running.hear(event("a"), event("b", user="bob"))
        counts = await running.database.read(backlog.counts)
        await running.settle()

    # One commit for all of it: when it is stored, it is done.
    assert counts["inbox"] == {"done": 2}
    assert sorted(channel.texts) == ["a", "b"]
    assert [h.what for h in running.happened].count("handled") == 2


async def test_what_fails_where_it_is_stored_is_stored_and_handled_later(
    sqlite_database: TestedDatabase,
) -> None:
    channel = ScriptedChannel()
    tried: list[str] = []

    def handle(conn: Connection, incoming: Incoming) -> None:
        tried.append(incoming.event_id)
        say(conn, "half", to=incoming.place)
        if len(tried) == 2:
            raise LookupError
        echo(conn, incoming)

    async with bot(sqlite_database.open(), channel, handle=handle) as running:
        events = [event(user, id=user, user=user) for user in ("ann", "ben", "eve")]
        assert await running.hear(*events) == 3
        await running.settle()

    # With what was stored together with it; nobody hears anything twice.
    assert sorted(channel.texts) == sorted(["ann", "ben", "eve", *["half"] * 3])
    assert tried == ["ann", "ben", "ann", "ben", "eve"]


async def test_more_than_may_be_handled_at_once_are_all_handled(
    sqlite_database: TestedDatabase,
) -> None:
    channel = ScriptedChannel()
    pace = replace(FAST, handlers=2)
    async with bot(sqlite_database.open(), channel, pace=pace) as running:
        await running.hear(*(event(str(n), user=f"u{n}") for n in range(5)))
        await running.settle()

    assert sorted(channel.texts) == [str(n) for n in range(5)]


async def test_due_rows_become_events_once(every_database: TestedDatabase) -> None:
    channel = ScriptedChannel()
    asked: list[int] = []

    def due(conn: Connection, now: object) -> list[Incoming]:
        asked.append(1)
        return [event("it is time", id="time:1")]

    async with bot(every_database.open(), channel, due=[due]) as running:
        await until(lambda: len(asked) > 2)
        await running.settle()

    assert channel.texts == ["it is time"]


async def test_one_broken_timer_does_not_stop_the_others(
    every_database: TestedDatabase,
) -> None:
    channel = ScriptedChannel()

    def broken(conn: Connection, now: object) -> list[Incoming]:
        raise LookupError

    def due(conn: Connection, now: object) -> list[Incoming]:
        return [event("it is time", id="time:1")]

    async with bot(every_database.open(), channel, due=[broken, due]) as running:
        await until(lambda: channel.texts == ["it is time"])
        await running.settle()


async def test_more_events_than_memory_takes_are_all_handled(
    every_database: TestedDatabase,
) -> None:
    channel = ScriptedChannel()
    pace = replace(FAST, most_events=10)
    async with bot(every_database.open(), channel, pace=pace) as running:
        await running.hear(*(event(str(n), user=f"u{n % 7}") for n in range(60)))
        await running.settle()

    assert sorted(channel.texts, key=int) == [str(n) for n in range(60)]


async def test_an_event_of_one_that_cannot_be_stored_harms_no_neighbour(
    every_database: TestedDatabase,
) -> None:
    channel = ScriptedChannel()
    # Half of a surrogate pair: no database and no JSON takes it.
    broken = event("\ud83d")
    async with bot(every_database.open(), channel) as running:
        results = await asyncio.gather(
            running.hear(event("a")),
            running.hear(broken),
            running.hear(event("b", user="bob")),
            return_exceptions=True,
        )
        await running.settle()

    assert results[0] == results[2] == 1
    assert isinstance(results[1], ValueError)
    assert sorted(channel.texts) == ["a", "b"]


async def test_a_database_that_is_locked_acknowledges_nothing_and_loses_nothing(
    sqlite_database: TestedDatabase,
) -> None:
    channel = ScriptedChannel()
    database = sqlite_database.open(wait_s=0.02)
    async with bot(database, channel) as running:
        path = sqlite_database.url.removeprefix("sqlite:///")
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Retryable):
            await running.hear(event("a"))
        other.execute("ROLLBACK")
        other.close()

        assert await running.hear(event("b")) == 1
        await running.settle()

    assert channel.texts == ["b"]


async def test_what_another_hand_puts_into_the_tables_is_seen_to(
    every_database: TestedDatabase,
) -> None:
    """The command line writes from a process of its own."""
    channel = ScriptedChannel()
    async with bot(every_database.open(), channel) as running:
        by_hand = every_database.open()
        await by_hand.write(lambda conn: say(conn, "by hand", to=place()))
        await until(lambda: channel.texts == ["by hand"])
        await running.settle()
        await by_hand.close()


async def test_a_clock_that_jumps_loses_and_blocks_nothing(
    every_database: TestedDatabase,
) -> None:
    channel = ScriptedChannel()
    async with bot(every_database.open(), channel) as running:
        for seconds in (0, 86_400 * 30, -86_400 * 90, 0):
            running.clock.turn(seconds)
            await running.hear(event(str(seconds), at=running.clock.at))
            await running.settle()
        await _assert_all_sent(running, 4)


async def _assert_all_sent(running: Bot, number: int) -> None:
    assert await running.states() == ["sent"] * number
