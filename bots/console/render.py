"""Core messages as lines of a terminal. Pure.

Owns how a message looks as text. Must not know who reads it or where it is printed;
colours are only named here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, assert_never

from core.talk.outgoing import (
    Card,
    Draft,
    Link,
    Look,
    Message,
    Source,
    Text,
    choices_of,
)

Tone = Literal["said", "title", "fact", "choice", "frame", "own", "theirs", "model"]

_MARKS: dict[Look, str] = {
    "plain": "◇",
    "person": "●",
    "request": "✉",
    "post": "▤",
    "vector": "➚",
    "flag": "⚑",
    "thanks": "❀",
}
_TONES: dict[Source, Tone] = {
    "own": "own",
    "theirs": "theirs",
    "bot": "said",
    "model": "model",
}


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a line in one tone."""

    text: str
    tone: Tone


Line = tuple[Span, ...]


def plain_lines(message: Message) -> list[str]:
    """Return a message as bare lines, its choices as one line `[yes] [no]`.

    This is what transcripts compare, so that they read alike on every channel.
    """
    match message:
        case Text():
            lines = message.text.splitlines()
        case Card():
            lines = [*message.title.splitlines(), *message.body.splitlines()]
            for fact in message.facts:
                first, *more = fact.value.splitlines() or [""]
                lines += [f"{fact.label}: {first}", *more]
        case Draft():
            lines = [*message.title.splitlines(), *message.text.splitlines()]
        case Link():
            return [f"{message.label} <{message.url}>"]
        case _:
            assert_never(message)
    tapped = " ".join(f"[{choice.label}]" for choice in message.choices)
    return [line for line in (*lines, tapped) if line.strip()]


def screen_lines(messages: Sequence[Message]) -> list[Line]:
    """Return messages for the screen, their choices numbered from 1 through all."""
    lines: list[Line] = []
    number = 1
    for message in messages:
        lines.extend(_screen(message))
        for choice in choices_of([message]):
            lines.append((Span(f"  {number}. {choice.label}", "choice"),))
            number += 1
    return lines


def _screen(message: Message) -> Iterator[Line]:
    match message:
        case Text():
            yield from _each(message.text, "said")
        case Card():
            yield (Span(f"{_MARKS[message.look]} {message.title}", "title"),)
            yield from _each(message.body, "said", "  ")
            for fact in message.facts:
                first, *more = fact.value.splitlines() or [""]
                yield (Span(f"  {fact.label}  ", "fact"), Span(first, "said"))
                yield from ((Span(f"    {line}", "said"),) for line in more)
        case Draft():
            yield from _draft(message)
        case Link():
            yield (Span(f"{message.label}  ", "said"), Span(message.url, "fact"))
        case _:
            assert_never(message)


def _draft(draft: Draft) -> Iterator[Line]:
    yield (Span(f"┌ {draft.title}".rstrip(), "frame"),)
    if "".join(part.text for part in draft.parts) != draft.text:
        yield from _each(draft.text, "said", "│ ")
    else:
        line: list[Span] = []
        for part in draft.parts:
            first, *more = part.text.split("\n")
            line.append(Span(first, _TONES[part.source]))
            for rest in more:
                yield (Span("│ ", "frame"), *line)
                line = [Span(rest, _TONES[part.source])]
        yield (Span("│ ", "frame"), *line)
    yield (Span("└", "frame"),)


def _each(text: str, tone: Tone, before: str = "") -> Iterator[Line]:
    yield from ((Span(f"{before}{line}", tone),) for line in text.splitlines())
