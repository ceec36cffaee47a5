"""From a signed webhook through the real runtime to a screen, with the real SDK."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain

import pytest
from sqlalchemy import Connection

from bots.intake import Intake
from bots.line.channel import build
from bots.line.webhook import PATH, route
from core.clock import RandomIds
from core.delivery import outbox
from core.delivery.retry import Urgency
from core.runtime import Pace, Runtime
from core.talk.channel import Channel
from core.talk.incoming import Arrived, Chose, Incoming, Place, Said
from core.talk.outgoing import Choice, Message, Text
from tests.databases import TestedDatabase, every_database
from tests.line_fake import events
from tests.line_fake.server import ACCESS_TOKEN, FakeLine
from tests.moments import StillClock
from tests.wire.line_door import serving
from tests.wire.store import Store

__all__ = ["every_database"]

IDS = RandomIds()
QUICK = Pace(sending_s=(0.01,) * 6, poll_s=0.05)
MOST = 5


@dataclass
class Stage:
    """A fake LINE, a door and a runtime around one database."""

    line: FakeLine
    runtime: Runtime
    clock: StillClock

    def heard(self, name: str) -> list[str]:
        """Return the texts on somebody's screen."""
        return [message["text"] for message in self.line.screen(name)]


class Handler:
    """Answers simply: says back what was said, and tells けん when asked to."""

    def __init__(self, clock: StillClock) -> None:
        self.clock = clock

    def __call__(self, conn: Connection, incoming: Incoming) -> None:
        """Answer one event in its transaction."""
        match incoming.content:
            case Arrived():
                said = Text("はじめまして。", (Choice("はじめる", "tok-begin"),))
                self._say(conn, incoming, said)
            case Chose(token=token):
                self._say(conn, incoming, Text(f"えらんだ {token}"))
            case Said(text="けんさんへ"):
                self._tell(conn, "けん", "ゆきさんから", "call")
            case Said(text=text):
                self._say(conn, incoming, Text(text))
            case _:
                pass

    def _say(self, conn: Connection, incoming: Incoming, message: Message) -> None:
        mail = chain(*outbox.take_waiting(conn, incoming.place.lane, MOST - 1))
        outbox.enqueue(
            conn,
            id=IDS.new(),
            place=incoming.place,
            messages=(*mail, message),
            urgency="reply",
            reply_pass=incoming.reply_pass,
            now=self.clock.now(),
        )

    def _tell(self, conn: Connection, name: str, words: str, urgency: Urgency) -> None:
        outbox.enqueue(
            conn,
            id=IDS.new(),
            place=Place("line", events.user_id(name)),
            messages=(Text(words),),
            urgency=urgency,
            reply_pass=None,
            now=self.clock.now(),
        )


def _say_nothing(_conn: Connection, _incoming: Incoming) -> None:
    """Have no kind word for events put aside."""


@asynccontextmanager
async def stage(kept: TestedDatabase) -> AsyncIterator[Stage]:
    """Set everything up; the runtime stores, and runs once it is started."""
    clock = StillClock(datetime.now(UTC))
    database = kept.open()
    async with FakeLine(clock=clock) as line:
        channel = build(access_token=ACCESS_TOKEN, api_base=line.url)
        channels: dict[str, Channel] = {channel.name: channel}
        runtime = Runtime(
            database,
            channels=channels,
            handle=Handler(clock),
            parked=_say_nothing,
            workers={},
            due=[],
            clock=clock,
            ids=IDS,
            pace=QUICK,
        )
        intake = Intake("line", runtime.accept, Store().park)
        door = route(secrets=[line.secret], intake=intake, clock=clock)
        async with serving([door]) as base:
            line.webhook_url = base + PATH
            yield Stage(line, runtime, clock)
        await runtime.stop()
        await channel.close()
        assert line.api.complaints == []
    await database.close()


@pytest.fixture
async def running(every_database: TestedDatabase) -> AsyncIterator[Stage]:
    """Give a stage that runs."""
    async with stage(every_database) as set_up:
        await set_up.runtime.start()
        yield set_up


async def test_a_friend_is_greeted_and_a_tap_is_answered_for_free(
    running: Stage,
) -> None:
    await running.line.happens("ゆき", "follow", follow={"isUnblocked": False})
    await running.runtime.idle()
    await running.line.taps("ゆき", "はじめる")
    await running.runtime.idle()

    assert running.heard("ゆき") == ["はじめまして。", "えらんだ tok-begin"]
    assert [sending.how for sending in running.line.api.sendings] == ["reply", "reply"]


async def test_words_come_back_in_the_order_they_were_said(running: Stage) -> None:
    words = [f"{n}つめ" for n in range(12)]

    for word in words:
        assert await running.line.says("ゆき", word) == 200
        running.clock.at += timedelta(milliseconds=5)
    await running.runtime.idle()

    assert running.heard("ゆき") == words


async def test_a_redelivered_event_is_answered_once(running: Stage) -> None:
    happened = events.event(
        "message",
        events.user("ゆき"),
        at=running.clock.now(),
        reply_token=running.line.reply_token("ゆき"),
        message=events.text("一度だけ"),
    )

    for again in (False, True, True):
        assert await running.line.deliver(happened, again=again) == 200
    await running.runtime.idle()

    assert running.heard("ゆき") == ["一度だけ"]


async def test_what_somebody_else_must_hear_is_pushed_once_however_ill_line_is(
    running: Stage,
) -> None:
    running.line.person("けん")
    await running.line.says("けん", "いるよ")
    await running.runtime.idle()
    running.line.trouble("500", "500_after_accept")

    await running.line.says("ゆき", "けんさんへ")
    await running.runtime.idle()

    assert running.heard("けん") == ["いるよ", "ゆきさんから"]
    assert running.line.api.calls["push"] == 3


async def test_a_reply_nobody_answered_for_is_not_said_again(running: Stage) -> None:
    running.line.trouble("500_after_accept")

    await running.line.says("ゆき", "一度だけ")
    await running.runtime.idle()

    assert running.heard("ゆき") == ["一度だけ"]
    assert running.line.api.calls["reply"] == 1


async def test_many_people_at_once_each_hear_their_own(running: Stage) -> None:
    names = [f"人{n}" for n in range(30)]

    await asyncio.gather(*(running.line.says(name, name) for name in names))
    await running.runtime.idle()

    assert [running.heard(name) for name in names] == [[name] for name in names]


async def test_line_hears_200_before_anybody_has_answered(
    every_database: TestedDatabase,
) -> None:
    async with stage(every_database) as nobody_works_yet:
        status = await nobody_works_yet.line.says("ゆき", "急ぎません")

        assert status == 200
        assert nobody_works_yet.heard("ゆき") == []


async def test_an_answer_too_late_for_its_pass_comes_with_the_next_one(
    every_database: TestedDatabase,
) -> None:
    async with stage(every_database) as late:
        await late.line.says("ゆき", "急ぎません")
        late.clock.at += timedelta(seconds=51)
        await late.runtime.start()
        await late.runtime.idle()
        before = list(late.heard("ゆき"))

        await late.line.says("ゆき", "また来ました")
        await late.runtime.idle()

        assert before == []
        assert late.heard("ゆき") == ["急ぎません", "また来ました"]
        assert [sending.how for sending in late.line.api.sendings] == ["reply"]
