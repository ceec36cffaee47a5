"""What every command says and runs things with."""

import asyncio
import codecs
import io
import os
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


def speak_anything() -> None:
    """Let no letter end a command that a terminal says it does not have.

    One that calls itself ASCII (a system without a locale) reads UTF-8 all the same;
    any other gets a mark where it lacks a letter.
    """
    sys.argv[1:] = [os.fsencode(one).decode("utf-8", "replace") for one in sys.argv[1:]]
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            narrow = codecs.lookup(stream.encoding).name == "ascii"
            stream.reconfigure(encoding="utf-8" if narrow else None, errors="replace")


def run(job: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine on the fastest loop there is."""
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        return runner.run(job)


def _loop_factory() -> Any:
    if sys.platform == "win32":
        return None
    import uvloop  # noqa: PLC0415 - has no build for Windows

    return uvloop.new_event_loop
