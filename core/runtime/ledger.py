"""Writes down what became of messages, many in one commit.

Judging an outcome is pure; the ledger only gathers and writes.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, assert_never

from sqlalchemy import Connection

from core.delivery import inbox, outbox, retry
from core.delivery.outbox import Mark, Parcel
from core.errors import Retryable
from core.runtime.shared import Happened, Shared, log
from core.talk.channel import (
    Gone,
    MonthOver,
    Outcome,
    PassSpent,
    Rejected,
    Sent,
    TryLater,
    Unknown,
)
from core.talk.incoming import Incoming, Undeliverable


@dataclass(frozen=True, slots=True)
class Entry:
    """A mark, and the event that tells the handler when nothing will ever arrive."""

    mark: Mark
    channel: str
    undeliverable: Incoming | None = None


class Ledger:
    """Marks on their way to the database."""

    def __init__(self, shared: Shared) -> None:
        self._shared = shared
        self._entries: list[Entry] = []
        self._writing = False
        self._one_by_one = asyncio.Lock()

    def add(self, entry: Entry) -> None:
        """Write a mark down soon."""
        self._entries.append(entry)
        if not self._writing:
            self._writing = True
            self._shared.spawn(self._write_soon())

    async def write(self, *, patience_s: float = 0.0) -> None:
        """Write down all marks, with those that come until it is their turn."""
        async with self._one_by_one:
            while self._entries:
                await self._write(patience_s)

    async def _write(self, patience_s: float) -> None:
        entries: list[Entry] = []

        def op(conn: Connection) -> None:
            entries[:] = self._entries
            settle(entries, conn)

        try:
            await self._shared.surely(op, patience_s=patience_s)
        except Retryable:
            raise
        except Exception as error:
            # The rows stay in `sending`, as after a crash.
            log.error("marks left error=%s", type(error).__name__)
        del self._entries[: len(entries)]
        self._shared.checkpoint("marked")
        for entry in entries:
            if entry.mark.state != "ready":
                self._shared.tell(Happened(entry.mark.state, entry.channel))

    async def _write_soon(self) -> None:
        try:
            await self.write(patience_s=self._shared.pace.mark_delay_s)
        finally:
            self._writing = False


def settle(entries: Sequence[Entry], conn: Connection) -> None:
    """Write marks down, and tell the inbox of what will never arrive."""
    outbox.settle(conn, [entry.mark for entry in entries])
    told = [entry.undeliverable for entry in entries if entry.undeliverable]
    if told:
        inbox.accept(conn, told, told[0].at)


def judged(
    parcel: Parcel,
    outcome: Outcome,
    *,
    now: datetime,
    table: Sequence[float],
    jitter: float,
) -> Entry:
    """Turn what a channel said into what is written down.

    Args:
        parcel: What was sent; its attempts count this one.
        outcome: What the channel said.
        now: The present moment.
        table: Waits after each attempt.
        jitter: From 0 to 1.
    """
    match outcome:
        case Sent(message_ids):
            mark = Mark(
                parcel.id, parcel.attempts, "sent", now, now, message_ids=message_ids
            )
        case Unknown(why) | PassSpent(why):
            mark = Mark(parcel.id, parcel.attempts, "unknown", now, now, why)
        case MonthOver():
            return waits(parcel, now=now)
        case Gone(why):
            return _dead(parcel, why, "gone", now=now)
        case Rejected(why):
            return _dead(parcel, why, "rejected", now=now)
        case TryLater(why, after_s):
            wait_s = retry.sending_wait_s(
                table, parcel.attempts, asked_s=after_s, jitter=jitter
            )
            if wait_s is None:
                return _dead(parcel, f"given up: {why}", "rejected", now=now)
            due = now + timedelta(seconds=wait_s)
            mark = Mark(parcel.id, parcel.attempts, "ready", now, due, why)
        case _:
            assert_never(outcome)
    return Entry(mark, parcel.place.channel)


def waits(parcel: Parcel, *, now: datetime) -> Entry:
    """Lay a message into the mailbox of its place."""
    return Entry(
        Mark(parcel.id, parcel.attempts, "waiting", now, now), parcel.place.channel
    )


def unsent(parcel: Parcel, *, now: datetime) -> Entry:
    """Put back a message that never left."""
    return Entry(
        Mark(parcel.id, parcel.attempts, "ready", now, now), parcel.place.channel
    )


def _dead(
    parcel: Parcel, error: str, why: Literal["gone", "rejected"], *, now: datetime
) -> Entry:
    told = Incoming(
        event_id=f"out:{parcel.id}",
        at=now,
        place=parcel.place,
        sender=None,
        content=Undeliverable(parcel.id, why),
    )
    mark = Mark(parcel.id, parcel.attempts, "dead", now, now, error)
    return Entry(mark, parcel.place.channel, told)
