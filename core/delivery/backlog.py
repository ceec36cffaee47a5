"""What is pending, parked, waiting or dead: for the doctor, metrics and tests."""

from collections.abc import Collection

from sqlalchemy import Connection, func, or_, select

from core.delivery.tables import (
    INBOX_NEW,
    OUTBOX_LEAVING,
    WORK_PENDING,
    inbox,
    outbox,
    work,
)


def counts(conn: Connection) -> dict[str, dict[str, int]]:
    """Return for each table how many rows are in each state."""
    return {
        table.name: {row.state: row.number for row in conn.execute(by_state)}
        for table in (inbox, outbox, work)
        for by_state in (
            select(table.c.state, func.count().label("number")).group_by(table.c.state),
        )
    }


def anything_pending(
    conn: Connection, *, channels: Collection[str], kinds: Collection[str]
) -> bool:
    """Say whether anything is left to do for these channels and kinds of work."""
    event = select(inbox.c.seq).where(INBOX_NEW, inbox.c.channel.in_(channels))
    parcel = select(outbox.c.seq).where(OUTBOX_LEAVING, outbox.c.channel.in_(channels))
    asked = select(work.c.seq).where(WORK_PENDING, work.c.kind.in_(kinds))
    found = select(or_(event.exists(), parcel.exists(), asked.exists()))
    return bool(conn.execute(found).scalar_one())
