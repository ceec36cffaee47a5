"""Queries: vectors, raw answers, posts, cheers."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, or_, select, update

from core.domain.formats import Post
from core.domain.searching import folded
from core.domain.vectors import Vector
from core.store.hot import Hot
from core.store.rows import AnyRow
from core.store.tables.practice import (
    cheers,
    posts,
    raw_answers,
    vector_shown,
    vectors,
)

_VECTOR = (
    vectors.c.member_id,
    vectors.c.origin,
    vectors.c.turn,
    vectors.c.destination,
    vectors.c.next_step,
    vectors.c.edition,
    vectors.c.created_at,
)
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


def _vector(row: AnyRow) -> Vector:
    return Vector(*row[1:])


def _post(row: Iterable[Any]) -> Post:
    post_id, member_id, lines, *rest = row
    return Post(post_id, member_id, json.loads(lines), *rest)


# Vectors


def vector(conn: Connection, member_id: str) -> Vector:
    """Read a member's current vector; an empty one if there is none."""
    row = _VECTOR_NOW.first(conn, member=member_id)
    return Vector(*row[1:]) if row else Vector()


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
    found = {}
    for row in conn.execute(query):
        read = _vector(row)
        found[row.member_id] = Vector(
            origin=read.origin,
            destination=read.destination,
            next_step=read.next_step,
            edition=read.edition,
            created_at=read.created_at,
        )
    return found


def add_raw_answer(
    conn: Connection,
    *,
    id: str,
    member_id: str,
    question: str,
    text: str,
    message: str,
    now: datetime,
    erase_at: datetime,
) -> None:
    """Keep what a member answered, until `erase_at`."""
    _RAW_ANSWER.run(
        conn,
        id=id,
        member_id=member_id,
        question=question,
        text=text,
        message=message,
        at=now,
        erase_at=erase_at,
    )


def erase_raw_answers(conn: Connection, now: datetime) -> int:
    """Erase the raw answers whose time is over; return how many rows went."""
    return conn.execute(
        delete(raw_answers).where(raw_answers.c.erase_at <= now)
    ).rowcount


def mend_raw_message(
    conn: Connection, member_id: str, message: str, text: str
) -> tuple[str, str] | None:
    """Let the raw answer that came as this message read anew, or erase it for ''.

    Returns:
        The question and what the answer was; None when no answer came as it.
    """
    this = (raw_answers.c.member_id == member_id, raw_answers.c.message == message)
    query = select(raw_answers.c.question, raw_answers.c.text).where(*this)
    row = conn.execute(query.order_by(raw_answers.c.at.desc())).first()
    if row is None or not message:
        return None
    if text:
        conn.execute(update(raw_answers).where(*this).values(text=text))
    else:
        conn.execute(delete(raw_answers).where(*this))
    return row.question, row.text


# Posts


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
_RAW_ANSWER = Hot(
    insert(raw_answers).values({c.name: bindparam(c.name) for c in raw_answers.c})
)
_LAST_POST = Hot(
    select(*_POST)
    .where(posts.c.member_id == bindparam("member"))
    .order_by(posts.c.created_at.desc(), posts.c.id.desc())
    .limit(1)
)
