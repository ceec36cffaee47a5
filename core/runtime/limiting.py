"""Turns to send, for channels whose platform limits how fast.

Knows buckets, not what is sent.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import Protocol

from core.delivery import limits
from core.delivery.limits import Bucket, Buckets
from core.errors import Retryable
from core.store.engine import Database


class Turns(Protocol):
    """Gives out turns."""

    async def take(self, buckets: Sequence[Bucket]) -> float:
        """Take a turn of each bucket and return how many seconds to wait for it.

        The turn is ours; whoever comes later waits behind it.
        """
        ...

    async def close(self, bucket: Bucket, seconds: float) -> None:
        """Let nobody take a turn for so long: the platform asked for it."""
        ...


class OwnTurns:
    """Turns of one process alone."""

    def __init__(self) -> None:
        """Begin with full buckets."""
        self._buckets = Buckets()

    async def take(self, buckets: Sequence[Bucket]) -> float:
        """Take a turn and return how long to wait for it."""
        return self._buckets.take(buckets, asyncio.get_running_loop().time())

    async def close(self, bucket: Bucket, seconds: float) -> None:
        """Let nobody take a turn for so long."""
        self._buckets.close(bucket, seconds, asyncio.get_running_loop().time())


class SharedTurns:
    """Turns that several processes share through their database (PostgreSQL)."""

    def __init__(self, database: Database) -> None:
        """Count in that database."""
        self._database = database

    async def take(self, buckets: Sequence[Bucket]) -> float:
        """Take a turn and return how long to wait for it.

        With the database away nobody can count; the platform's own word remains.
        """
        with suppress(Retryable):
            return await self._database.write(partial(limits.take, buckets=buckets))
        return 0.0

    async def close(self, bucket: Bucket, seconds: float) -> None:
        """Let nobody take a turn for so long."""
        op = partial(limits.close, bucket=bucket, seconds=seconds)
        with suppress(Retryable):
            await self._database.write(op)
