"""Somebody of one's rooms, named in words.

Effects are imperative, answers past tense; see the package.
"""

from dataclasses import dataclass

from core.domain.communities import Community
from core.domain.formats import Post
from core.domain.members import Member
from core.domain.vectors import Vector

_NOTHING = Vector()


@dataclass(frozen=True, slots=True)
class LookForNames:
    """Read which people of one's rooms words name."""

    text: str


@dataclass(frozen=True, slots=True)
class NamesFound:
    """Those people, in the order of the words."""

    people: tuple[Member, ...] = ()


@dataclass(frozen=True, slots=True)
class LookAtSomebody:
    """Read what somebody shows in the rooms one shares with them."""

    member_id: str


@dataclass(frozen=True, slots=True)
class SomebodySeen:
    """The person, the rooms of both, what is shown, and whether they may be asked now.

    None where nobody is seen.
    """

    member: Member | None = None
    rooms: tuple[Community, ...] = ()
    vector: Vector = _NOTHING
    post: Post | None = None
    free: bool = False


SomebodyEffect = LookForNames | LookAtSomebody
SomebodyAnswer = NamesFound | SomebodySeen
