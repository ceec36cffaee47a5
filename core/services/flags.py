"""Use cases: raising a flag, taking a seat under it, letting go, another
day, folding it.

Whoever raised a flag cannot choose who comes along; a seat is taken by the database
in one transaction, and nobody gives a reason for letting go.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection

from core.clock import Ids
from core.domain.calendar import When
from core.domain.flags import MOST_OPEN, Flag
from core.domain.members import Member
from core.errors import Refusal
from core.store import apart, communities, flags, people

Missed = Literal["full", "folded", "own", "already"]


@dataclass(frozen=True, slots=True)
class SeenFlag:
    """A flag as one member sees it.

    `holders` are the others who hold it and are not kept apart from the reader; only
    those under the flag see them. `distant`: somebody the reader keeps a distance from
    holds it as well; like a face, this is seen from under the flag alone.
    """

    flag: Flag
    raiser: Member
    mine: bool
    holding: bool
    holders: tuple[Member, ...] = ()
    distant: bool = False


def raise_flag(
    conn: Connection,
    *,
    ids: Ids,
    member_id: str,
    community_id: str,
    purpose: str,
    timing: str,
    my_part: str,
    earns: bool,
    earns_words: str,
    seats: int,
    now: datetime,
    day: When | None = None,
) -> Flag | None:
    """Put a flag up; None when the member has as many up as can be told apart.

    Raises:
        Refusal: The member does not sit in the community.
    """
    if not communities.sits_in(conn, member_id, community_id):
        raise Refusal("flag.not_your_room")
    if len(flags.raised_by(conn, member_id)) >= MOST_OPEN:
        return None
    new = Flag(
        id=ids.new(),
        raiser_id=member_id,
        community_id=community_id,
        purpose=purpose,
        timing=timing,
        my_part=my_part,
        earns=earns,
        earns_words=earns_words,
        seats=seats,
        taken=0,
        day=day,
    )
    flags.add(conn, new, now)
    return new


def newest(
    conn: Connection, *, reader_id: str, community_ids: Sequence[str], most: int
) -> list[SeenFlag]:
    """Read open flags of communities the reader sits in, the newest of each first.

    Two people who are not brought together do not see one another's.
    """
    hidden = people.kept_apart(conn, reader_id)
    found = [
        flag
        for community_id in community_ids
        if communities.sits_in(conn, reader_id, community_id)
        for flag in flags.open_in(conn, community_id, most)
        if flag.raiser_id not in hidden
    ]
    return _seen(conn, found[:most], reader_id)


def raised(conn: Connection, *, member_id: str) -> list[SeenFlag]:
    """Read a member's own open flags."""
    return _seen(conn, flags.raised_by(conn, member_id), member_id)


def one(conn: Connection, *, flag_id: str, reader_id: str) -> SeenFlag | None:
    """Read a flag, up or folded, if the reader sits where it was raised.

    To somebody kept apart from its raiser it is as if it were gone, unless they hold
    it: what was agreed on stays.
    """
    flag = flags.flag(conn, flag_id)
    if flag is None:
        return None
    holds = reader_id in flags.holders(conn, [flag_id])[flag_id]
    if not _may_see(conn, flag, reader_id, holds=holds):
        return None
    return next(iter(_seen(conn, [flag], reader_id)), None)


def _seen(conn: Connection, found: Sequence[Flag], reader_id: str) -> list[SeenFlag]:
    holders = flags.holders(conn, [flag.id for flag in found])
    hidden = people.kept_apart(conn, reader_id) | {reader_id}
    kept = set(apart.of(conn, reader_id))
    ids = {flag.raiser_id for flag in found}
    ids.update(member_id for held in holders.values() for member_id in held)
    members = people.several(conn, sorted(ids))
    seen = []
    for flag in found:
        holding = reader_id in holders[flag.id]
        mine = flag.raiser_id == reader_id
        others = [one for one in holders[flag.id] if one not in hidden]
        if flag.raiser_id in members:
            seen.append(
                SeenFlag(
                    flag=flag,
                    raiser=members[flag.raiser_id],
                    mine=mine,
                    holding=holding,
                    holders=tuple(
                        members[other]
                        for other in others
                        if (holding or mine) and other in members
                    ),
                    distant=(holding or mine) and not kept.isdisjoint(holders[flag.id]),
                )
            )
    return seen


def _may_see(conn: Connection, flag: Flag, reader_id: str, *, holds: bool) -> bool:
    here = communities.sits_in(conn, reader_id, flag.community_id)
    apart = flag.raiser_id in people.kept_apart(conn, reader_id)
    return here and (holds or not apart)


def hold(
    conn: Connection, *, flag_id: str, member_id: str, now: datetime
) -> Flag | Missed:
    """Take a seat under a flag."""
    flag = flags.flag(conn, flag_id)
    if flag is None:
        return "folded"
    holds = member_id in flags.holders(conn, [flag_id])[flag_id]
    if flag.state != "open" or not _may_see(conn, flag, member_id, holds=holds):
        return "folded"
    if flag.raiser_id == member_id:
        return "own"
    if holds:
        return "already"
    if flags.take_hand(conn, flag_id, member_id, now):
        return flags.flag(conn, flag_id) or flag
    standing = flags.flag(conn, flag_id)
    return "full" if standing and standing.state == "open" else "folded"


def let_go(conn: Connection, *, flag_id: str, member_id: str) -> bool:
    """Let go of a flag; no reason is asked and nobody is told."""
    return flags.let_go(conn, flag_id, member_id)


def move(
    conn: Connection, *, flag_id: str, raiser_id: str, timing: str, day: When | None
) -> list[str] | None:
    """Let one's own flag be at another time; seats and faces stay as they are.

    Returns:
        Who holds it, to be told; None when there was nothing to change.
    """
    written = day.iso if day else ""
    if not flags.move(conn, flag_id, raiser_id, timing=timing, day=written):
        return None
    return flags.holders(conn, [flag_id])[flag_id]


def fold(conn: Connection, *, flag_id: str, raiser_id: str) -> list[str] | None:
    """Fold a flag.

    Returns:
        Who held it, to be told; None when there was nothing to fold.
    """
    if not flags.fold(conn, flag_id, raiser_id):
        return None
    return flags.holders(conn, [flag_id])[flag_id]


def step_off(
    conn: Connection, *, member_id: str, community_id: str | None = None
) -> list[tuple[Flag, list[str]]]:
    """Let go of all flags a member holds and fold those they raised.

    Returns:
        The folded flags and who held each, to be told.
    """
    for held in flags.held_by(conn, member_id, community_id=community_id):
        flags.let_go(conn, held.id, member_id)
    folded = []
    for flag in flags.raised_by(conn, member_id, community_id=community_id):
        told = fold(conn, flag_id=flag.id, raiser_id=member_id)
        folded.append((flag, told or []))
    return folded
