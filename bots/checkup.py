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

from bots.afarcheck import looked_afar
from bots.findings import Finding
from bots.modelcheck import looked_at_model
from bots.readcheck import looked_at_reading
from bots.registry import look_at, switched_on
from core.clock import SystemClock
from core.delivery import inspection
from core.delivery.inspection import Stuck
from core.errors import AinoriError
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
    yield Finding("settings", "well", "read, and they fit together")
    for name, near in unknown_names():
        says = f"{name} in .env is not a name that Ainori reads"
        yield Finding("settings", "look", says, f"Is {near} meant?" if near else "")
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
    return [Finding("channels", "well", f"on: {', '.join(switched_on(settings))}")]


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
        yield Finding(name, "look", "no answer yet", "Look again in a while.")
    except Exception as error:
        log.exception("looking broke", channel=name)
        yield Finding(name, "wrong", f"looking at it broke ({type(error).__name__})")


async def _database(url: str) -> AsyncIterator[Finding]:
    try:
        make_sure(url)
    except AinoriError as trouble:
        yield Finding("database", "wrong", f"{shown(url)}: {trouble}")
        return
    if not is_there(url):
        remedy = "`ainori serve` makes it, or `ainori migrate`."
        yield Finding("database", "look", f"{shown(url)}: not there yet", remedy)
        return
    database = open_database(url, wait_s=_PATIENCE_S)
    try:
        at = await revision_of(database)
        await database.write(nothing)
    except AinoriError as trouble:
        yield Finding("database", "wrong", f"{shown(url)}: {trouble}")
    else:
        yield Finding("database", "well", f"{shown(url)}, can be written")
        yield _tables(at)
        if at == head():
            async for finding in _rows(database):
                yield finding
    finally:
        await database.close()


def _tables(at: str) -> Finding:
    if at == head():
        return Finding("tables", "well", f"at revision {at}, as this version wants")
    if at > head():
        remedy = "Use the version of Ainori that wrote them, or a newer one."
        return Finding("tables", "wrong", f"from a newer version ({at})", remedy)
    says = "not there yet" if at == NONE else f"at {at}, wanted {head()}"
    return Finding("tables", "wrong", says, "Run `ainori migrate`.")


async def _rows(database: Database) -> AsyncIterator[Finding]:
    now = SystemClock().now()
    rooms = len(await database.read(communities.everything))
    if rooms:
        yield Finding("communities", "well", f"{rooms} in this database")
    else:
        remedy = "`ainori community add NAME` makes one, with an invite code."
        yield Finding("communities", "look", "none yet", remedy)
    yield _stuck(
        "events",
        await database.read(partial(inspection.parked, most=_SHOWN)),
        how="wrong",
        fine="none was put aside",
        remedy="Each is a fault of the program: report kind and place. The person "
        "was told that something stumbled, and can simply write again.",
    )
    lately = partial(inspection.undelivered, since=now - _LOOKED_BACK, most=_SHOWN)
    yield _stuck(
        "messages",
        await database.read(lately),
        how="look",
        fine="all of the last seven days arrived, as far as anybody knows",
        remedy="`unknown` may have arrived and is not sent again; `dead` was refused. "
        "If many say the same, look at the messenger's token and its status page.",
    )
    for what, oldest in (
        ("waiting events", inspection.oldest_unhandled),
        ("waiting messages", inspection.oldest_unsent),
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
    return Finding(what, how, "the newest:\n" + "\n".join(lines), remedy)


def _late(what: str, oldest: datetime | None, now: datetime) -> Finding:
    if oldest is None or now - oldest < _LATE:
        return Finding(what, "well", "none waits long")
    return Finding(
        what,
        "look",
        f"some wait since {oldest:%Y-%m-%d %H:%M} UTC",
        "See whether `ainori serve` is running.",
    )


def _disk(url: str) -> Finding:
    path = file_of(url)
    folder = path.absolute().parent if path else Path.cwd()
    if not folder.is_dir():
        folder = Path.cwd()
    free_mb = shutil.disk_usage(folder).free // 1_000_000
    if free_mb < _ROOM_MB:
        remedy = "Make room: a full disk takes no messages in."
        return Finding("disk", "wrong", f"{free_mb} MB are left", remedy)
    return Finding("disk", "well", f"{free_mb // 1000} GB are left")


async def _from_outside(base_url: str) -> Finding:
    """Ask ourselves by our public address, as a messenger would."""
    import aiohttp  # noqa: PLC0415 - only where there is an address to ask

    remedy = (
        "Start `ainori serve`, and let the proxy or tunnel of this name lead to "
        "AINORI_HOST and AINORI_PORT."
    )
    if urlsplit(base_url).scheme != "https":
        says = f"{base_url} is no https address"
        return Finding("outside", "wrong", says, "Messengers only call https.")
    try:
        timeout = aiohttp.ClientTimeout(total=_PATIENCE_S)
        async with (
            aiohttp.ClientSession(timeout=timeout) as client,
            client.get(f"{base_url}/healthz") as answer,
        ):
            status = answer.status
    except (aiohttp.ClientError, TimeoutError) as error:
        says = f"{base_url} does not answer ({type(error).__name__})"
        return Finding("outside", "wrong", says, remedy)
    if status != 200:  # noqa: PLR2004 - HTTP's own number
        says = f"{base_url}/healthz answers {status} instead of 200"
        return Finding("outside", "wrong", says, remedy)
    return Finding("outside", "well", f"{base_url} answers")
