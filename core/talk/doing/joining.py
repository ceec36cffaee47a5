"""Effects about seats, names, languages, rests and consents."""

from core.domain.coaching import MODEL_CONSENT, ROADS_CONSENT
from core.domain.communities import FILLING_AT, MOST_MEMBERS
from core.domain.echoes import Spoken
from core.domain.members import tidy_name
from core.services import flags, joining, naming
from core.store import calls, communities, embeddings, people
from core.talk import notices
from core.talk.desk import Desk, Handlers
from core.talk.doing.calls import close
from core.talk.doing.flags import tell_folded
from core.talk.doing.requests import tell_stepped_off
from core.talk.effects.joining import (
    CallMe,
    Consent,
    JoinByCode,
    Joined,
    Kept,
    LeaveCommunity,
    NotJoined,
    Rest,
    SetRhythm,
    SpeakIn,
    StopWaiting,
    WaitForSeat,
)
from core.talk.incoming import Said

CONSENT_WORDING = "2026-11-30.2"


def _join(desk: Desk, effect: JoinByCode) -> Joined | NotJoined:
    community, seated, already = joining.join(
        desk.conn, member_id=desk.member.id, code=effect.code, now=desk.now
    )
    if community is None:
        return NotJoined("unknown_code")
    if not seated:
        waits = communities.waits(desk.conn, community.id, desk.member.id)
        return NotJoined("full", community, waits=waits)
    owner = people.member(desk.conn, community.owner_id or "")
    if owner and not already and joining.filling(desk.conn, community, desk.now):
        told = notices.room_filling(community.name, FILLING_AT, MOST_MEMBERS)
        desk.tell(owner, told)
    return Joined(community, already)


def _leave(desk: Desk, effect: LeaveCommunity) -> Kept:
    leave_community(desk, effect.community_id)
    return Kept()


def leave_community(desk: Desk, community_id: str) -> None:
    """Free this member's seat and close what they have open there; others are told."""
    for flag, holders in flags.step_off(
        desk.conn, member_id=desk.member.id, community_id=community_id
    ):
        tell_folded(desk, flag, holders)
    for call in calls.open_of(desk.conn, desk.member.id, community_id=community_id):
        close(desk, call.id)
    ended = joining.leave(
        desk.conn,
        member_id=desk.member.id,
        community_id=community_id,
        now=desk.now,
    )
    tell_stepped_off(desk, ended)
    tell_seat_free(desk, community_id)


def tell_seat_free(desk: Desk, community_id: str) -> None:
    """Tell whoever waits first that a seat is free."""
    waiting = communities.first_waiting(desk.conn, community_id, desk.now)
    member = people.member(desk.conn, waiting) if waiting else None
    community = communities.community(desk.conn, community_id)
    codes = communities.codes(desk.conn, community_id)
    if member and community and codes and not community.full:
        communities.tell_of_seat(desk.conn, community.id, member.id, desk.now)
        desk.tell(member, notices.seat_free(community.name, codes[0]))


def _wait(desk: Desk, effect: WaitForSeat) -> Kept:
    communities.wait_for_seat(desk.conn, effect.community_id, desk.member.id, desk.now)
    return Kept()


def _stop_waiting(desk: Desk, effect: StopWaiting) -> Kept:
    communities.stop_waiting(desk.conn, effect.community_id, desk.member.id)
    return Kept()


def _change(desk: Desk, **values: object) -> Kept:
    people.change(desk.conn, desk.member.id, **values)
    return Kept()


def _consent(desk: Desk, effect: Consent) -> Kept:
    people.add_consent(
        desk.conn,
        id=desk.ids.new(),
        member_id=desk.member.id,
        what=effect.what,
        wording=CONSENT_WORDING,
        given=effect.given,
        now=desk.now,
    )
    if not effect.given and effect.what in {MODEL_CONSENT, ROADS_CONSENT}:
        embeddings.forget_afar(desk.conn, desk.member.id)
    return Kept()


def _rest(desk: Desk, effect: Rest) -> Kept:
    return _change(desk, resting_since=desk.now if effect.resting else None)


def _call_me(desk: Desk, effect: CallMe) -> Kept:
    place, said = desk.incoming.place, desk.incoming.content
    spoken = None
    if isinstance(said, Said) and tidy_name(said.text) == effect.name:
        spoken = Spoken(place.channel, place.id, said.message, said.text)
    naming.call(
        desk.conn,
        member_id=desk.member.id,
        name=effect.name,
        said=spoken,
        now=desk.now,
    )
    return Kept()


def _speak_in(desk: Desk, effect: SpeakIn) -> Kept:
    return _change(desk, language=effect.language)


def _rhythm(desk: Desk, effect: SetRhythm) -> Kept:
    return _change(desk, rhythm=effect.rhythm)


HANDLERS: Handlers = {
    JoinByCode: _join,
    LeaveCommunity: _leave,
    WaitForSeat: _wait,
    StopWaiting: _stop_waiting,
    CallMe: _call_me,
    SpeakIn: _speak_in,
    SetRhythm: _rhythm,
    Rest: _rest,
    Consent: _consent,
}
