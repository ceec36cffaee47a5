"""What each member of a community publishes to it, as lines that may be quoted.

The only source of what matching reads and what a reason may quote (invariant 3).
"""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection

from core.domain.helping import LineKind, PublishedLine
from core.store import communities, posts, roads

_POSTS_READ = 3
_VECTOR_LINES: tuple[LineKind, ...] = ("destination", "next_step", "origin")
_POST_LINES: tuple[tuple[LineKind, str], ...] = (
    ("post_now", "now"),
    ("post_next", "next"),
    ("post_with", "with"),
)


def lines(
    conn: Connection, community_id: str, member_ids: Sequence[str] | None = None
) -> dict[str, tuple[PublishedLine, ...]]:
    """Return the published lines of the members of a community.

    Destination first, then posts from the newest; members without any are left out.
    """
    seated = set(communities.member_ids(conn, community_id))
    found: defaultdict[str, list[PublishedLine]] = defaultdict(list)
    for member_id, vector in roads.vectors_shown(
        conn, community_id, member_ids
    ).items():
        for kind in _VECTOR_LINES:
            text = getattr(vector, kind).strip()
            if text:
                found[member_id].append(PublishedLine(kind, text))
    read: defaultdict[str, int] = defaultdict(int)
    for post in posts.shared_posts(conn, community_id, member_ids=member_ids):
        if read[post.member_id] >= _POSTS_READ:
            continue
        read[post.member_id] += 1
        for kind, name in _POST_LINES:
            text = post.lines.get(name, "").strip()
            if text:
                found[post.member_id].append(PublishedLine(kind, text))
    return {
        member_id: tuple(said)
        for member_id, said in found.items()
        if member_id in seated
    }


def says(conn: Connection, community_id: str, member_id: str, words: str) -> bool:
    """Whether a community can read these words of a member, now."""
    vector = roads.vectors_shown(conn, community_id, [member_id]).get(member_id)
    read = [getattr(vector, name) for name in _VECTOR_LINES] if vector else []
    for post in posts.shared_posts(conn, community_id, member_ids=[member_id]):
        read.extend(post.lines.values())
    return any(words in text for text in read)
