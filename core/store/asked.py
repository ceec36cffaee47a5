"""Queries: which messages bear the buttons of an open question, by channel."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from core.store.tables.asked import asked


def keep(
    conn: Connection, channel: str, changed: Mapping[str, str], now: datetime
) -> None:
    """Store what changed, by place; '' where nothing is asked any more."""
    rows = [
        {"channel": channel, "place": place, "messages": messages, "at": now}
        for place, messages in sorted(changed.items())
        if messages
    ]
    conn.execute(
        delete(asked).where(asked.c.channel == channel, asked.c.place.in_(changed))
    )
    if rows:
        conn.execute(insert(asked), rows)


def newest(conn: Connection, channel: str, most: int) -> list[tuple[str, str]]:
    """Return places and their messages, the latest last."""
    rows = conn.execute(
        select(asked.c.place, asked.c.messages)
        .where(asked.c.channel == channel)
        .order_by(asked.c.at.desc())
        .limit(most)
    )
    return [(place, messages) for place, messages in rows][::-1]


def forget(conn: Connection, lanes: Iterable[str]) -> None:
    """Erase what is kept of these conversations."""
    lane = asked.c.channel + ":" + asked.c.place
    conn.execute(delete(asked).where(lane.in_(sorted(lanes))))


def forget_older(conn: Connection, before: datetime) -> int:
    """Erase rows older than that; return how many."""
    return conn.execute(delete(asked).where(asked.c.at <= before)).rowcount
