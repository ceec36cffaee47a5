"""Blanks what nobody needs any more, by itself and again and again.

Rows keep their place, their state and the key that tells a repetition. The broom
remembers how far it came (`sweeps`), so that a sweep costs what is new since.
"""

import hashlib
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    and_,
    delete,
    insert,
    select,
    update,
)

from core.delivery import quota
from core.delivery.tables import INBOX_NEW, OUTBOX_LEAVING, inbox, lanes, outbox, work
from core.store.tables.people import addresses
from core.store.tables.sweeps import sweeps
from core.store.tables.talks import conversations

KEPT_DAYS = 7
"""How long messages stay readable here; messengers keep their own."""

PARKED_DAYS = 30
_BATCH = 2000
_MOST_BOUND = 500
NOTHING = "[]"
INBOX_BLANK = {"lane": "", "body": "", "error": ""}
OUTBOX_BLANK = {
    "lane": "",
    "place": "",
    "body": NOTHING,
    "about": "",
    "reply_pass": None,
    "error": "",
    "message_ids": NOTHING,
}
WORK_BLANK = {"lane": "", "ask": "", "event": "", "error": ""}
GONE_OUT = outbox.c.state.in_(("sent", "unknown", "dead"))


def sweep(conn: Connection, now: datetime, items: Collection[str] = ()) -> int:
    """Blank what nobody needs any more; may run at any time and again.

    Messages and addresses of rows older than a week, parked events after a month,
    rows of lanes that belong to nobody, farewell notices that have left, and what
    counted in months long over.

    Args:
        conn: A connection that may write.
        now: The present moment.
        items: How notices call what belonged to people who are forgotten.

    Returns:
        How many rows were blanked or deleted.
    """
    old = now - timedelta(days=KEPT_DAYS)
    # Before their lanes are blanked for age: event ids may tell whose they were.
    blanked = _sweep_nobodys(conn)
    blanked += _sweep_old(
        conn,
        inbox,
        came=inbox.c.received_at,
        old=old,
        over=inbox.c.state == "done",
        blank=INBOX_BLANK,
    )
    blanked += _sweep_old(
        conn,
        outbox,
        came=outbox.c.created_at,
        old=old,
        over=GONE_OUT,
        blank=OUTBOX_BLANK,
    )
    blanked += _sweep_old(
        conn,
        work,
        came=work.c.created_at,
        old=old,
        over=work.c.state.in_(("done", "failed")),
        blank=WORK_BLANK,
    )
    blanked += _sweep_parked(conn, now - timedelta(days=PARKED_DAYS))
    blanked += _sweep_farewells(conn, items)
    return blanked + quota.sweep(conn, now)


def swept(conn: Connection, what: str) -> int:
    """Return up to which row a table was swept."""
    found = conn.execute(
        select(sweeps.c.seq).where(sweeps.c.what == what)
    ).scalar_one_or_none()
    return found or 0


def _sweep_old(
    conn: Connection,
    table: Table,
    *,
    came: ColumnElement[datetime],
    old: datetime,
    over: ColumnElement[bool],
    blank: dict[str, Any],
) -> int:
    """Blank rows from where the last sweep ended to the first row that is young."""
    begin = swept(conn, table.name)
    blanked, at = 0, begin
    while True:
        rows = conn.execute(
            select(table.c.seq, came.label("came"))
            .where(table.c.seq > at)
            .order_by(table.c.seq)
            .limit(_BATCH)
        ).all()
        end = at
        for row in rows:
            if row.came >= old:
                break
            end = row.seq
        if end > at:
            done = conn.execute(
                update(table)
                .where(table.c.seq > at, table.c.seq <= end, over)
                .values(**blank)
            )
            blanked += done.rowcount
        if end == at or len(rows) < _BATCH:
            break
        at = end
    if end > begin:
        _remember(conn, table.name, end)
    return blanked


def _remember(conn: Connection, what: str, seq: int) -> None:
    known = conn.execute(update(sweeps).where(sweeps.c.what == what).values(seq=seq))
    if known.rowcount == 0:
        conn.execute(insert(sweeps).values(what=what, seq=seq))


def _sweep_parked(conn: Connection, old: datetime) -> int:
    parked = conn.execute(
        update(inbox)
        .where(inbox.c.state == "parked", inbox.c.done_at < old, inbox.c.lane != "")
        .values(**INBOX_BLANK)
    )
    return parked.rowcount


def _nobodys(table: Table) -> ColumnElement[bool]:
    """Say that no conversation and no address of a member belongs to a row's lane."""
    talked = select(conversations.c.lane)
    known = select(addresses.c.channel + ":" + addresses.c.user)
    return and_(
        table.c.lane != "", table.c.lane.not_in(talked), table.c.lane.not_in(known)
    )


def _sweep_nobodys(conn: Connection) -> int:
    """Blank what is left of people who were forgotten, strangers and groups."""
    came_in = and_(
        inbox.c.seq > swept(conn, "inbox"), inbox.c.state == "done", _nobodys(inbox)
    )
    rows = conn.execute(
        select(inbox.c.seq, inbox.c.lane, inbox.c.event_id).where(came_in)
    ).all()
    users = {row.seq: row.lane.partition(":")[2] for row in rows}
    rename(conn, (row for row in rows if names_user(row.event_id, users[row.seq])))
    blanked = len(rows)
    conn.execute(update(inbox).where(came_in).values(**INBOX_BLANK))
    here = and_(outbox.c.seq > swept(conn, "outbox"), _nobodys(outbox))
    # A goodbye that missed its free way out would wait for ever.
    stranded = outbox.c.state == "waiting"
    conn.execute(update(outbox).where(here, stranded).values(state="dead"))
    went_out = update(outbox).where(here, GONE_OUT).values(**OUTBOX_BLANK)
    blanked += conn.execute(went_out).rowcount
    over = and_(
        work.c.seq > swept(conn, "work"),
        work.c.state.in_(("done", "failed")),
        _nobodys(work),
    )
    conn.execute(update(work).where(over).values(**WORK_BLANK))
    if conn.dialect.name == "postgresql":
        # Whoever holds such a lane idly finds it gone, and lets go of it.
        busy = select(inbox.c.lane).where(INBOX_NEW)
        leaving = select(outbox.c.lane).where(OUTBOX_LEAVING)
        idle = and_(lanes.c.lane.not_in(busy), lanes.c.lane.not_in(leaving))
        conn.execute(delete(lanes).where(idle, _nobodys(lanes)))
    return blanked


def names_user(event_id: str, user: str) -> bool:
    """Whether an event id begins with a platform id, as those of our own page do."""
    return event_id.startswith(user) and not event_id[len(user) :][:1].isalnum()


def _sweep_farewells(conn: Connection, items: Collection[str]) -> int:
    blanked = 0
    for some in chunks(sorted(items)):
        blanked += conn.execute(
            update(outbox)
            .where(outbox.c.seq > swept(conn, "outbox"), GONE_OUT)
            .where(outbox.c.about.in_(some), outbox.c.body != NOTHING)
            .values(body=NOTHING)
        ).rowcount
    return blanked


def chunks(found: list[str]) -> list[list[str]]:
    """Cut a list where a database takes no longer one."""
    return [found[at : at + _MOST_BOUND] for at in range(0, len(found), _MOST_BOUND)]


def rename(conn: Connection, rows: Iterable[Any]) -> None:
    """Make event ids that tell a platform id unreadable; repetitions still meet."""
    for row in rows:
        digest = hashlib.sha256(row.event_id.encode()).hexdigest()[:32]
        conn.execute(
            update(inbox).where(inbox.c.seq == row.seq).values(event_id=digest)
        )
