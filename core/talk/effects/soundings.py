"""Sentences on one's vector, asked from willing people.

Effects are imperative, answers past tense; see the package.
"""

from dataclasses import dataclass
from typing import Literal

from core.domain.members import Member
from core.domain.sounding import Hint, Shown, Sounding
from core.domain.vectors import Line


@dataclass(frozen=True, slots=True)
class LookAtSounding:
    """Read one's own question, if one is open."""


@dataclass(frozen=True, slots=True)
class SoundingSeen:
    """One's own question that is open, None without one."""

    sounding: Sounding | None


@dataclass(frozen=True, slots=True)
class Sound:
    """Ask willing people of a community how they might word a line."""

    community_id: str
    line: Line
    shown: Shown


@dataclass(frozen=True, slots=True)
class Sounded:
    """It is on its way to somebody, or why to nobody."""

    sounding: Sounding | None
    why_not: Literal["", "one_at_a_time", "nobody", "changed"] = ""


@dataclass(frozen=True, slots=True)
class CloseSounding:
    """Take one's own question back; what was said stays."""

    sounding_id: str


@dataclass(frozen=True, slots=True)
class LookAtHint:
    """Read a hint, if this member is one of its two people."""

    hint_id: str


@dataclass(frozen=True, slots=True)
class HintSeen:
    """A hint as one of its two people reads it; None when it is not there for them.

    `mine` says on which side the reader is; `state` is by the clock.
    """

    hint: Hint | None
    mine: Literal["asker", "author", ""] = ""
    state: str = ""
    other: Member | None = None


@dataclass(frozen=True, slots=True)
class AnswerHint:
    """Say one's own sentence, or say it anew; pass; or take it back."""

    hint_id: str
    how: Literal["say", "pass", "unsay"]
    words: str = ""


@dataclass(frozen=True, slots=True)
class HintMoved:
    """It was said, passed or taken back; not `done` when that is over."""

    done: bool


@dataclass(frozen=True, slots=True)
class TakeHint:
    """Note that one takes a sentence beside one's own words."""

    hint_id: str


@dataclass(frozen=True, slots=True)
class ThankForHint:
    """Thank whoever said it."""

    hint_id: str
    words: str


@dataclass(frozen=True, slots=True)
class HintOpen:
    """A hint that still is somebody's to answer or to take up, and the other person."""

    hint: Hint
    other: Member


SoundingEffect = (
    LookAtSounding
    | Sound
    | CloseSounding
    | LookAtHint
    | AnswerHint
    | TakeHint
    | ThankForHint
)
SoundingAnswer = SoundingSeen | Sounded | HintSeen | HintMoved
