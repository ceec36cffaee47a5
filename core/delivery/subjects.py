"""What messages of ours speak of: found again by it, and not said twice."""

import json
from collections.abc import Collection

from sqlalchemy import Connection, select, update

from core.delivery.tables import OUTBOX_IN_GROUPS, OUTBOX_WAITING, outbox
from core.talk.codec import encode_messages


def of_row(conn: Connection, id: str) -> str:
    """Return what a row speaks of, '' when it is not there."""
    return (
        conn.execute(
            select(outbox.c.about).where(outbox.c.id == id)
        ).scalar_one_or_none()
        or ""
    )


def of_message(conn: Connection, lane: str, message_id: str) -> str | None:
    """Return what a message of ours in a group speaks of; None if it is not ours."""
    rows = conn.execute(
        select(outbox.c.about, outbox.c.message_ids)
        .where(
            OUTBOX_IN_GROUPS,
            outbox.c.lane == lane,
            outbox.c.message_ids.contains(json.dumps(message_id), autoescape=True),
        )
        .order_by(outbox.c.seq.desc())
    )
    return next(
        (row.about for row in rows if message_id in json.loads(row.message_ids)), None
    )


def retract(conn: Connection, about: str) -> None:
    """Take out of every mailbox what speaks of something that is over."""
    conn.execute(
        update(outbox)
        .where(OUTBOX_WAITING, outbox.c.about == about)
        .values(state="sent", body=encode_messages(()), error="it was over")
    )


def waiting(conn: Connection, lane: str) -> list[str]:
    """Return what the messages in a mailbox speak of, the oldest first, each once."""
    here = select(outbox.c.about).where(outbox.c.lane == lane, OUTBOX_WAITING)
    return list(dict.fromkeys(conn.execute(here.order_by(outbox.c.seq)).scalars()))


def drop(conn: Connection, lane: str, about: Collection[str], *, why: str) -> bool:
    """Take out of a mailbox what is not to be said any more; False if nothing was."""
    taken = conn.execute(
        update(outbox)
        .where(outbox.c.lane == lane, OUTBOX_WAITING, outbox.c.about.in_(about))
        .values(state="sent", body=encode_messages(()), error=why)
    )
    return taken.rowcount > 0
