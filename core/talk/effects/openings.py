"""What others hope for company with, and what of it is on one's own road.

Effects are imperative, answers past tense; see the package.
"""

from dataclasses import dataclass
from typing import Literal

from core.domain.formats import Post
from core.domain.members import Member
from core.talk.effects.flags import FlagSeen


@dataclass(frozen=True, slots=True)
class LookAtOpenings:
    """Read what others hope for company with: free seats, and posts that say so."""


@dataclass(frozen=True, slots=True)
class OpeningsSeen:
    """Both, newest first; nothing of this member's own or that they take part in."""

    flags: tuple[FlagSeen, ...] = ()
    posts: tuple[tuple[Post, Member], ...] = ()


@dataclass(frozen=True, slots=True)
class FindNearby:
    """Compare openings with this member's own road.

    `NearbyFound` comes as an event of its own, within a second.

    Attributes:
        flags: Ids of flags.
        posts: Ids of posts.
        ticket: As in `AskCoach`.
    """

    flags: tuple[str, ...]
    posts: tuple[str, ...]
    ticket: str


@dataclass(frozen=True, slots=True)
class NearbyFound:
    """Ids of those on their road, in no order; none where nobody knows."""

    ticket: str
    near: tuple[str, ...] = ()
    kind: Literal["nearby_found"] = "nearby_found"


OpeningEffect = LookAtOpenings | FindNearby
OpeningAnswer = OpeningsSeen | NearbyFound
