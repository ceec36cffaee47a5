"""Effects about looking into a community."""

import zlib

from core.delivery import quota
from core.services import rooms
from core.talk import model_usage
from core.talk.desk import Desk, Handlers
from core.talk.effects.rooms import (
    LookAtMembers,
    LookAtRoom,
    MembersSeen,
    Month,
    RoomSeen,
)


def _look_at_room(desk: Desk, effect: LookAtRoom) -> RoomSeen:
    found = rooms.seen(
        desk.conn, community_id=effect.community_id, reader_id=desk.member.id
    )
    if found is None:
        return RoomSeen(None)
    months = tuple(
        Month(channel, standing.used, standing.most)
        for channel, standing in quota.known(desk.conn, desk.now)
        if standing.most is not None
    )
    model = None
    if desk.budget is not None:
        model = model_usage.told(
            desk.conn,
            budget=desk.budget,
            community_id=effect.community_id,
            now=desk.now,
        )
    return RoomSeen(found.community, found.owner, tuple(found.codes), months, model)


def _look_at_members(desk: Desk, effect: LookAtMembers) -> MembersSeen:
    day = effect.day or f"{desk.teller.today(desk.now):%Y%m%d}"
    found = rooms.members(
        desk.conn,
        community_id=effect.community_id,
        reader_id=desk.member.id,
        seed=zlib.crc32(f"{desk.member.id}:{day}".encode()),
    )
    end = effect.begin + effect.most
    return MembersSeen(
        community_id=effect.community_id,
        members=tuple(found[effect.begin : end]),
        day=day,
        following=end if end < len(found) else None,
    )


HANDLERS: Handlers = {
    LookAtRoom: _look_at_room,
    LookAtMembers: _look_at_members,
}
