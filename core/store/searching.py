"""Queries: posts that hold words."""

from collections.abc import Collection, Iterator
from datetime import datetime
from itertools import chain, repeat

from sqlalchemy import Connection, or_, select

from core.store.tables.posts import posts

_FIRST, _THEN = 20, 1000
"""Posts read at a time: a word of many posts is found in the first few."""


def posts_with(
    conn: Connection,
    community_id: str,
    member_ids: Collection[str],
    wanted: Collection[str],
) -> Iterator[tuple[datetime, str, str]]:
    """Yield when, id and folded words of posts a community may read, newest first.

    Only those in which each of the folded terms stands somewhere; the caller looks
    closer, and may stop reading any time.
    """
    query = (
        select(posts.c.published_at, posts.c.id, posts.c.folded)
        .where(
            posts.c.community_id == community_id,
            posts.c.state == "shared",
            posts.c.member_id.in_(member_ids),
            *(posts.c.folded.contains(term, autoescape=True) for term in wanted),
        )
        .order_by(posts.c.published_at.desc(), posts.c.id.desc())
    )
    further = query
    for most in chain([_FIRST], repeat(_THEN)):
        rows = conn.execute(further.limit(most)).all()
        yield from (tuple(row) for row in rows)
        if len(rows) < most:
            return
        at, last, _ = rows[-1]
        before = or_(posts.c.published_at < at, posts.c.id < last)
        further = query.where(posts.c.published_at <= at, before)
