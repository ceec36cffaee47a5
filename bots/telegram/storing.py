"""Puts updates down safely, whichever way they came.

The order is the promise: what was read is stored durably, what could not be read is
kept whole beside it, and only then anybody is told that it arrived.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import structlog

from bots.reading import Quarantined
from bots.registry import Accept, Quarantine
from bots.telegram.client import Me
from bots.telegram.parse import CHANNEL, Tap, parse
from core.clock import Clock

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Storing:
    """Where updates go.

    Attributes:
        me: Who we are; the name is learned once Telegram says it.
    """

    accept: Accept
    quarantine: Quarantine
    clock: Clock
    me: Me

    async def store(self, updates: Iterable[object]) -> tuple[Tap, ...]:
        """Store updates and return the taps among them, which wait for an answer.

        Raises:
            Retryable: The database is not ready; it is safe to store them again.
        """
        parsed, taps = parse(updates, received_at=self.clock.now(), me=self.me)
        for kind in parsed.ignored:
            log.debug("telegram_update_ignored", kind=kind)
        if parsed.incomings:
            await self.accept(parsed.incomings)
        for one in parsed.quarantined:
            await self.park(one)
        return taps

    async def park(self, one: Quarantined) -> None:
        """Keep an update nobody could read where an operator finds it.

        Raises:
            Retryable: The database is not ready.
        """
        log.error("telegram_update_unreadable", event_id=one.event_id, why=one.why)
        await self.quarantine(
            channel=CHANNEL, event_id=one.event_id, raw=one.raw, why=one.why
        )
