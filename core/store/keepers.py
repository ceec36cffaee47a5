"""Queries: who keeps watch over a room."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from core.store.tables.calls import keepers


def agreed(conn: Connection, community_id: str) -> list[str]:
    """Return who keeps watch over a room, in the order of agreeing."""
    rows = conn.execute(
        select(keepers.c.member_id)
        .where(keepers.c.community_id == community_id, keepers.c.agreed_at.is_not(None))
        .order_by(keepers.c.agreed_at, keepers.c.member_id)
    )
    return [row.member_id for row in rows]


def asked(conn: Connection, community_id: str) -> set[str]:
    """Return who was asked to keep watch, whatever they said to it."""
    rows = conn.execute(
        select(keepers.c.member_id).where(keepers.c.community_id == community_id)
    )
    return {row.member_id for row in rows}


def ask(conn: Connection, community_id: str, member_id: str, now: datetime) -> None:
    """Note that somebody is asked to keep watch."""
    conn.execute(
        insert(keepers).values(
            community_id=community_id, member_id=member_id, asked_at=now
        )
    )


def agree(conn: Connection, community_id: str, member_id: str, now: datetime) -> bool:
    """Note that they do; False for somebody nobody asked, or who did already."""
    did = conn.execute(
        update(keepers)
        .where(
            keepers.c.community_id == community_id,
            keepers.c.member_id == member_id,
            keepers.c.agreed_at.is_(None),
        )
        .values(agreed_at=now)
    )
    return did.rowcount == 1


def release(conn: Connection, community_id: str, member_id: str) -> bool:
    """Let somebody keep watch no more; False when they did not."""
    gone = conn.execute(
        delete(keepers).where(
            keepers.c.community_id == community_id, keepers.c.member_id == member_id
        )
    )
    return gone.rowcount == 1
