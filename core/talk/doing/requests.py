"""Effects about requests: sent, answered, ended, thanked, grown from."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial

from core.domain.requests import Request
from core.errors import Broken
from core.services import asking, riding
from core.store import apart, asks, communities, growth, people, roads
from core.talk import request_notices as notices
from core.talk.desk import Desk, Handlers
from core.talk.echoing import echo
from core.talk.effects.joining import Kept
from core.talk.effects.requests import (
    EndRequest,
    HandContact,
    Moved,
    NoteGrowth,
    NotMoved,
    NotSent,
    PassOn,
    RequestSent,
    Ride,
    SendRequest,
    Suggest,
    TakeBack,
    TakeIdea,
    Thank,
    ThankForReading,
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
    agreed: bool = False,
) -> None:
    """Tell the other side, unless the two are kept apart.

    `agreed`: it is about a ride both said yes to, which goes on to its end. Of that
    hears whoever keeps no distance themselves, so that nobody waits in vain.
    """
    conn, own = desk.conn, desk.member.id
    kept = own in apart.of(conn, member_id)
    if not kept and (agreed or member_id not in people.kept_apart(conn, own)):
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
    shown = roads.vectors_shown(desk.conn, room.id, [desk.member.id])
    own = shown.get(desk.member.id)
    notice = notices.request_arrived(
        sent,
        asker=desk.member.name,
        destination=own.destination if own else "",
        earns=ask.earns,
        earns_words=ask.earns_words,
        from_owner=room.owner_id == desk.member.id,
        again_this_month=_asked_before(desk, sent),
        reader=helper.language,
        zone=desk.teller.zone,
    )
    _tell(desk, helper.id, notice, sent, "call")
    return RequestSent(sent, helper)


def _asked_before(desk: Desk, request: Request) -> bool:
    recent = asks.of_member(desk.conn, request.helper_id, since=desk.now - _MONTH)
    return any(
        one.asker_id == request.asker_id and one.id != request.id for one in recent
    )


def tell_stepped_off(desk: Desk, request_ids: Sequence[str]) -> None:
    """Tell the others of requests that ended because this member got off."""
    for request_id in request_ids:
        request = asks.request(desk.conn, request_id)
        if request:
            asker = request.asker_id == desk.member.id
            other_id = request.helper_id if asker else request.asker_id
            mine = "helper" if asker else "asker"
            told = notices.stepped_off(request, desk.member.name, mine)
            _tell(desk, other_id, told, request, agreed=True)


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


def tell_passed(desk: Desk, request: Request) -> None:
    """Tell the asker of a pass without words, as of any other."""
    first = request.state == "sent" and not request.asked_again
    told = notices.passed(request, desk.member.name, "", "")
    urgency: Urgency = "call" if first else "mail"
    _tell(desk, request.asker_id, told, request, urgency, about="answer")


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
    _tell(desk, found.other_id, notice, found.request, agreed=True)
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
    _tell(desk, result.other_id, notice, result.request, agreed=True)
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


HANDLERS: Handlers = {
    SendRequest: _send,
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
}
