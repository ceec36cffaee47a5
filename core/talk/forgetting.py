"""Keeps what is promised about time: some words are kept for a while only.

Being forgotten on request is `core.talk.doing.leaving`.
"""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from core.delivery import sweeping
from core.services import forgetting
from core.store.forgetting import erased_items

_FAREWELLS_DAYS = 40


def sweep(conn: Connection, now: datetime) -> int:
    """Erase what was promised to be kept for a while only; run it every hour.

    May run at any time and again; a missed hour changes nothing but the hour.

    Returns:
        How many rows were erased or blanked.
    """
    farewells = erased_items(conn, now - timedelta(days=_FAREWELLS_DAYS))
    return forgetting.sweep(conn, now) + sweeping.sweep(conn, now, farewells)
