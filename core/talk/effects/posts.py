"""Posts and cheers.

Effects are imperative, answers past tense; see the package.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from core.domain.formats import Outcome, Post
from core.domain.members import Member


@dataclass(frozen=True, slots=True)
class KeepPost:
    """Store a post, shared with a community or kept for oneself.

    `worded` are the lines a text model worded.
    """

    lines: Mapping[str, str]
    outcome: Outcome | None
    previous_id: str | None
    community_id: str | None
    worded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PostKept:
    """The post is stored."""

    post_id: str


@dataclass(frozen=True, slots=True)
class ShowPost:
    """Show one's own post in a room, or ('') to nobody else any more."""

    post_id: str
    community_id: str


@dataclass(frozen=True, slots=True)
class PostShown:
    """Where the post was and is to be read, '' for oneself; or it is not `there`."""

    before: str = ""
    now: str = ""
    there: bool = True


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
    """The post and its author, or None when it is not there for this member.

    `cheered` holds the lines that this member already cheered, and "hand" when they
    said that they would lend a hand.
    """

    post: Post | None
    author: Member | None
    cheered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CheerLine:
    """Put a cheer on one line of a post; its author is told."""

    post_id: str
    line: str
    words: str


@dataclass(frozen=True, slots=True)
class OfferHand:
    """Tell the author of a post that one would lend a hand with its `with` line."""

    post_id: str
    words: str


@dataclass(frozen=True, slots=True)
class CheerPlaced:
    """The author hears of it; or why there was nothing new to tell."""

    why_not: Literal["", "already", "gone"] = ""


@dataclass(frozen=True, slots=True)
class LookAtCheer:
    """Read a cheer on one's own post."""

    cheer_id: str


@dataclass(frozen=True, slots=True)
class CheerSeen:
    """Who cheers, and which words; None when it is not there for this member."""

    friend: Member | None
    quote: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class AnswerCheer:
    """Send the author's words back to the person who cheered."""

    cheer_id: str
    words: str


PostEffect = (
    KeepPost
    | ShowPost
    | LookAtPosts
    | LookAtPost
    | CheerLine
    | OfferHand
    | LookAtCheer
    | AnswerCheer
)
PostAnswer = PostKept | PostShown | PostsSeen | PostSeen | CheerPlaced | CheerSeen
