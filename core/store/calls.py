"""Queries: calls for help, who hears them, what passed between the two."""

from datetime import datetime
from typing import cast

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    delete,
    insert,
    or_,
    select,
    update,
)

from core.domain.sos import Answer, Audience, Call, Listener, Wish
from core.store.rows import AnyRow
from core.store.tables.calls import calls, contacts, listeners

_ASK_AT_ONCE = 100

_CALL = (
    calls.c.id,
    calls.c.sender_id,
    calls.c.community_id,
    calls.c.wish,
    calls.c.audience,
    calls.c.named,
    calls.c.words,
    calls.c.created_at,
    calls.c.ended_at,
)
_LISTENER = (
    listeners.c.id,
    listeners.c.call_id,
    listeners.c.listener_id,
    listeners.c.sender_id,
    listeners.c.reached,
    listeners.c.answer,
    listeners.c.words,
    listeners.c.connected_at,
    listeners.c.paused,
)


def _call(row: AnyRow) -> Call:
    return Call(
        id=row.id,
        sender_id=row.sender_id,
        community_id=row.community_id,
        wish=cast(Wish, row.wish),
        audience=cast(Audience, row.audience),
        named=row.named,
        words=row.words,
        created_at=row.created_at,
        ended_at=row.ended_at,
    )


def _listener(row: AnyRow) -> Listener:
    return Listener(
        id=row.id,
        call_id=row.call_id,
        listener_id=row.listener_id,
        sender_id=row.sender_id,
        reached=row.reached,
        answer=cast(Answer, row.answer),
        words=row.words,
        connected=row.connected_at is not None,
        paused=row.paused,
    )


# Calls


def add(conn: Connection, new: Call, *, ask_wider_at: datetime) -> None:
    """Store a call that is about to go out."""
    conn.execute(
        insert(calls).values(
            id=new.id,
            sender_id=new.sender_id,
            community_id=new.community_id,
            wish=new.wish,
            audience=new.audience,
            named=new.named,
            words=new.words,
            created_at=new.created_at,
            ask_wider_at=ask_wider_at,
        )
    )


def call(conn: Connection, call_id: str) -> Call | None:
    """Read a call, open or closed."""
    query = select(*_CALL).where(calls.c.id == call_id)
    row = conn.execute(query).one_or_none()
    return _call(row) if row else None


def change(conn: Connection, call_id: str, **values: object) -> None:
    """Set columns of a call."""
    conn.execute(update(calls).where(calls.c.id == call_id).values(**values))


def end(conn: Connection, call_id: str, now: datetime) -> bool:
    """Close a call; False when it was closed already."""
    closed = conn.execute(
        update(calls)
        .where(calls.c.id == call_id, calls.c.ended_at.is_(None))
        .values(ended_at=now, ask_wider_at=None)
    )
    return closed.rowcount == 1


def open_of(
    conn: Connection, sender_id: str, *, community_id: str | None = None
) -> list[Call]:
    """Read a member's own open calls, oldest first."""
    query = select(*_CALL).where(
        calls.c.sender_id == sender_id, calls.c.ended_at.is_(None)
    )
    if community_id is not None:
        query = query.where(calls.c.community_id == community_id)
    rows = conn.execute(query.order_by(calls.c.created_at, calls.c.id))
    return [_call(row) for row in rows]


def called_since(conn: Connection, sender_id: str, since: datetime) -> bool:
    """Whether a member sent a call since then."""
    query = select(calls.c.id).where(
        calls.c.sender_id == sender_id, calls.c.created_at > since
    )
    return conn.execute(query.limit(1)).first() is not None


def due_to_ask_wider(conn: Connection, now: datetime) -> list[tuple[Call, datetime]]:
    """Return open calls that may go further if their sender says so, since when."""
    rows = conn.execute(
        select(*_CALL, calls.c.ask_wider_at)
        .where(calls.c.ask_wider_at <= now, calls.c.ended_at.is_(None))
        .order_by(calls.c.ask_wider_at)
        .limit(_ASK_AT_ONCE)
    )
    return [(_call(row), row.ask_wider_at) for row in rows]


def asked_wider(conn: Connection, call_id: str) -> bool:
    """Note that its sender is asked now; False when they were, or it is closed."""
    asked = conn.execute(
        update(calls)
        .where(
            calls.c.id == call_id,
            calls.c.ask_wider_at.is_not(None),
            calls.c.ended_at.is_(None),
        )
        .values(ask_wider_at=None)
    )
    return asked.rowcount == 1


def close_old(conn: Connection, before: datetime, now: datetime) -> int:
    """Close calls that began before then; return how many."""
    old = (calls.c.created_at <= before, calls.c.ended_at.is_(None))
    closing = update(calls).where(*old).values(ended_at=now, ask_wider_at=None)
    return conn.execute(closing).rowcount


def erase_ended(conn: Connection, before: datetime) -> int:
    """Erase calls that closed before then, with all that belongs to them."""
    gone = select(calls.c.id).where(calls.c.ended_at <= before)
    _erase_listeners(conn, listeners.c.call_id.in_(gone))
    return conn.execute(delete(calls).where(calls.c.ended_at <= before)).rowcount


def erase_of(conn: Connection, member_id: str) -> None:
    """Erase a member's calls, and their part in everybody else's."""
    _erase_listeners(
        conn,
        or_(
            listeners.c.sender_id == member_id,
            listeners.c.listener_id == member_id,
        ),
    )
    conn.execute(delete(calls).where(calls.c.sender_id == member_id))


def _erase_listeners(conn: Connection, which: ColumnElement[bool]) -> None:
    some = select(listeners.c.id).where(which)
    conn.execute(delete(contacts).where(contacts.c.listener.in_(some)))
    conn.execute(delete(listeners).where(which))


# Who hears one


def add_listener(conn: Connection, new: Listener) -> None:
    """Store that a call goes to somebody."""
    conn.execute(
        insert(listeners).values(
            id=new.id,
            call_id=new.call_id,
            listener_id=new.listener_id,
            sender_id=new.sender_id,
            reached=new.reached,
        )
    )


def listener(conn: Connection, id: str) -> Listener | None:
    """Read one listener of one call."""
    row = conn.execute(select(*_LISTENER).where(listeners.c.id == id)).one_or_none()
    return _listener(row) if row else None


def listeners_of(conn: Connection, call_id: str) -> list[Listener]:
    """Read everybody a call went to; the order has no meaning."""
    return _listeners(conn, select(*_LISTENER).where(listeners.c.call_id == call_id))


def heard_by(conn: Connection, member_id: str) -> list[Listener]:
    """Read a member's part in open calls of others."""
    query = (
        select(*_LISTENER)
        .join(calls, calls.c.id == listeners.c.call_id)
        .where(listeners.c.listener_id == member_id, calls.c.ended_at.is_(None))
    )
    return _listeners(conn, query)


def _listeners(conn: Connection, query: Select[tuple[object, ...]]) -> list[Listener]:
    return [_listener(row) for row in conn.execute(query.order_by(listeners.c.id))]


def change_listener(conn: Connection, id: str, **values: object) -> None:
    """Set columns of one listener."""
    conn.execute(update(listeners).where(listeners.c.id == id).values(**values))


def connect(conn: Connection, id: str, now: datetime) -> bool:
    """Let the two know each other; False when they do already."""
    connected = conn.execute(
        update(listeners)
        .where(listeners.c.id == id, listeners.c.connected_at.is_(None))
        .values(connected_at=now)
    )
    return connected.rowcount == 1


def pausing(conn: Connection, sender_id: str) -> set[str]:
    """Return who hears no more from a sender for now."""
    rows = conn.execute(
        select(listeners.c.listener_id).where(
            listeners.c.sender_id == sender_id, listeners.c.paused
        )
    )
    return {row.listener_id for row in rows}


def hand_contact(conn: Connection, id: str, member_id: str, words: str) -> None:
    """Store what one side hands to the other; the latest stands."""
    this = (contacts.c.listener == id, contacts.c.member_id == member_id)
    conn.execute(delete(contacts).where(*this))
    conn.execute(insert(contacts).values(listener=id, member_id=member_id, words=words))
