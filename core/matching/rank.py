"""How near each member's road comes to a need.

Owns the one closeness of the product: likeness of meaning, plus a part for exact
words shared, set on a scale where `NEAR_ENOUGH` is the border to "nobody obvious
yet". It must not know who may be asked, nor put anybody in an order.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from core.domain.helping import NEAR_ENOUGH, Candidate, Profile
from core.matching.embedder import Embedder, Matrix, Piecewise, shipped_embedder
from core.matching.index import Community, Row, build
from core.matching.lexical import grams
from core.matching.need import bare_need, sentences_of
from core.matching.reading import read_members
from core.matching.weighing import CutText, weighed

SHARED_WORDS_WEIGHT = 0.5
"""Cosines of unlike texts differ by about 0.1; a fifth of the words shared is 0.1."""

TELLING_SENTENCES = 2
"""Of a long ask the sentences that point most clearly at somebody; the rest is talk."""

TELLING_WEIGHT = 2.0
"""How much those weigh beside the ask as a whole."""

CHANCE_OF_MANY = 0.42
CHANCE_FROM = 30
"""The more people there are, the nearer the nearest one comes by chance, by the
logarithm of how many, and the more an ask says, the further chance reaches.
`ainori eval --matching` says what that recognises."""

SAYS_MUCH = 8
SAYS_LITTLE = 3
LEAST_SHARE = 0.13
"""An ask of many words comes nearer to somebody by chance than one of a few."""

TOLD_WEIGHT = 0.3
TOLD_USUAL = 20.0
TOLD_LEAST, TOLD_MOST = 4.0, 60.0
"""The more the people of a community have written, the nearer the nearest one comes by
chance, by the logarithm of how many words each has; beyond these nothing was measured.
"""

TALK_SHARE = 0.5
"""Of a long ask even the telling sentences are part talk, and rise half as far."""

UNLIKE_SHARE = 0.85
UNLIKE_PEOPLE = 3
"""How near unlike roads lie, as if that many people more were there: among two or
three there is hardly anybody to rise above."""

TOUCHED_WEIGHT = 0.12
"""Who touches the same activities as an ask comes before who only sounds like it."""

CLEAR_WEIGHT = 0.6
CLEAR_USUAL = 0.29
"""An ask that clearly names one activity comes near to somebody by chance sooner than
one that says no more than most."""

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
        near_at: How far one rises who is near, on that embedder's scale.
        pieces: Of an ask in one sentence, when the embedder can tell them.
    """

    text: str
    vector: Matrix
    sentences: tuple[str, ...]
    directions: Matrix
    embedder_id: str
    near_at: float
    pieces: CutText | None = None


def read_need(asked: str, embedder: Embedder) -> Need:
    """Read a need from what was asked (about 3 ms, and 1 ms for each sentence)."""
    text = bare_need(asked)
    sentences = sentences_of(text)
    if text and not sentences and isinstance(embedder, Piecewise):
        vector, pieces = embedder.read(text)
        none = np.zeros((0, embedder.dimension), np.float32)
        return Need(text, vector, (), none, embedder.id, embedder.near_at, pieces)
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

    What counts is how far somebody rises above the rest here: how alike people are
    as a whole depends on how an ask is put. Nobody is near unless the nearest rises
    higher than chance would lift them; beside somebody who does, others are near from
    where two roads touch.

    Args:
        need: What is needed.
        community: Where.
        rows: Which of them count, all unless given.
    """
    people = len(community.matrix[rows, :1])
    if not need.text.strip() or not people:
        return np.zeros(people, np.float32)
    vector = _weighed(need, community)
    risen = _risen(need, vector, community, rows)
    much = _much(need)
    border = (TALK_SHARE if need.sentences else 1.0) * need.near_at * much
    chance = _chance(people)
    by_chance = border * (1 + chance * (much + _told_more(need, community)))
    if community.touched is not None and not need.sentences:
        touching, clear = community.touched.beside(vector)
        by_chance += chance * CLEAR_WEIGHT * (clear - CLEAR_USUAL)
        risen = _reordered(risen, TOUCHED_WEIGHT * touching[rows])
    if risen.max() < by_chance:
        border = by_chance
    steps = _STEEPNESS * (risen - border) - np.log(1 / NEAR_ENOUGH - 1)
    near: NDArray[np.float32] = (1 / (1 + np.exp(-steps))).astype(np.float32)
    return near


def _chance(people: int) -> float:
    return CHANCE_OF_MANY * math.log(max(1.0, people / CHANCE_FROM))


def _told_more(need: Need, community: Community) -> float:
    """Return how much further chance reaches by what is written here; 0 as usual.

    A long ask is held against people by its sentences, and there it tells nothing.
    """
    if need.sentences:
        return 0.0
    told = community.words.told or TOLD_USUAL
    within = min(max(told, TOLD_LEAST), TOLD_MOST)
    return TOLD_WEIGHT * math.log(within / TOLD_USUAL)


def _much(need: Need) -> float:
    """Return how far an ask brings people near by what it says, up to 1."""
    said = max(SAYS_LITTLE, len(set(grams(need.text))))
    much = min(1.0, math.log1p(said) / math.log1p(SAYS_MUCH))
    return LEAST_SHARE + (1 - LEAST_SHARE) * much


def _reordered(
    risen: NDArray[np.float32], touching: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Say anew who rises how far; how far the nearest does stays as it was."""
    anew = risen + touching
    anew += risen.max() - anew.max()
    return anew


def _weighed(need: Need, community: Community) -> Matrix:
    """Return the need as a whole; of a short one what is rare here counts more."""
    if need.pieces is None:
        return need.vector
    rarity = community.words.rarity(need.pieces.texts)
    return weighed(need.vector, need.pieces, rarity)


def _risen(
    need: Need, vector: Matrix, community: Community, rows: Rows
) -> NDArray[np.float32]:
    """Say how far each rises above those here who have written something."""
    fused, whole = _fused(need, vector, community, rows)
    there = fused[whole != 0]
    unlike = UNLIKE_PEOPLE * UNLIKE_SHARE * need.near_at
    level = (there.sum() + unlike) / (len(there) + UNLIKE_PEOPLE)
    return fused - np.float32(level)


def _alike(
    text: str,
    vector: Matrix,
    community: Community,
    rows: Rows,
    *,
    widely: bool = False,
) -> NDArray[np.float32]:
    shared = community.words.share(text, widely=widely)
    alike: NDArray[np.float32] = community.matrix @ vector
    alike += SHARED_WORDS_WEIGHT * shared
    return alike[rows]


def _fused(
    need: Need, vector: Matrix, community: Community, rows: Rows
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Weigh a long ask as a whole and by its most telling sentences, on one scale.

    Returns:
        Both together, and the ask as a whole by itself.
    """
    whole = _alike(need.text, vector, community, rows, widely=not need.sentences)
    if not need.sentences:
        return whole, whole
    each = np.stack(
        [
            _alike(sentence, one, community, rows)
            for sentence, one in zip(need.sentences, need.directions, strict=True)
        ]
    )
    each -= each.mean(axis=1, keepdims=True)
    telling = np.sort(each, axis=0)[-TELLING_SENTENCES:].mean(axis=0)
    level = whole.mean()
    fused: NDArray[np.float32] = level + (whole - level + TELLING_WEIGHT * telling) / (
        1 + TELLING_WEIGHT
    )
    return fused, whole


def prepare(
    members: Sequence[Described], embedder: Embedder | None = None
) -> Callable[[str], NDArray[np.float32]]:
    """Prepare a community of profiles once and return `scores` for it.

    Args:
        members: Who is there.
        embedder: What reads the words; the shipped one unless given.
    """
    reader = embedder or shipped_embedder()
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
