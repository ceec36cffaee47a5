"""Queries: whom a member keeps a distance from, by their own word.

What follows for both sides is read by `people.kept_apart`; these rows are for the
member who said so, and for nobody else.
"""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from core.store.racing import came_first
from core.store.tables.people import not_together


def of(conn: Connection, member_id: str) -> list[str]:
    """Return whom a member keeps a distance from, the latest first."""
    rows = conn.execute(
        select(not_together.c.other_id)
        .where(not_together.c.member_id == member_id)
        .order_by(not_together.c.at.desc(), not_together.c.other_id)
    )
    return [row.other_id for row in rows]


def add(conn: Connection, member_id: str, other_id: str, now: datetime) -> bool:
    """Note that a member keeps a distance from somebody; False when noted before."""
    row = insert(not_together).values(member_id=member_id, other_id=other_id, at=now)
    return came_first(conn, lambda: conn.execute(row).rowcount == 1)


def remove(conn: Connection, member_id: str, other_id: str) -> bool:
    """Forget that a member keeps a distance from somebody; False when they did not."""
    gone = conn.execute(
        delete(not_together).where(
            not_together.c.member_id == member_id,
            not_together.c.other_id == other_id,
        )
    )
    return gone.rowcount == 1
