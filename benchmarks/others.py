"""Sets of others for "who could help": people, asks, and who was right.

Owns reading a folder of such sets (one JSON file each, `matching/*.json`), and what
counts as found.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.domain.sentences import Lang

Numbers = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Asked:
    """One community of a set.

    Attributes:
        members: Each with id, profile, about, posts and title, as far as they show.
        asks: Each with the places of those who are right; nobody is, where it is ().
    """

    members: tuple[dict[str, Any], ...]
    asks: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Others:
    """A set of others, as much of its people as one view shows."""

    name: str
    view: str
    lang: Lang
    communities: tuple[Asked, ...]


def outside(folder: Path) -> list[Others]:
    """Return every set under a folder in each of its views, in order of its name."""
    found = []
    for file in sorted(folder.glob("**/matching/*.json")):
        known = json.loads(file.read_text("utf-8"))
        posts = any(m["posts"] for c in known["communities"] for m in c["members"])
        for view in ("profile", "history") if posts else ("profile",):
            asked = tuple(_asked(one, view) for one in known["communities"])
            found.append(Others(known["name"], view, known["lang"], asked))
    return found


def _asked(community: dict[str, Any], view: str) -> Asked:
    members = tuple(
        {**one, "about": "", "title": "",
         "posts": one["posts"] if view == "history" else []}
        for one in community["members"]
    )  # fmt: skip
    at = {one["id"]: place for place, one in enumerate(members)}
    asks = tuple(
        (
            query["text"],
            tuple(at[one] for one, grade in query["rel"].items() if grade == 2),
        )
        for query in community["queries"]
    )
    return Asked(members, asks)


def place_of(near: Numbers, right: Sequence[int]) -> int:
    """Return how many come nearer than the nearest of those who are right."""
    return min(int((near > near[one]).sum()) for one in right)


def reciprocal(places: Numbers | NDArray[np.integer[Any]]) -> float:
    """Return the mean reciprocal rank of places counted from 0."""
    return float((1 / (places + 1)).mean())
