"""The sample community: who lives there, what they posted, whom they cheered.

Owns reading the TOML files beside it. It must not know the database, the clock or any
messenger: days are counted backwards from whenever somebody looks. The people are
invented; every text stands in their own words.
"""

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from core.domain.formats import LineKey, Outcome
from core.domain.members import Language, Rhythm
from core.domain.vectors import Vector


@dataclass(frozen=True, slots=True)
class SamplePost:
    """One post in the format ainori-5, without the line carried over (see `lines`).

    Attributes:
        days_ago: When it was shared, counted back from today.
        outcome: What became of the last step; None on a first post.
        if_you_like: The line `with`: where company would be welcome, or "".
    """

    days_ago: int
    outcome: Outcome | None
    now: str
    toward: str
    next: str
    if_you_like: str = ""


@dataclass(frozen=True, slots=True)
class SampleMember:
    """A neighbour with a vector and a few posts, oldest first.

    Attributes:
        shown: Whether vector and posts are shared here; if not, they are private.
        resting: Whether they asked to be left in peace for now.
    """

    key: str
    name: str
    rhythm: Rhythm
    shown: bool
    resting: bool
    vector: Vector
    posts: tuple[SamplePost, ...]

    def lines(self, post: int) -> dict[LineKey, str]:
        """Return the filled lines of a post, by its index, in the order of the format.

        The first post begins with where the person comes from, each later one with
        the step that the post before it named (P2).
        """
        written = self.posts[post]
        opening: dict[LineKey, str] = (
            {"prev": self.posts[post - 1].next}
            if post
            else {"from": self.vector.origin}
        )
        asked: dict[LineKey, str] = {
            "now": written.now,
            "toward": written.toward,
            "next": written.next,
            "with": written.if_you_like,
        }
        return {key: text for key, text in (opening | asked).items() if text}


@dataclass(frozen=True, slots=True)
class SampleCheer:
    """One cheer for one line of one post; the sentence may be left out (M2)."""

    giver: str
    to: str
    post: int
    line: LineKey
    text: str = ""


@dataclass(frozen=True, slots=True)
class SampleTry:
    """Something a newcomer may ask for, and neighbours whose road it touches."""

    said: str
    fits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SampleCommunity:
    """The whole neighbourhood; people are named by their keys.

    Attributes:
        willing: Who may be asked how they might word somebody's line.
        keepers: Who agreed to hear calls for help.
    """

    key: str
    name: str
    purpose: str
    owner: str
    keepers: tuple[str, ...]
    invite: str
    willing: tuple[str, ...]
    members: tuple[SampleMember, ...]
    cheers: tuple[SampleCheer, ...]
    tries: tuple[SampleTry, ...]


_KEYS = ("willing", "keepers")


def load(lang: Language) -> SampleCommunity:
    """Read the sample community of a language."""
    folder = files(__package__) / lang
    room = _read(folder / "community.toml")
    members = [
        _member(row)
        for file in sorted(folder.iterdir(), key=lambda file: file.name)
        if file.name.startswith("members_")
        for row in _read(file)["member"]
    ]
    community = room["community"]
    return SampleCommunity(
        **(community | {name: tuple(community[name]) for name in _KEYS}),
        members=tuple(members),
        cheers=tuple(_cheer(row) for row in room["cheer"]),
        tries=tuple(SampleTry(row["said"], tuple(row["fits"])) for row in room["try"]),
    )


def _read(file: Traversable) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _member(row: dict[str, Any]) -> SampleMember:
    return SampleMember(
        key=row["key"],
        name=row["name"],
        rhythm=row["rhythm"],
        shown=row["shown"],
        resting=row["resting"],
        vector=Vector(
            origin=row["origin"],
            turn=row["turn"],
            destination=row["destination"],
            next_step=row["next_step"],
        ),
        posts=tuple(_post(post) for post in row["post"]),
    )


def _post(row: dict[str, Any]) -> SamplePost:
    return SamplePost(
        days_ago=row["days_ago"],
        outcome=row.get("outcome"),
        now=row["now"],
        toward=row["toward"],
        next=row["next"],
        if_you_like=row.get("with", ""),
    )


def _cheer(row: dict[str, Any]) -> SampleCheer:
    return SampleCheer(
        giver=row["from"],
        to=row["to"],
        post=row["post"],
        line=row["line"],
        text=row.get("text", ""),
    )
