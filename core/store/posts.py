"""Queries: posts, and the cheers on their lines."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, or_, select, update

from core.domain.formats import Post
from core.domain.searching import folded
from core.store.hot import Hot
from core.store.tables.posts import cheers, posts

_POST = (
    posts.c.id,
    posts.c.member_id,
    posts.c.lines,
    posts.c.outcome,
    posts.c.previous_id,
    posts.c.community_id,
    posts.c.created_at,
)


@dataclass(frozen=True, slots=True)
class Cheer:
    """A cheer on one line of a post, as the post's author hears of it."""

    id: str
    post_id: str
    member_id: str
    line: str
    words: str


def _post(row: Iterable[Any]) -> Post:
    post_id, member_id, lines, *rest = row
    return Post(post_id, member_id, json.loads(lines), *rest)


def add_post(
    conn: Connection,
    *,
    id: str,
    member_id: str,
    community_id: str | None,
    format: str,
    lines: Mapping[str, str],
    previous_id: str | None,
    outcome: str | None,
    now: datetime,
) -> None:
    """Store a post: shared with a community, or kept when there is none."""
    conn.execute(
        insert(posts).values(
            id=id,
            member_id=member_id,
            community_id=community_id,
            format=format,
            lines=json.dumps(dict(lines), ensure_ascii=False),
            previous_id=previous_id,
            outcome=outcome,
            next_step=lines.get("next", ""),
            state="shared" if community_id else "kept",
            created_at=now,
            published_at=now if community_id else None,
            folded=folded("\n".join(lines.values())),
        )
    )


def last_post(conn: Connection, member_id: str) -> Post | None:
    """Read a member's own latest post, shared or kept."""
    row = _LAST_POST.first(conn, member=member_id)
    return _post(row) if row else None


def post(conn: Connection, post_id: str) -> Post | None:
    """Read a post by id; the caller decides who may see it."""
    row = conn.execute(select(*_POST).where(posts.c.id == post_id)).one_or_none()
    return _post(row) if row else None


def shared_posts(
    conn: Connection,
    community_id: str,
    *,
    member_ids: Sequence[str] | None = None,
    most: int = 1000,
) -> list[Post]:
    """Read the posts a community may read, newest first."""
    query = (
        select(*_POST)
        .where(posts.c.community_id == community_id, posts.c.state == "shared")
        .order_by(posts.c.published_at.desc(), posts.c.id.desc())
        .limit(most)
    )
    if member_ids is not None:
        query = query.where(posts.c.member_id.in_(member_ids))
    return [_post(row) for row in conn.execute(query)]


def show(
    conn: Connection, post_id: str, community_id: str | None, now: datetime
) -> None:
    """Let a post be read in a room from now on, or by nobody but its author."""
    conn.execute(
        update(posts)
        .where(posts.c.id == post_id)
        .values(
            community_id=community_id,
            state="shared" if community_id else "kept",
            published_at=now if community_id else None,
        )
    )


def take_down(conn: Connection, post_id: str) -> None:
    """Erase a post on which nothing is left, and the cheers on its lines."""
    conn.execute(delete(cheers).where(cheers.c.post_id == post_id))
    before = select(posts.c.previous_id).where(posts.c.id == post_id)
    previous = conn.execute(before).scalar_one_or_none()
    conn.execute(
        update(posts).where(posts.c.previous_id == post_id).values(previous_id=previous)
    )
    conn.execute(delete(posts).where(posts.c.id == post_id))


def add_cheer(
    conn: Connection,
    *,
    id: str,
    post_id: str,
    member_id: str,
    line: str,
    words: str,
    now: datetime,
) -> bool:
    """Store a cheer; False when this person already cheered this line."""
    known = conn.execute(
        select(cheers.c.id).where(
            cheers.c.post_id == post_id,
            cheers.c.member_id == member_id,
            cheers.c.line == line,
        )
    ).one_or_none()
    if known:
        return False
    conn.execute(
        insert(cheers).values(
            id=id,
            post_id=post_id,
            member_id=member_id,
            line=line,
            words=words,
            created_at=now,
        )
    )
    return True


def lines_cheered(conn: Connection, post_id: str, member_id: str) -> tuple[str, ...]:
    """Return the lines of a post that a member already cheered."""
    rows = conn.execute(
        select(cheers.c.line).where(
            cheers.c.post_id == post_id, cheers.c.member_id == member_id
        )
    )
    return tuple(row.line for row in rows)


def cheer(conn: Connection, cheer_id: str) -> Cheer | None:
    """Read a cheer."""
    row = conn.execute(
        select(
            cheers.c.id,
            cheers.c.post_id,
            cheers.c.member_id,
            cheers.c.line,
            cheers.c.words,
        ).where(cheers.c.id == cheer_id)
    ).one_or_none()
    return Cheer(*row) if row else None


def post_cheered(conn: Connection, cheer_id: str) -> str:
    """Return the id of the post a cheer is on, '' when it is gone."""
    query = select(cheers.c.post_id).where(cheers.c.id == cheer_id)
    return conn.execute(query).scalar_one_or_none() or ""


def answer_cheer(conn: Connection, cheer_id: str, words: str) -> None:
    """Store what the post's author answered to a cheer."""
    conn.execute(update(cheers).where(cheers.c.id == cheer_id).values(answer=words))


def met_through_cheers(conn: Connection, member_id: str) -> set[str]:
    """Return everybody with whom a member exchanged a cheer, either way round."""
    rows = conn.execute(
        select(posts.c.member_id.label("author"), cheers.c.member_id.label("cheering"))
        .join(cheers, cheers.c.post_id == posts.c.id)
        .where(or_(posts.c.member_id == member_id, cheers.c.member_id == member_id))
    )
    return {person for row in rows for person in row} - {member_id}


_LAST_POST = Hot(
    select(*_POST)
    .where(posts.c.member_id == bindparam("member"))
    .order_by(posts.c.created_at.desc(), posts.c.id.desc())
    .limit(1)
)
