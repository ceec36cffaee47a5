"""Queries: flags, and who holds on to them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from core.domain.calendar import read_iso
from core.domain.flags import Flag
from core.store.racing import came_first
from core.store.rows import AnyRow
from core.store.tables.flags import flags, hands
from core.store.tables.people import members, memberships

FLAG = (
    flags.c.id,
    flags.c.raiser_id,
    flags.c.community_id,
    flags.c.purpose,
    flags.c.timing,
    flags.c.my_part,
    flags.c.earns,
    flags.c.earns_words,
    flags.c.seats,
    flags.c.taken,
    flags.c.state,
    flags.c.day,
)


def as_flag(row: AnyRow) -> Flag:
    """Return a row of `FLAG` as the domain knows it."""
    return Flag(**(dict(row._mapping) | {"day": read_iso(row.day)}))


def add(conn: Connection, new: Flag, now: datetime) -> None:
    """Store a flag nobody holds yet."""
    conn.execute(
        insert(flags).values(
            id=new.id,
            raiser_id=new.raiser_id,
            community_id=new.community_id,
            purpose=new.purpose,
            timing=new.timing,
            my_part=new.my_part,
            earns=new.earns,
            earns_words=new.earns_words,
            seats=new.seats,
            state=new.state,
            day=new.day.iso if new.day else "",
            created_at=now,
        )
    )


def flag(conn: Connection, flag_id: str) -> Flag | None:
    """Read a flag; the caller decides who may see it."""
    row = conn.execute(select(*FLAG).where(flags.c.id == flag_id)).one_or_none()
    return as_flag(row) if row else None


def ending_with(conn: Connection, ref: str, member_id: str) -> Flag | None:
    """Read the open flag of a member's communities whose id ends so."""
    rows = conn.execute(
        select(*FLAG)
        .join(memberships, memberships.c.community_id == flags.c.community_id)
        .where(
            memberships.c.member_id == member_id,
            flags.c.id.endswith(ref, autoescape=True),
            flags.c.state == "open",
        )
        .limit(2)
    ).all()
    return as_flag(rows[0]) if len(rows) == 1 else None


def open_in(conn: Connection, community_id: str, most: int) -> list[Flag]:
    """Read the open flags of a community, the newest first."""
    rows = conn.execute(
        select(*FLAG)
        .where(flags.c.community_id == community_id, flags.c.state == "open")
        .order_by(flags.c.created_at.desc(), flags.c.id.desc())
        .limit(most)
    )
    return [as_flag(row) for row in rows]


def raised_by(
    conn: Connection, member_id: str, *, community_id: str | None = None
) -> list[Flag]:
    """Read the open flags a member raised, oldest first."""
    query = select(*FLAG).where(flags.c.raiser_id == member_id, flags.c.state == "open")
    if community_id is not None:
        query = query.where(flags.c.community_id == community_id)
    rows = conn.execute(query.order_by(flags.c.created_at, flags.c.id))
    return [as_flag(row) for row in rows]


def held_by(
    conn: Connection, member_id: str, *, community_id: str | None = None
) -> list[Flag]:
    """Read the flags a member holds on to, open or not, in the order of joining."""
    query = (
        select(*FLAG)
        .join(hands, hands.c.flag_id == flags.c.id)
        .where(hands.c.member_id == member_id)
    )
    if community_id is not None:
        query = query.where(flags.c.community_id == community_id)
    rows = conn.execute(query.order_by(hands.c.at, flags.c.id))
    return [as_flag(row) for row in rows]


def holders(conn: Connection, flag_ids: Sequence[str]) -> dict[str, list[str]]:
    """Return who holds each flag, in the order of joining."""
    rows = conn.execute(
        select(hands.c.flag_id, hands.c.member_id)
        .join(members, members.c.id == hands.c.member_id)
        .where(hands.c.flag_id.in_(flag_ids), members.c.erased_at.is_(None))
        .order_by(hands.c.at, hands.c.member_id)
    )
    found: dict[str, list[str]] = {flag_id: [] for flag_id in flag_ids}
    for row in rows:
        found[row.flag_id].append(row.member_id)
    return found


def take_hand(conn: Connection, flag_id: str, member_id: str, now: datetime) -> bool:
    """Take a free seat; the database decides when two hands reach for the last one.

    False when no seat is free, or this member holds one already.
    """
    seat = (
        update(flags)
        .where(
            flags.c.id == flag_id,
            flags.c.state == "open",
            flags.c.taken < flags.c.seats,
        )
        .values(taken=flags.c.taken + 1)
    )
    hand = insert(hands).values(flag_id=flag_id, member_id=member_id, at=now)

    def held() -> bool:
        conn.execute(hand)
        return conn.execute(seat).rowcount == 1

    return came_first(conn, held)


def let_go(conn: Connection, flag_id: str, member_id: str) -> bool:
    """Free a member's seat; False when they held none."""
    left = conn.execute(
        delete(hands).where(hands.c.flag_id == flag_id, hands.c.member_id == member_id)
    )
    if left.rowcount != 1:
        return False
    conn.execute(
        update(flags).where(flags.c.id == flag_id).values(taken=flags.c.taken - 1)
    )
    return True


def move(
    conn: Connection, flag_id: str, raiser_id: str, *, timing: str, day: str
) -> bool:
    """Let a flag be at another time; False when it was not up, or somebody else's."""
    return _changed(conn, flag_id, raiser_id, timing=timing, day=day)


def fold(conn: Connection, flag_id: str, raiser_id: str) -> bool:
    """Take a flag down; False when it was not up, or somebody else's."""
    return _changed(conn, flag_id, raiser_id, state="folded")


def _changed(conn: Connection, flag_id: str, raiser_id: str, **values: str) -> bool:
    changed = conn.execute(
        update(flags)
        .where(
            flags.c.id == flag_id,
            flags.c.raiser_id == raiser_id,
            flags.c.state == "open",
        )
        .values(**values)
    )
    return changed.rowcount == 1
