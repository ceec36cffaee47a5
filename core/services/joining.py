"""Use cases: taking a seat, leaving it, waiting for one.

A community holds at most as many as can know each other's faces; the database counts
the seats, so no race and no path goes beyond (W7).
"""

from datetime import datetime

from sqlalchemy import Connection

from core.domain.communities import FILLING_AT, Community
from core.store import asks, communities, embeddings, roads, soundings


def join(
    conn: Connection, *, member_id: str, code: str, now: datetime
) -> tuple[Community | None, bool, bool]:
    """Take a seat by invite code.

    Returns:
        The community the code opens (None: no such code), whether the member now sits
        there, and whether they sat there before.
    """
    community = communities.invited_to(conn, code.strip())
    if community is None:
        return None, False, False
    if communities.sits_in(conn, member_id, community.id):
        return community, True, True
    seated = communities.take_seat(conn, community.id, member_id, now)
    return communities.community(conn, community.id), seated, False


def filling(conn: Connection, community: Community, now: datetime) -> bool:
    """Whether its owner is to be told that the room is filling; True only once."""
    return community.taken >= FILLING_AT and communities.told_filling(
        conn, community.id, now
    )


def leave(
    conn: Connection, *, member_id: str, community_id: str, now: datetime
) -> list[str]:
    """Free a seat and close what the member has open there.

    Returns:
        Ids of the requests that end by this, so that the others can be told.
    """
    if not communities.leave_seat(conn, community_id, member_id):
        return []
    embeddings.forget(conn, member_id)
    shown = roads.vector_shown_in(conn, member_id) - {community_id}
    roads.show_vector_in(conn, member_id, sorted(shown), now)
    soundings.step_off(conn, member_id, now, community_id=community_id)
    return asks.step_off(conn, member_id, now, community_id=community_id)
