"""Asks Telegram for updates, and confirms them only once they are stored.

An update is forgotten by Telegram when the next question names a later one. That
question is asked after the commit, so a process that dies in between gets the same
updates again, and the inbox knows those it has.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain, repeat

import structlog
from telegram.error import TelegramError

from bots.telegram.client import TelegramClient
from bots.telegram.parse import number_of
from bots.telegram.storing import Storing
from bots.telegram.taps import Tap
from bots.telegram.transport import Refused
from core.errors import Retryable

WAIT_S = 30.0
"""How long Telegram holds a question that it has no answer to."""

_PAUSES_S = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
_CONFLICT = 409

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Polling:
    """The loop that brings updates in.

    Attributes:
        allowed: The kinds of updates to ask for.
        tapped: Shows what became of a tap, once it is stored.
        wait_s: How long to let Telegram hold a question.
        pauses_s: How long to wait after each failure in a row.
    """

    client: TelegramClient
    storing: Storing
    tapped: Callable[[Tap], None]
    allowed: Sequence[str]
    wait_s: float = WAIT_S
    pauses_s: tuple[float, ...] = _PAUSES_S

    async def run(self) -> None:
        """Ask and store until cancelled."""
        offset: int | None = None
        pauses = self._pauses()
        while True:
            try:
                offset = await self._round(offset)
            except (TelegramError, Retryable) as trouble:
                # Nothing was confirmed: the same updates come again.
                await asyncio.sleep(_why_and_how_long(trouble, next(pauses)))
            else:
                pauses = self._pauses()

    def _pauses(self) -> "chain[float]":
        return chain(self.pauses_s, repeat(self.pauses_s[-1]))

    async def _round(self, offset: int | None) -> int | None:
        """Ask once, store what comes, and return what the next question confirms."""
        updates = await self.client.updates(
            offset=offset, allowed=self.allowed, wait_s=self.wait_s
        )
        for tap in await self.storing.store(updates):
            self.tapped(tap)
        numbers = [number_of(update) for update in updates]
        known = [number for number in numbers if number is not None]
        if known:
            return max(known) + 1
        if updates:
            raise Retryable("updates without numbers cannot be confirmed")
        # All is confirmed. A number kept for longer could be above the next ones:
        # after a quiet week Telegram begins to count anywhere.
        return None


def _why_and_how_long(trouble: Exception, pause_s: float) -> float:
    """Tell the operator what stands in the way, and return how long to wait."""
    refused = trouble if isinstance(trouble, Refused) else None
    if refused and refused.code == _CONFLICT:
        log.error(
            "telegram_has_another_listener",
            why=str(trouble),
            remedy="Only one place may ask for this bot's updates: end the other "
            "program, or run `ainori setup telegram` if a webhook is still set.",
        )
        return max(pause_s, 3.0)
    if refused and refused.of_token:
        log.error("telegram_refuses_the_token", remedy="Look at TELEGRAM_BOT_TOKEN.")
        return max(pause_s, 30.0)
    if refused and refused.retry_after:
        return max(pause_s, refused.retry_after)
    log.warning("telegram_updates_later", why=str(trouble), in_s=pause_s)
    return pause_s
