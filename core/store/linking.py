"""Queries: codes that link messengers."""

import hashlib
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    delete,
    func,
    insert,
    select,
    update,
)

from core.store.tables.linking import link_codes, link_tries
from core.talk.incoming import Address


def key_of(code: str) -> str:
    """Return how a code is kept."""
    return hashlib.sha256(code.encode()).hexdigest()


def add_code(
    conn: Connection,
    code: str,
    *,
    member_id: str,
    at: Address,
    expires_at: datetime,
) -> None:
    """Store a code; those this member had before open nothing any more."""
    conn.execute(delete(link_codes).where(link_codes.c.member_id == member_id))
    conn.execute(
        insert(link_codes).values(
            code_hash=key_of(code),
            member_id=member_id,
            channel=at.channel,
            user=at.user,
            expires_at=expires_at,
        )
    )


def behind(conn: Connection, key: str, now: datetime) -> tuple[str, Address] | None:
    """Return whose code it is and where they asked for it; None when it is over."""
    row = conn.execute(
        select(link_codes.c.member_id, link_codes.c.channel, link_codes.c.user).where(
            *_usable(key, now)
        )
    ).one_or_none()
    return None if row is None else (row.member_id, Address(row.channel, row.user))


def use(conn: Connection, key: str, now: datetime) -> bool:
    """Use a code up; the database decides when two do so at once."""
    used = conn.execute(
        update(link_codes).where(*_usable(key, now)).values(used_at=now)
    )
    return used.rowcount == 1


def _usable(key: str, now: datetime) -> tuple[Any, ...]:
    return (
        link_codes.c.code_hash == key,
        link_codes.c.used_at.is_(None),
        link_codes.c.expires_at > now,
    )


def note_try(conn: Connection, at: Address, now: datetime) -> None:
    """Note that a wrong code came from an address."""
    known = select(link_tries.c.at).where(*_tried(at), link_tries.c.at == now)
    if conn.execute(known).first() is None:
        conn.execute(
            insert(link_tries).values(channel=at.channel, user=at.user, at=now)
        )


def tries(conn: Connection, at: Address, since: datetime) -> int:
    """Return how many wrong codes came from an address lately."""
    recent = select(func.count()).select_from(link_tries)
    return conn.execute(recent.where(*_tried(at), link_tries.c.at > since)).scalar_one()


def _tried(at: Address) -> tuple[Any, Any]:
    return link_tries.c.channel == at.channel, link_tries.c.user == at.user


def forget_old(conn: Connection, *, now: datetime, tried_before: datetime) -> int:
    """Erase codes whose time is over and tries that matter no more; return how many."""
    over = delete(link_codes).where(link_codes.c.expires_at <= now)
    old = delete(link_tries).where(link_tries.c.at <= tried_before)
    return conn.execute(over).rowcount + conn.execute(old).rowcount
