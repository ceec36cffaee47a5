"""Use cases: one member on several messengers.

A code asked for on one messenger and sent on another binds both to one member. Two
members become one only while nobody has met one of the two: then nothing that others
saw, and no cap, can change hands.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection

from core.domain.link_codes import LIVES, PAUSE, TRIES, codes_in, looks_like_code, tidy
from core.domain.members import Member
from core.store import folding, forgetting, linking, people, talks
from core.talk.incoming import Address

Unfit = Literal["unknown", "paused", "own", "two"]


@dataclass(frozen=True, slots=True)
class Found:
    """A code that can be used here.

    Attributes:
        key: How the code is kept.
        member: Whose it is.
    """

    key: str
    member: Member


@dataclass(frozen=True, slots=True)
class Joined:
    """Two messengers are one member's now.

    Attributes:
        keeper: Who they are.
        asked_at: Where the code was asked for.
        both_seated: Communities in which both had a seat; one is to be freed.
        folded: Who is no more.
    """

    keeper: Member
    asked_at: Address
    both_seated: Sequence[str]
    folded: str


def open_code(
    conn: Connection, *, member_id: str, code: str, at: Address, now: datetime
) -> None:
    """Let a code link whoever sends it to this member, once and for a short while."""
    linking.add_code(conn, code, member_id=member_id, at=at, expires_at=now + LIVES)


def read_code(
    conn: Connection, *, member_id: str, code: str, at: Address, now: datetime
) -> Found | Unfit:
    """Look at a code; a wrong one counts as a try, and too many make a pause."""
    if linking.tries(conn, at, now - PAUSE) >= TRIES:
        return "paused"
    key = linking.key_of(tidy(code))
    found = _behind(conn, key, member_id=member_id, now=now)
    if found == "unknown":
        linking.note_try(conn, at, now)
    return found


def shown(conn: Connection, *, text: str, now: datetime) -> bool:
    """Whether words that others read hold a code, which links nobody any more then.

    What only looks like one, alone, is answered the same.
    """
    ended = [linking.use(conn, linking.key_of(code), now) for code in codes_in(text)]
    return any(ended) or looks_like_code(text)


def _behind(
    conn: Connection, key: str, *, member_id: str, now: datetime
) -> Found | Unfit:
    known = linking.behind(conn, key, now)
    member = people.member(conn, known[0]) if known else None
    if member is None:
        return "unknown"
    if member.id == member_id:
        return "own"
    if _keeper(conn, member.id, member_id) is None:
        return "two"
    return Found(key, member)


def _keeper(conn: Connection, asking: str, here: str) -> str | None:
    """Return who stays when two become one; None when others have met both."""
    if not folding.met_by_others(conn, here):
        return asking
    return None if folding.met_by_others(conn, asking) else here


def link(
    conn: Connection, *, member_id: str, key: str, now: datetime
) -> Joined | Unfit:
    """Make one member of the two a code stands between."""
    known = linking.behind(conn, key, now)
    found = _behind(conn, key, member_id=member_id, now=now)
    if known is None or isinstance(found, str):
        return found if isinstance(found, str) else "unknown"
    asking = found.member.id
    for one in sorted((asking, member_id)):
        people.take_turns(conn, one)
    if not linking.use(conn, key, now):
        return "unknown"
    keeper = asking if _keeper(conn, asking, member_id) == asking else member_id
    folded = member_id if keeper == asking else asking
    for lane in talks.lanes_of(conn, folded):
        talks.empty(conn, lane)
    former, kept = people.member(conn, folded), people.member(conn, keeper)
    if former is None or kept is None:
        return "unknown"
    both = folding.fold(conn, folded, keeper, now)
    if former.name and not kept.name:
        people.change(conn, keeper, name=former.name)
    return Joined(kept, known[1], both, folded)


def bury(conn: Connection, folded: str, now: datetime) -> None:
    """Leave a stone where a folded member was, once their seats are free."""
    forgetting.bury(conn, folded, now)


def unlink(conn: Connection, *, member_id: str, at: Address) -> bool:
    """Take one address off a member; False for the last, and for somebody else's."""
    people.take_turns(conn, member_id)
    ways = people.addresses_of(conn, member_id)
    if at not in ways or len(ways) == 1:
        return False
    people.unbind(conn, at)
    talks.end(conn, at.place.lane)
    return True
