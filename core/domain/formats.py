"""The format of posts: five lines, the first carried over from the last post (P1-P3).

`ainori-5` is the default; a format is data, posts keep the id of the one they used.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from core.domain.vectors import Vector

LineKey = Literal["from", "prev", "now", "toward", "next", "with"]
Outcome = Literal["done", "halfway", "changed", "let_go"]
OUTCOMES: tuple[Outcome, ...] = ("done", "halfway", "changed", "let_go")

AINORI_5 = "ainori-5"
ORDER: tuple[LineKey, ...] = ("from", "prev", "now", "toward", "next", "with")
SHORT: tuple[LineKey, ...] = ("prev", "now", "next")
POST_LENGTHS: Mapping[LineKey, int] = {
    "from": 60,
    "prev": 60,
    "now": 300,
    "toward": 80,
    "next": 80,
    "with": 120,
}
"""Longest text of each line of a post."""


@dataclass(frozen=True, slots=True)
class Post:
    """A post: its lines in the order of the format, the first one already written."""

    id: str
    member_id: str
    lines: Mapping[str, str]
    outcome: Outcome | None = None
    previous_id: str | None = None
    community_id: str | None = None
    created_at: datetime | None = None

    @property
    def next_step(self) -> str:
        """Where the next post will begin."""
        return self.lines.get("next", "")


def last_step(post: Post | None, vector: Vector) -> str:
    """Return the step a new post begins from: the newer of two words wins.

    Without a post, or when the vector was worded anew since the last one, it is the
    vector's; a step that the last post already told the end of is not asked again.
    """
    if post is None or not post.next_step or _newer(vector, post):
        told = post is not None and post.outcome not in {None, "halfway"}
        repeated = post is not None and post.lines.get("prev") == vector.next_step
        return "" if told and repeated else vector.next_step
    return post.next_step


def _newer(vector: Vector, post: Post) -> bool:
    if vector.created_at is None or post.created_at is None:
        return False
    return bool(vector.next_step) and vector.created_at > post.created_at


def ordered(
    lines: Mapping[str, str], *, short: bool = False
) -> list[tuple[LineKey, str]]:
    """Return the filled lines in the order they are read.

    The short form keeps what moves: the last step, now, and the next step.
    """
    wanted = SHORT if short else ORDER
    return [(key, lines[key]) for key in wanted if lines.get(key)]
