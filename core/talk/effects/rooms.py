"""Looking into a community one sits in.

Effects are imperative, answers past tense; see the package.
"""

from dataclasses import dataclass

from core.domain.communities import Community
from core.domain.members import Member
from core.talk.turn import Phrase


@dataclass(frozen=True, slots=True)
class LookAtRoom:
    """Read a community the member sits in."""

    community_id: str


@dataclass(frozen=True, slots=True)
class Month:
    """How many messages the bot sent unasked by a messenger this month, of how many."""

    channel: str
    used: int
    most: int


@dataclass(frozen=True, slots=True)
class RoomSeen:
    """The community, who decides for it, the open codes that invite to it, what the
    month carries where a messenger counts, and how much a text model is used.

    None when it is not there for this member. Everybody there sees the same.
    """

    community: Community | None
    owner: Member | None = None
    codes: tuple[str, ...] = ()
    months: tuple[Month, ...] = ()
    model: Phrase | None = None


@dataclass(frozen=True, slots=True)
class LookAtMembers:
    """Read a few members; `day` keeps the order while somebody turns the pages."""

    community_id: str
    day: str = ""
    begin: int = 0
    most: int = 5


@dataclass(frozen=True, slots=True)
class MembersSeen:
    """Members and what they show here as their destination, '' for nothing.

    `following` is where the next few begin, None after the last.
    """

    community_id: str
    members: tuple[tuple[Member, str], ...]
    day: str = ""
    following: int | None = None


RoomEffect = LookAtRoom | LookAtMembers
RoomAnswer = RoomSeen | MembersSeen
