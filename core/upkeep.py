"""What is erased when its time is over, every hour."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from core.store import practice, talks

TOKENS_KEPT = timedelta(days=30)


def upkeep(conn: Connection, now: datetime) -> int:
    """Erase raw answers and choices nobody can tap any more; return how many rows."""
    return practice.erase_raw_answers(conn, now) + talks.forget_tokens(
        conn, now - TOKENS_KEPT
    )
