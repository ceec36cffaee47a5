"""Brings what waits in the database into memory: at the start, at a ring, and slowly.

Also the clockwork of due rows. Which lanes are ours is core.runtime.leasing's word.
"""

import asyncio
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from core.delivery import inbox, outbox
from core.delivery.inbox import Pending
from core.delivery.outbox import Parcel
from core.runtime.handling import Handling
from core.runtime.lanes import Lanes
from core.runtime.leasing import Leasing
from core.runtime.sending import Sending
from core.runtime.shared import Shared
from core.talk.incoming import Incoming

Due = Callable[[Connection, datetime], Sequence[Incoming]]

_MOST_PARCELS = 5000
_SOON_S = 0.2


class Feeding:
    """Keeps memory in step with the database.

    Args:
        leasing: Who says which lanes are ours; None when all are.
    """

    def __init__(
        self,
        shared: Shared,
        our: Lanes,
        *,
        channels: Collection[str],
        handling: Handling,
        sending: Sending,
        leasing: Leasing | None,
    ) -> None:
        self._shared = shared
        self._lanes = our
        self._channels = channels
        self._handling = handling
        self._sending = sending
        self._leasing = leasing
        self._bell = asyncio.Event()
        self._looked = asyncio.Event()
        self._looked.set()
        self._first = True
        self._taking = True

    def ring(self) -> None:
        """Say that there is something to look for."""
        self._bell.set()

    async def looked(self) -> None:
        """Wait until a look that is under way, or was just rung for, is over."""
        await asyncio.sleep(0)
        await self._looked.wait()

    async def take_no_more(self) -> None:
        """Look once more, then no more: what is stored from now on is for others."""
        self.ring()
        await self.looked()
        self._taking = False
        await self.looked()

    async def load(self) -> None:
        """Look for what waits and bring it in."""
        if self._leasing is None:
            await self._bring(None, left=self._first)
            self._first = False
            return
        held, taken = await self._leasing.look()
        if held:
            await self._bring(held, left=False)
        if taken:
            await self._bring(taken, left=True)
            for lane in self._lanes:
                lane.loaded = lane.loaded or lane.key in taken

    async def serve(self) -> None:
        """Look at every ring, and now and then without one, until told to end."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._shared.pace.poll_s):
                    await self._bell.wait()
            if not self._taking:
                return
            self._bell.clear()
            self._looked.clear()
            try:
                found = await self._shared.forgivingly(self.load)
            finally:
                self._looked.set()
            if not found:
                await asyncio.sleep(min(self._shared.pace.poll_s, _SOON_S))
                self._bell.set()

    async def hear(self, own: str) -> None:
        """Listen to other processes, not to ourselves, until cancelled."""

        def heard(word: str) -> None:
            if word != own:
                self.ring()

        while True:
            await self._shared.forgivingly(partial(self._shared.database.hear, heard))
            await asyncio.sleep(self._shared.pace.poll_s)
            self.ring()

    async def keep_time(self, due: Sequence[Due]) -> None:
        """Turn due rows into events, again and again, until cancelled."""
        while True:
            for rows in due:
                await self._shared.forgivingly(partial(self._ask, rows))
            await asyncio.sleep(self._shared.pace.poll_s)

    async def _ask(self, rows: Due) -> None:
        def op(conn: Connection) -> None:
            now = self._shared.clock.now()
            inbox.accept(conn, rows(conn, now), now)

        await self._shared.database.write(op)

    async def _bring(self, lanes: Collection[str] | None, *, left: bool) -> None:
        """Bring in what waits in lanes.

        Args:
            lanes: Which; None for all.
            left: Their last holder is gone: what he left in `sending` is ours to judge.
        """
        load = partial(
            _load,
            channels=self._channels,
            lanes=lanes,
            # As many as memory holds, so that some must be new to it.
            most=self._shared.pace.most_events,
        )
        self._handling.look_away()
        events, parcels = await self._shared.database.read(load)
        for pending in events:
            if self._handling.room <= 0:
                break
            if (lane := self._lanes.find(pending.lane)) is not None:
                self._handling.add_seen(lane, pending)
        for parcel in parcels:
            if parcel.state == "left" and not (
                left or self._sending.overlooked(parcel)
            ):
                continue
            if (lane := self._lanes.find(parcel.place.lane)) is not None:
                self._sending.add(lane, parcel)


def _load(
    conn: Connection,
    *,
    channels: Collection[str],
    lanes: Collection[str] | None,
    most: int,
) -> tuple[list[Pending], list[Parcel]]:
    events = inbox.pending(conn, channels=channels, lanes=lanes, most=most)
    parcels = outbox.pending(conn, channels=channels, lanes=lanes, most=_MOST_PARCELS)
    return events, parcels
