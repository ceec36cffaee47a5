"""Which openings are on somebody's road: free seats, and posts that wish for company.

Owns comparing them by the one closeness of the product, in memory: no number is kept,
shown or put in an order. It must not know who may see what; the caller names only
openings that this member was shown.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from core.domain.helping import NEAR_ENOUGH, PublishedLine
from core.matching.embedder import Embedder
from core.matching.index import Row, build
from core.matching.rank import candidates, read_need
from core.matching.reading import read_members
from core.store import flags as flag_store
from core.store import posts as post_store
from core.store import roads


def read_openings(
    conn: Connection, *, member_id: str, flags: Sequence[str], posts: Sequence[str]
) -> tuple[tuple[str, str], dict[str, str]]:
    """Return where a member is heading, and what each opening is about, by its id."""
    own = roads.vector(conn, member_id)
    up = [flag for one in flags if (flag := flag_store.flag(conn, one))]
    shared = [post for one in posts if (post := post_store.post(conn, one))]
    said = {flag.id: flag.purpose for flag in up}
    said |= {post.id: post.lines.get("with", "") for post in shared}
    return (own.destination, own.next_step), said


def on_road(
    road: Sequence[str], said: Mapping[str, str], embedder: Embedder
) -> list[str]:
    """Return ids of what comes near to one of the lines of a road (about 3 ms each)."""
    lines = {one: (PublishedLine("post_with", words),) for one, words in said.items()}
    readings = read_members(list(lines.values()), embedder)
    openings = build(
        (Row(*one, read) for one, read in zip(lines.items(), readings, strict=True)),
        embedder,
    )
    near = {
        one.member_id
        for line in filter(None, road)
        for one in candidates(read_need(line, embedder), openings)
        if one.closeness >= NEAR_ENOUGH
    }
    return sorted(near)
