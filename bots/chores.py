"""What the service does beside talking: reading beforehand, sweeping, minding errors.

Owns when these are done. Must not know a channel.
"""

import asyncio
from functools import partial
from typing import Any

import structlog

from core.clock import Clock
from core.errors import Retryable
from core.store.engine import Database
from core.talk import forgetting
from core.workers import Reader

log = structlog.get_logger(__name__)

_SWEEP_EVERY_S = 3600.0
_WARM_AFTER_S = 2.0


async def warm(reader: Reader) -> None:
    """Read everybody before the first person waits for it, but after the door opens."""
    await asyncio.sleep(_WARM_AFTER_S)
    try:
        await reader.warm()
    except Retryable as trouble:
        log.warning("reading beforehand stopped", why=str(trouble))
    except Exception:
        # Whoever asks first waits a little longer; that is all.
        log.exception("reading beforehand broke")


async def sweep(database: Database, clock: Clock) -> None:
    """Every hour, erase what was only to be kept for a while."""
    while True:
        try:
            op = partial(forgetting.sweep, now=clock.now())
            log.info("swept", rows=await database.write(op))
        except Retryable as trouble:
            log.warning("sweeping waits", why=str(trouble))
        except Exception:
            # The hour after this one tries again; nothing else is to stop for it.
            log.exception("sweeping broke")
        await asyncio.sleep(_SWEEP_EVERY_S)


def keep_words_out_of(loop: asyncio.AbstractEventLoop) -> None:
    """Log lost errors by type: what asyncio would print may be a member's words."""

    def lost(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        log.error("a task broke", exc_info=context.get("exception"))

    loop.set_exception_handler(lost)
