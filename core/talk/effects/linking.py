"""Several messengers of one member.

Effects are imperative, answers past tense; see the package.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class LinkedPlace:
    """One place where a member writes.

    Attributes:
        key: What it is called in choices, without the platform's id.
        channel: The channel's name.
        here: Whether this is where they are writing now.
        open: Whether messages arrive there.
        news: Whether the member chose it for what comes unasked.
        used_at: When they last wrote there.
    """

    key: str
    channel: str
    here: bool
    open: bool
    news: bool
    used_at: datetime


@dataclass(frozen=True, slots=True)
class LookAtLinks:
    """Read where the member writes."""


@dataclass(frozen=True, slots=True)
class LinksSeen:
    """Where the member writes, the place for news first."""

    links: tuple[LinkedPlace, ...]


@dataclass(frozen=True, slots=True)
class MakeLinkCode:
    """Make a code that links another messenger to this member."""


@dataclass(frozen=True, slots=True)
class LinkCodeMade:
    """The code, and addresses that hand it over, as pairs of channel and address."""

    code: str
    ways: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ReadLinkCode:
    """Look whose code was sent."""

    code: str


@dataclass(frozen=True, slots=True)
class LinkCodeRead:
    """What a code can do here.

    `fits`: it may link this place to `name`; `unknown`: wrong, used or too old;
    `paused`: too many wrong ones; `own`: already the same member; `two`: others have
    met both members.
    """

    why: Literal["fits", "unknown", "paused", "own", "two"]
    key: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class LinkHere:
    """Make one member of the two that a code stands between."""

    key: str


@dataclass(frozen=True, slots=True)
class Linked:
    """It is one member now; with `moved` the talk here goes on as the other one."""

    moved: bool


@dataclass(frozen=True, slots=True)
class Unlink:
    """Take a place off this member."""

    key: str


@dataclass(frozen=True, slots=True)
class Unlinked:
    """The place is nobody's now; not `done` when it was the last, or is gone."""

    done: bool


@dataclass(frozen=True, slots=True)
class NewsHere:
    """Let what comes unasked arrive where the member is writing now."""


LinkingEffect = LookAtLinks | MakeLinkCode | ReadLinkCode | LinkHere | Unlink | NewsHere
LinkingAnswer = LinksSeen | LinkCodeMade | LinkCodeRead | Linked | Unlinked
