"""Flags: raised, held, let go, moved, folded.

Effects are imperative, answers past tense; see the package.
"""

from dataclasses import dataclass
from typing import Literal

from core.domain.calendar import When
from core.domain.flags import Flag
from core.domain.members import Member


@dataclass(frozen=True, slots=True)
class RaiseFlag:
    """Put a flag up where everybody of a community sees it."""

    community_id: str
    purpose: str
    timing: str
    seats: int
    my_part: str
    earns: bool
    earns_words: str
    day: When | None = None


@dataclass(frozen=True, slots=True)
class FlagRaised:
    """The flag is up, or None: this member has as many up as can be told apart.

    `groups`: there are groups on messengers that could see it too.
    """

    flag: Flag | None
    groups: bool = False


@dataclass(frozen=True, slots=True)
class ShowInGroups:
    """Let the groups of its community see one's own flag."""

    flag_id: str


@dataclass(frozen=True, slots=True)
class FlagShown:
    """Groups see it: at once, or (`later`) when we are called there next.

    `nowhere`: there was no group left that does not.
    """

    nowhere: bool
    later: bool


@dataclass(frozen=True, slots=True)
class LookAtFlags:
    """Read open flags: of one community, or ('') of all the member sits in.

    `own` reads those the member raised instead.
    """

    community_id: str = ""
    own: bool = False
    most: int = 5


@dataclass(frozen=True, slots=True)
class LookAtFlag:
    """Read one flag, up or folded, if the member sits where it was raised."""

    flag_id: str


@dataclass(frozen=True, slots=True)
class FlagSeen:
    """A flag as this member sees it; `holders` only for those under it.

    `groups`: it is theirs, and there are groups that do not see it yet. `distant`:
    somebody they keep a distance from is under it as well.
    """

    flag: Flag
    raiser: Member
    mine: bool
    holding: bool
    holders: tuple[Member, ...] = ()
    groups: bool = False
    distant: bool = False


@dataclass(frozen=True, slots=True)
class FlagsSeen:
    """Open flags, newest first; empty when there are none to see."""

    flags: tuple[FlagSeen, ...]


@dataclass(frozen=True, slots=True)
class HoldFlag:
    """Take a seat under a flag; whoever raised it is told."""

    flag_id: str


@dataclass(frozen=True, slots=True)
class FlagHeld:
    """This member sits under the flag now."""

    flag: FlagSeen


@dataclass(frozen=True, slots=True)
class FlagMissed:
    """No seat: all are taken, it was folded, it is one's own, or held already."""

    why: Literal["full", "folded", "own", "already"]
    flag: FlagSeen | None = None


@dataclass(frozen=True, slots=True)
class LetGoOfFlag:
    """Free one's seat; nobody is told."""

    flag_id: str


@dataclass(frozen=True, slots=True)
class MoveFlag:
    """Let one's own flag be at another time; those who hold it are told once."""

    flag_id: str
    timing: str
    day: When | None


@dataclass(frozen=True, slots=True)
class FlagMoved:
    """The flag as it stands now; None: it is not up any more."""

    flag: FlagSeen | None


@dataclass(frozen=True, slots=True)
class FoldFlag:
    """Take one's own flag down; those who held it are told."""

    flag_id: str


FlagEffect = (
    RaiseFlag
    | LookAtFlags
    | LookAtFlag
    | HoldFlag
    | LetGoOfFlag
    | MoveFlag
    | FoldFlag
    | ShowInGroups
)
FlagAnswer = FlagRaised | FlagsSeen | FlagShown | FlagHeld | FlagMissed | FlagMoved
