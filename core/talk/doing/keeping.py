"""Effects about keeping watch over a room."""

from core.domain.communities import Community
from core.domain.members import Member
from core.services import calling, keeping
from core.store import communities, keepers, people
from core.talk import sos_notices as notices
from core.talk.desk import Desk, Handlers
from core.talk.effects.keeping import (
    AskKeeper,
    KeeperAsked,
    KeepersSeen,
    KeepWatch,
    LookAtKeepers,
    ReleaseKeeper,
    WatchChanged,
)


def _look(desk: Desk, effect: LookAtKeepers) -> KeepersSeen:
    here, own = effect.community_id, desk.member.id
    if not communities.sits_in(desk.conn, own, here):
        return KeepersSeen(None)
    watching = calling.watching(desk.conn, community_id=here, reader_id=own)
    return KeepersSeen(
        communities.community(desk.conn, here),
        tuple(watching),
        mine=own in keepers.agreed(desk.conn, here),
    )


def _ask(desk: Desk, effect: AskKeeper) -> KeeperAsked:
    asked = keeping.ask(
        desk.conn,
        community_id=effect.community_id,
        member_id=effect.member_id,
        asked_by=desk.member.id,
        now=desk.now,
    )
    if not isinstance(asked, Community):
        return KeeperAsked(asked)
    member = people.member(desk.conn, effect.member_id)
    if member and member.id not in people.kept_apart(desk.conn, desk.member.id):
        tell_asked(desk, asked, member)
    return KeeperAsked("")


def tell_asked(desk: Desk, room: Community, member: Member) -> None:
    """Ask somebody whether they would keep watch; desk is who asks."""
    desk.tell(member, notices.asked_to_keep(room.name, room.id, desk.member.name))


def _keep(desk: Desk, effect: KeepWatch) -> WatchChanged:
    here, own = effect.community_id, desk.member.id
    room = communities.community(desk.conn, here)
    if effect.keep:
        done = keeping.agree(desk.conn, community_id=here, member_id=own, now=desk.now)
    else:
        done = keeping.stop(desk.conn, community_id=here, member_id=own)
    return WatchChanged(done, room)


def _release(desk: Desk, effect: ReleaseKeeper) -> WatchChanged:
    done = keeping.release(
        desk.conn,
        community_id=effect.community_id,
        member_id=effect.member_id,
        owner_id=desk.member.id,
    )
    room = communities.community(desk.conn, effect.community_id)
    if done and room:
        desk.tell(effect.member_id, notices.watch_over(room.name))
    return WatchChanged(done, room)


HANDLERS: Handlers = {
    LookAtKeepers: _look,
    AskKeeper: _ask,
    KeepWatch: _keep,
    ReleaseKeeper: _release,
}
