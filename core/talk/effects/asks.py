"""Asks, and the people who may be on the way.

Effects are imperative, answers past tense; see the package.
"""

from dataclasses import dataclass
from typing import Literal

from core.domain.formats import Post
from core.domain.helping import LineKind
from core.domain.members import Member


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
    """Look for at most three people; comes back later as `PeopleFound`.

    Those shown before are left out, unless one looks `anew`, with other words. `only`
    is the id of somebody who is meant, '' for whoever is near.
    """

    ask_id: str
    anew: bool = False
    only: str = ""


@dataclass(frozen=True, slots=True)
class AddToAsk:
    """Look with more words than the need; what is asked for stays as it was said."""

    ask_id: str
    words: str


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
    nobody: Literal["", "no_words", "all_resting", "all_asked"] = ""
    failed: bool = False
    read_by: str = ""
    """The text model that looked a second time, as members are told; '' for none."""


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


AskEffect = (
    OpenAsk | FindPeople | AddToAsk | LookAtAsk | LookAtPerson | CloseAsk | RememberAsk
)
AskAnswer = AskOpened | AskSeen | PeopleFound | PersonSeen
