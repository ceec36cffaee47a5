"""Who can be played in a community one only looks around in.

Owns the list that `ainori try` and `ainori chat` show. Nobody is listed like this where
people are real.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from bots.registry import Played
from core.store import communities, people, roads


@dataclass(frozen=True, slots=True)
class Playing:
    """A community to look around in, by its invite code."""

    invite: str

    def everybody(self, conn: Connection, *, channel: str) -> Sequence[Played]:
        """Return its people who write from a channel, in the order of joining.

        Who has not said a name is nobody one could choose: they are still newcomers.
        """
        community = communities.invited_to(conn, self.invite)
        if community is None:
            return []
        ids = communities.member_ids(conn, community.id)
        members = people.several(conn, ids)
        named = [member_id for member_id in ids if members[member_id].name]
        shown = roads.vectors_shown(conn, community.id)
        found = []
        for member_id in named:
            for at in people.addresses_of(conn, member_id):
                if at.channel != channel:
                    continue
                vector = shown.get(member_id)
                heading = vector.destination if vector else ""
                name = members[member_id].name
                found.append(Played(at.user, name, heading))
        return found
