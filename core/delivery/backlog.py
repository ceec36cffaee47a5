"""What is pending, parked, waiting or dead: for the doctor, metrics and tests."""

from collections.abc import Collection
from functools import cache

from sqlalchemy import Column, ColumnElement, Connection, false, func, or_, select

from core.delivery.tables import (
    INBOX_NEW,
    OUTBOX_LEAVING,
    WORK_PENDING,
    inbox,
    outbox,
    work,
)
from core.store.hot import Hot


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
    found = _anything_pending(tuple(sorted(channels)), tuple(sorted(kinds))).first(conn)
    return found is not None and bool(found[0])


@cache
def _anything_pending(channels: tuple[str, ...], kinds: tuple[str, ...]) -> Hot:
    """Return what asks for it; a process has the same channels all its life."""
    event = select(inbox.c.seq).where(INBOX_NEW, _among(inbox.c.channel, channels))
    parcel = select(outbox.c.seq).where(
        OUTBOX_LEAVING, _among(outbox.c.channel, channels)
    )
    asked = select(work.c.seq).where(WORK_PENDING, _among(work.c.kind, kinds))
    return Hot(select(or_(event.exists(), parcel.exists(), asked.exists())))


def _among(column: Column[str], names: tuple[str, ...]) -> ColumnElement[bool]:
    return or_(false(), *(column == name for name in names))
