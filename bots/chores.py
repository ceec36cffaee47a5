"""What the service does beside talking: reading beforehand, sweeping, minding errors.

Owns when these are done. Must not know a channel.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from functools import partial
from typing import Any

import structlog

from core.clock import Clock
from core.coach.working import CoachWork
from core.delivery import quota
from core.delivery.quota import Month, Standing
from core.errors import Retryable
from core.store import adding
from core.store.engine import Database
from core.talk import forgetting
from core.talk.channel import Channel
from core.workers import Reader

log = structlog.get_logger(__name__)

_SWEEP_EVERY_S = 3600.0
_COUNT_EVERY_S = 3600.0
_ADDED_EVERY_S = 24 * 3600.0
_WARM_AFTER_S = 2.0
_INTRODUCE_AGAIN_S = 60.0
_SERVE_AGAIN_S = 5.0


def nothing_more() -> None:
    """Have nothing more to do."""


async def warm(reader: Reader, settled: Callable[[], object] = nothing_more) -> None:
    """Read everybody before the first person waits for it, but after the door opens."""
    await asyncio.sleep(_WARM_AFTER_S)
    try:
        await reader.warm()
        settled()
    except Retryable as trouble:
        log.warning("reading beforehand stopped", why=str(trouble))
    except Exception:
        # Whoever asks first waits a little longer; that is all.
        log.exception("reading beforehand broke")


async def warm_coach(coach: CoachWork) -> None:
    """Load what the first draft would wait for, off the event loop."""
    await asyncio.sleep(_WARM_AFTER_S)
    try:
        await coach.warm()
    except Exception:
        # The first draft waits a little longer, or is the coach's own.
        log.exception("warming the coach broke")


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


async def count_month(
    database: Database,
    clock: Clock,
    channel: Channel,
    asks: Callable[[], Awaitable[Month]],
    show: Callable[[str, Standing], object],
) -> None:
    """Every hour, note what a platform says its month carried, and carries."""
    while True:
        try:
            offset_h = channel.limits.month_offset_h or 0
            on = quota.page(channel.name, clock.now(), offset_h=offset_h)
            try:
                says = await asks()
                await database.write(partial(quota.told, on=on, says=says))
            finally:
                show(channel.name, await database.read(partial(quota.standing, on=on)))
        except Retryable as trouble:
            log.warning("month not counted", channel=channel.name, why=str(trouble))
        except Exception:
            log.exception("counting the month broke", channel=channel.name)
        await asyncio.sleep(_COUNT_EVERY_S)


async def note_added(
    database: Database,
    channel: str,
    asks: Callable[[], Awaitable[Collection[str] | None]],
) -> None:
    """Every day, note who added our account, where the platform tells."""
    while True:
        try:
            users = await asks()
            if users:
                op = partial(adding.listed, channel=channel, users=users)
                news = await database.write(op)
                log.info("added our account", channel=channel, news=news)
        except Retryable as trouble:
            log.warning("not told who added us", channel=channel, why=str(trouble))
        except Exception:
            log.exception("noting who added us broke", channel=channel)
        await asyncio.sleep(_ADDED_EVERY_S)


async def introduce(channel: str, asks: Callable[[], Awaitable[None]]) -> None:
    """Let a channel learn what its platform calls us, however long that takes."""
    while True:
        try:
            await asks()
        except Retryable as trouble:
            log.warning(
                "not introduced yet",
                channel=channel,
                why=str(trouble),
                remedy="ainori doctor",
            )
        except Exception:
            # Links to this channel are missing meanwhile; everything else works.
            log.exception("introducing broke", channel=channel)
        else:
            return
        await asyncio.sleep(_INTRODUCE_AGAIN_S)


async def keep_serving(channel: str, serve: Callable[[], Awaitable[None]]) -> None:
    """Run what a channel does all the time, and begin it again should it break."""
    while True:
        try:
            await serve()
        except Retryable as trouble:
            log.warning("not listening", channel=channel, why=str(trouble))
        except Exception as error:
            # Without the traceback's words, which may be a member's.
            log.error("listening broke", channel=channel, error=type(error).__name__)
        else:
            return
        await asyncio.sleep(_SERVE_AGAIN_S)


def keep_words_out_of(loop: asyncio.AbstractEventLoop) -> None:
    """Log lost errors by type: what asyncio would print may be a member's words."""

    def lost(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        log.error("a task broke", exc_info=context.get("exception"))

    loop.set_exception_handler(lost)
