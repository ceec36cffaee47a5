"""What somebody reads of requests: one of them, what is open, what is unanswered."""

from datetime import timedelta
from typing import Literal

from core.domain.members import Member
from core.domain.requests import RIDING, Request
from core.services import asking
from core.store import asks, calls, people, roads
from core.talk.desk import Desk, Handlers
from core.talk.doing.calls import heard_now
from core.talk.doing.soundings import open_hints
from core.talk.effects.requests import (
    LookAtOpen,
    LookAtRequest,
    LookAtUnanswered,
    OpenSeen,
    RequestSeen,
    Unanswered,
)

_SEASON = timedelta(days=90)
_ANSWERED_LATE = timedelta(days=14)
"""So long after a request closed quietly, words may still answer it."""


def _look(desk: Desk, effect: LookAtRequest) -> RequestSeen:
    found = asking.sides(
        desk.conn, request_id=effect.request_id, reader_id=desk.member.id
    )
    if found is None:
        return RequestSeen(None)
    request = found.request
    ask = asks.ask(desk.conn, request.ask_id)
    shown = roads.vectors_shown(
        desk.conn, request.community_id, [request.asker_id, request.helper_id]
    )
    asker, helper = shown.get(request.asker_id), shown.get(request.helper_id)
    return RequestSeen(
        request=request,
        mine=found.mine,
        state=request.state_at(desk.now),
        other=people.member(desk.conn, found.other_id),
        need=ask.need if ask else "",
        why=ask.why if ask else "",
        my_part=ask.my_part if ask else "",
        earns=ask.earns if ask else False,
        earns_words=ask.earns_words if ask else "",
        seat_free=ask.seat_free if ask else False,
        asker_destination=asker.destination if asker else "",
        helper_destination=helper.destination if helper else "",
        thanked=asks.thanked(desk.conn, request.id),
    )


def _look_at_open(desk: Desk, effect: LookAtOpen) -> OpenSeen:
    own = desk.member.id
    mine = asks.of_member(desk.conn, own, since=desk.now - _SEASON)
    over = asks.to_thank_for(desk.conn, own, since=desk.now - _SEASON)
    ids = [one.asker_id for one in mine] + [one.helper_id for one in mine]
    members = people.several(conn=desk.conn, member_ids=ids)
    received: list[tuple[Request, Member]] = []
    sent: list[tuple[Request, Member]] = []
    riding: list[tuple[Request, Member, Literal["asker", "helper"]]] = []
    for one in mine:
        helping = one.helper_id == own
        other = members.get(one.asker_id if helping else one.helper_id)
        if other is None:
            continue
        state = one.state_at(desk.now)
        if state in RIDING:
            riding.append((one, other, "helper" if helping else "asker"))
        elif state in {"sent", "countered"}:
            (received if helping else sent).append((one, other))
    ended = [(one, members[one.helper_id]) for one in over if one.helper_id in members]
    hints, told = open_hints(desk)
    return OpenSeen(
        tuple(received),
        tuple(sent),
        tuple(riding),
        tuple(ended),
        heard=heard_now(desk),
        calls=tuple(calls.open_of(desk.conn, own)),
        hints=hints,
        told=told,
    )


def _look_at_unanswered(desk: Desk, effect: LookAtUnanswered) -> Unanswered:
    own = desk.member.id
    newest_first = asks.of_member(desk.conn, own, since=desk.now - _SEASON)
    request = riding = late = idea = None
    for one in reversed(newest_first):
        state = one.state_at(desk.now)
        if state == "sent" and one.helper_id == own:
            request = one
        elif state == "countered" and one.asker_id == own:
            idea = one
        elif state in RIDING:
            riding = one
        elif state == "lapsed" and one.helper_id == own:
            late = one if desk.now - one.lapse_at <= _ANSWERED_LATE else late
    return Unanswered(
        request,
        people.member(desk.conn, request.asker_id) if request else None,
        _with_other(desk, riding) if riding else None,
        _with_other(desk, late) if late else None,
        _with_other(desk, idea) if idea else None,
    )


def _with_other(desk: Desk, request: Request) -> tuple[Request, Member] | None:
    helping = request.helper_id == desk.member.id
    other_id = request.asker_id if helping else request.helper_id
    other = people.member(desk.conn, other_id)
    return (request, other) if other else None


HANDLERS: Handlers = {
    LookAtRequest: _look,
    LookAtOpen: _look_at_open,
    LookAtUnanswered: _look_at_unanswered,
}
