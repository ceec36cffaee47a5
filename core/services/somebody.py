"""Use cases: somebody of one's rooms, named in words, and what they show there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection

from core.domain.communities import Community
from core.domain.formats import Post
from core.domain.helping import may_be_asked
from core.domain.members import Member
from core.domain.named import named
from core.domain.vectors import Vector
from core.services import asking
from core.store import communities, people, posts, roads

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Somebody:
    """A member and what they show to the reader.

    Attributes:
        rooms: Where both sit, those where the member shows their road first.
        vector: What they show in the first of these; empty for nothing.
        post: Their latest post in one of these rooms.
        free: Whether the reader may ask them now, whatever it is that hinders.
    """

    member: Member
    rooms: tuple[Community, ...]
    vector: Vector
    post: Post | None
    free: bool


def named_in(conn: Connection, *, reader_id: str, text: str) -> list[Member]:
    """Return the people of the reader's rooms whom words name, in the words' order.

    A name that two of them bear names both.
    """
    around = people.around(conn, reader_id)
    names = named(text, (one.name for one in around))
    return [one for name in names for one in around if one.name == name]


def seen(
    conn: Connection, *, reader_id: str, member_id: str, now: datetime
) -> Somebody | None:
    """Read somebody; None for oneself and whoever sits in no room of the reader's.

    Of those kept apart nothing is read but the name.
    """
    member = people.member(conn, member_id)
    shared = tuple(rooms_of_both(conn, reader_id, member_id))
    if member is None or member_id == reader_id or not shared:
        return None
    if member_id in people.kept_apart(conn, reader_id):
        return Somebody(member, shared, Vector(), None, free=False)
    shown = {
        room.id: found[member_id]
        for room in shared
        if member_id in (found := roads.vectors_shown(conn, room.id, [member_id]))
    }
    rooms = sorted(shared, key=lambda room: room.id not in shown)
    latest = [
        post
        for room in rooms
        for post in posts.shared_posts(conn, room.id, member_ids=[member_id], most=1)
    ]
    post = max(latest, key=lambda one: one.created_at or _LONG_AGO, default=None)
    vector = shown.get(rooms[0].id, Vector())
    standing = asking.standings(conn, [member_id], asker_id=reader_id, now=now)
    # Who shows nothing has no road that an ask could lie on.
    free = bool(shown or latest) and may_be_asked(standing[member_id], now=now)
    return Somebody(member, tuple(rooms), vector, post, free)


def rooms_of_both(
    conn: Connection, reader_id: str, member_id: str
) -> Iterator[Community]:
    """Read the rooms in which two people sit, in the order of the reader's."""
    for home in communities.of_member(conn, reader_id):
        if communities.sits_in(conn, member_id, home.id):
            yield home
