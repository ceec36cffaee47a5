"""Puts down safely what a messenger brought, whichever way it came.

The order is the promise: what was read is stored durably, what could not be read is
kept whole beside it, and only then anybody is told that it arrived.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import structlog

from bots.reading import Parsed, Quarantined
from core.talk.incoming import Incoming

log = structlog.get_logger(__name__)

Accept = Callable[[Sequence[Incoming]], Awaitable[int]]
"""Stores events durably and returns how many were new."""


class Quarantine(Protocol):
    """Keeps an event nobody could read, as durably as the others."""

    async def __call__(
        self, *, channel: str, event_id: str, raw: str, why: str
    ) -> None:
        """Keep it; `why` tells what is wrong without any of its content."""
        ...


@dataclass(frozen=True, slots=True)
class Intake:
    """Where what comes in on a channel goes."""

    channel: str
    accept: Accept
    quarantine: Quarantine

    async def store(self, parsed: Parsed) -> None:
        """Store what was read; it is safe to store it again.

        Raises:
            Retryable: The database is not ready.
        """
        ignored = f"{self.channel}_event_ignored"
        for kind in parsed.ignored:
            log.debug(ignored, kind=kind)
        if parsed.incomings:
            await self.accept(parsed.incomings)
        for one in parsed.quarantined:
            await self.put_aside(one)

    async def put_aside(self, one: Quarantined) -> None:
        """Keep an event nobody could read where an operator finds it.

        Raises:
            Retryable: The database is not ready.
        """
        unreadable = f"{self.channel}_event_unreadable"
        log.error(unreadable, event_id=one.event_id, why=one.why)
        await self.quarantine(
            channel=self.channel, event_id=one.event_id, raw=one.raw, why=one.why
        )
