"""The runtime: stores what comes in, sees to it, and stops without losing anything.

It wires the parts of this package together and is all that others call. See
docs/architecture.md for the picture.
"""

import asyncio
import random
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from core.clock import Clock, Ids
from core.delivery import backlog, work
from core.delivery.inbox import Pending
from core.delivery.outbox import Parcel
from core.delivery.work import Asked
from core.errors import Retryable
from core.runtime.door import Door
from core.runtime.feeding import Due, Feeding
from core.runtime.handling import Handle, Handled, Handling
from core.runtime.lanes import Lane, Lanes
from core.runtime.leasing import Leasing
from core.runtime.sending import Sending
from core.runtime.shared import Happened, Pace, Shared, log, no_checkpoint
from core.runtime.working import Worker, Working
from core.store.engine import Database, nothing
from core.talk.channel import Channel
from core.talk.incoming import Incoming


class Runtime:
    """Carries events from the inbox to the handler and its words to the channels.

    Args:
        database: Where everything is kept. With SQLite one process serves it; with
            PostgreSQL any number do.
        channels: By name; only conversations of these are seen to.
        handle: Handles an event in the event's own transaction. May run more than
            once, so it touches nothing but its connection.
        parked: Says something kind after an event was put aside, in a transaction.
        workers: For each kind of work, what turns an ask into an answer.
        due: Each turns due rows into events `time:...`, in a transaction; the same
            row may be turned more than once.
        clock: Tells the time.
        ids: Makes the name of this process among others.
        pace: How much at once, how long, how often.
        jitter: From 0 to 1; spreads retries.
        checkpoint: Called at named points of the way; for tests that kill the process.
    """

    def __init__(
        self,
        database: Database,
        *,
        channels: Mapping[str, Channel],
        handle: Handle,
        parked: Handle,
        workers: Mapping[str, Worker],
        due: Sequence[Due],
        clock: Clock,
        ids: Ids,
        pace: Pace | None = None,
        jitter: Callable[[], float] = random.random,
        checkpoint: Callable[[str], None] = no_checkpoint,
    ) -> None:
        shared = Shared(database, clock, pace or Pace(), jitter, checkpoint)
        leased = database.dialect == "postgresql"
        self._shared = shared
        self._worker = ids.new()
        self._channels = channels
        self._workers = workers
        self._due = due
        self._lanes = Lanes(channels, leased=leased)
        self._sending = Sending(shared, self._lanes, channels=channels)
        self._working = Working(shared, workers=workers)
        self._handling = Handling(
            shared,
            self._lanes,
            worker=self._worker,
            channels=channels,
            handle=handle,
            parked=parked,
        )
        self._door = Door(
            shared,
            word=self._worker,
            brings={
                name: most
                for name, channel in channels.items()
                if (most := channel.limits.unacknowledged) is not None
            },
            at_once=self._handling.at_once,
        )
        self._leasing: Leasing | None = None
        if leased:
            self._leasing = Leasing(
                shared,
                self._lanes,
                worker=self._worker,
                channels=channels,
                forget=self._forget,
                put_back=self._sending.put_back_all,
            )
        self._feeding = Feeding(
            shared,
            self._lanes,
            channels=channels,
            handling=self._handling,
            sending=self._sending,
            leasing=self._leasing,
        )
        self._unlisten: Callable[[], None] | None = None

    async def accept(self, incomings: Sequence[Incoming]) -> int:
        """Store events; when this returns, they will be handled, whatever happens.

        Works before `start` and without it: then another process handles them.

        Returns:
            How many were new; one seen before is left out.

        Raises:
            Retryable: The database is not ready, and nothing was stored.
        """
        return await self._door.accept(incomings)

    def listen(self, ear: Callable[[Happened], None]) -> None:
        """Let `ear` hear everything that can be counted."""
        self._shared.ears.append(ear)

    async def start(self) -> None:
        """Take up what the last process left, and go on until `stop`.

        Raises:
            Retryable: Another process serves this database, or it is not ready.
        """
        database = self._shared.database
        await database.hold()
        try:
            if self._leasing is None:
                await database.write(work.release_all)
            await self._feeding.load()
            self._unlisten = database.listen(self._heard)
            self._lanes.open = True
            # For what was written between the two.
            self._feeding.ring()
        except BaseException:
            await self.stop(grace_s=0)
            raise
        serve = self._shared.serve
        serve(self._feeding.serve())
        serve(self._working.serve())
        if self._due:
            serve(self._feeding.keep_time(self._due))
        if self._leasing is not None:
            serve(self._leasing.keep())
            serve(self._working.keep_leases())
            serve(self._feeding.hear(self._worker))

    async def stop(self, grace_s: float = 10.0) -> None:
        """See to what is under way, then put the rest down safely.

        Args:
            grace_s: How long handlers, messages and work may take to come to an end;
                what is not done then goes on at the next start.
        """
        try:
            async with asyncio.timeout(grace_s):
                if self._leasing is not None:
                    # Else others would keep us busy as long as anybody writes to them.
                    self._working.take_no_more()
                    await self._feeding.take_no_more()
                await self._shared.quiet()
        except TimeoutError:
            log.info("stopping with work under way")
        self._lanes.open = False
        await self._shared.cancel()
        try:
            # Behind this, all that was handed to the database has been heard of.
            await self._shared.surely(nothing)
            await self._sending.close()
            if self._leasing is not None:
                await self._leasing.give_back(list(self._lanes))
        except Retryable as trouble:
            log.warning("could not put everything down error=%s", trouble)
        if self._unlisten is not None:
            self._unlisten()
            self._unlisten = None
        await self._shared.database.let_go()

    async def idle(self) -> None:
        """Wait until nothing is pending on our channels; mail may wait in its box."""
        pending = partial(
            backlog.anything_pending,
            channels=self._channels,
            kinds=self._workers,
        )
        while True:
            await self._feeding.looked()
            await self._shared.quiet()
            if not await self._shared.database.read(pending):
                return
            await asyncio.sleep(0.005)

    def _heard(self, notes: Sequence[object]) -> None:
        """Take up what was just written, without asking the database for it."""
        for note in notes:
            match note:
                case Pending():
                    self._new_event(note)
                case Parcel():
                    self._new_parcel(note)
                case Handled():
                    self._handling.ended(note)
                case Asked():
                    self._working.ring()

    def _new_event(self, pending: Pending) -> None:
        # With leases another process may have stored an earlier event of the lane.
        if self._leasing is not None or self._handling.room <= 0:
            self._feeding.ring()
        elif (lane := self._lanes.find(pending.lane)) is not None:
            self._handling.add(lane, pending)

    def _new_parcel(self, parcel: Parcel) -> None:
        lane = self._lanes.find(parcel.place.lane)
        if lane is not None and lane.loaded:
            self._sending.add(lane, parcel)
            return
        if parcel.state == "sending":
            # The lane was ours when the row was written.
            self._sending.put_back(parcel)
        self._feeding.ring()

    def _forget(self, lane: Lane) -> None:
        self._handling.forget(lane)
        self._sending.forget(lane)
        self._feeding.ring()
