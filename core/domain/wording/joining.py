"""What composing needs to know of a language to join members' words into sentences.

Owns the vocabulary between composing and the two languages. It must not know either.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from core.domain.wording.stretch_shape import Stretch

Tone = Literal["desumasu", "casual"]


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence to be said: which phrase of the file, and the words that go in."""

    key: str
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Joining:
    """How one language joins the words of a slot. Every function is pure."""

    called: Callable[[str], str]
    """A name as it is spoken to."""

    own_name: Callable[[str], str]
    """A name as its bearer says it."""

    quoted: Callable[[str], str]
    """Somebody's words between quotation marks."""

    road: Callable[[str], Line]
    """Where the asker is heading: key `road`, or `road_said` for whole clauses."""

    reason: Callable[[str, Tone, bool], Line]
    """The asker's why, and whether no road stands before it: key `why` if it may follow
    the road in one sentence, any other key for a sentence of its own."""

    part: Callable[[str, Tone], Line]
    """What the asker does themselves."""

    timing: Callable[[str, Tone], Line]
    """The asker's own date: key `timing` for a sentence, `timing_noun` otherwise."""

    closing: Callable[[str], str]
    """The day a silence is closed, as it stands before "closes"."""

    ask: Callable[[Stretch], Line]
    """The one small stretch."""

    between: str
    """What stands between two sentences."""

    lengths: tuple[int, int, int]
    """Fewest, pleasant and most units: characters in Japanese, words in English."""

    length_of: Callable[[str], int]
