"""Vectors: where a person comes from and where they are heading (V1-V9).

The words are the member's own, as typed; this module never rewrites them.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

Line = Literal["origin", "destination", "next_step"]
SHOWN_LINES: tuple[Line, ...] = ("origin", "destination", "next_step")
ASK_AGAIN_AFTER = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Vector:
    """One edition of a member's vector; '' stands for "not yet", which is valid.

    `turn` (when the direction changed, and what mattered then) is never shown to
    anybody else.
    """

    origin: str = ""
    turn: str = ""
    destination: str = ""
    next_step: str = ""
    edition: int = 0
    created_at: datetime | None = None

    @property
    def put_into_words(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.origin or self.destination or self.next_step)


def worth_asking_again(
    vector: Vector, asked_at: datetime | None, now: datetime
) -> bool:
    """Whether it is time for "still this way?" (about every 90 days, V9)."""
    if vector.created_at is None:
        return False
    last = max(vector.created_at, asked_at or vector.created_at)
    return now - last >= ASK_AGAIN_AFTER
