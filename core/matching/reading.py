"""What is read of a member: two vectors made from the published lines.

Owns which texts are embedded and how much each weighs. It must not know the
database, which lines are visible (the caller passes only those) nor what is near.
"""

import hashlib
from collections.abc import Sequence

import numpy as np

from core.domain.helping import LineKind, PublishedLine
from core.domain.readings import Reading
from core.matching.embedder import Embedder, Matrix, to_blob, unit_rows
from core.matching.need import without_asking

HEADING_WEIGHT = 2.0
"""Where someone is heading weighs double: roads are matched, skills come second."""

_WEIGHTS: dict[LineKind, float] = {
    "destination": HEADING_WEIGHT,
    "next_step": HEADING_WEIGHT,
}


def fingerprint(lines: Sequence[PublishedLine]) -> str:
    """Return 64 characters that change with any published letter, kind or order."""
    told = hashlib.sha256()
    for line in lines:
        told.update(f"{line.kind}\x1f{without_asking(line.text)}\x1e".encode())
    return told.hexdigest()


def read_members(
    members: Sequence[Sequence[PublishedLine]], embedder: Embedder
) -> list[Reading]:
    """Read members' published lines in one batch (about 3 ms a line).

    Args:
        members: For each member the lines, destination first, newest post first:
            what comes late in a long text is cut.
        embedder: What reads them.
    """
    texts = [text for lines in members for text in texts_of(lines)]
    vectors = embedder.embed(texts)
    readings: list[Reading] = []
    at = 0
    for lines in members:
        after = at + 1 + len(lines)
        readings.append(reading_of(lines, vectors[at:after], embedder.id))
        at = after
    return readings


def texts_of(lines: Sequence[PublishedLine]) -> tuple[str, ...]:
    """Return the texts that are read of a member: all lines together, then each."""
    return (joined(lines), *(without_asking(line.text) for line in lines))


def joined(lines: Sequence[PublishedLine]) -> str:
    """Return the lines as one text, as they are read."""
    return "\n".join(without_asking(line.text) for line in lines)


def reading_of(
    lines: Sequence[PublishedLine], vectors: Matrix, embedder_id: str
) -> Reading:
    """Return the reading of lines.

    Args:
        lines: A member's.
        vectors: Of their `texts_of`, one row of length 1 each.
        embedder_id: What made those.
    """
    weights = np.array([_WEIGHTS.get(line.kind, 1.0) for line in lines], np.float32)
    heading = unit_rows((weights @ vectors[1:])[np.newaxis])[0]
    return Reading(
        embedder_id=embedder_id,
        dimension=vectors.shape[1],
        of=fingerprint(lines),
        whole=to_blob(vectors[0]),
        heading=to_blob(heading),
    )
