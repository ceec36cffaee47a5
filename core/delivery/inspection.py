"""What stands still in the inbox and the outbox, for the doctor.

Never a word of a message: of an error only its kind and where it happened, because
what an error says may quote a member.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from core.delivery.tables import (
    INBOX_NEW,
    INBOX_PARKED,
    OUTBOX_LEAVING,
    inbox,
    outbox,
)
from core.store.metadata import UtcDateTime

_FRAME = re.compile(r'^  File ".*?([^/\\]+[/\\][^/\\]+)", line (\d+), in (\w+)', re.M)
_KIND = re.compile(r"^([A-Za-z_][\w.]*)(?::|$)")


@dataclass(frozen=True, slots=True)
class Stuck:
    """A row that a person should look at.

    Attributes:
        seq: Its number in its table.
        channel: Where it came from or was to go.
        state: `parked` in the inbox, `unknown` or `dead` in the outbox.
        at: When it was written.
        why: Kind and place of the error, without what it says.
    """

    seq: int
    channel: str
    state: str
    at: datetime
    why: str


def parked(conn: Connection, *, most: int) -> list[Stuck]:
    """Return the newest events that were put aside."""
    rows = conn.execute(
        select(inbox.c.seq, inbox.c.channel, inbox.c.received_at, inbox.c.error)
        .where(INBOX_PARKED)
        .order_by(inbox.c.seq.desc())
        .limit(most)
    )
    return [
        Stuck(row.seq, row.channel, "parked", row.received_at, why(row.error))
        for row in rows
    ]


def undelivered(conn: Connection, *, since: datetime, most: int) -> list[Stuck]:
    """Return the newest messages that nobody got, or nobody knows about."""
    rows = conn.execute(
        select(
            outbox.c.seq,
            outbox.c.channel,
            outbox.c.state,
            outbox.c.created_at,
            outbox.c.error,
        )
        .where(outbox.c.state.in_(("dead", "unknown")), outbox.c.created_at >= since)
        .order_by(outbox.c.seq.desc())
        .limit(most)
    )
    return [
        # What a channel says about its refusal quotes no message.
        Stuck(row.seq, row.channel, row.state, row.created_at, _last(row.error))
        for row in rows
    ]


def oldest_unhandled(conn: Connection) -> datetime | None:
    """Return since when an event has been waiting to be handled."""
    query = select(func.min(inbox.c.received_at, type_=UtcDateTime)).where(INBOX_NEW)
    found: datetime | None = conn.execute(query).scalar_one()
    return found


def oldest_unsent(conn: Connection) -> datetime | None:
    """Return since when a message has been waiting to leave."""
    oldest = func.min(outbox.c.created_at, type_=UtcDateTime)
    found: datetime | None = conn.execute(
        select(oldest).where(OUTBOX_LEAVING)
    ).scalar_one()
    return found


def why(error: str) -> str:
    """Return kind and place of an error: of a traceback, or a sentence of our own."""
    frames = _FRAME.findall(error)
    if not frames:
        return _last(error)
    path, line, function = frames[-1]
    kind = _KIND.match(_last(error))
    return f"{kind[1] if kind else 'an error'} at {path}:{line} in {function}"


def _last(error: str) -> str:
    return error.strip().rpartition("\n")[2]
