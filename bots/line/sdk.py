"""Loads the official SDK beside a service that already answers.

Whatever is imported of it makes some three hundred models. That takes a second, in
which the door would stay closed, or everybody would wait for the event loop.
"""

import asyncio
from importlib import import_module
from typing import Any


async def beside(module: str) -> Any:
    """Return a module that needs the SDK, imported in a thread."""
    return await asyncio.to_thread(import_module, module)
