"""Effects about requests: sent, answered, ended, thanked, grown from."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import Any, Literal

from core.domain.members import Member
from core.domain.requests import RIDING, Request
from core.errors import Broken
from core.services import asking, riding
from core.store import asks, calls, communities, growth, people, practice
from core.talk import notices
from core.talk.desk import Desk
from core.talk.doing.calls import heard_now
from core.talk.doing.soundings import open_hints
from core.talk.echoing import echo
from core.talk.effects import (
    EndRequest,
    HandContact,
    Kept,
    LookAtOpen,
    LookAtRequest,
    LookAtUnanswered,
    Moved,
    NoteGrowth,
    NotMoved,
    NotSent,
    OpenSeen,
    PassOn,
    RequestSeen,
    RequestSent,
    Ride,
    SendRequest,
    Suggest,
    TakeBack,
    TakeIdea,
    Thank,
    ThankForReading,
    Unanswered,
)
from core.talk.teller import Urgency
from core.talk.turn import Saying

_MONTH = timedelta(days=30)
_SEASON = timedelta(days=90)


def _tell(
    desk: Desk,
    member_id: str,
    sayings: Sequence[Saying],
    request: Request,
    urgency: Urgency = "mail",
    *,
    about: str = "request",
) -> None:
    if member_id not in people.kept_apart(desk.conn, desk.member.id):
        desk.tell(member_id, sayings, urgency=urgency, about=f"{about}:{request.id}")


def _send(desk: Desk, effect: SendRequest) -> RequestSent | NotSent:
    sent = asking.send(
        desk.conn,
        ids=desk.ids,
        ask_id=effect.ask_id,
        asker_id=desk.member.id,
        helper_id=effect.helper_id,
        text=effect.text,
        their_words=effect.their_words,
        now=desk.now,
    )
    if isinstance(sent, str):
        return NotSent(sent)
    echo(desk, "request", sent.id, {"text": sent.text})
    ask = asks.ask(desk.conn, sent.ask_id)
    helper = people.member(desk.conn, sent.helper_id)
    room = communities.community(desk.conn, sent.community_id)
    if ask is None or helper is None or room is None:
        message = f"request {sent.id!r} was stored without its ask, helper or room"
        raise Broken(message)
    shown = practice.vectors_shown(desk.conn, room.id, [desk.member.id])
    own = shown.get(desk.member.id)
    notice = notices.request_arrived(
        sent,
        asker=desk.member.name,
        destination=own.destination if own else "",
        earns=ask.earns,
        earns_words=ask.earns_words,
        from_owner=room.owner_id == desk.member.id,
        again_this_month=_asked_before(desk, sent),
    )
    _tell(desk, helper.id, notice, sent, "call")
    return RequestSent(sent, helper)


def _asked_before(desk: Desk, request: Request) -> bool:
    recent = asks.of_member(desk.conn, request.helper_id, since=desk.now - _MONTH)
    return any(
        one.asker_id == request.asker_id and one.id != request.id for one in recent
    )


def _look(desk: Desk, effect: LookAtRequest) -> RequestSeen:
    found = asking.sides(
        desk.conn, request_id=effect.request_id, reader_id=desk.member.id
    )
    if found is None:
        return RequestSeen(None)
    request = found.request
    ask = asks.ask(desk.conn, request.ask_id)
    shown = practice.vectors_shown(
        desk.conn, request.community_id, [request.asker_id, request.helper_id]
    )
    asker, helper = shown.get(request.asker_id), shown.get(request.helper_id)
    _, _, thanked_at = asks.written(desk.conn, request.id)
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
        thanked=thanked_at is not None,
    )


def tell_stepped_off(desk: Desk, request_ids: Sequence[str]) -> None:
    """Tell the others of requests that ended because this member got off."""
    for request_id in request_ids:
        request = asks.request(desk.conn, request_id)
        if request:
            asker = request.asker_id == desk.member.id
            other_id = request.helper_id if asker else request.asker_id
            _tell(desk, other_id, notices.stepped_off(desk.member.name), request)


def _echoed(desk: Desk, result: Request | asking.Refused, **parts: str) -> None:
    """Keep in mind which messages stand in a request as it is now."""
    if isinstance(result, Request):
        echo(desk, "request", result.id, parts)


def _outcome(
    desk: Desk, result: Request | asking.Refused, other_id: str = ""
) -> Moved | NotMoved:
    if isinstance(result, str):
        return NotMoved(result)
    other = people.member(desk.conn, other_id or result.asker_id)
    if other is None:
        return NotMoved("closed")
    return Moved(result, other)


def _answered(
    desk: Desk,
    result: Request | asking.Refused,
    notice: Callable[[Request, str], Sequence[Saying]],
) -> Moved | NotMoved:
    """Tell the asker what the helper answered.

    The first answer is a call, for they wait for it; another one after an idea comes
    with the mail, so that a request costs two calls at most.
    """
    if isinstance(result, Request):
        told = notice(result, desk.member.name)
        urgency: Urgency = "mail" if result.asked_again else "call"
        _tell(desk, result.asker_id, told, result, urgency, about="answer")
    return _outcome(desk, result)


def _ride(desk: Desk, effect: Ride) -> Moved | NotMoved:
    result = asking.ride(
        desk.conn,
        request_id=effect.request_id,
        helper_id=desk.member.id,
        stretch=effect.stretch,
        now=desk.now,
    )
    _echoed(desk, result, stretch=effect.stretch)
    return _answered(desk, result, notices.rides)


def _suggest(desk: Desk, effect: Suggest) -> Moved | NotMoved:
    result = asking.suggest(
        desk.conn,
        request_id=effect.request_id,
        helper_id=desk.member.id,
        idea=effect.idea,
        now=desk.now,
    )
    _echoed(desk, result, idea=effect.idea)
    return _answered(desk, result, notices.idea_arrived)


def _pass(desk: Desk, effect: PassOn) -> Moved | NotMoved:
    result = asking.pass_on(
        desk.conn,
        request_id=effect.request_id,
        helper_id=desk.member.id,
        words=effect.words,
        now=desk.now,
    )
    _echoed(desk, result, pass_words=effect.words)
    passed = partial(notices.passed, words=effect.words, suggested=effect.suggested)
    return _answered(desk, result, passed)


def _take_idea(desk: Desk, effect: TakeIdea) -> Moved | NotMoved:
    if effect.how == "first_form":
        result = asking.keep_first_form(
            desk.conn,
            request_id=effect.request_id,
            asker_id=desk.member.id,
            now=desk.now,
        )
    else:
        result = asking.take_idea(
            desk.conn,
            request_id=effect.request_id,
            asker_id=desk.member.id,
            words=effect.words,
            now=desk.now,
        )
    if isinstance(result, str):
        return NotMoved(result)
    _echoed(desk, result, stretch=effect.words)
    notice = (
        notices.first_form_kept(result, desk.member.name)
        if effect.how == "first_form"
        else notices.idea_taken(result, desk.member.name, effect.words)
    )
    _tell(desk, result.helper_id, notice, result)
    return _outcome(desk, result, result.helper_id)


def _thank_for_reading(desk: Desk, effect: ThankForReading) -> Kept:
    found = riding.thank_for_reading(
        desk.conn,
        request_id=effect.request_id,
        member_id=desk.member.id,
        now=desk.now,
    )
    if found:
        notice = notices.thanked_for_reading(desk.member.name)
        _tell(desk, found.other_id, notice, found.request)
    return Kept()


def tell_taken_back(desk: Desk, request: Request) -> None:
    """Tell the other side that a request is no longer open."""
    _tell(desk, request.helper_id, notices.taken_back(desk.member.name), request)


def _take_back(desk: Desk, effect: TakeBack) -> Moved | NotMoved:
    result = asking.take_back(
        desk.conn,
        request_id=effect.request_id,
        asker_id=desk.member.id,
        now=desk.now,
    )
    if isinstance(result, str):
        return NotMoved(result)
    tell_taken_back(desk, result)
    return _outcome(desk, result, result.helper_id)


def _hand_contact(desk: Desk, effect: HandContact) -> Moved | NotMoved:
    found = riding.hand_contact(
        desk.conn,
        request_id=effect.request_id,
        member_id=desk.member.id,
        words=effect.words,
    )
    if found is None:
        return NotMoved("closed")
    _echoed(desk, found.request, **{f"{found.mine}_contact": effect.words})
    notice = notices.contact_handed(found.request, desk.member.name, effect.words)
    _tell(desk, found.other_id, notice, found.request)
    return _outcome(desk, found.request, found.other_id)


def _end(desk: Desk, effect: EndRequest) -> Moved | NotMoved:
    result = riding.end(
        desk.conn,
        request_id=effect.request_id,
        member_id=desk.member.id,
        ending=effect.ending,
        now=desk.now,
    )
    if isinstance(result, str):
        return NotMoved(result)
    theirs = "helper" if result.mine == "asker" else "asker"
    notice = notices.ended(result.request, desk.member.name, effect.ending, theirs)
    _tell(desk, result.other_id, notice, result.request)
    return _outcome(desk, result.request, result.other_id)


def _thank(desk: Desk, effect: Thank) -> Kept:
    found = riding.thank(
        desk.conn,
        request_id=effect.request_id,
        member_id=desk.member.id,
        delight=effect.delight,
        text=effect.text,
        now=desk.now,
    )
    if found:
        _echoed(desk, found.request, delight=effect.delight, thanks=effect.text)
        notice = notices.thanks_arrived(found.request, desk.member.name, effect.text)
        _tell(desk, found.other_id, notice, found.request)
    return Kept()


def _grow(desk: Desk, effect: NoteGrowth) -> Kept:
    found = asking.sides(
        desk.conn, request_id=effect.request_id, reader_id=desk.member.id
    )
    if found:
        growth.note_growth(
            desk.conn,
            request_id=effect.request_id,
            member_id=desk.member.id,
            moved=effect.moved,
            words=effect.words,
            now=desk.now,
        )
        echo(desk, "growth", effect.request_id, {"words": effect.words})
    return Kept()


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
    request = riding = None
    for one in reversed(newest_first):
        state = one.state_at(desk.now)
        if state == "sent" and one.helper_id == own:
            request = one
        elif state in RIDING:
            riding = one
    return Unanswered(
        request,
        people.member(desk.conn, request.asker_id) if request else None,
        _with_other(desk, riding) if riding else None,
    )


def _with_other(desk: Desk, request: Request) -> tuple[Request, Member] | None:
    helping = request.helper_id == desk.member.id
    other_id = request.asker_id if helping else request.helper_id
    other = people.member(desk.conn, other_id)
    return (request, other) if other else None


HANDLERS: dict[type, Any] = {
    SendRequest: _send,
    LookAtRequest: _look,
    Ride: _ride,
    Suggest: _suggest,
    PassOn: _pass,
    TakeIdea: _take_idea,
    ThankForReading: _thank_for_reading,
    TakeBack: _take_back,
    HandContact: _hand_contact,
    EndRequest: _end,
    Thank: _thank,
    NoteGrowth: _grow,
    LookAtOpen: _look_at_open,
    LookAtUnanswered: _look_at_unanswered,
}
