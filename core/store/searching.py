"""Queries: posts that may hold words."""

import json
from collections.abc import Collection, Generator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, or_, select

from core.store.tables.practice import posts

_AT_ONCE = 200


def posts_spelled(
    conn: Connection,
    community_id: str,
    member_ids: Collection[str],
    spelled: Sequence[Collection[str]],
) -> Generator[tuple[datetime, str, Mapping[str, str]]]:
    """Yield when, id and lines of posts a community may read, newest first.

    Only those with one spelling of each term somewhere; the caller looks closer, and
    may stop reading any time.
    """
    query = (
        select(posts.c.published_at, posts.c.id, posts.c.lines)
        .where(
            posts.c.community_id == community_id,
            posts.c.state == "shared",
            posts.c.member_id.in_(member_ids),
            *(or_(*(_standing(one) for one in sorted(ways))) for ways in spelled),
        )
        .order_by(posts.c.published_at.desc(), posts.c.id.desc())
        .execution_options(yield_per=_AT_ONCE)
    )
    with conn.execute(query) as rows:
        for published_at, post_id, lines in rows:
            yield published_at, post_id, json.loads(lines)


def _standing(spelling: str) -> ColumnElement[bool]:
    # Without its case only where there is one: that costs a copy of every text.
    if any(one.isascii() and one.isalpha() for one in spelling):
        return posts.c.lines.icontains(spelling, autoescape=True)
    return posts.c.lines.contains(spelling, autoescape=True)
