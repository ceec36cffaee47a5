"""A small bot for tests of the engine: a scripted channel, a clock, events."""

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import Connection, select

from core.clock import RandomIds
from core.delivery import outbox
from core.delivery.retry import Urgency
from core.delivery.tables import outbox as outbox_table
from core.runtime import Happened, Pace, Runtime
from core.store.engine import Database
from core.talk.channel import Delivery, Limits, Outcome, Sent
from core.talk.incoming import (
    Address,
    Content,
    Incoming,
    Place,
    ReplyPass,
    Said,
    WorkDone,
)
from core.talk.outgoing import Text

FAST = Pace(
    poll_s=0.03,
    # Long, for a busy machine; what ends a lease says so itself.
    lease_s=5.0,
    mark_delay_s=0.001,
    handling_s=(0.001, 0.001),
    sending_s=(0.01, 0.01, 0.01),
    working_s=(0.01,),
    work_deadline_s=2.0,
    send_deadline_s=2.0,
)
NOON = datetime(2026, 5, 1, 3, 0, tzinfo=UTC)

_ids = RandomIds()
_numbers = count(1)


class SetClock:
    """Begins at noon, goes on, and jumps when told."""

    def __init__(self) -> None:
        self.at = NOON
        self._began = time.monotonic()

    def now(self) -> datetime:
        """Return the moment."""
        return self.at + timedelta(seconds=time.monotonic() - self._began)

    def turn(self, seconds: float) -> None:
        """Jump, forwards or back."""
        self.at += timedelta(seconds=seconds)


class ScriptedChannel:
    """Gives the outcomes of its script, then `Sent`; `gate` holds messages back."""

    def __init__(
        self,
        *outcomes: Outcome | Exception,
        name: str = "chan",
        mail_waits: bool = False,
        unacknowledged: int | None = None,
    ) -> None:
        self.name = name
        self.limits = Limits(
            *(4096, 5, 8, 8, 20), mail_waits=mail_waits, unacknowledged=unacknowledged
        )
        self.script = deque(outcomes)
        self.deliveries: list[Delivery] = []
        self.worked_at: list[Place] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.most_at_once = 0
        self._at_once = 0

    async def send(self, delivery: Delivery) -> Outcome:
        """Take a delivery as the script says."""
        self.deliveries.append(delivery)
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            await self.gate.wait()
        finally:
            self._at_once -= 1
        outcome = self.script.popleft() if self.script else Sent((f"m{delivery.id}",))
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    async def working(self, place: Place) -> None:
        """Remember that we showed we are at it."""
        self.worked_at.append(place)

    @property
    def texts(self) -> list[str]:
        """All that was said, in order."""
        return [
            message.text
            for delivery in self.deliveries
            for message in delivery.messages
            if isinstance(message, Text)
        ]


def place(user: str = "ann", channel: str = "chan") -> Place:
    """Return a direct conversation."""
    return Place(channel, user)


def event(
    content: Content | str,
    *,
    user: str = "ann",
    channel: str = "chan",
    id: str = "",
    at: datetime = NOON,
    reply_pass: ReplyPass | None = None,
) -> Incoming:
    """Return an event; a text is something said."""
    return Incoming(
        event_id=id or f"e{next(_numbers)}",
        at=at,
        place=place(user, channel),
        sender=Address(channel, user),
        content=Said(content) if isinstance(content, str) else content,
        reply_pass=reply_pass,
    )


def fresh_pass(word: str = "t1", *, seconds: float = 50) -> ReplyPass:
    """Return a reply pass that is fresh at noon."""
    return ReplyPass(word, NOON + timedelta(seconds=seconds))


def say(
    conn: Connection,
    text: str,
    *,
    to: Place,
    urgency: Urgency = "reply",
    reply_pass: ReplyPass | None = None,
    id: str = "",
) -> str:
    """Enqueue one text and return its id."""
    row = id or _ids.new()
    outbox.enqueue(
        conn,
        id=row,
        place=to,
        messages=(Text(text),),
        urgency=urgency,
        reply_pass=reply_pass,
        now=NOON,
    )
    return row


def begin(conn: Connection, row: str) -> bool:
    """Mark a row `sending`, as whoever sends it does."""
    found = outbox.pending(conn, channels=["chan"], lanes=None, most=100)
    return any(
        outbox.begin(conn, parcel)
        for parcel in found
        if parcel.id == row and parcel.state == "ready"
    )


def echo(conn: Connection, incoming: Incoming) -> None:
    """Say again what was said, with the pass that came along."""
    match incoming.content:
        case Said(text):
            words = text
        case WorkDone(answer=answer, failed=failed):
            words = "gave up" if failed else answer
        case other:
            words = other.kind
    say(conn, words, to=incoming.place, reply_pass=incoming.reply_pass)


def sorry(conn: Connection, incoming: Incoming) -> None:
    """Say something kind about a parked event."""
    say(conn, "sorry", to=incoming.place)


@dataclass
class Bot:
    """A runtime at work, what it uses and what it told."""

    runtime: Runtime
    database: Database
    clock: SetClock
    happened: list[Happened] = field(default_factory=list)

    async def hear(self, *incomings: Incoming) -> int:
        """Let events come in together."""
        return await self.runtime.accept(incomings)

    async def settle(self) -> None:
        """Wait until nothing is pending."""
        await asyncio.wait_for(self.runtime.idle(), 10)

    async def rows(self) -> list[Any]:
        """Return the outbox."""
        query = select(outbox_table).order_by(outbox_table.c.seq)
        return list(await self.database.read(lambda conn: conn.execute(query).all()))

    async def states(self) -> list[str]:
        """Return the states of the outbox."""
        return [row.state for row in await self.rows()]


@asynccontextmanager
async def bot(
    database: Database,
    *channels: ScriptedChannel,
    handle: Callable[[Connection, Incoming], None] = echo,
    parked: Callable[[Connection, Incoming], None] = sorry,
    workers: Mapping[str, Any] | None = None,
    due: Sequence[Any] = (),
    pace: Pace = FAST,
    clock: SetClock | None = None,
    close: bool = True,
) -> AsyncIterator[Bot]:
    """Run a bot; at the end it stops, and closes its database."""
    clock = clock or SetClock()
    runtime = Runtime(
        database,
        channels={channel.name: channel for channel in channels},
        handle=handle,
        parked=parked,
        workers=workers or {},
        due=due,
        clock=clock,
        ids=_ids,
        pace=pace,
        jitter=lambda: 0.0,
    )
    running = Bot(runtime, database, clock)
    runtime.listen(running.happened.append)
    await runtime.start()
    try:
        yield running
    finally:
        await runtime.stop(grace_s=2.0)
        if close:
            await database.close()
