"""Lets one process at a time do something, for as long as it lives.

On SQLite there is one process. On PostgreSQL a lease says whose turn it is: the same
rows that lanes are leased by, on the database's own clock.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from functools import partial

from sqlalchemy import Connection

from core.delivery import lanes
from core.errors import Retryable
from core.store.engine import Database

Job = Callable[[], Awaitable[None]]
Keep = Callable[[Connection], Mapping[str, int]]


async def alone(
    database: Database, name: str, job: Job, *, worker: str, lease_s: float = 15.0
) -> None:
    """Do a job that goes on until cancelled, while no other process does it.

    Args:
        database: Where the lease is.
        name: What it is about; without a colon, so that it is no conversation's.
        job: Runs until it is cancelled, again each time it is our turn.
        worker: The name of this process.
        lease_s: How long a dead process keeps the others waiting.

    Raises:
        Exception: What the job raised.
    """
    if database.dialect != "postgresql":
        await job()
        return
    leased = partial(lanes.claim, lanes=[name], worker=worker, lease_s=lease_s, most=1)
    kept = partial(lanes.renew, lanes=[name], worker=worker, lease_s=lease_s)
    while True:
        lease = _Lease(database, kept, name, lease_s)
        with suppress(Retryable):
            held = await database.write(leased)
            if name in held and await lease.while_ours(job, held):
                return
        await asyncio.sleep(lease_s / 4)


class _Lease:
    """A lease just taken."""

    def __init__(
        self, database: Database, keep: Keep, name: str, lease_s: float
    ) -> None:
        self._database = database
        self._keep = keep
        self._name = name
        self._lease_s = lease_s
        self._until = self._now() + lease_s * lanes.CAUTION

    async def while_ours(self, job: Job, held: Mapping[str, int]) -> bool:
        """Do the job as long as the lease is ours; say whether it came to its end."""
        doing = asyncio.ensure_future(job())
        try:
            while not doing.done() and self._now() < self._until:
                await asyncio.wait({doing}, timeout=self._lease_s / 4)
                await self._renew(held)
            if doing.done():
                await doing
                return True
            return False
        finally:
            doing.cancel()
            await asyncio.wait({doing})
            with suppress(Retryable):
                await self._database.write(partial(lanes.release, held=held))

    async def _renew(self, held: Mapping[str, int]) -> None:
        asked = self._now()
        with suppress(Retryable):
            ours = await self._database.write(self._keep) == held
            self._until = asked + self._lease_s * lanes.CAUTION if ours else asked

    def _now(self) -> float:
        return asyncio.get_running_loop().time()
