"""How much of what the text model may be used for is used up, in steps, not in counts.

For the room's owner, who is told in words, and for the operator, who sees figures.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection

from core.coach.budget import DAY, Budget
from core.store import drafts

HowMuch = Literal["none", "some", "much", "spent"]
_MUCH = 0.75


def how_much(
    conn: Connection, *, budget: Budget, community_id: str, now: datetime
) -> HowMuch:
    """Return how much of a room's share of a day is used."""
    used = drafts.used(conn, now - DAY, community_id=community_id)
    most = budget.room
    if not used.calls:
        return "none"
    share = max(
        used.calls / most.calls if most.calls else 1.0,
        used.tokens / most.tokens if most.tokens else 1.0,
    )
    if share >= 1:
        return "spent"
    return "much" if share >= _MUCH else "some"


@dataclass(frozen=True, slots=True)
class Usage:
    """What the last 24 hours took, of everybody together; for the operator."""

    calls: int
    tokens: int
    outcomes: tuple[drafts.Outcome, ...]


def usage(conn: Connection, now: datetime) -> Usage:
    """Return what the last 24 hours took."""
    since = now - DAY
    used = drafts.used(conn, since)
    return Usage(used.calls, used.tokens, tuple(drafts.outcomes(conn, since)))
