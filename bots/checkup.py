"""Looks at everything an operator may have to mend, and says what would help.

Owns the findings of `ainori doctor`. Must not know how they are printed, and never
tells a word of a member or a secret.
"""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import structlog

from bots import adding
from bots.afarcheck import looked_afar
from bots.findings import Finding
from bots.modelcheck import looked_at_model
from bots.readcheck import looked_at_reading
from bots.registry import look_at, switched_on
from core.clock import SystemClock
from core.delivery import inspection
from core.delivery.inspection import Stuck
from core.errors import AinoriError
from core.i18n.operators import text
from core.matching.embedder import Embedder, shipped_embedder
from core.reading_settings import unknown_names
from core.settings import Settings, told
from core.store import communities
from core.store.engine import Database, nothing, open_database
from core.store.migrating import revision_of
from core.store.migrations import NONE, head
from core.store.places import file_of, is_there, make_sure, shown

_SHOWN = 5
_LATE = timedelta(minutes=5)
_LOOKED_BACK = timedelta(days=7)
_ROOM_MB = 500
_PATIENCE_S = 5.0
_CHANNEL_S = 20.0

log = structlog.get_logger(__name__)


async def look_at_everything(
    settings: Settings, load: Callable[[], Embedder] = shipped_embedder
) -> AsyncIterator[Finding]:
    """Give each finding as soon as it is there.

    Args:
        settings: What the operator set.
        load: Loads the embedder, or finds out that it does not load.
    """
    yield Finding(text("doctor.settings"), "well", text("doctor.settings_fit"))
    for name, near in unknown_names():
        says = text("doctor.unread_name", name=name)
        remedy = text("doctor.is_meant", name=near) if near else ""
        yield Finding(text("doctor.settings"), "look", says, remedy)
    for finding in _channels(settings):
        yield finding
    for name in switched_on(settings):
        async for finding in _channel(name, settings):
            yield finding
    url = told(settings.database_url)
    async for finding in _database(url):
        yield finding
    yield _disk(url)
    async for finding in looked_at_reading(url, load):
        yield finding
    async for finding in looked_at_model(settings):
        yield finding
    async for finding in looked_afar(settings):
        yield finding
    if settings.base_url:
        yield await _from_outside(settings.base_url)


def _channels(settings: Settings) -> Sequence[Finding]:
    names = ", ".join(switched_on(settings))
    return [
        Finding(
            text("doctor.channels"), "well", text("doctor.channels_on", names=names)
        )
    ]


async def _channel(name: str, settings: Settings) -> AsyncIterator[Finding]:
    """Look at a channel through its own eyes, and never wait long for it."""
    looking = look_at(name, settings)
    if looking is None:
        return
    try:
        async with asyncio.timeout(_CHANNEL_S):
            async for finding in looking:
                yield finding
    except TimeoutError:
        says, remedy = text("doctor.no_answer_yet"), text("doctor.look_again")
        yield Finding(name, "look", says, remedy)
    except Exception as error:
        log.exception("looking broke", channel=name)
        says = text("doctor.looking_broke", error=type(error).__name__)
        yield Finding(name, "wrong", says)


async def _database(url: str) -> AsyncIterator[Finding]:
    where = shown(url)
    try:
        make_sure(url)
    except AinoriError as trouble:
        yield _no_database(where, trouble)
        return
    if not is_there(url):
        says, remedy = (
            text("doctor.not_there_yet", where=where),
            text("doctor.makes_it"),
        )
        yield Finding(text("doctor.database"), "look", says, remedy)
        return
    database = open_database(url, wait_s=_PATIENCE_S)
    try:
        at = await revision_of(database)
        await database.write(nothing)
    except AinoriError as trouble:
        yield _no_database(where, trouble)
    else:
        says = text("doctor.can_be_written", where=where)
        yield Finding(text("doctor.database"), "well", says)
        yield _tables(at)
        if at == head():
            async for finding in _rows(database):
                yield finding
    finally:
        await database.close()


def _no_database(where: str, trouble: AinoriError) -> Finding:
    says = text("doctor.line", what=where, says=str(trouble))
    return Finding(text("doctor.database"), "wrong", says)


def _tables(at: str) -> Finding:
    if at == head():
        return Finding(
            text("doctor.tables"), "well", text("doctor.tables_current", at=at)
        )
    if at > head():
        says, remedy = text("doctor.tables_newer", at=at), text("doctor.use_newer")
        return Finding(text("doctor.tables"), "wrong", says, remedy)
    if at == NONE:
        says = text("doctor.no_tables")
    else:
        says = text("doctor.tables_older", at=at, head=head())
    return Finding(text("doctor.tables"), "wrong", says, text("doctor.run_migrate"))


async def _rows(database: Database) -> AsyncIterator[Finding]:
    now = SystemClock().now()
    rooms = len(await database.read(communities.everything))
    if rooms:
        says = text("doctor.how_many", count=str(rooms))
        yield Finding(text("doctor.communities"), "well", says)
    else:
        says, remedy = text("doctor.no_community"), text("doctor.add_community")
        yield Finding(text("doctor.communities"), "look", says, remedy)
    yield _stuck(
        text("doctor.events"),
        await database.read(partial(inspection.parked, most=_SHOWN)),
        how="wrong",
        fine=text("doctor.none_aside"),
        remedy=text("doctor.faults"),
    )
    lately = partial(inspection.undelivered, since=now - _LOOKED_BACK, most=_SHOWN)
    yield _stuck(
        text("doctor.messages"),
        await database.read(lately),
        how="look",
        fine=text("doctor.all_arrived"),
        remedy=text("doctor.lost"),
    )
    yield await adding.looked(database)
    for what, oldest in (
        (text("doctor.waiting_events"), inspection.oldest_unhandled),
        (text("doctor.waiting_messages"), inspection.oldest_unsent),
    ):
        yield _late(what, await database.read(oldest), now)


def _stuck(
    what: str,
    rows: Sequence[Stuck],
    *,
    how: Literal["look", "wrong"],
    fine: str,
    remedy: str,
) -> Finding:
    if not rows:
        return Finding(what, "well", fine)
    lines = [
        f"{row.state} {row.channel} #{row.seq} {row.at:%Y-%m-%d %H:%M} UTC: {row.why}"
        for row in rows
    ]
    return Finding(what, how, "\n".join([text("doctor.newest"), *lines]), remedy)


def _late(what: str, oldest: datetime | None, now: datetime) -> Finding:
    if oldest is None or now - oldest < _LATE:
        return Finding(what, "well", text("doctor.none_waits"))
    says = text("doctor.some_wait", since=f"{oldest:%Y-%m-%d %H:%M}")
    return Finding(what, "look", says, text("doctor.is_serving"))


def _disk(url: str) -> Finding:
    path = file_of(url)
    folder = path.absolute().parent if path else Path.cwd()
    if not folder.is_dir():
        folder = Path.cwd()
    free_mb = shutil.disk_usage(folder).free // 1_000_000
    if free_mb < _ROOM_MB:
        says, remedy = (
            text("doctor.mb_left", free=str(free_mb)),
            text("doctor.make_room"),
        )
        return Finding(text("doctor.disk"), "wrong", says, remedy)
    return Finding(
        text("doctor.disk"), "well", text("doctor.gb_left", free=str(free_mb // 1000))
    )


async def _from_outside(base_url: str) -> Finding:
    """Ask ourselves by our public address, as a messenger would."""
    import aiohttp  # noqa: PLC0415 - only where there is an address to ask

    remedy = text("doctor.lead_here")
    if urlsplit(base_url).scheme != "https":
        says = text("doctor.no_https", url=base_url)
        return Finding(text("doctor.outside"), "wrong", says, text("doctor.only_https"))
    try:
        timeout = aiohttp.ClientTimeout(total=_PATIENCE_S)
        async with (
            aiohttp.ClientSession(timeout=timeout) as client,
            client.get(f"{base_url}/healthz") as answer,
        ):
            status = answer.status
    except (aiohttp.ClientError, TimeoutError) as error:
        says = text("doctor.no_answer", url=base_url, error=type(error).__name__)
        return Finding(text("doctor.outside"), "wrong", says, remedy)
    if status != 200:  # noqa: PLR2004 - HTTP's own number
        says = text("doctor.not_200", url=base_url, status=str(status))
        return Finding(text("doctor.outside"), "wrong", says, remedy)
    return Finding(text("doctor.outside"), "well", text("doctor.answers", url=base_url))
