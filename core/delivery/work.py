"""Slow work asked for by a handler: claimed with a lease, answered by an event.

Knows rows, not what the work is. Whoever calls brings the transaction.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from core.delivery import inbox
from core.delivery.retry import LONGEST_S
from core.delivery.tables import WORK_PENDING, work
from core.store.metadata import UtcDateTime
from core.store.notes import note
from core.talk.codec import decode_incoming, encode_incoming
from core.talk.incoming import (
    Address,
    Incoming,
    Place,
    ReplyPass,
    TimePassed,
    WorkDone,
)

_NEVER = datetime.max.replace(tzinfo=UTC)
# A reply pass is never so short that younger work could be late, and never ends so
# soon that a reply sent this long before comes too late.
_NEVER_LATE_S = 20.0
_LATE_S = 8.0


@dataclass(frozen=True, slots=True)
class Asked:
    """Note of new work."""

    id: str
    lane: str


@dataclass(frozen=True, slots=True)
class Task:
    """Work somebody holds a lease of; `attempts` counts this one."""

    id: str
    kind: str
    ask: str
    event: Incoming
    attempts: int


def enqueue(
    conn: Connection,
    *,
    id: str,
    kind: str,
    ask: str,
    place: Place,
    sender: Address | None,
    reply_pass: ReplyPass | None,
    now: datetime,
) -> None:
    """Ask for slow work; its answer comes back as event `work:<id>` of the place.

    Args:
        conn: The connection of the transaction that wants the answer.
        id: A fresh id.
        kind: Which worker does it.
        ask: What it is asked, as that worker reads it.
        place: Where the answer is awaited.
        sender: Who awaits it.
        reply_pass: Travels along, so that the answer may go out for free.
        now: The present moment.
    """
    event = Incoming(
        event_id=f"work:{id}",
        at=now,
        place=place,
        sender=sender,
        content=WorkDone(id, kind, ""),
        reply_pass=reply_pass,
    )
    conn.execute(
        insert(work),
        {
            "id": id,
            "kind": kind,
            "ask": ask,
            "lane": place.lane,
            "event": encode_incoming(event),
            "next_at": now,
            "created_at": now,
        },
    )
    note(conn, Asked(id, place.lane))


def claim(
    conn: Connection,
    *,
    kinds: Collection[str],
    most: int,
    lease_s: float,
    now: datetime,
) -> list[Task]:
    """Take due work that nobody holds, and hold it for the time of the lease.

    Leases run on the database's clock. On SQLite they do not end: one process holds
    the file and frees what it left behind when it starts (`release_all`).
    """
    leased = conn.dialect.name == "postgresql"
    due = _due(now, ended=work.c.lease_until < func.now() if leased else None)
    found = (
        select(work.c.id)
        .where(work.c.kind.in_(sorted(kinds)), WORK_PENDING, due)
        .order_by(work.c.next_at, work.c.seq)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    until: ColumnElement[datetime] = literal(_NEVER, UtcDateTime)
    if leased:
        until = func.now() + literal(timedelta(seconds=lease_s))
    ids = conn.execute(found).scalars().all()
    if not ids:
        return []
    taken = conn.execute(
        update(work)
        .where(work.c.id.in_(ids))
        .values(state="running", attempts=work.c.attempts + 1, lease_until=until)
        .returning(work.c.id, work.c.kind, work.c.ask, work.c.event, work.c.attempts)
    )
    return [task for row in taken.all() if (task := _task(conn, row)) is not None]


def late(conn: Connection, now: datetime) -> list[Incoming]:
    """Return an event `late:<id>` for work whose free right to answer is about to end.

    It carries that right, so that whoever waits hears in time that it goes on. The same
    one may be returned more than once.
    """
    young = now - timedelta(seconds=_NEVER_LATE_S)
    query = select(work.c.id, work.c.event).where(WORK_PENDING)
    found = []
    for id_, event in conn.execute(query.where(work.c.created_at <= young)):
        try:
            awaited = decode_incoming(event)
        except ValueError:
            continue
        right = awaited.reply_pass
        if right and right.until - timedelta(seconds=_LATE_S) <= now < right.until:
            told = TimePassed("late", id_)
            found.append(replace(awaited, event_id=f"late:{id_}", at=now, content=told))
    return found


def awaits(conn: Connection, id: str) -> bool:
    """Tell whether work is still to be done."""
    query = select(work.c.id).where(work.c.id == id, WORK_PENDING)
    return conn.execute(query).first() is not None


def renew(conn: Connection, ids: Collection[str], *, lease_s: float) -> None:
    """Hold work longer than its lease; on SQLite leases do not end."""
    if conn.dialect.name == "postgresql":
        conn.execute(
            update(work)
            .where(work.c.id.in_(sorted(ids)), work.c.state == "running")
            .values(lease_until=func.now() + literal(timedelta(seconds=lease_s)))
        )


def finish(
    conn: Connection, task: Task, *, answer: str, error: str = "", now: datetime
) -> bool:
    """Close work and bring its answer into the inbox; `error` says it failed.

    Returns:
        False when somebody else closed it after our lease had ended.
    """
    failed = bool(error)
    closed = conn.execute(
        update(work)
        .where(work.c.id == task.id, work.c.state == "running")
        .values(state="failed" if failed else "done", error=error, ask="", done_at=now)
    )
    if closed.rowcount != 1:
        return False
    content = WorkDone(task.id, task.kind, answer, failed)
    inbox.accept(conn, [replace(task.event, at=now, content=content)], now)
    return True


def put_back(
    conn: Connection, task: Task, *, error: str, next_at: datetime, counted: bool = True
) -> None:
    """Let go of work that did not succeed; `counted` when the try was a real one."""
    attempts = task.attempts if counted else task.attempts - 1
    conn.execute(
        update(work)
        .where(work.c.id == task.id, work.c.state == "running")
        .where(work.c.attempts == task.attempts)
        .values(
            state="new",
            attempts=attempts,
            error=error,
            next_at=next_at,
            lease_until=None,
        )
    )


def release_all(conn: Connection) -> int:
    """Free work whose holder is gone with the last process; return how much."""
    freed = conn.execute(
        update(work)
        .where(work.c.state == "running")
        .values(state="new", lease_until=None)
    )
    return freed.rowcount


def _task(conn: Connection, row: Any) -> Task | None:
    """Read a claimed row; one that nobody can read fails, so that it blocks nothing."""
    try:
        event = decode_incoming(row.event)
    except ValueError:
        unreadable = update(work).where(work.c.id == row.id)
        conn.execute(unreadable.values(state="failed", error="the row cannot be read"))
        return None
    return Task(row.id, row.kind, row.ask, event, row.attempts)


def _due(now: datetime, *, ended: ColumnElement[bool] | None) -> ColumnElement[bool]:
    # A time further away than any wait comes from a clock that was wrong.
    absurd = now + timedelta(seconds=LONGEST_S)
    due = and_(
        work.c.state == "new", or_(work.c.next_at <= now, work.c.next_at > absurd)
    )
    if ended is None:
        return due
    return or_(due, and_(work.c.state == "running", ended))
