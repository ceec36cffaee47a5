"""Use cases: keeping a vector, showing it, the raw answers behind it."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from core.clock import Ids
from core.domain.members import RAW_ANSWERS_DAYS, Member
from core.domain.vectors import Vector
from core.store import communities, embeddings, people, raw_answers, roads

_NEIGHBOURS = 2


def keep_answer(
    conn: Connection,
    *,
    ids: Ids,
    member_id: str,
    question: str,
    text: str,
    message: str,
    now: datetime,
) -> None:
    """Keep a raw interview answer for the member alone, for 30 days."""
    raw_answers.add(
        conn,
        id=ids.new(),
        member_id=member_id,
        question=question,
        text=text,
        message=message,
        now=now,
        erase_at=now + timedelta(days=RAW_ANSWERS_DAYS),
    )


def publish(
    conn: Connection,
    *,
    ids: Ids,
    member_id: str,
    vector: Vector,
    community_ids: Sequence[str],
    now: datetime,
) -> Vector:
    """Store a new edition and show it exactly where the member chose.

    Communities the member does not sit in are left out.
    """
    homes = {home.id for home in communities.of_member(conn, member_id)}
    kept = roads.add_vector(
        conn, id=ids.new(), member_id=member_id, new=vector, now=now
    )
    embeddings.forget(conn, member_id)  # what was read must not outlive its consent
    roads.show_vector_in(
        conn, member_id, [place for place in community_ids if place in homes], now
    )
    return kept


def take_step(
    conn: Connection, *, ids: Ids, member_id: str, next_step: str, now: datetime
) -> Vector:
    """Store a new edition with another next step; shown where it was shown."""
    current = roads.vector(conn, member_id)
    return roads.add_vector(
        conn,
        id=ids.new(),
        member_id=member_id,
        new=Vector(
            origin=current.origin,
            turn=current.turn,
            destination=current.destination,
            next_step=next_step,
        ),
        now=now,
    )


def neighbours(
    conn: Connection, *, member_id: str, near: Sequence[str], seed: int
) -> list[tuple[Member, str]]:
    """Choose up to two people on nearby roads from those found near, in no order.

    Only what they publish to a community shared with the member is returned, and
    nothing of somebody they are not brought together with.
    """
    hidden = people.kept_apart(conn, member_id)
    near = [one for one in near if one not in hidden]
    chosen = random.Random(seed).sample(near, min(_NEIGHBOURS, len(near)))  # noqa: S311 - order without merit, not a secret
    members = people.several(conn, chosen)
    found: dict[str, tuple[Member, str]] = {}
    for home in communities.of_member(conn, member_id):
        for other, vector in roads.vectors_shown(conn, home.id, chosen).items():
            if other in members and vector.destination:
                found[other] = (members[other], vector.destination)
    return list(found.values())
