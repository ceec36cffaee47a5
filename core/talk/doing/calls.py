"""Effects about calls for help: sent, answered, connected, closed."""

from collections.abc import Sequence

from core.delivery import quota, subjects
from core.domain.members import Member
from core.domain.sos import Call, Listener
from core.errors import Broken
from core.services import calling, flags
from core.services.calling import Pair
from core.store import calls, communities, people
from core.talk import sos_notices as notices
from core.talk.desk import Desk, Handlers
from core.talk.echoing import echo
from core.talk.effects.calls import (
    AnswerCall,
    AudienceSeen,
    CallEnded,
    CallSeen,
    CallSent,
    Connect,
    EndCall,
    FindCalled,
    FoundCalled,
    HandWords,
    LookAtAudience,
    LookAtCall,
    LookAtPair,
    PairMoved,
    PairSeen,
    PauseSender,
    SendCall,
    VoiceHeard,
)
from core.talk.flows.flag_cards import seen_by_anybody
from core.talk.teller import Urgency
from core.talk.turn import Saying

_MOST_ALIKE = 3


def _audience(desk: Desk, effect: LookAtAudience) -> AudienceSeen:
    here, reader = effect.community_id, desk.member.id
    watching = calling.watching(desk.conn, community_id=here, reader_id=reader)
    known = calling.known(
        desk.conn, community_id=here, reader_id=reader, seed=desk.seed
    )
    return AudienceSeen(tuple(watching), tuple(known))


def _find(desk: Desk, effect: FindCalled) -> FoundCalled:
    found = calling.called(
        desk.conn,
        community_id=effect.community_id,
        reader_id=desk.member.id,
        name=effect.name,
    )
    return FoundCalled(tuple(found[:_MOST_ALIKE]))


def _send(desk: Desk, effect: SendCall) -> CallSent:
    if effect.call_id:
        sent = calling.widen(
            desk.conn,
            ids=desk.ids,
            call_id=effect.call_id,
            sender_id=desk.member.id,
            audience=effect.audience,
            chosen=effect.chosen,
            now=desk.now,
        )
    else:
        sent = calling.send(
            desk.conn,
            ids=desk.ids,
            sender_id=desk.member.id,
            community_id=effect.community_id,
            wish=effect.wish,
            audience=effect.audience,
            chosen=effect.chosen,
            named=effect.named,
            words=effect.words,
            now=desk.now,
        )
    by_name = effect.audience == "chosen"
    missed = sent.missed if by_name else ()
    if sent.call is None:
        return CallSent("", missed=missed, again=sent.again, heard=sent.heard)
    if not effect.call_id:
        echo(desk, "sos", sent.call.id, {"words": sent.call.words})
    later = _tell_all(desk, sent.call, sent.told, to_room=effect.audience == "room")
    told = tuple(member for _, member in sent.told) if by_name else ()
    return CallSent(sent.call.id, told, missed, later=later, again=sent.again)


def _tell_all(
    desk: Desk,
    call: Call,
    told: Sequence[tuple[Listener, Member]],
    *,
    to_room: bool,
) -> bool:
    """Let everybody hear it; return whether some see it only when they look.

    Where a month is counted, a call to everybody is pushed to the keepers alone.
    """
    room = communities.community(desk.conn, call.community_id)
    if room is None:
        message = f"call {call.id!r} was stored without its room"
        raise Broken(message)
    watching = calling.watching(
        desk.conn, community_id=room.id, reader_id=call.sender_id
    )
    at_once = {one.id for one in watching} if to_room else {one.id for _, one in told}
    later = False
    for listener, member in told:
        urgency: Urgency = "call" if member.id in at_once else "mail"
        later = _waits(desk, member, urgency) or later
        _say(
            desk,
            member.id,
            notices.arrived(
                call,
                name=desk.member.name if call.named else None,
                room=room.name,
                listener_id=listener.id,
            ),
            f"sos:{call.id}",
            urgency,
        )
    return later


def _waits(desk: Desk, member: Member, urgency: Urgency) -> bool:
    """Whether somebody sees it only when they next open their messenger."""
    ways = people.reaches(desk.conn, member.id, desk.now)
    channel = next((way.address.channel for way in ways if way.open), "")
    if not desk.teller.mail_waits(channel):
        return False
    months = dict(quota.known(desk.conn, desk.now))
    standing = months.get(channel)
    full = standing is not None and not quota.carries(standing, about="sos:", people=1)
    return urgency == "mail" or full


def _say(
    desk: Desk,
    member_id: str,
    sayings: Sequence[Saying],
    about: str,
    urgency: Urgency = "call",
) -> None:
    """Tell somebody, at night as well: who calls for help is not kept waiting."""
    aloud = urgency == "call"
    desk.tell(member_id, sayings, urgency=urgency, about=about, aloud=aloud)


# What comes after


def _look(desk: Desk, effect: LookAtCall) -> CallSeen:
    own = calling.own(desk.conn, call_id=effect.call_id, sender_id=desk.member.id)
    return CallSeen(own)


def _look_at_pair(desk: Desk, effect: LookAtPair) -> PairSeen:
    found = calling.pair(
        desk.conn, listener_id=effect.listener_id, reader_id=desk.member.id
    )
    if found is None:
        return PairSeen(None)
    return PairSeen(found.call, found.listener, found.mine, name_of(desk, found))


def name_of(desk: Desk, pair: Pair) -> str:
    """Return what one side may call the other, '' while it is not shown."""
    if pair.mine == "listener" and not pair.listener.sees_sender_of(pair.call):
        return ""
    other = people.member(desk.conn, pair.other_id)
    return other.name if other else ""


def heard_now(desk: Desk) -> tuple[VoiceHeard, ...]:
    """Read the open calls that reached this member and still wait for them."""
    found = []
    hidden = people.kept_apart(desk.conn, desk.member.id)
    for listener in calls.heard_by(desk.conn, desk.member.id):
        pair = calling.pair(
            desk.conn, listener_id=listener.id, reader_id=desk.member.id
        )
        if pair is None or listener.answer == "pass":
            continue
        shown = listener.sees_sender_of(pair.call)
        if shown and listener.sender_id in hidden:
            continue  # one without a name stays, or its going would tell whose it is
        room = communities.community(desk.conn, pair.call.community_id)
        if room is not None:
            name = name_of(desk, pair) if shown else None
            found.append(VoiceHeard(pair.call, listener, name, room.name))
    return tuple(found)


def _answer(desk: Desk, effect: AnswerCall) -> PairMoved:
    found = calling.answer(
        desk.conn,
        listener_id=effect.listener_id,
        reader_id=desk.member.id,
        answer=effect.answer,
        words=effect.words,
        now=desk.now,
    )
    if found is None:
        return PairMoved(done=False)
    if found.other_id in people.kept_apart(desk.conn, desk.member.id):
        return PairMoved(done=True, name=name_of(desk, found))
    echo(desk, "sos_answer", effect.listener_id, {"words": effect.words})
    said = _answered(desk, effect)
    urgency: Urgency = "mail" if effect.answer == "pass" else "call"
    if said:
        _say(desk, found.other_id, said, f"sos:{effect.listener_id}", urgency)
    return PairMoved(done=True, name=name_of(desk, found))


def _answered(desk: Desk, effect: AnswerCall) -> Sequence[Saying]:
    name, id_ = desk.member.name, effect.listener_id
    match effect.answer:
        case "ear":
            return notices.can_listen(name, effect.words, id_)
        case "person":
            return notices.person_named(name, effect.words, id_)
        case "pass" if effect.words:
            return notices.passed(name, effect.words)
        case "flag":
            seen = flags.one(
                desk.conn, flag_id=effect.flag_id, reader_id=desk.member.id
            )
            if seen and seen.mine:
                today = desk.teller.today(desk.now)
                facts = seen_by_anybody(seen.flag, seen.raiser, today)
                return notices.flag_offered(name, seen.flag, id_, facts)
    return ()


def _connect(desk: Desk, effect: Connect) -> PairMoved:
    found = calling.connect(
        desk.conn,
        listener_id=effect.listener_id,
        sender_id=desk.member.id,
        now=desk.now,
    )
    if found is None:
        return PairMoved(done=False)
    if not found.listener.connected:
        said = notices.connected(desk.member.name, effect.listener_id)
        _say(desk, found.other_id, said, f"sos:{effect.listener_id}")
    return PairMoved(done=True, name=name_of(desk, found))


def _hand(desk: Desk, effect: HandWords) -> PairMoved:
    found = calling.hand_contact(
        desk.conn,
        listener_id=effect.listener_id,
        member_id=desk.member.id,
        words=effect.words,
    )
    if found is None:
        return PairMoved(done=False)
    echo(desk, "sos_contact", effect.listener_id, {"words": effect.words})
    said = notices.words_handed(desk.member.name, effect.words, effect.listener_id)
    _say(desk, found.other_id, said, f"sos:{effect.listener_id}")
    return PairMoved(done=True, name=name_of(desk, found))


def _pause(desk: Desk, effect: PauseSender) -> PairMoved:
    done = calling.pause(
        desk.conn, listener_id=effect.listener_id, reader_id=desk.member.id
    )
    return PairMoved(done=done)


def _end(desk: Desk, effect: EndCall) -> CallEnded:
    return CallEnded(done=close(desk, effect.call_id))


def close(desk: Desk, call_id: str) -> bool:
    """Close a call of this member; those who offered something hear that it is over."""
    offered = calling.end(
        desk.conn, call_id=call_id, sender_id=desk.member.id, now=desk.now
    )
    call = calls.call(desk.conn, call_id)
    if offered is None or call is None:
        return False
    subjects.retract(desk.conn, f"sos:{call_id}")
    for one in _together(desk, offered):
        said = notices.settled(call.wish)
        _say(desk, one.listener_id, said, f"sos:{one.id}", "mail")
    return True


def _together(desk: Desk, heard: Sequence[Listener]) -> list[Listener]:
    """Leave out whom it did not reach, who passed, left, or are kept apart by now."""
    hidden = people.kept_apart(desk.conn, desk.member.id)
    return [
        one
        for one in heard
        if one.reached
        and one.answer != "pass"
        and one.listener_id not in hidden
        and calling.pair(desk.conn, listener_id=one.id, reader_id=one.listener_id)
    ]


def tell_taken_back(desk: Desk, call: Call) -> None:
    """Let those a call went to by choice hear that it was taken back."""
    subjects.retract(desk.conn, f"sos:{call.id}")
    if call.audience == "room":
        return  # their card says so when it is tapped
    for one in _together(desk, calls.listeners_of(desk.conn, call.id)):
        said = notices.taken_back(call.wish)
        _say(desk, one.listener_id, said, f"sos:{one.id}", "mail")


def tell_mended(desk: Desk, call_id: str) -> None:
    """Let those who hear a call read it as its author mended it."""
    call = calls.call(desk.conn, call_id)
    room = communities.community(desk.conn, call.community_id) if call else None
    if call is None or room is None or not call.open:
        return
    for one in _together(desk, calls.listeners_of(desk.conn, call.id)):
        name = desk.member.name if one.sees_sender_of(call) else None
        said = notices.mended(call, name=name, room=room.name)
        _say(desk, one.listener_id, said, f"sos:{call.id}", "mail")


HANDLERS: Handlers = {
    LookAtAudience: _audience,
    FindCalled: _find,
    SendCall: _send,
    LookAtCall: _look,
    EndCall: _end,
    LookAtPair: _look_at_pair,
    AnswerCall: _answer,
    Connect: _connect,
    HandWords: _hand,
    PauseSender: _pause,
}
