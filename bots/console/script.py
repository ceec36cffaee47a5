"""Transcripts: a talk as a text file, and the phones that can play it.

Owns the language of the files; `bots.console.play` plays them. Must not know a
channel. The language, a line a step:

    # a remark
    @ゆき                  from here on, ゆき's phone
    * engawa-7            opens the talk, with an invite code if there is one
    > 6月の読書会の…        says; lines that begin with | belong to it
    > [送る]               taps the newest choice of that label; `> \\[` says a bracket
    < 道が近そうな人        hears a line with these words in it, in this order
    <= 届けました。         hears exactly this line
    <! 見送り              does not hear these words up to here
    + 3d 2h                time passes
"""

import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from core.talk.outgoing import Message

_TIME = re.compile(r"(\d+)([dhms])")
_UNITS = {"d": "days", "h": "hours", "m": "minutes", "s": "seconds"}
_TAP = re.compile(r"\[(.+)\]")


class Phone(Protocol):
    """One person's side of a talk, on whichever channel."""

    async def open(self, invite: str) -> None:
        """Open the conversation, as following or /start does elsewhere."""
        ...

    async def say(self, text: str) -> None:
        """Write something."""
        ...

    async def tap(self, label: str) -> None:
        """Tap the newest choice of that label.

        Raises:
            LookupError: No such choice was ever shown.
        """
        ...

    async def heard(self) -> list[Message]:
        """Return what came since the last call, once the talk has come to rest."""
        ...


Phones = Callable[[str], Phone]
"""Gives the phone of a name; the same one each time."""

PassTime = Callable[[timedelta], Awaitable[None]]
"""Lets time pass, and what is due happen."""


@dataclass(frozen=True, slots=True)
class Turned:
    """Another phone is in hand."""

    at: int
    name: str


@dataclass(frozen=True, slots=True)
class Opens:
    """The conversation is opened."""

    at: int
    invite: str


@dataclass(frozen=True, slots=True)
class Says:
    """Words are written."""

    at: int
    text: str


@dataclass(frozen=True, slots=True)
class Taps:
    """A choice is tapped."""

    at: int
    label: str


@dataclass(frozen=True, slots=True)
class Hears:
    """A line is to be heard; `whole` means exactly this line."""

    at: int
    text: str
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Misses:
    """Words are not to be heard."""

    at: int
    text: str


@dataclass(frozen=True, slots=True)
class Waits:
    """Time passes."""

    at: int
    span: timedelta


Step = Turned | Opens | Says | Taps | Hears | Misses | Waits


class Unreadable(ValueError):
    """A line of a transcript means nothing."""


def read_script(text: str) -> list[Step]:
    """Read a transcript.

    Raises:
        Unreadable: With the number of the line and what it says.
    """
    return [_step(at, mark, words) for at, mark, words in _marked(text)]


def _marked(text: str) -> Iterator[tuple[int, str, str]]:
    pending: tuple[int, str, str] | None = None
    for at, raw in enumerate(text.splitlines(), start=1):
        line = raw.strip()
        if line.startswith("|") and pending is not None:
            began, mark, words = pending
            pending = (began, mark, f"{words}\n{line[1:].removeprefix(' ')}")
            continue
        if pending is not None:
            yield pending
            pending = None
        if line and not line.startswith("#"):
            pending = (at, *_divide(at, line))
    if pending is not None:
        yield pending


def _divide(at: int, line: str) -> tuple[str, str]:
    for mark in ("<=", "<!", "<", ">", "@", "+", "*"):
        if line.startswith(mark) and (len(line) > len(mark) or mark == "*"):
            return mark, line[len(mark) :].strip()
    message = f"line {at} is no step of a transcript: {line!r}"
    raise Unreadable(message)


def _step(at: int, mark: str, words: str) -> Step:
    match mark:
        case "@":
            return Turned(at, words)
        case ">":
            tapped = _TAP.fullmatch(words)
            if tapped:
                return Taps(at, tapped[1])
            return Says(at, words.removeprefix("\\"))
        case "*":
            return Opens(at, words)
        case "+":
            return Waits(at, _span(at, words))
        case "<!":
            return Misses(at, words)
        case _:
            return Hears(at, words, whole=mark == "<=")


def _span(at: int, words: str) -> timedelta:
    found = _TIME.findall(words)
    if not found or _TIME.sub("", words).strip():
        message = f"line {at} is no span of time such as `3d 2h`: {words!r}"
        raise Unreadable(message)
    return timedelta(**{_UNITS[unit]: int(number) for number, unit in found})
