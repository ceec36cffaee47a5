"""What a flow asks for, and what it hears back.

Effects are imperative, answers are past tense. Both are values: the engine carries
an effect out in the event's own transaction and hands the answer to the flow's next
step as `Done`. `Look…` effects only read. `FindPeople` takes longer and comes back as
an event of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from core.domain.communities import Community
from core.domain.formats import Outcome, Post
from core.domain.helping import LineKind
from core.domain.members import Language, Member, Rhythm
from core.domain.requests import Ending, Request
from core.domain.vectors import Vector

# --- joining, consents, settings


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
    """No seat: the code opens nothing, or the community is full."""

    why: Literal["unknown_code", "full"]
    community: Community | None = None


@dataclass(frozen=True, slots=True)
class WaitForSeat:
    """Tell this member when a seat becomes free."""

    community_id: str


@dataclass(frozen=True, slots=True)
class LeaveCommunity:
    """Free the member's seat and close what is open there."""

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


# --- vectors


@dataclass(frozen=True, slots=True)
class KeepAnswer:
    """Keep a raw interview answer; only the member reads it, for 30 days."""

    question: str
    text: str


@dataclass(frozen=True, slots=True)
class PublishVector:
    """Store a new edition and show it in these communities (none: to oneself)."""

    vector: Vector
    communities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Somebody on a nearby road: what they publish, and nothing else."""

    member: Member
    destination: str


@dataclass(frozen=True, slots=True)
class VectorPublished:
    """The edition is stored; people whose roads may be near, in no order."""

    near: tuple[Neighbour, ...] = ()


@dataclass(frozen=True, slots=True)
class TakeStep:
    """Store a new edition with another next step, shown where it was shown."""

    next_step: str


@dataclass(frozen=True, slots=True)
class AskedDirection:
    """Note that "still this way?" was asked now."""


# --- posts and cheers


@dataclass(frozen=True, slots=True)
class KeepPost:
    """Store a post, shared with a community or kept for oneself."""

    lines: Mapping[str, str]
    outcome: Outcome | None
    previous_id: str | None
    community_id: str | None


@dataclass(frozen=True, slots=True)
class PostKept:
    """The post is stored."""

    post_id: str


@dataclass(frozen=True, slots=True)
class LookAtPosts:
    """Read the newest posts of a community, leaving out one's own."""

    community_id: str
    most: int = 3


@dataclass(frozen=True, slots=True)
class PostsSeen:
    """Posts and their authors, newest first."""

    posts: tuple[tuple[Post, Member], ...]


@dataclass(frozen=True, slots=True)
class LookAtPost:
    """Read one post, if this member may see it."""

    post_id: str


@dataclass(frozen=True, slots=True)
class PostSeen:
    """The post and its author, or None when it is not there for this member."""

    post: Post | None
    author: Member | None


@dataclass(frozen=True, slots=True)
class CheerLine:
    """Put a cheer on one line of a post; its author is told."""

    post_id: str
    line: str
    words: str


@dataclass(frozen=True, slots=True)
class AnswerCheer:
    """Send the author's words back to the person who cheered."""

    cheer_id: str
    words: str


# --- who could help


@dataclass(frozen=True, slots=True)
class OpenAsk:
    """Store what somebody wants company for; nobody is told yet."""

    community_id: str
    need: str
    why: str
    my_part: str
    earns: bool
    earns_words: str


@dataclass(frozen=True, slots=True)
class AskOpened:
    """The ask is stored."""

    ask_id: str


@dataclass(frozen=True, slots=True)
class FindPeople:
    """Look for at most three people; comes back later as `PeopleFound`."""

    ask_id: str
    need: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may be on the way, and why, in their own published words.

    `reasons` are stretches of what they published to this viewer, with the line each
    comes from; `their_words` is the stretch a request begins with. `met` tells of a
    past both know of.
    """

    member: Member
    reasons: tuple[tuple[LineKind, str], ...]
    destination: str
    next_step: str
    their_words: str
    met: bool = False


@dataclass(frozen=True, slots=True)
class PeopleFound:
    """At most three people in no order, or why there is nobody to show."""

    ask_id: str
    people: tuple[Person, ...]
    nobody: Literal["", "no_words", "all_resting"] = ""
    failed: bool = False


@dataclass(frozen=True, slots=True)
class LookAtAsk:
    """Read one's own ask."""

    ask_id: str


@dataclass(frozen=True, slots=True)
class AskSeen:
    """The ask, or '' as its id when it is not there for this member."""

    ask_id: str
    community_id: str
    need: str = ""
    why: str = ""
    my_part: str = ""
    earns: bool = False
    earns_words: str = ""
    seat_free: bool = True


@dataclass(frozen=True, slots=True)
class LookAtPerson:
    """Read more of what somebody published to this community."""

    ask_id: str
    member_id: str


@dataclass(frozen=True, slots=True)
class PersonSeen:
    """What a person published: their vector and their latest post."""

    person: Person | None
    origin: str = ""
    post: Post | None = None


@dataclass(frozen=True, slots=True)
class CloseAsk:
    """Close an ask quietly; open requests of it are taken back."""

    ask_id: str


@dataclass(frozen=True, slots=True)
class RememberAsk:
    """Tell the asker, in a later reply, when a new vector fits (60 days)."""

    ask_id: str


# --- requests


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
    """Requests to answer, requests sent, rides under way; each with the other."""

    received: tuple[tuple[Request, Member], ...]
    sent: tuple[tuple[Request, Member], ...]
    riding: tuple[tuple[Request, Member, Literal["asker", "helper"]], ...]


Effect = (
    JoinByCode
    | WaitForSeat
    | LeaveCommunity
    | CallMe
    | SpeakIn
    | SetRhythm
    | Rest
    | Consent
    | KeepAnswer
    | PublishVector
    | TakeStep
    | AskedDirection
    | KeepPost
    | LookAtPosts
    | LookAtPost
    | CheerLine
    | AnswerCheer
    | OpenAsk
    | FindPeople
    | LookAtAsk
    | LookAtPerson
    | CloseAsk
    | RememberAsk
    | SendRequest
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
)
Answer = (
    Joined
    | NotJoined
    | Kept
    | VectorPublished
    | PostKept
    | PostsSeen
    | PostSeen
    | AskOpened
    | AskSeen
    | PeopleFound
    | PersonSeen
    | RequestSent
    | NotSent
    | RequestSeen
    | Moved
    | NotMoved
    | OpenSeen
)


@dataclass(frozen=True, slots=True)
class Done:
    """An effect was carried out; this is its answer."""

    answer: Answer
    kind: Literal["done"] = "done"
