"""Use cases: keeping a post, who may read it, cheering one of its lines."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Connection

from core.clock import Ids
from core.domain.formats import AINORI_5, Outcome, Post
from core.domain.members import Member
from core.domain.tone import solicits
from core.errors import Refusal
from core.store import communities, embeddings, people, posts
from core.store.posts import Cheer

HAND = "hand"
"""What stands in the place of a line when a cheer says "I would lend a hand"."""

_LOOKED_AT = 20
WISHES_FOR = timedelta(days=60)
"""How long a wish for company in a post is taken to be one still."""
NotPlaced = Literal["already", "gone"]


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
    posts.add_post(
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


def show(
    conn: Connection,
    *,
    post_id: str,
    member_id: str,
    community_id: str | None,
    now: datetime,
) -> str | None:
    """Let a post be read in a room, or by nobody but its author.

    Returns:
        Where it was to be read before, '' for nowhere; None where it is not theirs,
        they do not sit in that room, or it reads like signing people up by now: words
        kept for oneself follow an edit at once.
    """
    post = posts.post(conn, post_id)
    if post is None or post.member_id != member_id:
        return None
    if community_id and not communities.sits_in(conn, member_id, community_id):
        return None
    if community_id and solicits("\n".join(post.lines.values())):
        return None
    posts.show(conn, post_id, community_id, now)
    if community_id is None:
        # What was read of the words must not outlive them; the rest is read again.
        embeddings.forget(conn, member_id)
    return post.community_id or ""


def readable(
    conn: Connection, *, post_id: str, reader_id: str
) -> tuple[Post, Member] | None:
    """Read a post and its author, if both sit where it was shared.

    Two people who are not brought together do not read one another's posts, either
    way round; to both it looks as if the post were gone.
    """
    post = posts.post(conn, post_id)
    author = people.member(conn, post.member_id) if post else None
    if post is None or author is None:
        return None
    if author.id == reader_id:
        return post, author
    shared = post.community_id is not None and all(
        communities.sits_in(conn, one, post.community_id)
        for one in (reader_id, author.id)
    )
    apart = author.id in people.kept_apart(conn, reader_id)
    return (post, author) if shared and not apart else None


def newest(
    conn: Connection, *, community_id: str, reader_id: str, most: int
) -> list[tuple[Post, Member]]:
    """Read the newest posts of other members of a community the reader sits in.

    Only people who still sit there are read, and one post of each before a second of
    anybody, so that nobody fills the room.
    """
    if not communities.sits_in(conn, reader_id, community_id):
        return []
    seated = set(communities.member_ids(conn, community_id))
    readable_ids = seated - people.kept_apart(conn, reader_id) - {reader_id}
    shared = posts.shared_posts(
        conn, community_id, member_ids=sorted(readable_ids), most=most * _LOOKED_AT
    )
    first: dict[str, Post] = {}
    for post in shared:
        first.setdefault(post.member_id, post)
    seconds = [post for post in shared if first[post.member_id] is not post]
    wanted = [*first.values(), *seconds][:most]
    authors = people.several(conn, [post.member_id for post in wanted])
    return [(post, authors[post.member_id]) for post in shared if post in wanted]


def wishing(
    conn: Connection, *, community_id: str, reader_id: str, now: datetime, most: int
) -> list[tuple[Post, Member]]:
    """Read posts whose authors wish for somebody the reader could be, newest first.

    Those the reader offered a hand with already are left out.
    """
    read = newest(conn, community_id=community_id, reader_id=reader_id, most=most)
    return [
        (post, author)
        for post, author in read
        if post.lines.get("with")
        and (post.created_at is None or now - post.created_at <= WISHES_FOR)
        and HAND not in posts.lines_cheered(conn, post.id, reader_id)
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
) -> tuple[str, Post] | NotPlaced:
    """Cheer one filled line of somebody's post.

    Args:
        line: Key of a line of the format, or `HAND`: the member would lend a hand
            with what the author wrote under `with` (R9).

    Returns:
        Id of the cheer and the post, or why nothing new was said.
    """
    found = readable(conn, post_id=post_id, reader_id=member_id)
    if found is None or found[1].id == member_id:
        return "gone"
    post, _ = found
    if not post.lines.get("with" if line == HAND else line):
        return "gone"
    cheer_id = ids.new()
    fresh = posts.add_cheer(
        conn,
        id=cheer_id,
        post_id=post_id,
        member_id=member_id,
        line=line,
        words=words,
        now=now,
    )
    return (cheer_id, post) if fresh else "already"


def cheer_received(
    conn: Connection, *, cheer_id: str, author_id: str
) -> tuple[Cheer, Post, Member] | None:
    """Read a cheer on one's own post, and who put it there."""
    cheered = posts.cheer(conn, cheer_id)
    post = posts.post(conn, cheered.post_id) if cheered else None
    friend = people.member(conn, cheered.member_id) if cheered else None
    if cheered is None or post is None or friend is None:
        return None
    apart = friend.id in people.kept_apart(conn, author_id)
    mine = post.member_id == author_id and not apart
    return (cheered, post, friend) if mine else None
