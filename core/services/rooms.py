"""Use cases: looking into a community one sits in.

A member sees who is here, what each shows to this community, and nothing else; the
owner sees exactly the same (O4).
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from core.domain.communities import Community
from core.domain.members import Member
from core.store import communities, people, roads


@dataclass(frozen=True, slots=True)
class Room:
    """A community as anybody in it sees it."""

    community: Community
    owner: Member | None
    codes: Sequence[str]


def seen(conn: Connection, *, community_id: str, reader_id: str) -> Room | None:
    """Read a community, who decides for it, and its open invite codes.

    None for anybody who does not sit there.
    """
    if not communities.sits_in(conn, reader_id, community_id):
        return None
    community = communities.community(conn, community_id)
    if community is None:
        return None
    owner = people.member(conn, community.owner_id) if community.owner_id else None
    return Room(community, owner, sorted(communities.codes(conn, community_id)))


def members(
    conn: Connection, *, community_id: str, reader_id: str, seed: int
) -> list[tuple[Member, str]]:
    """Read the other members and the destination of those who show it here.

    The order has no meaning: it is shuffled by `seed`, so that nobody is always first.
    Everybody knows everybody: who is kept apart stays here by name, without words.
    """
    if not communities.sits_in(conn, reader_id, community_id):
        return []
    ids = [
        member_id
        for member_id in communities.member_ids(conn, community_id)
        if member_id != reader_id
    ]
    random.Random(seed).shuffle(ids)  # noqa: S311 - order without merit, not a secret
    found = people.several(conn, ids)
    apart = people.kept_apart(conn, reader_id)
    read = [one for one in ids if one not in apart]
    shown = roads.vectors_shown(conn, community_id, read)
    return [
        (found[one], shown[one].destination if one in shown else "")
        for one in ids
        if one in found
    ]
