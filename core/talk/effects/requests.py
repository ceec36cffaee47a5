"""Requests: sent, answered, ended, thanked, grown from.

Effects are imperative, answers past tense; see the package.
"""

from dataclasses import dataclass
from typing import Literal

from core.domain.members import Member
from core.domain.requests import Ending, Request
from core.domain.sos import Call
from core.talk.effects.calls import VoiceHeard
from core.talk.effects.soundings import HintOpen


@dataclass(frozen=True, slots=True)
class SendRequest:
    """Hand a request to one person."""

    ask_id: str
    helper_id: str
    text: str
    their_words: str


@dataclass(frozen=True, slots=True)
class RequestSent:
    """It is on its way; silence until `request.lapse_at` is a pass."""

    request: Request
    helper: Member


@dataclass(frozen=True, slots=True)
class NotSent:
    """It could not be sent; the asker learns no cause that is not theirs."""

    why: Literal["not_now", "own_limit", "one_at_a_time", "closed"]


@dataclass(frozen=True, slots=True)
class RequestSeen:
    """A request as one of its two people sees it.

    `mine` says on which side the reader is; `state` is by the clock.
    """

    request: Request | None
    mine: Literal["asker", "helper", ""] = ""
    state: str = ""
    other: Member | None = None
    need: str = ""
    why: str = ""
    my_part: str = ""
    earns: bool = False
    earns_words: str = ""
    seat_free: bool = True
    asker_destination: str = ""
    helper_destination: str = ""
    thanked: bool = False


@dataclass(frozen=True, slots=True)
class LookAtRequest:
    """Read a request, if this member is one of its two people."""

    request_id: str


@dataclass(frozen=True, slots=True)
class Ride:
    """Say yes, for a stretch of the way."""

    request_id: str
    stretch: str


@dataclass(frozen=True, slots=True)
class Suggest:
    """Answer with another idea (plus-alpha)."""

    request_id: str
    idea: str


@dataclass(frozen=True, slots=True)
class PassOn:
    """Pass this time, with words or without; `suggested` names somebody else."""

    request_id: str
    words: str
    suggested: str = ""


@dataclass(frozen=True, slots=True)
class TakeIdea:
    """The asker's answer to an idea: take it, mix it, or keep the first form."""

    request_id: str
    how: Literal["idea", "mix", "first_form"]
    words: str = ""


@dataclass(frozen=True, slots=True)
class ThankForReading:
    """Thank somebody who passed."""

    request_id: str


@dataclass(frozen=True, slots=True)
class TakeBack:
    """Withdraw a request that was not answered yet."""

    request_id: str


@dataclass(frozen=True, slots=True)
class HandContact:
    """Hand one's own contact, as typed, to the other person of a request."""

    request_id: str
    words: str


@dataclass(frozen=True, slots=True)
class EndRequest:
    """Say what became of it; all four endings are fine."""

    request_id: str
    ending: Ending


@dataclass(frozen=True, slots=True)
class Thank:
    """Send thanks with a reason."""

    request_id: str
    delight: str
    text: str


@dataclass(frozen=True, slots=True)
class NoteGrowth:
    """Note, for oneself, what moved on one's own road."""

    request_id: str
    moved: Literal["moved", "not_yet", "other_road"]
    words: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The request went on; `request` is how it stands now."""

    request: Request
    other: Member


@dataclass(frozen=True, slots=True)
class NotMoved:
    """It could not: the seat is taken, or it is already closed or answered."""

    why: Literal["seat_taken", "closed", "answered"]
    other: Member | None = None


@dataclass(frozen=True, slots=True)
class LookAtOpen:
    """Read what is open for this member: requests on both sides, asks."""


@dataclass(frozen=True, slots=True)
class OpenSeen:
    """Requests to answer, requests sent, rides under way; each with the other.

    `ended` are rides this member asked for and sent no thanks for yet; `heard` are
    open calls for help that reached them, `calls` their own; `hints` what they are
    asked to word for somebody, `told` what others worded for them.
    """

    received: tuple[tuple[Request, Member], ...]
    sent: tuple[tuple[Request, Member], ...]
    riding: tuple[tuple[Request, Member, Literal["asker", "helper"]], ...]
    ended: tuple[tuple[Request, Member], ...] = ()
    heard: tuple[VoiceHeard, ...] = ()
    calls: tuple[Call, ...] = ()
    hints: tuple[HintOpen, ...] = ()
    told: tuple[HintOpen, ...] = ()


@dataclass(frozen=True, slots=True)
class LookAtUnanswered:
    """Read the newest request that waits for this member's answer."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """That request and its asker; None when nobody waits.

    `riding` is the newest ride under way, with the other; `late` the newest request
    that closed quietly some days ago, which may be answered still; `idea` the newest
    one of their own that was answered with another idea.
    """

    request: Request | None
    other: Member | None = None
    riding: tuple[Request, Member] | None = None
    late: tuple[Request, Member] | None = None
    idea: tuple[Request, Member] | None = None


RequestEffect = (
    SendRequest
    | LookAtRequest
    | Ride
    | Suggest
    | PassOn
    | TakeIdea
    | ThankForReading
    | TakeBack
    | HandContact
    | EndRequest
    | Thank
    | NoteGrowth
    | LookAtOpen
    | LookAtUnanswered
)
RequestAnswer = (
    RequestSent | NotSent | RequestSeen | Moved | NotMoved | OpenSeen | Unanswered
)
