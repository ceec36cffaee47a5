"""Looks at what reads the members' words, and at how far it has come.

Owns these findings of `ainori doctor`. Counts members and tells no word of them.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from functools import partial

from bots.findings import Finding
from bots.peeking import read_if_there
from core.i18n.operators import text
from core.matching.embedder import BigramEmbedder, Embedder
from core.reading_here import read_so_far


async def looked_at_reading(
    url: str, load: Callable[[], Embedder]
) -> AsyncIterator[Finding]:
    """Give what is found out about the embedder, and what it has read.

    Args:
        url: The database.
        load: Loads the embedder, or finds out that it does not load.
    """
    began = time.monotonic()
    embedder = await asyncio.to_thread(load)
    took = time.monotonic() - began
    yield _loaded(embedder, took)
    read = await read_if_there(url, partial(read_so_far, embedder_id=embedder.id))
    if read is not None:
        yield _read(*read)


def _loaded(embedder: Embedder, took_s: float) -> Finding:
    if embedder.id == BigramEmbedder.id:
        says, remedy = text("doctor.by_spelling"), text("doctor.reinstall")
        return Finding(text("doctor.embedder"), "wrong", says, remedy)
    says = text("doctor.loaded", name=embedder.id, seconds=f"{took_s:.1f}")
    return Finding(text("doctor.embedder"), "well", says)


def _read(read: int, every: int) -> Finding:
    says = text("doctor.read_so_far", read=str(read), every=str(every))
    if read == every:
        return Finding(text("doctor.read"), "well", says)
    return Finding(text("doctor.read"), "look", says, text("doctor.reads_on"))
