"""Effects about several messengers of one member."""

import hashlib

from core.domain import link_codes
from core.services import linking
from core.store import communities, people
from core.talk import notices, sending_on
from core.talk.desk import Desk, Handlers
from core.talk.doing.joining import tell_seat_free
from core.talk.effects.joining import Kept
from core.talk.effects.linking import (
    LinkCodeMade,
    LinkCodeRead,
    Linked,
    LinkedPlace,
    LinkHere,
    LinksSeen,
    LookAtLinks,
    MakeLinkCode,
    NewsHere,
    ReadLinkCode,
    Unlink,
    Unlinked,
)
from core.talk.incoming import Address


def _look(desk: Desk, effect: LookAtLinks) -> LinksSeen:
    here = desk.incoming.person
    return LinksSeen(
        tuple(
            LinkedPlace(
                key=_key(way.address),
                channel=way.address.channel,
                here=way.address == here,
                open=way.open,
                news=way.news,
                used_at=desk.now if way.address == here else way.used_at,
            )
            for way in people.reaches(desk.conn, desk.member.id, desk.now)
        )
    )


def _key(address: Address) -> str:
    spelled = f"{address.channel}:{address.user}"
    return hashlib.sha256(spelled.encode()).hexdigest()[:16]


def _make(desk: Desk, effect: MakeLinkCode) -> LinkCodeMade:
    # A token begins with the moment; its last letters are chance alone.
    letters = (desk.ids.token()[-4:] for _ in range(2))
    code = link_codes.spelled("".join(letters))
    here = desk.incoming.person
    linking.open_code(
        desk.conn, member_id=desk.member.id, code=code, at=here, now=desk.now
    )
    ways = (
        (channel, door(code=code, words=code)) for channel, door in desk.doors.items()
    )
    return LinkCodeMade(
        code, tuple((c, way) for c, way in ways if way and c != here.channel)
    )


def _read(desk: Desk, effect: ReadLinkCode) -> LinkCodeRead:
    found = linking.read_code(
        desk.conn,
        member_id=desk.member.id,
        code=effect.code,
        at=desk.incoming.person,
        now=desk.now,
    )
    if isinstance(found, str):
        return LinkCodeRead(found)
    return LinkCodeRead("fits", found.key, found.member.name)


def _link(desk: Desk, effect: LinkHere) -> Linked | LinkCodeRead:
    joined = linking.link(
        desk.conn, member_id=desk.member.id, key=effect.key, now=desk.now
    )
    if isinstance(joined, str):
        return LinkCodeRead(joined)
    for community_id in joined.both_seated:
        communities.leave_seat(desk.conn, community_id, joined.folded)
        tell_seat_free(desk, community_id)
    linking.bury(desk.conn, joined.folded, desk.now)
    told = notices.linked(desk.incoming.person.channel)
    desk.tell(joined.keeper, told, about="link:told", at=joined.asked_at)
    return Linked(moved=joined.keeper.id != desk.member.id)


def _unlink(desk: Desk, effect: Unlink) -> Unlinked:
    ways = people.reaches(desk.conn, desk.member.id, desk.now)
    at = next((way.address for way in ways if _key(way.address) == effect.key), None)
    if at is None or len(ways) == 1:
        return Unlinked(done=False)
    others = [way for way in ways if way.address != at]
    sending_on.what_waits(
        desk.conn, at, sending_on.first_open(others), ids=desk.ids, now=desk.now
    )
    done = linking.unlink(desk.conn, member_id=desk.member.id, at=at)
    return Unlinked(done=done)


def _news(desk: Desk, effect: NewsHere) -> Kept:
    people.choose_news(desk.conn, desk.member.id, desk.incoming.person, desk.now)
    return Kept()


HANDLERS: Handlers = {
    LookAtLinks: _look,
    MakeLinkCode: _make,
    ReadLinkCode: _read,
    LinkHere: _link,
    Unlink: _unlink,
    NewsHere: _news,
}
