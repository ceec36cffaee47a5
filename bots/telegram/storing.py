"""Reads updates and puts them down, whichever way they came."""

from collections.abc import Iterable
from dataclasses import dataclass

from bots.intake import Intake
from bots.telegram.client import Me
from bots.telegram.parse import parse
from bots.telegram.taps import Tap
from core.clock import Clock


@dataclass(slots=True)
class Storing:
    """Where updates go.

    Attributes:
        me: Who we are; the name is learned once Telegram says it.
    """

    intake: Intake
    clock: Clock
    me: Me

    async def store(self, updates: Iterable[object]) -> tuple[Tap, ...]:
        """Store updates and return the taps among them, which wait for an answer.

        Raises:
            Retryable: The database is not ready; it is safe to store them again.
        """
        parsed, taps = parse(updates, received_at=self.clock.now(), me=self.me)
        await self.intake.store(parsed)
        return taps
