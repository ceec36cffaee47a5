"""Turns to send, for channels whose platform limits how fast.

Knows buckets, not what is sent.
"""

import asyncio
from collections.abc import Sequence
from typing import Protocol

from core.delivery.limits import Bucket, Buckets


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
