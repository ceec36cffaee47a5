"""What a person leaves behind in words: their name, and what they wrote.

Finds and takes these traces out of other people's rows when somebody is forgotten.
Knows strings and JSON values, and nothing of where they are kept.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

_TELLING_LENGTH = 6
"""Shorter texts ("まだ", "market") are everybody's words and point at nobody."""

_NOT_WORDS = frozenset({"kind", "token", "look", "source", "url"})
_CLAUSES = re.compile(r"[。.!?！？、,\n〉」]+")
GONE = "…"


@dataclass(frozen=True, slots=True)
class Traces:
    """The traces of one person.

    Attributes:
        name: What they were called; '' leaves no trace.
        texts: What they wrote, whole.
        shared: Texts that stay with others, as agreed (thanks), without the name.
    """

    name: str
    texts: frozenset[str]
    shared: frozenset[str] = field(default_factory=frozenset)

    def pieces(self) -> frozenset[str]:
        """Return texts and their clauses that are long enough to tell the author."""
        found = set()
        for text in self.texts:
            for piece in (text, *_CLAUSES.split(text)):
                if len(piece.strip()) >= _TELLING_LENGTH:
                    found.add(piece.strip())
        return frozenset(found)


@dataclass(frozen=True, slots=True)
class Finder:
    """Looks for traces; made once, used on many rows."""

    traces: Traces
    pieces: frozenset[str]
    named: re.Pattern[str] | None

    def calls(self, text: str) -> bool:
        """Whether a text is the name, or calls it with さん; surely this person."""
        name = self.traces.name
        return bool(name) and (text == name or f"{name}さん" in text)

    def names(self, text: str) -> bool:
        """Whether the name stands in a text as a word; it may be another Will or May.

        A name inside a longer word is somebody or something else.
        """
        return self.named is not None and self.named.search(text) is not None

    def spells(self, text: str) -> bool:
        """Whether the letters of the name stand anywhere in a text."""
        return bool(self.traces.name) and self.traces.name in text

    def quotes(self, text: str) -> bool:
        """Whether a text holds something the person wrote."""
        return any(piece in text for piece in self.pieces)

    def shares(self, value: object) -> bool:
        """Whether a value holds words that stay with others, as agreed."""
        return any(
            shared in text for text in strings(value) for shared in self.traces.shared
        )

    def nameless(self, text: str, stand_in: str = GONE) -> str:
        """Return a text in which something else stands for the name."""
        if not self.traces.name:
            return text
        return text.replace(f"{self.traces.name}さん", stand_in).replace(
            self.traces.name, stand_in
        )

    def renamed(self, text: str, new: str) -> str:
        """Return a text in which another name stands for the name, "…" for none."""
        if self.named is None:
            return text
        old = self.traces.name
        return self.named.sub(
            lambda m: m[0].replace(old, new, 1) if new else GONE, text
        )

    def wordless(self, text: str) -> str:
        """Return a text without the name and without what the person wrote."""
        for piece in sorted(self.pieces, key=len, reverse=True):
            text = text.replace(piece, GONE)
        return self.nameless(text)


def finder(traces: Traces) -> Finder:
    """Prepare to look for traces."""
    named = None
    if traces.name:
        name = re.escape(traces.name)
        # In Japanese a name follows other letters without a sign between them.
        named = re.compile(rf"{name}さん|(?<!\w){name}(?!\w)")
    return Finder(traces, traces.pieces(), named)


def strings(value: object) -> Iterator[str]:
    """Yield every text a JSON value shows to somebody."""
    match value:
        case str():
            yield value
        case dict():
            for key, inner in value.items():
                if key not in _NOT_WORDS:
                    yield from strings(inner)
        case list() | tuple():
            for inner in value:
                yield from strings(inner)


def mapped(value: object, change: Callable[[str], str]) -> object:
    """Return a JSON value with every shown text changed."""
    match value:
        case str():
            return change(value)
        case dict():
            return {
                key: inner if key in _NOT_WORDS else mapped(inner, change)
                for key, inner in value.items()
            }
        case list():
            return [mapped(inner, change) for inner in value]
    return value
