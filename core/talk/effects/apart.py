"""Keeping a distance from somebody: said, looked at, taken back.

Effects are imperative, answers past tense; see the package. Each shows a member their
own word and nothing of what others said of them.
"""

from dataclasses import dataclass
from typing import Literal

from core.domain.communities import Community
from core.domain.flags import Flag
from core.domain.members import Member

Watch = Literal["", "one", "only"]
"""Whether somebody keeps watch over a room of both, perhaps as the only one."""


@dataclass(frozen=True, slots=True)
class FindAround:
    """Find people of the member's rooms by name; '' for those who asked them lately."""

    name: str


@dataclass(frozen=True, slots=True)
class FoundAround:
    """A few of them; `oneself` when the name is the member's own and nobody else's."""

    people: tuple[Member, ...] = ()
    oneself: bool = False


@dataclass(frozen=True, slots=True)
class LookBetween:
    """Read what is between the member and somebody of their rooms.

    `request_id` names the other side of a request instead.
    """

    member_id: str = ""
    request_id: str = ""


@dataclass(frozen=True, slots=True)
class BetweenSeen:
    """What a distance would change, and what it would not.

    Attributes:
        other: Who it is; None for somebody who is in no room of the member's.
        kept: Whether the member keeps a distance already.
        received: A note from them waits; `sent`: one to them does.
        rides: They ride together; `flags`: both are under one flag.
    """

    other: Member | None
    kept: bool = False
    received: bool = False
    sent: bool = False
    rides: bool = False
    flags: bool = False
    watch: Watch = ""


@dataclass(frozen=True, slots=True)
class KeepApart:
    """Keep a distance from somebody, and close what is open between the two."""

    member_id: str


@dataclass(frozen=True, slots=True)
class KeptApart:
    """It holds from now on; None as in `BetweenSeen`.

    `keepers_in` are the rooms of both in which somebody else keeps watch.
    """

    other: Member | None
    rides: bool = False
    flags: tuple[Flag, ...] = ()
    keepers_in: tuple[Community, ...] = ()


@dataclass(frozen=True, slots=True)
class LookAtApart:
    """Read whom the member keeps a distance from."""


@dataclass(frozen=True, slots=True)
class ApartSeen:
    """Those, the latest first."""

    people: tuple[Member, ...] = ()


@dataclass(frozen=True, slots=True)
class EndApart:
    """Keep no distance from somebody any more."""

    member_id: str


@dataclass(frozen=True, slots=True)
class ApartEnded:
    """It is over; None for somebody who is not here any more."""

    other: Member | None


ApartEffect = FindAround | LookBetween | KeepApart | LookAtApart | EndApart
ApartAnswer = FoundAround | BetweenSeen | KeptApart | ApartSeen | ApartEnded
