"""Slow work is done outside, within a deadline, and always answered."""

import asyncio
from dataclasses import replace

from sqlalchemy import Connection

from core.delivery import work
from core.errors import Retryable
from core.talk.incoming import Incoming, Said
from tests.databases import TestedDatabase
from tests.delivery.bot import (
    FAST,
    NOON,
    ScriptedChannel,
    bot,
    echo,
    event,
    fresh_pass,
    place,
    say,
)
from tests.moments import until


def _ask_coach(conn: Connection, incoming: Incoming) -> None:
    _ask(conn, incoming, kind="coach")


def _ask(conn: Connection, incoming: Incoming, *, kind: str) -> None:
    if not isinstance(incoming.content, Said):
        echo(conn, incoming)
        return
    if incoming.content.text == "loud":
        say(conn, "one moment", to=incoming.place)
    work.enqueue(
        conn,
        id=f"w{incoming.event_id}",
        kind=kind,
        ask=incoming.content.text,
        place=incoming.place,
        sender=incoming.sender,
        reply_pass=incoming.reply_pass,
        now=NOON,
    )


async def _louder(ask: str) -> str:
    return ask.upper()


async def test_work_is_answered_with_the_pass_of_who_asked(
    every_database: TestedDatabase,
) -> None:
    channel = ScriptedChannel(mail_waits=True)
    async with bot(
        every_database.open(), channel, handle=_ask_coach, workers={"coach": _louder}
    ) as running:
        await running.hear(event("hello", reply_pass=fresh_pass()))
        await running.settle()

    assert channel.texts == ["HELLO"]
    assert channel.deliveries[0].reply_pass == fresh_pass()


async def test_silence_while_working_is_shown_but_words_are_enough(
    every_database: TestedDatabase,
) -> None:
    channel = ScriptedChannel()
    async with bot(
        every_database.open(), channel, handle=_ask_coach, workers={"coach": _louder}
    ) as running:
        await running.hear(event("silent"), event("loud", user="bob"))
        await running.settle()

    assert channel.worked_at == [place("ann")]


async def test_work_that_is_not_ready_is_tried_again_and_then_given_up(
    every_database: TestedDatabase,
) -> None:
    channel = ScriptedChannel()
    tried: list[str] = []

    async def moody(ask: str) -> str:
        tried.append(ask)
        if ask == "never" or tried.count(ask) == 1:
            raise Retryable("busy", after_s=0.01)
        return "at last"

    async with bot(
        every_database.open(), channel, handle=_ask_coach, workers={"coach": moody}
    ) as running:
        await running.hear(event("second"), event("never", user="bob"))
        await running.settle()

    assert sorted(channel.texts) == ["at last", "gave up"]
    assert tried.count("never") == 2


async def test_broken_work_is_given_up_at_once_and_answered(
    every_database: TestedDatabase,
) -> None:
    channel = ScriptedChannel()
    tried: list[str] = []

    async def broken(ask: str) -> str:
        tried.append(ask)
        raise LookupError

    async with bot(
        every_database.open(), channel, handle=_ask_coach, workers={"coach": broken}
    ) as running:
        await running.hear(event("a"))
        await running.settle()
        happened = [one.what for one in running.happened]

    assert channel.texts == ["gave up"]
    assert tried == ["a"]
    assert "gave_up" in happened


async def test_work_past_its_deadline_is_given_up(
    every_database: TestedDatabase,
) -> None:
    channel = ScriptedChannel()

    async def endless(ask: str) -> str:
        await asyncio.Event().wait()
        return ask

    async with bot(
        every_database.open(),
        channel,
        handle=_ask_coach,
        workers={"coach": endless},
        pace=replace(FAST, work_deadline_s=0.02),
    ) as running:
        await running.hear(event("a"))
        await running.settle()

    assert channel.texts == ["gave up"]


async def test_only_so_much_is_worked_on_at_once(
    every_database: TestedDatabase,
) -> None:
    channel = ScriptedChannel()
    running_now: set[str] = set()
    most: list[int] = []
    go = asyncio.Event()

    async def wait(ask: str) -> str:
        running_now.add(ask)
        most.append(len(running_now))
        await go.wait()
        running_now.discard(ask)
        return ask

    async with bot(
        every_database.open(),
        channel,
        handle=_ask_coach,
        workers={"coach": wait},
        pace=replace(FAST, workers=2, lease_s=15.0, work_deadline_s=15.0),
    ) as running:
        await running.hear(*(event(str(n), user=f"u{n}") for n in range(6)))
        await until(lambda: len(running_now) == 2)
        await asyncio.sleep(0.04)
        assert len(running_now) == 2
        go.set()
        await running.settle()

    assert max(most) == 2
    assert len(channel.texts) == 6


async def test_no_kind_of_work_waits_for_another(
    every_database: TestedDatabase,
) -> None:
    channel = ScriptedChannel()
    go = asyncio.Event()

    async def slow(ask: str) -> str:
        await go.wait()
        return ask

    def handle(conn: Connection, incoming: Incoming) -> None:
        kind = "guess" if incoming.content == Said("quick") else "coach"
        _ask(conn, incoming, kind=kind)

    async with bot(
        every_database.open(),
        channel,
        handle=handle,
        workers={"coach": slow, "guess": _louder},
        pace=replace(FAST, workers=2, lease_s=15.0, work_deadline_s=15.0),
    ) as running:
        await running.hear(*(event(str(n), user=f"u{n}") for n in range(3)))
        await running.hear(event("quick"))
        await until(lambda: channel.texts == ["QUICK"])
        go.set()
        await running.settle()

    assert len(channel.texts) == 4


async def test_a_person_talks_on_while_the_work_goes_on(
    every_database: TestedDatabase,
) -> None:
    channel = ScriptedChannel()
    go = asyncio.Event()

    async def slow(ask: str) -> str:
        await go.wait()
        return ask

    def handle(conn: Connection, incoming: Incoming) -> None:
        if incoming.content == Said("work"):
            _ask_coach(conn, incoming)
        else:
            echo(conn, incoming)

    async with bot(
        every_database.open(), channel, handle=handle, workers={"coach": slow}
    ) as running:
        await running.hear(event("work"), event("meanwhile"))
        await until(lambda: channel.texts == ["meanwhile"])
        go.set()
        await running.settle()

    assert channel.texts == ["meanwhile", "work"]


async def test_work_that_ends_its_process_again_and_again_is_given_up(
    every_database: TestedDatabase,
) -> None:
    channel = ScriptedChannel()
    database = every_database.open()

    def die_often(conn: Connection) -> None:
        _ask_coach(conn, event("deadly", id="1"))
        conn.exec_driver_sql("UPDATE work SET attempts = 2")

    await database.write(die_often)

    async with bot(
        database, channel, handle=_ask_coach, workers={"coach": _louder}
    ) as running:
        await running.settle()

    assert channel.texts == ["gave up"]


async def test_stopping_puts_work_down_for_the_next_process(
    every_database: TestedDatabase,
) -> None:
    channel = ScriptedChannel()
    database = every_database.open()
    begun = asyncio.Event()

    async def endless(ask: str) -> str:
        begun.set()
        await asyncio.Event().wait()
        return ask

    async with bot(
        database, channel, handle=_ask_coach, workers={"coach": endless}, close=False
    ) as running:
        await running.hear(event("a"))
        await begun.wait()
        await running.runtime.stop(grace_s=0.01)

    async with bot(
        database, channel, handle=_ask_coach, workers={"coach": _louder}
    ) as running:
        await running.settle()

    assert channel.texts == ["A"]
