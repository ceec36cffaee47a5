"""Calls for help: sent, heard, answered, closed.

Effects are imperative, answers past tense; see the package.
"""

from dataclasses import dataclass
from typing import Literal

from core.domain.members import Member
from core.domain.sos import Answer, Audience, Call, Listener, Wish


@dataclass(frozen=True, slots=True)
class LookAtAudience:
    """Read who could hear a call in a community: its keepers, and people met before."""

    community_id: str


@dataclass(frozen=True, slots=True)
class AudienceSeen:
    """Its keepers, and at most three people one shares a past with, in no order."""

    keepers: tuple[Member, ...] = ()
    met: tuple[Member, ...] = ()


@dataclass(frozen=True, slots=True)
class FindCalled:
    """Find people of a community by name."""

    community_id: str
    name: str


@dataclass(frozen=True, slots=True)
class FoundCalled:
    """Who goes by that name there."""

    people: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class SendCall:
    """Let a call go out; with `call_id` one that is out already goes further."""

    community_id: str
    wish: Wish
    audience: Audience
    chosen: tuple[str, ...] = ()
    named: bool = False
    words: str = ""
    call_id: str = ""


@dataclass(frozen=True, slots=True)
class CallSent:
    """The call is out, or `call_id` is '': nobody could be reached.

    Attributes:
        told: Those chosen by name whom it went to; `missed` those it could not go to.
        later: Somebody sees it only when they next open their messenger.
        again: There was another not long ago.
        heard: All it was meant for have heard it already.
    """

    call_id: str
    told: tuple[Member, ...] = ()
    missed: tuple[Member, ...] = ()
    later: bool = False
    again: bool = False
    heard: bool = False


@dataclass(frozen=True, slots=True)
class LookAtCall:
    """Read one's own call."""

    call_id: str


@dataclass(frozen=True, slots=True)
class CallSeen:
    """One's own call, None when there is none."""

    call: Call | None


@dataclass(frozen=True, slots=True)
class EndCall:
    """Close one's own call."""

    call_id: str


@dataclass(frozen=True, slots=True)
class CallEnded:
    """It is closed; `done` is False when it was before."""

    done: bool


@dataclass(frozen=True, slots=True)
class LookAtPair:
    """Read what is between a sender and a listener, as one of the two."""

    listener_id: str


@dataclass(frozen=True, slots=True)
class PairSeen:
    """A call and one listener, as one of the two reads it; None when it is gone.

    `name` is what to call the other, '' while the sender is not named.
    """

    call: Call | None
    listener: Listener | None = None
    mine: Literal["sender", "listener"] = "listener"
    name: str = ""


@dataclass(frozen=True, slots=True)
class VoiceHeard:
    """A call that is open, as one of its listeners hears it."""

    call: Call
    listener: Listener
    name: str | None
    room: str


@dataclass(frozen=True, slots=True)
class AnswerCall:
    """Answer somebody's call, with words, and perhaps a flag of one's own."""

    listener_id: str
    answer: Answer
    words: str = ""
    flag_id: str = ""


@dataclass(frozen=True, slots=True)
class Connect:
    """Let a listener know whose call it is, and both go on together."""

    listener_id: str


@dataclass(frozen=True, slots=True)
class HandWords:
    """Hand the other side of a call a way to be reached."""

    listener_id: str
    words: str


@dataclass(frozen=True, slots=True)
class PauseSender:
    """Hear no more from a sender for as long as this call is kept."""

    listener_id: str


@dataclass(frozen=True, slots=True)
class PairMoved:
    """It was done; or (`done` is False) the call is closed."""

    done: bool
    name: str = ""


CallEffect = (
    LookAtAudience
    | FindCalled
    | SendCall
    | LookAtCall
    | EndCall
    | LookAtPair
    | AnswerCall
    | Connect
    | HandWords
    | PauseSender
)
CallAnswer = (
    AudienceSeen | FoundCalled | CallSent | CallSeen | CallEnded | PairSeen | PairMoved
)
