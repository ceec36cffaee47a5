"""Lanes in memory: what waits in each conversation, in order.

On SQLite every lane is ours. On PostgreSQL a lane is here while we hold its lease.
"""

import asyncio
import heapq
import math
from collections import deque
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from core.delivery.inbox import Pending
from core.delivery.outbox import Parcel


@dataclass(slots=True)
class Lane:
    """One conversation: events to handle and parcels to send, each one by one."""

    key: str
    fence: int | None = None
    held_until: float = math.inf
    events: list[tuple[datetime, int, Pending]] = field(default_factory=list)
    parcels: deque[Parcel] = field(default_factory=deque)
    # False until what waited in the database when we took the lane is in memory.
    loaded: bool = True
    handling: bool = False
    sending: bool = False
    touched: float = 0.0

    @property
    def idle(self) -> bool:
        """Nothing waits here and nothing is under way."""
        return not (self.handling or self.sending or self.events or self.parcels)

    def ours(self) -> bool:
        """The lease, if there are leases, has not ended by our own clock."""
        return asyncio.get_running_loop().time() < self.held_until

    def push(self, pending: Pending) -> None:
        """Add an event where its time puts it."""
        heapq.heappush(self.events, (pending.at, pending.seq, pending))

    def pop(self) -> Pending:
        """Take the event whose turn it is."""
        return heapq.heappop(self.events)[2]


class Lanes:
    """The lanes we look after."""

    def __init__(self, channels: Collection[str], *, leased: bool) -> None:
        self._channels = frozenset(channels)
        self._leased = leased
        self._lanes: dict[str, Lane] = {}
        self.open = False

    def __iter__(self) -> Iterator[Lane]:
        return iter(tuple(self._lanes.values()))

    def __len__(self) -> int:
        return len(self._lanes)

    def find(self, key: str) -> Lane | None:
        """Return the lane if it is for us to look after."""
        lane = self._lanes.get(key)
        if lane is None and not self._leased and self._serves(key):
            lane = self._lanes[key] = Lane(key)
        return lane

    def hold(self, key: str, *, fence: int, until: float) -> None:
        """Look after a lane we leased."""
        self._lanes[key] = Lane(key, fence=fence, held_until=until, loaded=False)

    def drop(self, lane: Lane) -> None:
        """Look after a lane no longer; what it held is still in the database."""
        lane.held_until = -math.inf
        if self._lanes.get(lane.key) is lane:
            del self._lanes[lane.key]

    def rest(self, lane: Lane, *, now: float) -> None:
        """Take note that a lane may be idle; without leases it is forgotten."""
        lane.touched = now
        if not self._leased and lane.idle:
            self._lanes.pop(lane.key, None)

    @property
    def any_at_once(self) -> bool:
        """Whether events may be handled where they are stored."""
        return self.open and not self._leased

    def take_at_once(self, key: str) -> bool:
        """Say whether an event of this lane may be handled where it is stored.

        Called from the thread of the transaction, as `at_hand` is.
        """
        return self.any_at_once and self._serves(key)

    def at_hand(self, key: str) -> bool:
        """Say whether a message to this place would leave at once.

        Called from the thread of the transaction: it only looks.
        """
        if not self.open:
            return False
        lane = self._lanes.get(key)
        if lane is None:
            return not self._leased and self._serves(key)
        return lane.loaded and not lane.parcels

    def _serves(self, key: str) -> bool:
        return key.partition(":")[0] in self._channels
