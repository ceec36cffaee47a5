"""The event stream of one phone: what was missed, then what comes.

Owns the wire form (server-sent events) and resuming. Must not know who is reading.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from typing import TypeGuard

import orjson

from bots.registry import History
from bots.web.channel import Listener, News, WebChannel
from bots.web.render import render_entry
from core.delivery.history import Entry, Told
from core.errors import Retryable

_BEAT_S = 15.0
_RETRY = b"retry: 2000\n\n"
_BEAT = b": here\n\n"
_WORKING = b"event: working\ndata: {}\n\n"
_REMEMBERED = 500


async def frames(
    channel: WebChannel,
    history: History,
    *,
    lane: str,
    after: str,
    look_every_s: float | None = None,
) -> AsyncIterator[bytes]:
    """Yield the stream of a lane.

    Only what the bot said carries an id: those rows go out in the order in which they
    are kept, so "everything after this id" can lose nothing. A person's own words may
    come twice after a resume; the page knows their ids.

    When the history cannot be read right now the stream ends; the page comes back.

    Args:
        channel: Where live news comes from.
        history: Where missed entries come from.
        lane: The conversation.
        after: The id of the last row the page has, '' for none.
        look_every_s: Look into the history this often, for when another process
            sends; None when every sending passes through this process.
    """
    shown: deque[str] = deque(maxlen=_REMEMBERED)
    wait_s = look_every_s or _BEAT_S
    # Listening starts before reading back, so nothing falls between the two.
    with channel.listening(lane) as listener, suppress(Retryable):
        yield _RETRY
        found = since(await history(lane), after)
        while True:
            fresh = [frame for one in found if (frame := _fresh_frame(one, shown))]
            for frame in fresh:
                yield frame
            after = next((one.id for one in reversed(found) if _is_told(one)), after)
            news = await _next(listener, wait_s)
            match news:
                case "closing":
                    return
                case "working":
                    found = []
                    yield _WORKING
                case None:
                    yield _BEAT
                    found = since(await history(lane), after) if look_every_s else []
                case _:
                    found = [news]
            # While nobody says anything, looking becomes rarer.
            quiet = news is None and not fresh
            wait_s = min(wait_s * 2, _BEAT_S) if quiet else look_every_s or _BEAT_S


def _is_told(entry: Entry) -> TypeGuard[Told]:
    return isinstance(entry, Told)


def since(entries: Sequence[Entry], after: str) -> Sequence[Entry]:
    """Return what follows the row `after`, or everything when it is not there."""
    for at in range(len(entries) - 1, -1, -1):
        entry = entries[at]
        if isinstance(entry, Told) and entry.id == after:
            return entries[at + 1 :]
    return entries


async def _next(listener: Listener, wait_s: float) -> News | None:
    try:
        async with asyncio.timeout(wait_s):
            return await listener.get()
    except TimeoutError:
        return None


def _fresh_frame(entry: Entry, shown: deque[str]) -> bytes:
    seen = render_entry(entry)
    name = entry.id if isinstance(entry, Told) else entry.event_id
    if seen is None or name in shown:
        return b""
    shown.append(name)
    mark = f"id: {name}\n".encode() if isinstance(entry, Told) else b""
    return mark + b"event: entry\ndata: " + orjson.dumps(seen) + b"\n\n"
