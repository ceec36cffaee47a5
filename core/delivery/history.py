"""What was said in a conversation whose channel keeps no history of its own.

Reads the rows that came in and went out; it keeps nothing more than they do.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from core.delivery.tables import REMEMBERED, inbox, outbox
from core.talk.codec import decode_incoming, decode_messages
from core.talk.incoming import Incoming
from core.talk.outgoing import Message

_MOST = 300
"""Rows of each side."""


@dataclass(frozen=True, slots=True)
class Told:
    """One row of the outbox, sent or not."""

    id: str
    at: datetime
    messages: tuple[Message, ...]


Entry = Incoming | Told
"""One line of a conversation: a row of the inbox or of the outbox."""


def of_lane(conn: Connection, lane: str) -> list[Entry]:
    """Return the latest of what was said in a lane, oldest first."""
    lines: list[Entry] = [*_heard(conn, lane), *_told(conn, lane)]
    return sorted(lines, key=lambda line: line.at)


def _heard(conn: Connection, lane: str) -> list[Incoming]:
    rows = conn.execute(
        select(inbox.c.body)
        .where(inbox.c.lane == lane, REMEMBERED)
        .order_by(inbox.c.seq.desc())
        .limit(_MOST)
    ).all()
    found = []
    for row in reversed(rows):
        try:
            found.append(decode_incoming(row.body))
        except ValueError:
            # Parked as unreadable, or its words were erased: nothing to show.
            continue
    return found


def _told(conn: Connection, lane: str) -> list[Told]:
    rows = conn.execute(
        select(outbox.c.id, outbox.c.created_at, outbox.c.body)
        .where(outbox.c.lane == lane, REMEMBERED)
        .order_by(outbox.c.seq.desc())
        .limit(_MOST)
    ).all()
    found = []
    for row in reversed(rows):
        try:
            found.append(Told(row.id, row.created_at, decode_messages(row.body)))
        except ValueError:
            continue
    return found
