"""Queries: vectors, their editions, and which communities may read them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, insert, select, update

from core.domain.vectors import Vector
from core.store.hot import Hot
from core.store.tables.people import members
from core.store.tables.roads import vector_shown, vectors

_VECTOR = (
    vectors.c.member_id,
    vectors.c.origin,
    vectors.c.turn,
    vectors.c.destination,
    vectors.c.next_step,
    vectors.c.edition,
    vectors.c.created_at,
)


@dataclass(frozen=True, slots=True)
class OwnRoad:
    """A member's current vector, an empty one if there is none.

    Attributes:
        shown_in: The communities that may read it.
        asked_at: When "still this way?" was last asked.
    """

    vector: Vector
    shown_in: frozenset[str]
    asked_at: datetime | None


def _vector(row: Sequence[Any]) -> Vector:
    return Vector(*row[1:])


NOTHING = OwnRoad(Vector(), frozenset(), None)


def own(conn: Connection, member_id: str) -> OwnRoad:
    """Read a member's own vector and what is known about it."""
    rows = _OWN.rows(conn, this=member_id)
    if not rows:
        return NOTHING
    asked_at, _, *current = rows[0]
    return OwnRoad(
        Vector() if current[0] is None else _vector(current),
        frozenset(row[1] for row in rows if row[1] is not None),
        asked_at,
    )


def vector(conn: Connection, member_id: str) -> Vector:
    """Read a member's current vector; an empty one if there is none."""
    row = _VECTOR_NOW.first(conn, member=member_id)
    return _vector(row) if row else Vector()


def edition_id(conn: Connection, member_id: str) -> str:
    """Return the id of a member's current edition, '' without one."""
    query = select(vectors.c.id).where(
        vectors.c.member_id == member_id, vectors.c.replaced_at.is_(None)
    )
    return conn.execute(query).scalar_one_or_none() or ""


def editions(conn: Connection, member_id: str) -> list[Vector]:
    """Read all editions of a member's vector, oldest first; the member's own view."""
    rows = conn.execute(
        select(*_VECTOR)
        .where(vectors.c.member_id == member_id)
        .order_by(vectors.c.edition)
    )
    return [_vector(row) for row in rows]


def add_vector(
    conn: Connection, *, id: str, member_id: str, new: Vector, now: datetime
) -> Vector:
    """Store a new edition; the former one stays, replaced."""
    former = vector(conn, member_id)
    conn.execute(
        update(vectors)
        .where(vectors.c.member_id == member_id, vectors.c.replaced_at.is_(None))
        .values(replaced_at=now)
    )
    conn.execute(
        insert(vectors).values(
            id=id,
            member_id=member_id,
            edition=former.edition + 1,
            origin=new.origin,
            turn=new.turn,
            destination=new.destination,
            next_step=new.next_step,
            created_at=now,
        )
    )
    return vector(conn, member_id)


def show_vector_in(
    conn: Connection, member_id: str, community_ids: Sequence[str], now: datetime
) -> None:
    """Set the communities that may read a member's vector, and no others."""
    conn.execute(delete(vector_shown).where(vector_shown.c.member_id == member_id))
    rows = [
        {"member_id": member_id, "community_id": community_id, "since": now}
        for community_id in community_ids
    ]
    if rows:
        conn.execute(insert(vector_shown), rows)


def vector_shown_in(conn: Connection, member_id: str) -> frozenset[str]:
    """Return the communities that may read a member's vector."""
    return frozenset(room for (room,) in _SHOWN_IN.rows(conn, member=member_id))


def vectors_shown(
    conn: Connection, community_id: str, member_ids: Sequence[str] | None = None
) -> dict[str, Vector]:
    """Read the current vectors that a community may read, by member.

    The turn (when the direction changed) is never part of it.
    """
    query = (
        select(*_VECTOR)
        .join(vector_shown, vector_shown.c.member_id == vectors.c.member_id)
        .where(
            vector_shown.c.community_id == community_id,
            vectors.c.replaced_at.is_(None),
        )
    )
    if member_ids is not None:
        query = query.where(vectors.c.member_id.in_(member_ids))
    return {
        row.member_id: replace(_vector(row), turn="") for row in conn.execute(query)
    }


_VECTOR_NOW = Hot(
    select(*_VECTOR).where(
        vectors.c.member_id == bindparam("member"), vectors.c.replaced_at.is_(None)
    )
)
_SHOWN_IN = Hot(
    select(vector_shown.c.community_id).where(
        vector_shown.c.member_id == bindparam("member")
    )
)
_OWN = Hot(
    select(
        members.c.asked_direction_at,
        vector_shown.c.community_id,
        *_VECTOR,
    )
    .select_from(members)
    .outerjoin(
        vectors,
        and_(vectors.c.member_id == members.c.id, vectors.c.replaced_at.is_(None)),
    )
    .outerjoin(vector_shown, vector_shown.c.member_id == members.c.id)
    .where(members.c.id == bindparam("this"))
)
