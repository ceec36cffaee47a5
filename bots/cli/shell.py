"""What every command says and runs things with."""

import asyncio
import sys
from collections.abc import Coroutine, Sequence
from typing import Any, TypeVar

from rich.console import Console
from rich.text import Text

T = TypeVar("T")

_out = Console(soft_wrap=True, highlight=False)
_err = Console(stderr=True, soft_wrap=True, highlight=False)


def say(words: str, *, style: str = "") -> None:
    """Print a line; nothing in it is read as markup."""
    _out.print(Text(words, style))


def warn(words: str) -> None:
    """Print a line where it does not get into a pipe."""
    _err.print(Text(words))


def complain(lines: Sequence[str]) -> None:
    """Print why something could not be done, and what would help."""
    for line in lines:
        _err.print(Text(line[:1].upper() + line[1:]))


def run(job: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine on the fastest loop there is."""
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        return runner.run(job)


def _loop_factory() -> Any:
    if sys.platform == "win32":
        return None
    import uvloop  # noqa: PLC0415 - has no build for Windows

    return uvloop.new_event_loop
