"""Effects about keeping a distance from somebody.

What is open between the two is closed in the transaction of the word itself, before it
holds, so that the other side still hears of it: an ordinary pass, a note taken back.
"""

from core.domain.members import tidy_name
from core.services import apart, asking
from core.talk.desk import Desk, Handlers
from core.talk.doing.requests import tell_passed, tell_taken_back
from core.talk.effects.apart import (
    ApartEnded,
    ApartSeen,
    BetweenSeen,
    EndApart,
    FindAround,
    FoundAround,
    KeepApart,
    KeptApart,
    LookAtApart,
    LookBetween,
    Watch,
)

_MOST_ALIKE = 3


def _find(desk: Desk, effect: FindAround) -> FoundAround:
    own = desk.member
    if not effect.name:
        some = apart.lately(desk.conn, reader_id=own.id, now=desk.now)
        return FoundAround(tuple(some))
    found = apart.called(desk.conn, reader_id=own.id, name=effect.name)
    wanted = tidy_name(effect.name)
    oneself = wanted == own.name and all(one.name != wanted for one in found)
    return FoundAround(() if oneself else tuple(found[:_MOST_ALIKE]), oneself)


def _look_between(desk: Desk, effect: LookBetween) -> BetweenSeen:
    own, other_id = desk.member.id, effect.member_id
    if effect.request_id:
        sides = asking.sides(desk.conn, request_id=effect.request_id, reader_id=own)
        other_id = sides.other_id if sides else ""
    pair = {"member_id": own, "other_id": other_id}
    found = apart.between(desk.conn, **pair, now=desk.now)
    if found is None:
        return BetweenSeen(None)
    watches, alone = apart.watch(desk.conn, found, member_id=own)
    watch: Watch = "only" if alone else "one" if watches else ""
    return BetweenSeen(
        found.other,
        kept=found.kept,
        received=bool(found.received),
        sent=bool(found.sent),
        rides=bool(found.riding),
        flags=bool(found.flags),
        watch=watch,
    )


def _keep(desk: Desk, effect: KeepApart) -> KeptApart:
    own = desk.member.id
    pair = {"member_id": own, "other_id": effect.member_id}
    found = apart.before(desk.conn, **pair, now=desk.now)
    if found is None:
        return KeptApart(None)
    for request in found.received:
        if apart.pass_quietly(desk.conn, request, desk.now):
            tell_passed(desk, request)
    for request in found.sent:
        taken = asking.take_back(
            desk.conn, request_id=request.id, asker_id=own, now=desk.now
        )
        if not isinstance(taken, str):
            tell_taken_back(desk, taken)
    apart.begin(desk.conn, **pair, now=desk.now)
    return KeptApart(
        found.other,
        rides=bool(found.riding),
        flags=found.flags,
        keepers_in=apart.watched(desk.conn, found, member_id=own),
    )


def _look(desk: Desk, effect: LookAtApart) -> ApartSeen:
    return ApartSeen(tuple(apart.those(desk.conn, desk.member.id)))


def _end(desk: Desk, effect: EndApart) -> ApartEnded:
    own, other = desk.member.id, effect.member_id
    return ApartEnded(apart.end(desk.conn, member_id=own, other_id=other))


HANDLERS: Handlers = {
    FindAround: _find,
    LookBetween: _look_between,
    KeepApart: _keep,
    LookAtApart: _look,
    EndApart: _end,
}
