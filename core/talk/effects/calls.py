"""Calls for help: sent, heard, answered, closed; and who keeps watch over a room.

Effects are imperative, answers past tense; see the package.
"""

from dataclasses import dataclass
from typing import Literal

from core.domain.communities import Community
from core.domain.formats import Post
from core.domain.members import Member
from core.domain.sos import Answer, Audience, Call, Listener, Wish
from core.talk.effects.flags import FlagSeen


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


@dataclass(frozen=True, slots=True)
class LookAtOpenings:
    """Read what others hope for company with: free seats, and posts that say so."""


@dataclass(frozen=True, slots=True)
class OpeningsSeen:
    """Both, newest first; nothing of this member's own or that they take part in."""

    flags: tuple[FlagSeen, ...] = ()
    posts: tuple[tuple[Post, Member], ...] = ()


@dataclass(frozen=True, slots=True)
class FindNearby:
    """Compare openings with this member's own road.

    `NearbyFound` comes as an event of its own, within a second.

    Attributes:
        flags: Ids of flags.
        posts: Ids of posts.
        ticket: As in `AskCoach`.
    """

    flags: tuple[str, ...]
    posts: tuple[str, ...]
    ticket: str


@dataclass(frozen=True, slots=True)
class NearbyFound:
    """Ids of those on their road, in no order; none where nobody knows."""

    ticket: str
    near: tuple[str, ...] = ()
    kind: Literal["nearby_found"] = "nearby_found"


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
    | LookAtKeepers
    | AskKeeper
    | KeepWatch
    | ReleaseKeeper
    | LookAtOpenings
    | FindNearby
)
CallAnswer = (
    AudienceSeen
    | FoundCalled
    | CallSent
    | CallSeen
    | CallEnded
    | PairSeen
    | PairMoved
    | KeepersSeen
    | KeeperAsked
    | WatchChanged
    | OpeningsSeen
    | NearbyFound
)
