"""Queries: communities, invites, memberships."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from core.domain.communities import Community
from core.store import keepers
from core.store.adding import open_at
from core.store.hot import Hot
from core.store.rows import AnyRow
from core.store.tables.people import (
    addresses,
    communities,
    invites,
    members,
    memberships,
    waiting_seats,
)

_COMMUNITY = (
    communities.c.id,
    communities.c.name,
    communities.c.purpose,
    communities.c.owner_id,
    communities.c.seats,
    communities.c.taken,
)


def _community(row: AnyRow) -> Community:
    return Community(*row)


def add(
    conn: Connection,
    *,
    id: str,
    name: str,
    purpose: str,
    language: str,
    now: datetime,
) -> Community:
    """Store a new community without members."""
    conn.execute(
        insert(communities).values(
            id=id, name=name, purpose=purpose, language=language, created_at=now
        )
    )
    return Community(id=id, name=name, purpose=purpose, owner_id=None)


def set_owner(conn: Connection, community_id: str, member_id: str) -> None:
    """Note who decides for a community."""
    conn.execute(
        update(communities)
        .where(communities.c.id == community_id)
        .values(owner_id=member_id)
    )


def community(conn: Connection, community_id: str) -> Community | None:
    """Read a community."""
    row = conn.execute(
        select(*_COMMUNITY).where(communities.c.id == community_id)
    ).one_or_none()
    return _community(row) if row else None


def everything(conn: Connection) -> list[Community]:
    """Read all communities, oldest first."""
    rows = conn.execute(select(*_COMMUNITY).order_by(communities.c.created_at))
    return [_community(row) for row in rows]


def of_member(conn: Connection, member_id: str) -> tuple[Community, ...]:
    """Read the communities a member sits in, in the order of joining."""
    return tuple(Community(*row) for row in _OF_MEMBER.rows(conn, member=member_id))


def member_ids(conn: Connection, community_id: str) -> list[str]:
    """Return the members of a community who have not been erased."""
    rows = conn.execute(
        select(memberships.c.member_id)
        .join(members, members.c.id == memberships.c.member_id)
        .where(
            memberships.c.community_id == community_id,
            members.c.erased_at.is_(None),
        )
        .order_by(memberships.c.joined_at, memberships.c.member_id)
    )
    return [row.member_id for row in rows]


def names_around(conn: Connection, member_id: str) -> list[str]:
    """Return the names of everybody in a member's communities, and the member's own."""
    beside = memberships.alias()
    rows = conn.execute(
        select(members.c.name)
        .distinct()
        .join(memberships, memberships.c.member_id == members.c.id)
        .join(beside, beside.c.community_id == memberships.c.community_id)
        .where(beside.c.member_id == member_id)
    )
    own = conn.execute(select(members.c.name).where(members.c.id == member_id))
    return sorted({row.name for row in (*rows, *own) if row.name})


def sits_in(conn: Connection, member_id: str, community_id: str) -> bool:
    """Whether a member sits in a community."""
    return _SITS_IN.first(conn, home=community_id, member=member_id) is not None


def take_seat(
    conn: Connection, community_id: str, member_id: str, now: datetime
) -> bool:
    """Seat a member if a seat is free; the database decides races."""
    took = conn.execute(
        update(communities)
        .where(communities.c.id == community_id)
        .where(communities.c.taken < communities.c.seats)
        .values(taken=communities.c.taken + 1)
    )
    if took.rowcount != 1:
        return False
    conn.execute(
        insert(memberships).values(
            community_id=community_id, member_id=member_id, joined_at=now
        )
    )
    stop_waiting(conn, community_id, member_id)
    _keep_places(conn, community_id)
    return True


def _keep_places(conn: Connection, community_id: str) -> None:
    """Let those who were told of a seat and overtaken be told of the next one."""
    full = select(communities.c.id).where(
        communities.c.id == community_id, communities.c.taken >= communities.c.seats
    )
    conn.execute(
        update(waiting_seats)
        .where(waiting_seats.c.community_id.in_(full))
        .values(told_at=None)
    )


def leave_seat(conn: Connection, community_id: str, member_id: str) -> bool:
    """Free a member's seat, also at its watch; False when they did not sit there."""
    keepers.release(conn, community_id, member_id)
    left = conn.execute(
        delete(memberships).where(
            memberships.c.community_id == community_id,
            memberships.c.member_id == member_id,
        )
    )
    if left.rowcount != 1:
        return False
    conn.execute(
        update(communities)
        .where(communities.c.id == community_id)
        .values(taken=communities.c.taken - 1)
    )
    return True


def wait_for_seat(
    conn: Connection, community_id: str, member_id: str, now: datetime
) -> None:
    """Note that a person would like a seat; who waits already keeps their place."""
    if not waits(conn, community_id, member_id):
        conn.execute(
            insert(waiting_seats).values(
                community_id=community_id, member_id=member_id, since=now
            )
        )


def waits(conn: Connection, community_id: str, member_id: str) -> bool:
    """Whether a person waits for a seat."""
    found = conn.execute(
        select(waiting_seats.c.since).where(
            waiting_seats.c.community_id == community_id,
            waiting_seats.c.member_id == member_id,
        )
    )
    return found.first() is not None


def tell_of_seat(
    conn: Connection, community_id: str, member_id: str, now: datetime
) -> None:
    """Note that a person was told of a free seat; they wait until they have one."""
    conn.execute(
        update(waiting_seats)
        .where(
            waiting_seats.c.community_id == community_id,
            waiting_seats.c.member_id == member_id,
        )
        .values(told_at=now)
    )


def stop_waiting(conn: Connection, community_id: str, member_id: str) -> None:
    """Forget that a person waits for a seat."""
    conn.execute(
        delete(waiting_seats).where(
            waiting_seats.c.community_id == community_id,
            waiting_seats.c.member_id == member_id,
        )
    )


def first_waiting(conn: Connection, community_id: str, now: datetime) -> str | None:
    """Return who has waited longest for a seat, of those who can be told.

    Whoever was told of a seat that is still free is not told again.
    """
    reached = select(addresses.c.member_id).where(open_at(now))
    return conn.execute(
        select(waiting_seats.c.member_id)
        .where(
            waiting_seats.c.community_id == community_id,
            waiting_seats.c.told_at.is_(None),
            waiting_seats.c.member_id.in_(reached),
        )
        .order_by(waiting_seats.c.since)
        .limit(1)
    ).scalar_one_or_none()


def add_invite(conn: Connection, code: str, community_id: str, now: datetime) -> None:
    """Store an invite code."""
    conn.execute(
        insert(invites).values(
            code=code.upper(), community_id=community_id, created_at=now
        )
    )


def close_invite(conn: Connection, code: str, now: datetime) -> bool:
    """Let a code open nothing any more; False when none was open."""
    closed = conn.execute(
        update(invites)
        .where(
            func.upper(invites.c.code) == code.upper(), invites.c.closed_at.is_(None)
        )
        .values(closed_at=now)
    )
    return closed.rowcount == 1


def invited_to(conn: Connection, code: str) -> Community | None:
    """Read the community that a code opens; letter case does not matter."""
    row = conn.execute(
        select(*_COMMUNITY)
        .join(invites, invites.c.community_id == communities.c.id)
        .where(
            func.upper(invites.c.code) == code.upper(), invites.c.closed_at.is_(None)
        )
    ).one_or_none()
    return _community(row) if row else None


def codes(conn: Connection, community_id: str) -> list[str]:
    """Return the open invite codes of a community."""
    rows = conn.execute(
        select(invites.c.code).where(
            invites.c.community_id == community_id, invites.c.closed_at.is_(None)
        )
    )
    return [row.code for row in rows]


def told_filling(conn: Connection, community_id: str, now: datetime) -> bool:
    """Note that the owner was told; True only the first time."""
    done = conn.execute(
        update(communities)
        .where(communities.c.id == community_id)
        .where(communities.c.told_filling_at.is_(None))
        .values(told_filling_at=now)
    )
    return done.rowcount == 1


_OF_MEMBER = Hot(
    select(*_COMMUNITY)
    .join(memberships, memberships.c.community_id == communities.c.id)
    .where(memberships.c.member_id == bindparam("member"))
    .order_by(memberships.c.joined_at, communities.c.id)
)
_SITS_IN = Hot(
    select(memberships.c.member_id).where(
        memberships.c.community_id == bindparam("home"),
        memberships.c.member_id == bindparam("member"),
    )
)
