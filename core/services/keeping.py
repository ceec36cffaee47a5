"""Use cases: who keeps watch over a room, by the owner's choice and their own word.

Keeping watch is an offer to listen. It gives no sight of anything but the calls that
somebody sends to the room's keepers; saying no is silence.
"""

from datetime import datetime
from typing import Literal

from sqlalchemy import Connection

from core.domain.communities import Community
from core.domain.sos import MOST_KEEPERS
from core.store import communities, keepers

Unasked = Literal["not_owner", "not_here", "already", "enough"]


def ask(
    conn: Connection,
    *,
    community_id: str,
    member_id: str,
    asked_by: str | None,
    now: datetime,
) -> Community | Unasked:
    """Ask somebody to keep watch; `asked_by` is None for an operator."""
    community = communities.community(conn, community_id)
    if community is None or asked_by not in {None, community.owner_id}:
        return "not_owner"
    if not communities.sits_in(conn, member_id, community_id):
        return "not_here"
    asked = keepers.asked(conn, community_id)
    if member_id in asked:
        return "already"
    if len(asked) >= MOST_KEEPERS:
        return "enough"
    keepers.ask(conn, community_id, member_id, now)
    return community


def agree(
    conn: Connection, *, community_id: str, member_id: str, now: datetime
) -> bool:
    """Keep watch from now on, if they were asked."""
    return keepers.agree(conn, community_id, member_id, now)


def stop(conn: Connection, *, community_id: str, member_id: str) -> bool:
    """Say no, or keep watch no more; nobody is told."""
    return keepers.release(conn, community_id, member_id)


def release(
    conn: Connection, *, community_id: str, member_id: str, owner_id: str
) -> bool:
    """Let somebody go from the watch, by the owner's word."""
    community = communities.community(conn, community_id)
    if community is None or community.owner_id != owner_id:
        return False
    return keepers.release(conn, community_id, member_id)
