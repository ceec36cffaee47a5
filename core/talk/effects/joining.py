"""Seats, names, languages, rests and consents.

Effects are imperative, answers past tense; see the package.
"""

from dataclasses import dataclass
from typing import Literal

from core.domain.communities import Community
from core.domain.members import Language, Rhythm


@dataclass(frozen=True, slots=True)
class JoinByCode:
    """Take a seat in the community an invite code opens."""

    code: str


@dataclass(frozen=True, slots=True)
class Joined:
    """The member sits in the community; `already` when they sat there before."""

    community: Community
    already: bool = False


@dataclass(frozen=True, slots=True)
class NotJoined:
    """No seat: the code opens nothing, or the community is full.

    `waits` when the member is among those who wait for a seat there.
    """

    why: Literal["unknown_code", "full"]
    community: Community | None = None
    waits: bool = False


@dataclass(frozen=True, slots=True)
class WaitForSeat:
    """Tell this member when a seat becomes free."""

    community_id: str


@dataclass(frozen=True, slots=True)
class StopWaiting:
    """Wait for a seat no more."""

    community_id: str


@dataclass(frozen=True, slots=True)
class LeaveCommunity:
    """Free the member's seat and close what is open there, flags included."""

    community_id: str


@dataclass(frozen=True, slots=True)
class CallMe:
    """Set what the member wants to be called."""

    name: str


@dataclass(frozen=True, slots=True)
class SpeakIn:
    """Set the member's language."""

    language: Language


@dataclass(frozen=True, slots=True)
class SetRhythm:
    """Set how often the member would like to be offered a post."""

    rhythm: Rhythm


@dataclass(frozen=True, slots=True)
class Rest:
    """Begin (or end) a rest: no requests arrive meanwhile."""

    resting: bool


@dataclass(frozen=True, slots=True)
class Consent:
    """Store the answer to a consent question."""

    what: str
    given: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """What was asked for is stored."""


JoiningEffect = (
    JoinByCode
    | WaitForSeat
    | StopWaiting
    | LeaveCommunity
    | CallMe
    | SpeakIn
    | SetRhythm
    | Rest
    | Consent
)
JoiningAnswer = Joined | NotJoined | Kept
