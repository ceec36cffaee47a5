"""How a vector is shown: its lines with their labels, as a card."""

from collections.abc import Mapping

from core.domain.vectors import SHOWN_LINES, Line, Vector
from core.talk.turn import Phrase, Show, T

LABELS: Mapping[Line, Phrase] = {
    "origin": T("vector.from"),
    "destination": T("vector.toward"),
    "next_step": T("vector.step"),
}


def card(vector: Vector) -> Show:
    """Return a vector as a card: what others would see, and nothing else."""
    said = ((line, getattr(vector, line)) for line in SHOWN_LINES)
    return Show(
        title=T("vector.card"),
        facts=tuple(
            (LABELS[line], text or T("vector.not_yet"))
            for line, text in said
            if text or line != "origin"
        ),
        look="vector",
    )
