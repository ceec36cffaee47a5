"""Time as tests have it: a clock they move, and waiting until something is so."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any


@dataclass
class StillClock:
    """A clock that only a test moves."""

    at: datetime = datetime(2026, 11, 30, 6, 0, tzinfo=UTC)

    def now(self) -> datetime:
        """Return the moment the test has come to."""
        return self.at


async def until(so: Callable[[], bool], *, within_s: float = 10.0) -> None:
    """Wait, but not for ever, until something is so."""

    async def asked() -> bool:
        return so()

    await until_so(asked, within_s=within_s)


async def until_so(so: Callable[[], Awaitable[Any]], *, within_s: float = 10.0) -> None:
    """Wait, but not for ever, until something that takes asking is so."""
    async with asyncio.timeout(within_s):
        while not await so():  # noqa: ASYNC110 - nothing rings for it
            await asyncio.sleep(0.002)
