"""How near each member's road comes to a need.

Owns the one closeness of the product: likeness of meaning, plus a part for exact
words shared, set on a scale where `NEAR_ENOUGH` is the border to "nobody obvious
yet". It must not know who may be asked, nor put anybody in an order.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from core.domain.helping import NEAR_ENOUGH, Candidate, Profile
from core.matching.embedder import Embedder, Matrix, shipped_embedder
from core.matching.index import Community, Row, build
from core.matching.lexical import SharedWords
from core.matching.need import bare_need
from core.matching.reading import read_members

SHARED_WORDS_WEIGHT = 0.8
"""Cosines of unlike texts differ by about 0.1; a fifth of the words shared is 0.16."""

_STEEPNESS = 8.0
"""How fast closeness leaves the border; only the border itself decides anything."""

Described = Profile | Mapping[str, object]
"""A member as a profile, or as a mapping with id, profile, about and posts."""


@dataclass(frozen=True, slots=True)
class Need:
    """What somebody needs, with the vector of it and the id of what made that."""

    text: str
    vector: Matrix
    embedder_id: str
    near_at: float


def read_need(asked: str, embedder: Embedder) -> Need:
    """Read a need from what was asked; takes one embedding (about 3 ms)."""
    text = bare_need(asked)
    return Need(text, embedder.embed([text])[0], embedder.id, embedder.near_at)


def candidates(need: Need, community: Community) -> tuple[Candidate, ...]:
    """Return every member of the community with their closeness to the need.

    Raises:
        ValueError: Another embedder made the need's vector.
    """
    if need.embedder_id != community.embedder_id:
        raise ValueError(
            f"need read by {need.embedder_id!r}, community by {community.embedder_id!r}"
        )
    near = closeness(need, community.matrix, community.words)
    return tuple(
        Candidate(member_id, float(value))
        for member_id, value in zip(community.members, near, strict=True)
    )


def closeness(need: Need, matrix: Matrix, words: SharedWords) -> NDArray[np.float32]:
    """Return one closeness from 0 to 1 for each row; `NEAR_ENOUGH` is the border."""
    if not need.text.strip():
        return np.zeros(len(matrix), np.float32)
    meaning = matrix @ need.vector
    fused = meaning + SHARED_WORDS_WEIGHT * words.share(need.text)
    border = np.log(1 / NEAR_ENOUGH - 1)
    steps = _STEEPNESS * (fused - need.near_at) - border
    near: NDArray[np.float32] = (1 / (1 + np.exp(-steps))).astype(np.float32)
    return near


def prepare(
    members: Sequence[Described], embedder: Embedder | None = None
) -> Callable[[str], NDArray[np.float32]]:
    """Prepare a community of profiles once and return `scores` for it.

    Args:
        members: Who is there.
        embedder: What reads the words; the shipped one unless given.
    """
    reader = embedder or _shared_embedder()
    profiles = [_profile(member) for member in members]
    readings = read_members([p.lines for p in profiles], reader)
    rows = [Row(p.id, p.lines, r) for p, r in zip(profiles, readings, strict=True)]
    community = build(rows, reader)

    def ask(query: str) -> NDArray[np.float32]:
        need = read_need(query, reader)
        return closeness(need, community.matrix, community.words)

    return ask


def scores(query: str, members: Sequence[Described]) -> NDArray[np.float32]:
    """Return the closeness of each member to the query, in the members' order."""
    return prepare(members)(query)


@cache
def _shared_embedder() -> Embedder:
    return shipped_embedder()


def _profile(member: Described) -> Profile:
    if isinstance(member, Profile):
        return member
    posts = member.get("posts") or ()
    if not isinstance(posts, Sequence):
        raise TypeError(f"posts are {type(posts)}, not a list of texts")
    return Profile(
        id=str(member["id"]),
        profile=str(member.get("profile", "")),
        about=str(member.get("about", "")),
        posts=tuple(str(post) for post in posts),
        title=str(member.get("title", "")),
    )
