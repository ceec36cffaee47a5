"""Loads what is large, one after the other.

What is needed only while something large is loaded is given back to the system, as long
as nothing that stays was put between it meanwhile: loading the embedder beside a
messenger's library left 30 MB that nobody could use. Knows nothing of what is loaded.
"""

import asyncio
from collections.abc import Callable
from threading import Lock
from typing import TypeVar

T = TypeVar("T")

_TURN = Lock()


async def beside(load: Callable[[], T]) -> T:
    """Load something in a thread, once it is our turn."""
    return await asyncio.to_thread(_alone, load)


def _alone(load: Callable[[], T]) -> T:
    with _TURN:
        return load()
