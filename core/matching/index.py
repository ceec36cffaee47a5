"""The published words of one community as one matrix, kept in memory.

Owns how a member's pieces become one direction, and a small cache. It must not know
SQL (the caller passes rows), who may see what (the caller passes only what this
viewer may see, and a stamp that changes with it), nor members' standing.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from core.domain.helping import Line, LineKind, Profile
from core.matching.embedder import Embedder, Matrix, from_blob, unit_rows
from core.matching.lexical import SharedWords

PieceKind = LineKind | Literal["whole", "profile", "about", "post"]

WHOLE_SHARE = 0.5
"""How much the words read together weigh beside the same words line by line."""

_WEIGHTS: dict[PieceKind, float] = {"destination": 1.5, "next_step": 1.5}
"""Where someone is heading weighs more than where they come from or what they say."""

KEPT_COMMUNITIES = 64
"""About 2 MB each at 150 members with a few lines."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A text to embed for a member; `whole` is all of them read together."""

    kind: PieceKind
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A piece of a member as it is stored, with the vector made from its text."""

    member_id: str
    kind: PieceKind
    text: str
    embedder_id: str
    blob: bytes


@dataclass(frozen=True, slots=True)
class Community:
    """What one viewer may read of one community, ready to be compared.

    Attributes:
        embedder_id: What made every vector here.
        members: Ids, in the order of the matrix rows.
        matrix: One direction a member; zeros where nothing comparable was stored.
        words: The same members' words, for exact sharing.
        lines: Each member's quotable lines with their vectors.
        unread: Members whose stored vectors another embedder made; embed them again.
    """

    embedder_id: str
    members: tuple[str, ...]
    matrix: Matrix
    words: SharedWords
    lines: dict[str, tuple[tuple[Line, Matrix], ...]]
    unread: tuple[str, ...] = ()


def pieces_of(lines: Sequence[Line]) -> tuple[Piece, ...]:
    """Return the texts to embed for a member with these published lines."""
    return _with_whole([Piece(line.kind, line.text) for line in lines])


def pieces_of_profile(profile: Profile) -> tuple[Piece, ...]:
    """Return the texts to embed for a member known as a plain profile."""
    titled = f"{profile.title}。{profile.profile}" if profile.title else profile.profile
    return _with_whole(
        [
            Piece("profile", titled),
            Piece("about", profile.about),
            *(Piece("post", post) for post in profile.posts),
        ]
    )


def build(rows: Iterable[Row], embedder: Embedder) -> Community:
    """Build a community from stored rows; vectors of other embedders are left out."""
    by_member: dict[str, list[Row]] = {}
    for row in rows:
        by_member.setdefault(row.member_id, []).append(row)
    read = {m: _readable(held, embedder) for m, held in by_member.items()}
    matrix = np.zeros((len(read), embedder.dimension), np.float32)
    for place, pairs in enumerate(read.values()):
        matrix[place] = _direction(pairs, embedder.dimension)
    return Community(
        embedder_id=embedder.id,
        members=tuple(by_member),
        matrix=matrix,
        words=SharedWords([_words(held) for held in by_member.values()]),
        lines={m: _quotable(pairs) for m, pairs in read.items()},
        unread=tuple(m for m, pairs in read.items() if len(pairs) < len(by_member[m])),
    )


class CommunityCache:
    """Keeps the communities used last; safe to share between threads."""

    def __init__(self, embedder: Embedder, *, kept: int = KEPT_COMMUNITIES) -> None:
        self._embedder = embedder
        self._kept = kept
        self._lock = Lock()
        self._communities: OrderedDict[Hashable, tuple[Hashable, Community]] = (
            OrderedDict()
        )

    def get(
        self, key: Hashable, stamp: Hashable, rows: Callable[[], Iterable[Row]]
    ) -> Community:
        """Return the community, built anew when its stamp is not the kept one.

        Args:
            key: The community, together with the viewer's kind of view if views differ.
            stamp: Anything that changes when a visible word or a permission changes.
            rows: Reads the rows; called only when they are needed.
        """
        with self._lock:
            known = self._communities.get(key)
            if known is not None and known[0] == stamp:
                self._communities.move_to_end(key)
                return known[1]
        # Built outside the lock: two threads may both build, none waits for the other.
        built = build(rows(), self._embedder)
        with self._lock:
            self._communities[key] = (stamp, built)
            self._communities.move_to_end(key)
            while len(self._communities) > self._kept:
                self._communities.popitem(last=False)
        return built

    def forget(self, key: Hashable) -> None:
        """Drop a community at once, for someone who was erased."""
        with self._lock:
            self._communities.pop(key, None)


def _with_whole(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    said = [piece for piece in pieces if piece.text.strip()]
    if not said:
        return ()
    return (Piece("whole", "\n".join(piece.text for piece in said)), *said)


def _words(rows: Sequence[Row]) -> str:
    return "\n".join(row.text for row in rows if row.kind != "whole")


def _readable(rows: Sequence[Row], embedder: Embedder) -> list[tuple[Row, Matrix]]:
    return [
        (row, from_blob(row.blob, dimension=embedder.dimension))
        for row in rows
        if row.embedder_id == embedder.id
    ]


def _direction(pairs: Sequence[tuple[Row, Matrix]], dimension: int) -> Matrix:
    """Return one vector for a member: half the whole, half the weighted lines."""
    whole = np.zeros(dimension, np.float32)
    lines = np.zeros(dimension, np.float32)
    for row, vector in pairs:
        if row.kind == "whole":
            whole += vector
        else:
            lines += np.float32(_WEIGHTS.get(row.kind, 1.0)) * vector
    halves = unit_rows(np.stack([whole, lines]))
    shares = np.array([WHOLE_SHARE, 1 - WHOLE_SHARE], np.float32)
    direction: NDArray[np.float32] = unit_rows((shares @ halves)[np.newaxis])[0]
    return direction


def _quotable(
    pairs: Sequence[tuple[Row, Matrix]],
) -> tuple[tuple[Line, Matrix], ...]:
    found: list[tuple[Line, Matrix]] = []
    for row, vector in pairs:
        match row.kind:
            case "whole" | "profile" | "about" | "post":
                continue
            case kind:
                found.append((Line(kind, row.text), vector))
    return tuple(found)
