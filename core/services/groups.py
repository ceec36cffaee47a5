"""Use cases: a group belongs to a community, and sees the flags raised for it.

A group is on a messenger and may hold people without a seat in the community. So
nothing of the community is said there but a flag that its own raiser put up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection

from core.domain.flags import Flag
from core.domain.members import Member
from core.store import communities, flags, groups, people
from core.talk.incoming import Place

MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class GroupFlag:
    """A flag as a group sees it: who raised it, and nobody else."""

    flag: Flag
    raiser: Member


Joined = Literal["joined", "no_such_code", "not_seated"]


def join(conn: Connection, *, place: Place, code: str, member_id: str | None) -> Joined:
    """Let a group belong to the community a code opens.

    Only somebody who sits there can say so; anybody there may undo it.
    """
    home = communities.invited_to(conn, code)
    if home is None:
        return "no_such_code"
    if member_id is None or not communities.sits_in(conn, member_id, home.id):
        return "not_seated"
    groups.belong(conn, place, home.id)
    return "joined"


def part(conn: Connection, *, place: Place, member_id: str | None) -> bool:
    """Let a group belong to no community; False for somebody without a seat there."""
    home = groups.home_of(conn, place)
    if home is None:
        return True
    if member_id is None or not communities.sits_in(conn, member_id, home.id):
        return False
    groups.belong(conn, place, None)
    return True


def put_up(
    conn: Connection, *, flag_id: str, raiser_id: str, now: datetime
) -> list[Place]:
    """Let the groups of its community see a flag; only its raiser decides that.

    Returns:
        The groups that did not see it before, to be shown it.
    """
    flag = flags.flag(conn, flag_id)
    if flag is None or flag.state != "open" or flag.raiser_id != raiser_id:
        return []
    new = groups.unaware(conn, flag.community_id, flag.id)
    for place in new:
        groups.put_up(conn, place, flag.id, now)
    return new


def standing(conn: Connection, place: Place) -> list[GroupFlag]:
    """Return the flags that stand in a group, the newest first."""
    return _raised(conn, groups.flags_in(conn, place, MOST_SHOWN))


def one(conn: Connection, place: Place, flag_id: str) -> GroupFlag | None:
    """Return a flag if it stands in a group."""
    flag = groups.flag_in(conn, place, flag_id)
    return next(iter(_raised(conn, [flag] if flag else [])), None)


def _raised(conn: Connection, found: Sequence[Flag]) -> list[GroupFlag]:
    raisers = people.several(conn, sorted({flag.raiser_id for flag in found}))
    return [
        GroupFlag(flag, raisers[flag.raiser_id])
        for flag in found
        if flag.raiser_id in raisers
    ]
