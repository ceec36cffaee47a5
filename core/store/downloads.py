"""Queries: links that open once."""

import hashlib
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from core.store.tables.downloads import downloads


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def add(conn: Connection, *, token: str, member_id: str, expires_at: datetime) -> None:
    """Store a link; links this member had before close."""
    conn.execute(delete(downloads).where(downloads.c.member_id == member_id))
    conn.execute(
        insert(downloads).values(
            token_hash=_hash(token), member_id=member_id, expires_at=expires_at
        )
    )


def opens(conn: Connection, token: str, now: datetime) -> str | None:
    """Return whose words a link opens, None when it is unknown, used or too old."""
    return conn.execute(
        select(downloads.c.member_id).where(
            downloads.c.token_hash == _hash(token),
            downloads.c.used_at.is_(None),
            downloads.c.expires_at > now,
        )
    ).scalar_one_or_none()


def use(conn: Connection, token: str, now: datetime) -> str | None:
    """Use a link up; return whose words it opens, None when it does not open."""
    member_id = opens(conn, token, now)
    used = conn.execute(
        update(downloads)
        .where(
            downloads.c.token_hash == _hash(token),
            downloads.c.used_at.is_(None),
            downloads.c.expires_at > now,
        )
        .values(used_at=now)
    )
    return member_id if used.rowcount == 1 else None


def forget_expired(conn: Connection, now: datetime) -> int:
    """Erase links whose time is over; return how many."""
    return conn.execute(delete(downloads).where(downloads.c.expires_at <= now)).rowcount
