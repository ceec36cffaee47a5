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


@dataclass(frozen=True, slots=True)
class Told:
    """One row of the outbox, sent or not."""

    id: str
    at: datetime
    messages: tuple[Message, ...]


def of_lane(conn: Connection, lane: str, *, most: int = 300) -> list[Incoming | Told]:
    """Return the latest of what was said in a lane, oldest first.

    Args:
        conn: A connection that may read.
        lane: The conversation.
        most: At most so many rows of each side.
    """
    lines: list[Incoming | Told] = [*_heard(conn, lane, most), *_told(conn, lane, most)]
    return sorted(lines, key=lambda line: line.at)


def _heard(conn: Connection, lane: str, most: int) -> list[Incoming]:
    rows = conn.execute(
        select(inbox.c.body)
        .where(inbox.c.lane == lane, REMEMBERED)
        .order_by(inbox.c.seq.desc())
        .limit(most)
    ).all()
    found = []
    for row in reversed(rows):
        try:
            found.append(decode_incoming(row.body))
        except ValueError:
            # Parked as unreadable, or its words were erased: nothing to show.
            continue
    return found


def _told(conn: Connection, lane: str, most: int) -> list[Told]:
    rows = conn.execute(
        select(outbox.c.id, outbox.c.created_at, outbox.c.body)
        .where(outbox.c.lane == lane, REMEMBERED)
        .order_by(outbox.c.seq.desc())
        .limit(most)
    ).all()
    found = []
    for row in reversed(rows):
        try:
            found.append(Told(row.id, row.created_at, decode_messages(row.body)))
        except ValueError:
            continue
    return found
