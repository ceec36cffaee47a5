"""Messages go out in order, the right way, and every outcome is written down."""

import asyncio
from dataclasses import replace
from itertools import chain

import pytest
from sqlalchemy import Connection

from core.delivery import outbox
from core.delivery.retry import Urgency
from core.talk.channel import (
    Gone,
    Outcome,
    PassSpent,
    Rejected,
    Sent,
    TryLater,
    Unknown,
)
from core.talk.incoming import Incoming, Said, Undeliverable
from core.talk.outgoing import Text
from tests.databases import TestedDatabase
from tests.delivery.bot import (
    FAST,
    NOON,
    ScriptedChannel,
    SetClock,
    begin,
    bot,
    echo,
    event,
    fresh_pass,
    place,
    say,
)
from tests.moments import until


async def test_a_place_hears_one_message_at_a_time_in_order(
    every_database: TestedDatabase,
) -> None:
    channel = ScriptedChannel()

    def say_three(conn: Connection, incoming: Incoming) -> None:
        for words in ("one", "two", "three"):
            say(conn, words, to=incoming.place)

    async with bot(every_database.open(), channel, handle=say_three) as running:
        channel.gate.clear()
        await running.hear(event("go"))
        await until(lambda: len(channel.deliveries) == 1)
        channel.gate.set()
        await running.settle()

    assert channel.texts == ["one", "two", "three"]
    assert channel.most_at_once == 1


async def test_places_hear_at_the_same_time_but_not_too_many(
    every_database: TestedDatabase,
) -> None:
    channel = ScriptedChannel()
    channel.gate.clear()
    pace = replace(FAST, senders=3)
    async with bot(every_database.open(), channel, pace=pace) as running:
        await running.hear(*(event("a", user=f"u{n}") for n in range(6)))
        await until(lambda: len(channel.deliveries) == 3)
        channel.gate.set()
        await running.settle()

    assert channel.most_at_once == 3
    assert len(channel.texts) == 6


async def test_try_later_waits_and_keeps_its_key(
    every_database: TestedDatabase,
) -> None:
    channel = ScriptedChannel(TryLater("busy"), TryLater("busy", after_s=0.02))
    async with bot(every_database.open(), channel) as running:
        await running.hear(event("a"))
        await running.settle()

        (row,) = await running.rows()
        assert (row.state, row.attempts) == ("sent", 3)
    assert [one.attempt for one in channel.deliveries] == [1, 2, 3]
    assert len({one.retry_key for one in channel.deliveries}) == 1


async def test_a_message_that_waits_holds_back_its_place_only(
    every_database: TestedDatabase,
) -> None:
    channel = ScriptedChannel(TryLater("busy", after_s=0.8))
    async with bot(every_database.open(), channel) as running:
        await running.hear(event("a"))
        await until(lambda: channel.texts == ["a"])
        await running.hear(event("b"), event("c", user="bob"))
        await running.settle()

    assert channel.texts == ["a", "c", "a", "b"]


async def test_a_message_is_given_up_in_the_end(
    every_database: TestedDatabase,
) -> None:
    channel = ScriptedChannel(*[TryLater("busy")] * 4)
    heard: list[object] = []

    def handle(conn: Connection, incoming: Incoming) -> None:
        if isinstance(incoming.content, Said):
            echo(conn, incoming)
        else:
            heard.append(incoming.content)

    async with bot(every_database.open(), channel, handle=handle) as running:
        await running.hear(event("a"))
        await running.settle()

        (row,) = await running.rows()
        assert (row.state, row.error) == ("dead", "given up: busy")
    assert heard[-1] == Undeliverable(row.id, "rejected")


@pytest.mark.parametrize(
    ("outcome", "why"), [(Gone("blocked"), "gone"), (Rejected("too long"), "rejected")]
)
async def test_what_can_never_arrive_comes_back_as_an_event(
    every_database: TestedDatabase, outcome: Outcome, why: str
) -> None:
    channel = ScriptedChannel(outcome)
    heard: list[Incoming] = []

    def handle(conn: Connection, incoming: Incoming) -> None:
        if isinstance(incoming.content, Said):
            echo(conn, incoming)
        else:
            heard.append(incoming)

    async with bot(every_database.open(), channel, handle=handle) as running:
        await running.hear(event("a"))
        await running.settle()

        (row,) = await running.rows()
    assert row.state == "dead"
    assert heard[-1].event_id == f"out:{row.id}"
    assert heard[-1].place == place()
    assert heard[-1].content == Undeliverable(row.id, why)  # type: ignore[arg-type]  # one of the two


@pytest.mark.parametrize("outcome", [Unknown("timed out"), ValueError("a bug")])
async def test_what_may_have_arrived_is_never_sent_again(
    every_database: TestedDatabase, outcome: Outcome | Exception
) -> None:
    channel = ScriptedChannel(outcome)
    database = every_database.open()
    async with bot(database, channel, close=False) as running:
        await running.hear(event("a"))
        await running.settle()
        assert await running.states() == ["unknown"]

    async with bot(database, channel) as running:
        await running.hear(event("b"))
        await running.settle()
    assert channel.texts == ["a", "b"]


async def test_a_channel_that_never_answers_is_unknown(
    every_database: TestedDatabase,
) -> None:
    channel = ScriptedChannel()
    channel.gate.clear()
    pace = replace(FAST, send_deadline_s=0.02)
    async with bot(every_database.open(), channel, pace=pace) as running:
        await running.hear(event("a"))
        await running.settle()
        assert await running.states() == ["unknown"]


async def test_a_fresh_pass_goes_along_once(every_database: TestedDatabase) -> None:
    channel = ScriptedChannel(mail_waits=True)

    def say_two(conn: Connection, incoming: Incoming) -> None:
        say(conn, "a", to=incoming.place, reply_pass=incoming.reply_pass)
        say(conn, "b", to=incoming.place, reply_pass=incoming.reply_pass)

    async with bot(every_database.open(), channel, handle=say_two) as running:
        await running.hear(event("go", reply_pass=fresh_pass()))
        await running.settle()
        assert await running.states() == ["sent", "waiting"]
    assert [one.reply_pass for one in channel.deliveries] == [fresh_pass()]


@pytest.mark.parametrize(
    ("urgency", "mail_waits", "states"),
    [
        ("reply", True, ["waiting"]),
        ("mail", True, ["waiting"]),
        ("call", True, ["sent"]),
        ("reply", False, ["sent"]),
        ("mail", False, ["sent"]),
    ],
)
async def test_an_old_pass_is_not_used(
    every_database: TestedDatabase,
    urgency: Urgency,
    mail_waits: bool,
    states: list[str],
) -> None:
    channel = ScriptedChannel(mail_waits=mail_waits)

    def answer(conn: Connection, incoming: Incoming) -> None:
        say(
            conn,
            "a",
            to=incoming.place,
            urgency=urgency,
            reply_pass=incoming.reply_pass,
        )

    clock = SetClock()
    clock.turn(50)
    async with bot(
        every_database.open(), channel, handle=answer, clock=clock
    ) as running:
        await running.hear(event("go", reply_pass=fresh_pass()))
        await running.settle()
        assert await running.states() == states
    assert all(one.reply_pass is None for one in channel.deliveries)


@pytest.mark.parametrize(
    ("urgency", "mail_waits", "states", "sendings"),
    [
        ("reply", True, ["waiting"], 1),
        ("call", True, ["sent"], 2),
        ("reply", False, ["sent"], 2),
    ],
)
async def test_a_spent_pass_takes_another_way(
    every_database: TestedDatabase,
    urgency: Urgency,
    mail_waits: bool,
    states: list[str],
    sendings: int,
) -> None:
    channel = ScriptedChannel(PassSpent("used"), mail_waits=mail_waits)

    def answer(conn: Connection, incoming: Incoming) -> None:
        say(
            conn,
            "a",
            to=incoming.place,
            urgency=urgency,
            reply_pass=incoming.reply_pass,
        )

    async with bot(every_database.open(), channel, handle=answer) as running:
        await running.hear(event("go", reply_pass=fresh_pass()))
        await running.settle()
        assert await running.states() == states
    passes = [one.reply_pass for one in channel.deliveries]
    assert passes == [fresh_pass(), None][:sendings]


async def test_mail_goes_out_with_the_next_reply(
    every_database: TestedDatabase,
) -> None:
    channel = ScriptedChannel(mail_waits=True)

    def fold(conn: Connection, incoming: Incoming) -> None:
        waited = chain(*outbox.take_waiting(conn, incoming.place.lane, 4))
        outbox.enqueue(
            conn,
            id=f"o{incoming.event_id}",
            place=incoming.place,
            messages=(*waited, Text("reply")),
            urgency="reply",
            reply_pass=incoming.reply_pass,
            now=NOON,
        )

    async with bot(every_database.open(), channel, handle=fold) as running:
        await running.database.write(
            lambda conn: say(conn, "mail", to=place(), urgency="mail")
        )
        await running.settle()
        assert channel.texts == []
        await running.hear(event("hi", reply_pass=fresh_pass()))
        await running.settle()

    assert channel.texts == ["mail", "reply"]
    assert len(channel.deliveries) == 1


async def test_rows_left_in_sending_go_out_again_with_the_same_key(
    every_database: TestedDatabase,
) -> None:
    """As after a crash between the platform's answer and our mark of it."""
    channel = ScriptedChannel()
    database = every_database.open()
    row = await database.write(lambda conn: say(conn, "a", to=place()))
    await database.write(lambda conn: begin(conn, row))

    async with bot(database, channel) as running:
        await running.settle()
        (sent,) = await running.rows()

    assert (sent.state, channel.deliveries[0].retry_key) == ("sent", sent.retry_key)


@pytest.mark.parametrize(
    ("outcome", "state"), [(PassSpent("used"), "unknown"), (Sent(), "sent")]
)
async def test_after_a_crash_a_spent_pass_means_it_had_arrived(
    every_database: TestedDatabase, outcome: Outcome, state: str
) -> None:
    channel = ScriptedChannel(outcome, mail_waits=True)
    database = every_database.open()
    row = await database.write(
        lambda conn: say(conn, "a", to=place(), reply_pass=fresh_pass())
    )
    await database.write(lambda conn: begin(conn, row))

    async with bot(database, channel) as running:
        await running.settle()
        assert await running.states() == [state]

    assert len(channel.deliveries) == 1


async def test_a_row_of_a_channel_that_is_off_stays(
    every_database: TestedDatabase,
) -> None:
    channel = ScriptedChannel()
    database = every_database.open()
    elsewhere = place(channel="off")
    async with bot(database, channel, close=False) as running:
        await database.write(lambda conn: say(conn, "a", to=elsewhere))
        await running.hear(event("b"))
        await running.settle()
        await asyncio.sleep(0.04)
        assert await running.states() == ["ready", "sent"]

    back = ScriptedChannel(name="off")
    async with bot(database, channel, back) as running:
        await running.settle()
    assert back.texts == ["a"]


async def test_a_row_nobody_can_read_is_dead(every_database: TestedDatabase) -> None:
    channel = ScriptedChannel()
    database = every_database.open()
    await database.write(lambda conn: say(conn, "a", to=place()))
    await database.write(
        lambda conn: conn.exec_driver_sql("UPDATE outbox SET body = '['").rowcount
    )

    async with bot(database, channel, handle=lambda _conn, _one: None) as running:
        await running.settle()
        assert await running.states() == ["dead"]
    assert channel.deliveries == []


async def test_a_row_in_nobodys_hands_is_found_after_a_while(
    every_database: TestedDatabase,
) -> None:
    channel = ScriptedChannel()

    def leave(conn: Connection) -> bool:
        return begin(conn, say(conn, "b", to=place()))

    async with bot(every_database.open(), channel) as running:
        await running.hear(event("a"))
        await running.settle()
        assert await asyncio.to_thread(every_database.run, leave)
        await asyncio.sleep(0.05)
        assert channel.texts == ["a"]

        running.clock.turn(3600)
        await running.settle()

    assert channel.texts == ["a", "b"]
