"""Queries: the numbers that stand for what a member publishes to a community."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from core.domain.readings import Reading
from core.store.tables.embeddings import embeddings

AFAR = "@"
"""Stands in the id of every embedder that is elsewhere, and in no other."""


def of_community(
    conn: Connection, community_id: str, embedder: str
) -> dict[str, Reading]:
    """Read what one embedder made for the members of a community."""
    rows = conn.execute(
        select(
            embeddings.c.member_id,
            embeddings.c.embedder,
            embeddings.c.dimension,
            embeddings.c.of,
            embeddings.c.whole,
            embeddings.c.heading,
        ).where(
            embeddings.c.community_id == community_id,
            embeddings.c.embedder == embedder,
        )
    )
    return {member_id: Reading(*reading) for member_id, *reading in rows}


def put(
    conn: Connection, community_id: str, new: Mapping[str, Reading], now: datetime
) -> None:
    """Store numbers, in place of older ones of the same embedder.

    What any embedder made of other words of theirs goes: those were taken back.
    Two processes may read the same member at the same time; the later one counts.
    """
    insert = sqlite.insert if conn.dialect.name == "sqlite" else postgresql.insert
    # In one order, so that two who store the same members do not lock each other out.
    for member_id, one in sorted(new.items()):
        values = {
            "dimension": one.dimension,
            "of": one.of,
            "whole": one.whole,
            "heading": one.heading,
            "updated_at": now,
        }
        key = {
            "member_id": member_id,
            "community_id": community_id,
            "embedder": one.embedder_id,
        }
        conn.execute(
            insert(embeddings)
            .values(**key, **values)
            .on_conflict_do_update(index_elements=list(key), set_=values)
        )
        conn.execute(
            delete(embeddings).where(
                embeddings.c.member_id == member_id,
                embeddings.c.community_id == community_id,
                embeddings.c.of != one.of,
            )
        )


def drop(
    conn: Connection, community_id: str, embedder: str, member_ids: Sequence[str]
) -> None:
    """Erase what one embedder made of these members for a community."""
    conn.execute(
        delete(embeddings).where(
            embeddings.c.community_id == community_id,
            embeddings.c.embedder == embedder,
            embeddings.c.member_id.in_(member_ids),
        )
    )


def forget_afar(conn: Connection, member_id: str) -> None:
    """Erase what models elsewhere made of a member's words."""
    conn.execute(
        delete(embeddings).where(
            embeddings.c.member_id == member_id, embeddings.c.embedder.contains(AFAR)
        )
    )


def forget(conn: Connection, member_id: str) -> None:
    """Erase everything computed from a member's words."""
    conn.execute(delete(embeddings).where(embeddings.c.member_id == member_id))
