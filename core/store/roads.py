"""Query: a member's own vector, with where it is shown and when it was asked about.

Every answer in a dialogue reads these together. What others may read of a vector is in
`core.store.practice`.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, select

from core.domain.vectors import Vector
from core.store.hot import Hot
from core.store.tables.people import members
from core.store.tables.practice import vector_shown, vectors


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


NOTHING = OwnRoad(Vector(), frozenset(), None)


def own(conn: Connection, member_id: str) -> OwnRoad:
    """Read a member's own vector and what is known about it."""
    rows = _OWN.rows(conn, this=member_id)
    if not rows:
        return NOTHING
    asked_at, _, vector_id, *vector = rows[0]
    return OwnRoad(
        Vector(*vector) if vector_id else Vector(),
        frozenset(row[1] for row in rows if row[1] is not None),
        asked_at,
    )


_OWN = Hot(
    select(
        members.c.asked_direction_at,
        vector_shown.c.community_id,
        vectors.c.id,
        vectors.c.origin,
        vectors.c.turn,
        vectors.c.destination,
        vectors.c.next_step,
        vectors.c.edition,
        vectors.c.created_at,
    )
    .select_from(members)
    .outerjoin(
        vectors,
        and_(vectors.c.member_id == members.c.id, vectors.c.replaced_at.is_(None)),
    )
    .outerjoin(vector_shown, vector_shown.c.member_id == members.c.id)
    .where(members.c.id == bindparam("this"))
)
