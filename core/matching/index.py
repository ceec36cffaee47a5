"""The published words of one community as one matrix.

Owns how stored readings become directions. It must not know SQL (the caller passes
rows), who may see what (the caller passes only what this viewer may see), nor whether
someone may be asked.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from core.domain.helping import PublishedLine
from core.domain.readings import Reading
from core.matching.activities import Touched, activities_of
from core.matching.embedder import Embedder, Matrix, from_blob, unit_rows
from core.matching.lexical import SharedWords
from core.matching.reading import fingerprint, joined

WHOLE_SHARE = 0.5
"""How much the words read together weigh beside the same words line by line."""


@dataclass(frozen=True, slots=True)
class Row:
    """A member as the viewer may read them, and the stored reading of it, if any."""

    member_id: str
    lines: tuple[PublishedLine, ...]
    reading: Reading | None


@dataclass(frozen=True, slots=True, eq=False)
class Community:
    """What one viewer may read of one community, ready to be compared.

    Attributes:
        embedder_id: What made every vector here.
        members: Ids, in the order of the matrix rows.
        matrix: One direction a member; zeros where no reading could be used.
        words: The same members' words, for exact sharing.
        lines: Each member's published lines.
        unread: Members whose words must be embedded again.
        touched: What the same members do and want, where the embedder can tell.
    """

    embedder_id: str
    members: tuple[str, ...]
    matrix: Matrix
    words: SharedWords
    lines: dict[str, tuple[PublishedLine, ...]]
    unread: tuple[str, ...] = ()
    touched: Touched | None = None


def build(rows: Iterable[Row], embedder: Embedder) -> Community:
    """Build a community; only readings of this embedder and these lines are used.

    A reading of other lines may hold words that were taken back, so until they are
    read again such a member is found by shared words alone.
    """
    held = list(rows)
    readings = [_usable(row, embedder) for row in held]
    matrix = np.zeros((len(held), embedder.dimension), np.float32)
    for place, reading in enumerate(readings):
        if reading is not None:
            matrix[place] = direction(reading)
    matrix = unit_rows(matrix)
    known = activities_of(embedder)
    words = [joined(row.lines) for row in held]
    return Community(
        embedder_id=embedder.id,
        members=tuple(row.member_id for row in held),
        matrix=matrix,
        words=SharedWords(words, known.beside if known else None),
        lines={row.member_id: row.lines for row in held},
        unread=tuple(
            row.member_id
            for row, reading in zip(held, readings, strict=True)
            if reading is None and row.lines
        ),
        touched=Touched.by(matrix, known) if known else None,
    )


def _usable(row: Row, embedder: Embedder) -> Reading | None:
    reading = row.reading
    if reading is None or reading.embedder_id != embedder.id:
        return None
    return reading if reading.of == fingerprint(row.lines) else None


def direction(reading: Reading) -> Matrix:
    """Return where a reading points; of any length but 0."""
    whole = from_blob(reading.whole, dimension=reading.dimension)
    heading = from_blob(reading.heading, dimension=reading.dimension)
    return np.float32(WHOLE_SHARE) * whole + np.float32(1 - WHOLE_SHARE) * heading
