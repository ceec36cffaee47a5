"""Takes, keeps and gives back the leases of lanes on PostgreSQL.

Knows lanes and their leases, not what waits in them.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from functools import partial

from core.delivery import lanes
from core.runtime.lanes import Lane, Lanes
from core.runtime.shared import Shared, log

_LINGER_S = 2.0


class Leasing:
    """Our leases.

    Args:
        forget: Lets go of what memory holds of a lane.
        put_back: Marks in the database what of a lane was to be sent and was not.
    """

    def __init__(
        self,
        shared: Shared,
        our: Lanes,
        *,
        worker: str,
        channels: Collection[str],
        forget: Callable[[Lane], None],
        put_back: Callable[[Lane], Awaitable[None]],
    ) -> None:
        self._shared = shared
        self._lanes = our
        self._worker = worker
        self._channels = channels
        self._forget = forget
        self._put_back = put_back

    async def look(self) -> tuple[set[str], set[str]]:
        """Find lanes where something waits, and lease those that nobody holds.

        Returns:
            Those we held before, and those just taken.
        """
        now = self._shared.clock.now()
        waiting = await self._shared.database.read(
            partial(lanes.pending, channels=self._channels, now=now)
        )
        held = {lane.key for lane in self._lanes if lane.ours()}
        taken = await self._take(waiting - held)
        return waiting & held, taken

    async def keep(self) -> None:
        """Lengthen leases and give back idle ones, until cancelled."""
        while True:
            await asyncio.sleep(self._shared.pace.lease_s / 4)
            await self._shared.forgivingly(self._give_back_stale)
            await self._shared.forgivingly(self._renew)
            await self._shared.forgivingly(self._give_back_idle)

    async def give_back(self, gone: Collection[Lane]) -> None:
        """Give leases back before they end."""
        for lane in gone:
            self._lanes.drop(lane)
        held = {lane.key: lane.fence for lane in gone if lane.fence is not None}
        if held:
            await self._shared.database.write(partial(lanes.release, held=held))

    async def _take(self, free: Collection[str]) -> set[str]:
        most = self._shared.pace.most_lanes - len(self._lanes)
        if not free or most <= 0:
            return set()
        until = self._until()
        fences = await self._shared.database.write(
            partial(
                lanes.claim,
                lanes=free,
                worker=self._worker,
                lease_s=self._shared.pace.lease_s,
                most=most,
            )
        )
        for key, fence in fences.items():
            if (stale := self._lanes.find(key)) is not None:
                self._lose(stale)
            self._lanes.hold(key, fence=fence, until=until)
        return set(fences)

    async def _renew(self) -> None:
        kept = list(self._lanes)
        if not kept:
            return
        until = self._until()
        fences = await self._shared.database.write(
            partial(
                lanes.renew,
                lanes=[lane.key for lane in kept],
                worker=self._worker,
                lease_s=self._shared.pace.lease_s,
            )
        )
        for lane in kept:
            if fences.get(lane.key) != lane.fence:
                self._lose(lane)
            elif lane.ours():
                lane.held_until = until

    async def _give_back_stale(self) -> None:
        """Take all anew after a long stall: somebody else may have had them."""
        stale = [lane for lane in self._lanes if not lane.ours()]
        for lane in stale:
            self._lanes.drop(lane)
            await self._put_back(lane)
            self._forget(lane)
        await self.give_back(stale)

    def _lose(self, lane: Lane) -> None:
        log.info("lane lost fence=%s", lane.fence)
        self._lanes.drop(lane)
        self._forget(lane)

    async def _give_back_idle(self) -> None:
        now = asyncio.get_running_loop().time()
        await self.give_back(
            [
                lane
                for lane in self._lanes
                if lane.idle and now - lane.touched > _LINGER_S
            ]
        )

    def _until(self) -> float:
        """Return when a lease asked for now ends by our own clock."""
        now = asyncio.get_running_loop().time()
        return now + self._shared.pace.lease_s * lanes.CAUTION
