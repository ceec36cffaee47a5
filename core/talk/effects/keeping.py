"""Keeping watch over a room: who does, asking somebody, agreeing, stopping.

Effects are imperative, answers past tense; see the package.
"""

from dataclasses import dataclass
from typing import Literal

from core.domain.communities import Community
from core.domain.members import Member


@dataclass(frozen=True, slots=True)
class LookAtKeepers:
    """Read who keeps watch over a community."""

    community_id: str


@dataclass(frozen=True, slots=True)
class KeepersSeen:
    """Who keeps watch; None for the community when the member does not sit there."""

    community: Community | None
    keepers: tuple[Member, ...] = ()
    mine: bool = False


@dataclass(frozen=True, slots=True)
class AskKeeper:
    """As its owner, ask somebody to keep watch over a community."""

    community_id: str
    member_id: str


@dataclass(frozen=True, slots=True)
class KeeperAsked:
    """They were asked, or why not."""

    why: Literal["", "not_owner", "not_here", "already", "enough"]


@dataclass(frozen=True, slots=True)
class KeepWatch:
    """Keep watch over a community, having been asked; or say no, or stop."""

    community_id: str
    keep: bool


@dataclass(frozen=True, slots=True)
class ReleaseKeeper:
    """As its owner, let somebody go from the watch."""

    community_id: str
    member_id: str


@dataclass(frozen=True, slots=True)
class WatchChanged:
    """It was done, or it was so already."""

    done: bool
    community: Community | None = None


KeepingEffect = LookAtKeepers | AskKeeper | KeepWatch | ReleaseKeeper
KeepingAnswer = KeepersSeen | KeeperAsked | WatchChanged
