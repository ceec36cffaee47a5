"""Use cases: keeping a distance from somebody, by one's own word (invariant 17).

What it does holds both ways; who said it, nobody learns but the one who did. Whatever
comes back to the other side is what they would get from somebody who rests or passes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from core.domain.communities import Community
from core.domain.flags import Flag
from core.domain.members import Member, going_by
from core.domain.requests import RIDING, Request
from core.services import calling
from core.services.asking import WAITING
from core.services.somebody import rooms_of_both
from core.store import apart, asks, flags, keepers, people

_SEASON = timedelta(days=90)
_LATELY = 3


@dataclass(frozen=True, slots=True)
class Between:
    """What is open or agreed on between a member and somebody else.

    Attributes:
        rooms: Where both sit.
        kept: Whether the member keeps a distance already.
        received: The other's requests that wait; `sent` those to them.
        flags: The open flags that both are under.
    """

    other: Member
    rooms: tuple[Community, ...]
    kept: bool
    received: tuple[Request, ...]
    sent: tuple[Request, ...]
    riding: tuple[Request, ...]
    flags: tuple[Flag, ...]


def called(conn: Connection, *, reader_id: str, name: str) -> list[Member]:
    """Find people of all rooms the reader sits in by the name they go by."""
    return going_by(people.around(conn, reader_id), name)


def lately(conn: Connection, *, reader_id: str, now: datetime) -> list[Member]:
    """Read a few of those whose requests reached the reader, the latest first."""
    around = {one.id: one for one in people.around(conn, reader_id)}
    kept = set(apart.of(conn, reader_id))
    asked = dict.fromkeys(
        one.asker_id
        for one in asks.of_member(conn, reader_id, since=now - _SEASON)
        if one.helper_id == reader_id and one.asker_id not in kept
    )
    return [around[one] for one in asked if one in around][:_LATELY]


def between(
    conn: Connection, *, member_id: str, other_id: str, now: datetime
) -> Between | None:
    """Read what is between two who share a room, or are kept apart; else None."""
    other = people.member(conn, other_id) if other_id != member_id else None
    kept = other_id in apart.of(conn, member_id)
    rooms = tuple(rooms_of_both(conn, member_id, other_id))
    if other is None or not (rooms or kept):
        return None
    both = [
        (one, one.state_at(now))
        for one in asks.of_member(conn, member_id, since=now - _SEASON)
        if other_id in {one.asker_id, one.helper_id}
    ]
    waiting = [one for one, state in both if state in WAITING]
    return Between(
        other,
        rooms,
        kept,
        received=tuple(one for one in waiting if one.asker_id == other_id),
        sent=tuple(one for one in waiting if one.asker_id == member_id),
        riding=tuple(one for one, state in both if state in RIDING),
        flags=tuple(_flags_of_both(conn, member_id, other_id)),
    )


def _flags_of_both(conn: Connection, member_id: str, other_id: str) -> Iterator[Flag]:
    theirs = {one.id for one in _under(conn, other_id)}
    for flag in _under(conn, member_id):
        if flag.id in theirs:
            yield flag


def _under(conn: Connection, member_id: str) -> list[Flag]:
    held = [one for one in flags.held_by(conn, member_id) if one.state == "open"]
    return [*flags.raised_by(conn, member_id), *held]


def watch(conn: Connection, found: Between, *, member_id: str) -> tuple[bool, bool]:
    """Return whether the other keeps watch over a room of both, and alone in one."""
    watching = [set(keepers.agreed(conn, room.id)) for room in found.rooms]
    theirs = [some for some in watching if found.other.id in some]
    return bool(theirs), any(some <= {found.other.id, member_id} for some in theirs)


def watched(
    conn: Connection, found: Between, *, member_id: str
) -> tuple[Community, ...]:
    """Return the rooms of both in which the member's call would find a keeper."""
    return tuple(
        room
        for room in found.rooms
        if calling.watching(conn, community_id=room.id, reader_id=member_id)
    )


def before(
    conn: Connection, *, member_id: str, other_id: str, now: datetime
) -> Between | None:
    """Read what is between two who will be kept apart in this transaction.

    Whatever either of them sends comes before or after it, never beside it.
    """
    # Sorted: two who say so at once must not wait for one another.
    for one in sorted({member_id, other_id}):
        people.take_turns(conn, one)
    return between(conn, member_id=member_id, other_id=other_id, now=now)


def begin(conn: Connection, *, member_id: str, other_id: str, now: datetime) -> None:
    """Keep a distance from now on; said twice is the same as once."""
    apart.add(conn, member_id, other_id, now)


def pass_quietly(conn: Connection, request: Request, now: datetime) -> bool:
    """Let a waiting request end as an ordinary pass without words."""
    return asks.move(conn, request.id, was=WAITING, becomes="passed", answered_at=now)


def those(conn: Connection, member_id: str) -> list[Member]:
    """Read whom a member keeps a distance from, for that member alone."""
    ids = apart.of(conn, member_id)
    found = people.several(conn, ids)
    return [found[one] for one in ids if one in found]


def end(conn: Connection, *, member_id: str, other_id: str) -> Member | None:
    """Keep no distance any more; nothing that was closed opens by it."""
    apart.remove(conn, member_id, other_id)
    return people.member(conn, other_id)
