"""Messages and the texts they became part of: how words stand in them, change, go.

A message is edited or taken back on its messenger after it was heard. Knows strings
and JSON values, and nothing of where they are kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from core.domain.formats import POST_LENGTHS
from core.domain.members import tidy_name
from core.domain.shortening import (
    ANSWER_LENGTH,
    CHEER_LENGTH,
    LINE_LENGTH,
    first_sentence,
)
from core.domain.sos import WORDS_LENGTH
from core.domain.sounding import HINT_LENGTH

What = Literal[
    "vector",
    "post",
    "cheer",
    "ask",
    "request",
    "flag",
    "growth",
    "name",
    "sos",
    "sos_answer",
    "sos_contact",
    "sounding",
    "hint",
]
"""What a message can become part of, one row of it."""

TELLING = 6
"""Shorter words inside a longer text are everybody's and point at no message."""

_LENGTHS = (LINE_LENGTH, CHEER_LENGTH, HINT_LENGTH, ANSWER_LENGTH, WORDS_LENGTH)
_CUTS = tuple(sorted({*POST_LENGTHS.values(), *_LENGTHS}))


@dataclass(frozen=True, slots=True)
class Spoken:
    """A message as it was heard, by the messenger's own id of it."""

    channel: str
    place: str
    message: str
    text: str


def forms(said: str) -> tuple[str, ...]:
    """Return how a message may stand in a text, the longest first."""
    whole = said.strip()
    short = (first_sentence(whole, most) for most in _CUTS)
    found = {whole, " ".join(whole.split()), *short} - {""}
    return tuple(sorted(found, key=lambda form: (-len(form), form)))


def standing(said: str, text: str) -> str:
    """Return the words of a message that stand in a text, '' when none do."""
    lines = text.split("\n")
    for form in forms(said):
        if form == text or form in lines or (len(form) >= TELLING and form in text):
            return form
    return ""


def instead(text: str, words: str, new: str) -> str:
    """Return a text in which other words stand for some; '' takes them out."""
    if text == words:
        return new
    lines = text.split("\n")
    if words in lines:
        kept = (new if line == words else line for line in lines)
        return "\n".join(line for line in kept if line)
    return text.replace(words, new).strip()


def as_part(what: What, part: str, said: str) -> str:
    """Return edited words in the shape of the part they stand in."""
    match what:
        case "vector" | "sounding":
            return first_sentence(" ".join(said.split()))
        case "post":
            most = next(
                (n for key, n in POST_LENGTHS.items() if key == part), CHEER_LENGTH
            )
            line = said.strip() if part == "now" else " ".join(said.split())
            return first_sentence(line, most)
        case "cheer":
            return first_sentence(said, CHEER_LENGTH)
        case "hint":
            return first_sentence(said, HINT_LENGTH)
        case "name":
            return tidy_name(said)
        case "ask" | "flag":
            return first_sentence(" ".join(said.split()))
        case "sos":
            return first_sentence(said, WORDS_LENGTH)
        case _:
            return first_sentence(said, ANSWER_LENGTH)


@dataclass(frozen=True, slots=True)
class Mend:
    """A message that was edited, or taken back (`text` is '')."""

    was: str
    text: str

    def of(self, said: str) -> str:
        """Return what stands where this stood; other texts stay as they are."""
        words = standing(self.was, said)
        if not words:
            return said
        return instead(
            said, words, first_sentence(self.text, max(len(said), ANSWER_LENGTH))
        )

    def touches(self, said: str) -> bool:
        """Whether the message stands in a text."""
        return bool(standing(self.was, said))

    def lines(self, said: Mapping[str, str]) -> dict[str, str]:
        """Return lines as they read now; those that hold nothing more are left out."""
        mended = {key: self.of(text) for key, text in said.items()}
        return {key: text for key, text in mended.items() if text}
