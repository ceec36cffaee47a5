"""Events on their way in: stored once for ever, handled in order, parked if poison.

Knows rows, not what an event means. Whoever calls brings the transaction.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, case, exists, select, update
from sqlalchemy.dialects import postgresql, sqlite

from core.delivery.tables import (
    INBOX_NEW,
    REMEMBERED,
    REMEMBERED_CHANNEL,
    inbox,
    lanes,
)
from core.store.hot import Hot
from core.store.notes import note
from core.talk.codec import decode_incoming, encode_incoming
from core.talk.incoming import Incoming


@dataclass(frozen=True, slots=True)
class Pending:
    """An event that waits for its turn; `incoming` is None if it cannot be read."""

    seq: int
    lane: str
    at: datetime
    incoming: Incoming | None
    attempts: int = 0


def accept(conn: Connection, incomings: Sequence[Incoming], now: datetime) -> int:
    """Store events; one seen before is left out, however long ago that was.

    Returns:
        How many of them were new.
    """
    new = store(conn, incomings, now)
    for pending in new:
        note(conn, pending)
    return len(new)


def store(
    conn: Connection, incomings: Sequence[Incoming], now: datetime
) -> list[Pending]:
    """Store events and return those that were new, without a note of them."""
    if not incomings:
        return []
    given = {(one.channel, one.event_id): one for one in reversed(incomings)}
    # From the first to the last, so that seq keeps the order in which they came.
    each = reversed(given.values())
    rows = [_row(one, encode_incoming(one), now) for one in each]
    if conn.dialect.name == "sqlite":
        new = [seen for row in rows for seen in _INSERT_ONE.rows(conn, **row)]
    else:
        # One trip to the server for all of them.
        new = [tuple(row) for row in conn.execute(_INSERT, rows)]
    found = [(seq, given[channel, event_id]) for seq, channel, event_id in sorted(new)]
    return [Pending(seq, one.place.lane, one.at, one) for seq, one in found]


def store_done(conn: Connection, incoming: Incoming, now: datetime) -> bool:
    """Store an event as one that is done, for whoever handles it in this transaction.

    Half of what an event costs the database is waiting and being looked for.

    Returns:
        Whether it was new.
    """
    kept = incoming.channel == REMEMBERED_CHANNEL
    body = encode_incoming(incoming) if kept else ""
    return _INSERT_DONE.run(conn, **_row(incoming, body, now), done_at=now) == 1


def lanes_waiting(conn: Connection, most: int) -> set[str] | None:
    """Return the lanes in which an event waits; None when more than `most` wait."""
    rows = _WAITING.rows(conn, most=most + 1)
    return None if len(rows) > most else {lane for (lane,) in rows}


def pending(
    conn: Connection,
    *,
    channels: Collection[str],
    lanes: Collection[str] | None,
    most: int,
) -> list[Pending]:
    """Return events that wait, in the order they were stored.

    Args:
        conn: A connection that may read.
        channels: Only events of these channels.
        lanes: Only events of these lanes; None for all.
        most: At most so many.
    """
    columns = (inbox.c.seq, inbox.c.lane, inbox.c.at, inbox.c.body, inbox.c.attempts)
    query = select(*columns).where(INBOX_NEW, inbox.c.channel.in_(sorted(channels)))
    if lanes is not None:
        query = query.where(inbox.c.lane.in_(sorted(lanes)))
    return [
        Pending(row.seq, row.lane, row.at, _read(row.body), row.attempts)
        for row in conn.execute(query.order_by(inbox.c.seq).limit(most))
    ]


def done(
    conn: Connection, seq: int, *, now: datetime, fence: int | None = None
) -> bool:
    """Close an event together with what its handling wrote.

    Args:
        conn: The connection of the handling's transaction.
        seq: The event's row.
        now: The present moment.
        fence: The number of the lease under which it was handled, if there are leases.

    Returns:
        False when somebody else closed it or took the lane: then undo everything.
    """
    if fence is None:
        return _DONE.run(conn, this=seq, now=now) == 1
    return _DONE_FENCED.run(conn, this=seq, now=now, fence=fence) == 1


def failed(conn: Connection, seq: int, *, error: str) -> bool:
    """Count a failed handling; False if the event was closed meanwhile."""
    counted = conn.execute(
        update(inbox)
        .where(inbox.c.seq == seq, INBOX_NEW)
        .values(attempts=inbox.c.attempts + 1, error=error)
    )
    return counted.rowcount == 1


def park(conn: Connection, seq: int, *, error: str, now: datetime) -> bool:
    """Put a poisoned event aside, for a person to look at; False if it was closed."""
    parked = conn.execute(
        update(inbox)
        .where(inbox.c.seq == seq, INBOX_NEW)
        .values(state="parked", attempts=inbox.c.attempts + 1, error=error, done_at=now)
    )
    return parked.rowcount == 1


def _row(incoming: Incoming, body: str, now: datetime) -> dict[str, Any]:
    return {
        "channel": incoming.channel,
        "event_id": incoming.event_id,
        "lane": incoming.place.lane,
        "at": incoming.at,
        "body": body,
        "received_at": now,
    }


def _read(body: str) -> Incoming | None:
    try:
        return decode_incoming(body)
    except ValueError:
        return None


_SAME = ("channel", "event_id")
_STORED = (inbox.c.seq, inbox.c.channel, inbox.c.event_id)
_GIVEN = (*_SAME, "lane", "at", "body", "received_at")
_INSERT = (
    postgresql.insert(inbox)
    .on_conflict_do_nothing(index_elements=_SAME)
    .returning(*_STORED)
)
_INSERT_ONE = Hot(
    sqlite.insert(inbox)
    .values({name: bindparam(name) for name in _GIVEN})
    .on_conflict_do_nothing(index_elements=_SAME)
    .returning(*_STORED)
)

_INSERT_DONE = Hot(
    sqlite.insert(inbox)
    .values(
        {name: bindparam(name) for name in (*_GIVEN, "done_at")} | {"state": "done"}
    )
    .on_conflict_do_nothing(index_elements=_SAME)
)
_WAITING = Hot(select(inbox.c.lane).where(INBOX_NEW).limit(bindparam("most")))

_CLOSE = (
    update(inbox)
    .where(inbox.c.seq == bindparam("this"), INBOX_NEW)
    .values(
        state="done",
        body=case((REMEMBERED, inbox.c.body), else_=""),
        done_at=bindparam("now"),
    )
)
_DONE = Hot(_CLOSE)
_DONE_FENCED = Hot(
    _CLOSE.where(
        exists().where(
            lanes.c.lane == inbox.c.lane, lanes.c.fence == bindparam("fence")
        )
    )
)
