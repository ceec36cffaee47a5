"""Vectors.

Effects are imperative, answers past tense; see the package.
"""

from dataclasses import dataclass

from core.domain.members import Member
from core.domain.vectors import Vector


@dataclass(frozen=True, slots=True)
class KeepAnswer:
    """Keep a raw interview answer; only the member reads it, for 30 days."""

    question: str
    text: str


@dataclass(frozen=True, slots=True)
class PublishVector:
    """Store a new edition and show it in these communities (none: to oneself)."""

    vector: Vector
    communities: tuple[str, ...]


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
class TakeStep:
    """Store a new edition with another next step, shown where it was shown."""

    next_step: str


@dataclass(frozen=True, slots=True)
class AskedDirection:
    """Note that "still this way?" was asked now."""
