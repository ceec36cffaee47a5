"""Vectors.

Effects are imperative, answers past tense; see the package.
"""

from dataclasses import dataclass
from datetime import datetime

from core.domain.members import Member
from core.domain.vectors import Vector


@dataclass(frozen=True, slots=True)
class KeepAnswer:
    """Keep a raw interview answer; only the member reads it, for 30 days."""

    question: str
    text: str


@dataclass(frozen=True, slots=True)
class PublishVector:
    """Store a new edition and show it in these communities (none: to oneself).

    `helped` when lines of it are the coach's wordings.
    """

    vector: Vector
    communities: tuple[str, ...]
    helped: bool = False


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Somebody on a nearby road: what they publish, and nothing else."""

    member: Member
    destination: str


@dataclass(frozen=True, slots=True)
class VectorPublished:
    """The edition is stored; people whose roads may be near, in no order."""

    near: tuple[Neighbour, ...] = ()


@dataclass(frozen=True, slots=True)
class LookAtNeighbours:
    """Read what people who were found near publish by now."""

    member_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NeighboursSeen:
    """Those of them who can be seen."""

    near: tuple[Neighbour, ...]


@dataclass(frozen=True, slots=True)
class TakeStep:
    """Store a new edition with another next step, shown where it was shown."""

    next_step: str


@dataclass(frozen=True, slots=True)
class AskedDirection:
    """Note that "still this way?" was asked now."""


@dataclass(frozen=True, slots=True)
class LookAtGrowth:
    """Read one's own latest growth notes; nobody else ever does."""

    most: int = 3


@dataclass(frozen=True, slots=True)
class GrowthNote:
    """What moved on one's own road, on a ride with `other`."""

    moved: str
    words: str
    other: str
    at: datetime


@dataclass(frozen=True, slots=True)
class GrowthSeen:
    """One's own notes, newest first, and by whom words in one's vector are."""

    notes: tuple[GrowthNote, ...]
    worded_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LookAtEditions:
    """Read a few earlier editions of one's own vector, before the edition given."""

    before: int = 0
    most: int = 3


@dataclass(frozen=True, slots=True)
class EditionsSeen:
    """Earlier editions, newest first; `further` when there are older ones."""

    editions: tuple[Vector, ...]
    further: bool = False


RoadEffect = (
    KeepAnswer
    | PublishVector
    | TakeStep
    | AskedDirection
    | LookAtGrowth
    | LookAtEditions
    | LookAtNeighbours
)
RoadAnswer = VectorPublished | NeighboursSeen | GrowthSeen | EditionsSeen
