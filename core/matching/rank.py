"""How near each member's road comes to a need.

Owns the one closeness of the product: likeness of meaning, plus a part for exact
words shared, set on a scale where `NEAR_ENOUGH` is the border to "nobody obvious
yet". It must not know who may be asked, nor put anybody in an order.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from core.domain.helping import NEAR_ENOUGH, Candidate, Profile
from core.matching.embedder import Embedder, Matrix, shipped_embedder
from core.matching.index import Community, Row, build
from core.matching.need import bare_need, sentences_of
from core.matching.reading import read_members

SHARED_WORDS_WEIGHT = 0.5
"""Cosines of unlike texts differ by about 0.1; a fifth of the words shared is 0.1."""

TELLING_SENTENCES = 2
"""Of a long ask the sentences that point most clearly at somebody; the rest is talk."""

TELLING_WEIGHT = 2.0
"""How much those weigh beside the ask as a whole."""

CHANCE_OF_MANY = 0.045
CHANCE_FROM = 30
"""The more people there are, the nearer the nearest one comes by chance, by the
logarithm of how many. `ainori eval --matching` says what that recognises."""

_STEEPNESS = 8.0
"""How fast closeness leaves the border; only the border itself decides anything."""

Rows = NDArray[np.bool_] | slice
_EVERY = slice(None)

Described = Profile | Mapping[str, object]
"""A member as a profile, or as a mapping with id, profile, about and posts."""


@dataclass(frozen=True, slots=True)
class Need:
    """What somebody needs, with the vectors of it and the id of what made those.

    Attributes:
        text: The need, cut free of asking.
        vector: All of it.
        sentences: Its sentences, when there are several.
        directions: One vector for each of the sentences.
        embedder_id: What made the vectors.
        near_at: From where two roads touch, on that embedder's scale.
    """

    text: str
    vector: Matrix
    sentences: tuple[str, ...]
    directions: Matrix
    embedder_id: str
    near_at: float


def read_need(asked: str, embedder: Embedder) -> Need:
    """Read a need from what was asked (about 3 ms, and 1 ms for each sentence)."""
    text = bare_need(asked)
    sentences = sentences_of(text)
    vectors = embedder.embed([text, *sentences])
    return Need(text, vectors[0], sentences, vectors[1:], embedder.id, embedder.near_at)


def candidates(
    need: Need, community: Community, *, asker_id: str = ""
) -> tuple[Candidate, ...]:
    """Return every member of the community with their closeness to the need.

    Args:
        need: What is needed.
        community: Where.
        asker_id: Whose need it is; left out before anything is compared, since
            nobody helps themselves and nobody comes nearer to their own words.

    Raises:
        ValueError: Another embedder made the need's vector.
    """
    if need.embedder_id != community.embedder_id:
        raise ValueError(
            f"need read by {need.embedder_id!r}, community by {community.embedder_id!r}"
        )
    others = [one != asker_id for one in community.members]
    near = closeness(need, community, np.array(others, np.bool_))
    return tuple(
        Candidate(member_id, value)
        for member_id, value in zip(
            compress(community.members, others), near.tolist(), strict=True
        )
    )


def closeness(
    need: Need, community: Community, rows: Rows = _EVERY
) -> NDArray[np.float32]:
    """Return one closeness from 0 to 1 for each row; `NEAR_ENOUGH` is the border.

    Nobody is near unless the nearest comes nearer than chance would bring them; beside
    somebody who does, others are near from where two roads touch.

    Args:
        need: What is needed.
        community: Where.
        rows: Which of them count, all unless given.
    """
    people = len(community.matrix[rows, :1])
    if not need.text.strip() or not people:
        return np.zeros(people, np.float32)
    fused = _fused(need, community, rows)
    border = need.near_at
    if fused.max() < border + _chance(people):
        border += _chance(people)
    steps = _STEEPNESS * (fused - border) - np.log(1 / NEAR_ENOUGH - 1)
    near: NDArray[np.float32] = (1 / (1 + np.exp(-steps))).astype(np.float32)
    return near


def _chance(people: int) -> float:
    return CHANCE_OF_MANY * math.log(max(1.0, people / CHANCE_FROM))


def _alike(
    text: str, vector: Matrix, community: Community, rows: Rows
) -> NDArray[np.float32]:
    shared = community.words.share(text)
    alike: NDArray[np.float32] = community.matrix @ vector
    alike += SHARED_WORDS_WEIGHT * shared
    return alike[rows]


def _fused(need: Need, community: Community, rows: Rows) -> NDArray[np.float32]:
    """Weigh a long ask as a whole and by its most telling sentences, on one scale."""
    whole = _alike(need.text, need.vector, community, rows)
    if not need.sentences:
        return whole
    each = np.stack(
        [
            _alike(sentence, vector, community, rows)
            for sentence, vector in zip(need.sentences, need.directions, strict=True)
        ]
    )
    each -= each.mean(axis=1, keepdims=True)
    telling = np.sort(each, axis=0)[-TELLING_SENTENCES:].mean(axis=0)
    level = whole.mean()
    fused: NDArray[np.float32] = level + (whole - level + TELLING_WEIGHT * telling) / (
        1 + TELLING_WEIGHT
    )
    return fused


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
        return closeness(need, community)

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
