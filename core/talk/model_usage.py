"""What a room's owner is told about the text model: in words, never in counts."""

from datetime import datetime
from typing import assert_never

from sqlalchemy import Connection

from core.coach.budget import Budget
from core.coach.usage import how_much
from core.talk.turn import Phrase, T


def told(
    conn: Connection, *, budget: Budget, community_id: str, now: datetime
) -> Phrase:
    """Return how much of the room's share of a day is used."""
    match how_much(conn, budget=budget, community_id=community_id, now=now):
        case "none":
            return T("usage.none")
        case "some":
            return T("usage.some")
        case "much":
            return T("usage.much")
        case "spent":
            return T("usage.spent")
        case never:
            assert_never(never)
