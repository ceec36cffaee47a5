"""Use cases: keeping a post, who may read it, cheering one of its lines."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection

from core.clock import Ids
from core.domain.formats import AINORI_5, Outcome, Post
from core.domain.members import Member
from core.errors import Refusal
from core.store import communities, people, practice


def keep(
    conn: Connection,
    *,
    ids: Ids,
    member_id: str,
    lines: Mapping[str, str],
    outcome: Outcome | None,
    previous_id: str | None,
    community_id: str | None,
    now: datetime,
) -> str:
    """Store a post, shared with a community the member sits in, or kept.

    Returns:
        The id of the post.
    """
    if community_id and not communities.sits_in(conn, member_id, community_id):
        raise Refusal("post.not_your_room")
    post_id = ids.new()
    practice.add_post(
        conn,
        id=post_id,
        member_id=member_id,
        community_id=community_id,
        format=AINORI_5,
        lines=lines,
        previous_id=previous_id,
        outcome=outcome,
        now=now,
    )
    return post_id


def readable(
    conn: Connection, *, post_id: str, reader_id: str
) -> tuple[Post, Member] | None:
    """Read a post and its author, if the reader sits where it was shared."""
    post = practice.post(conn, post_id)
    if post is None:
        return None
    own = post.member_id == reader_id
    shared = post.community_id is not None and communities.sits_in(
        conn, reader_id, post.community_id
    )
    author = people.member(conn, post.member_id)
    return (post, author) if author and (own or shared) else None


def newest(
    conn: Connection, *, community_id: str, reader_id: str, most: int
) -> list[tuple[Post, Member]]:
    """Read the newest posts of other members of a community the reader sits in."""
    if not communities.sits_in(conn, reader_id, community_id):
        return []
    posts = [
        post
        for post in practice.shared_posts(conn, community_id, most=most * 5)
        if post.member_id != reader_id
    ][:most]
    authors = people.several(conn, [post.member_id for post in posts])
    return [
        (post, authors[post.member_id]) for post in posts if post.member_id in authors
    ]


def cheer(
    conn: Connection,
    *,
    ids: Ids,
    member_id: str,
    post_id: str,
    line: str,
    words: str,
    now: datetime,
) -> tuple[str, Post] | None:
    """Cheer one line of somebody's post.

    Returns:
        Id of the cheer and the post; None when nothing new was said.
    """
    found = readable(conn, post_id=post_id, reader_id=member_id)
    if found is None or found[0].member_id == member_id:
        raise Refusal("cheer.post_gone")
    cheer_id = ids.new()
    fresh = practice.add_cheer(
        conn,
        id=cheer_id,
        post_id=post_id,
        member_id=member_id,
        line=line,
        words=words,
        now=now,
    )
    return (cheer_id, found[0]) if fresh else None
