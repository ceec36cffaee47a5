"""Handles events: one after the other in a lane, lanes in parallel.

An event, what its handler wrote and its closing are one transaction. A handler that
fails is tried again a few times; then the event is parked and the lane goes on.

Where one process serves, an event that stands alone in its lane is handled in the very
transaction that stores it (`at_once`): one commit instead of two, fewer handovers
between threads, and no row that first waits. If that fails, what was to be stored
together is stored all the same, and goes the usual way.
"""

import asyncio
import time
import traceback
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Connection

from core.delivery import inbox, lanes, outbox, retry, work
from core.delivery.inbox import Pending
from core.errors import Retryable
from core.runtime.lanes import Lane, Lanes
from core.runtime.shared import Happened, Shared, log
from core.store.notes import left, note
from core.store.undoing import unless_it_fails
from core.talk.channel import Channel
from core.talk.incoming import Incoming

Handle = Callable[[Connection, Incoming], None]

_LONGEST_TRACE = 8000


@dataclass(frozen=True, slots=True)
class Handled:
    """A note of an event that was handled at once.

    Attributes:
        silent: Work was asked for, and nothing said yet.
    """

    incoming: Incoming
    silent: bool
    seconds: float


class _Superseded(Exception):
    """Somebody else closed the event or took its lane."""


class _HandlerNotReady(Exception):
    """The handler itself raised `Retryable`, which is not the database's word."""


class Handling:
    """The pump between the inbox and the handler."""

    def __init__(
        self,
        shared: Shared,
        our: Lanes,
        *,
        worker: str,
        channels: Mapping[str, Channel],
        handle: Handle,
        parked: Handle,
    ) -> None:
        self._shared = shared
        self._lanes = our
        self._worker = worker
        self._channels = channels
        self._handle = handle
        self._say_parked = parked
        self._slots = asyncio.Semaphore(shared.pace.handlers)
        self._known: set[int] = set()
        self._finished: set[int] = set()

    def look_away(self) -> None:
        """Say that a look at the database begins, which may see what ends meanwhile."""
        self._finished.clear()

    def add_seen(self, lane: Lane, pending: Pending) -> None:
        """Put an event in its lane that was seen in the database."""
        if pending.seq not in self._finished:
            self.add(lane, pending)

    def add(self, lane: Lane, pending: Pending) -> None:
        """Put an event in its lane, unless it is there."""
        if pending.seq in self._known:
            return
        self._known.add(pending.seq)
        lane.push(pending)
        if not lane.handling:
            lane.handling = True
            self._shared.spawn(self._run(lane))

    @property
    def room(self) -> int:
        """How many more events memory takes."""
        return self._shared.pace.most_events - len(self._known)

    def forget(self, lane: Lane) -> None:
        """Let go of the events of a lane we lost."""
        self._known.difference_update(seq for _, seq, _ in lane.events)
        lane.events.clear()

    def at_once(
        self, incomings: Sequence[Incoming], conn: Connection
    ) -> tuple[list[Incoming], list[Incoming]]:
        """Store events and handle them in the same transaction, where that may be.

        Where one fails, none of them was stored.

        Returns:
            Those that were new, and those that are yet to be stored.
        """
        most = self._shared.pace.handlers
        busy = None if self._shared.closing.is_set() else self._busy(conn, most)
        if busy is None:
            return [], list(incomings)
        # Events of one lane have an order of their own, by their time.
        together = Counter(incoming.place.lane for incoming in incomings)
        busy.update(lane for lane, many in together.items() if many > 1)
        here: list[Incoming] = []
        left_over: list[Incoming] = []
        for incoming in incomings:
            lane = incoming.place.lane
            # Nobody's acknowledgement waits for more than `most`.
            if len(here) < most and lane not in busy and self._lanes.take_at_once(lane):
                here.append(incoming)
            else:
                left_over.append(incoming)
        # A savepoint for all: one for each costs more than what it would save.
        new = unless_it_fails(conn, partial(self._here, here, conn))
        return ([], list(incomings)) if new is None else (new, left_over)

    def _busy(self, conn: Connection, most: int) -> set[str] | None:
        """Return the lanes that others wait in; None if nothing is handled at once."""
        if not self._lanes.any_at_once:
            return None
        return inbox.lanes_waiting(conn, most)

    def _here(self, incomings: Sequence[Incoming], conn: Connection) -> list[Incoming]:
        """Store and handle events; return those that were new."""
        new = []
        for incoming in incomings:
            began = time.perf_counter()
            if inbox.store_done(conn, incoming, self._shared.clock.now()):
                new.append(incoming)
                silent = self._handled(incoming, conn)
                note(conn, Handled(incoming, silent, time.perf_counter() - began))
        return new

    async def _run(self, lane: Lane) -> None:
        try:
            while lane.events and lane.ours() and not self._shared.closing.is_set():
                pending = lane.pop()
                try:
                    await self._one(lane, pending)
                except Exception as error:
                    # Still in the database: the next look brings it back.
                    log.error("event left seq=%d error=%s", pending.seq, _name(error))
                finally:
                    self._known.discard(pending.seq)
                    self._finished.add(pending.seq)
        finally:
            lane.handling = False
            self._lanes.rest(lane, now=asyncio.get_running_loop().time())

    async def _one(self, lane: Lane, pending: Pending) -> None:
        """Handle one event until it is done, parked or not ours any more."""
        if pending.incoming is None:
            await self._park(pending, "the row cannot be read")
            return
        attempts, rested = pending.attempts, 0
        while lane.ours() and not self._shared.closing.is_set():
            try:
                await self._try(lane, pending, pending.incoming)
                return
            except _Superseded:
                return
            except Retryable as trouble:
                await self._shared.rest(trouble, rested)
                rested += 1
            except Exception as error:
                attempts += 1
                wait_s = retry.wait_s(
                    self._shared.pace.handling_s,
                    attempts,
                    jitter=self._shared.jitter(),
                )
                if wait_s is None:
                    await self._park(pending, _trace(error))
                    return
                if not await self._note_failure(pending, error):
                    return
                await self._shared.pause(wait_s)

    async def _try(self, lane: Lane, pending: Pending, incoming: Incoming) -> None:
        async with self._slots:
            began = time.perf_counter()
            op = partial(self._in_transaction, pending, incoming, fence=lane.fence)
            silent = await self._shared.database.write(op)
        self.ended(Handled(incoming, silent, time.perf_counter() - began))

    def ended(self, handled: Handled) -> None:
        """Tell of an event that is handled and committed."""
        incoming = handled.incoming
        self._shared.checkpoint("handled")
        if handled.silent and (channel := self._channels.get(incoming.channel)):
            self._shared.spawn(_show_working(channel, incoming))
        self._shared.tell(
            Happened("handled", incoming.channel, seconds=handled.seconds)
        )

    def _in_transaction(
        self,
        pending: Pending,
        incoming: Incoming,
        conn: Connection,
        fence: int | None = None,
    ) -> bool:
        """Handle and close; return whether work was asked for and nothing said."""
        silent = self._handled(incoming, conn)
        now = self._shared.clock.now()
        if not inbox.done(conn, pending.seq, now=now, fence=fence):
            raise _Superseded
        return silent

    def _handled(self, incoming: Incoming, conn: Connection) -> bool:
        """Handle; return whether work was asked for and nothing said."""
        noted = len(left(conn))
        outbox.stand_by(conn, self._lanes.at_hand)
        try:
            self._handle(conn, incoming)
        except Retryable as error:
            raise _HandlerNotReady from error
        written = left(conn)[noted:]
        if any(
            isinstance(one, outbox.Parcel) and one.state == "ready" for one in written
        ):
            lanes.ring(conn, self._worker)
        self._shared.checkpoint("handling")
        asked = any(isinstance(one, work.Asked) for one in written)
        return asked and not any(
            isinstance(one, outbox.Parcel) and one.place == incoming.place
            for one in written
        )

    async def _note_failure(self, pending: Pending, error: Exception) -> bool:
        """Count a failure; False when somebody else closed the event meanwhile."""
        op = partial(inbox.failed, seq=pending.seq, error=_trace(error))
        if not await self._shared.surely(op):
            return False
        log.warning("handling failed seq=%d error=%s", pending.seq, _name(error))
        self._shared.tell(Happened("failed", pending.lane.partition(":")[0]))
        return True

    async def _park(self, pending: Pending, trace: str) -> None:
        """Put the event aside and say something kind; if that fails, put it aside."""

        def op(conn: Connection, *, kindly: bool) -> bool:
            now = self._shared.clock.now()
            outbox.stand_by(conn, self._lanes.at_hand)
            parked = inbox.park(conn, pending.seq, error=trace, now=now)
            if parked and kindly and pending.incoming is not None:
                self._say_parked(conn, pending.incoming)
            return parked

        try:
            parked = await self._shared.surely(partial(op, kindly=True))
        except Retryable:
            raise
        except Exception as error:
            log.error("nothing kind to say seq=%d error=%s", pending.seq, _name(error))
            parked = await self._shared.surely(partial(op, kindly=False))
        if parked:
            log.error("event parked seq=%d", pending.seq)
            self._shared.tell(Happened("parked", pending.lane.partition(":")[0]))


async def _show_working(channel: Channel, incoming: Incoming) -> None:
    with suppress(Exception):
        async with asyncio.timeout(10):
            await channel.working(incoming.place)


def _name(error: BaseException) -> str:
    return type(error.__cause__ or error).__name__


def _trace(error: BaseException) -> str:
    return "".join(traceback.format_exception(error))[-_LONGEST_TRACE:]
