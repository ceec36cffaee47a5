"""Effects about sentences on a vector, asked from willing people."""

from core.delivery import subjects
from core.domain.sounding import WELCOME_FOR
from core.services import sounding
from core.store import people, talks
from core.talk import sounding_notices as notices
from core.talk.desk import Desk, Handlers
from core.talk.echoing import echo
from core.talk.effects.joining import Kept
from core.talk.effects.soundings import (
    AnswerHint,
    CloseSounding,
    HintMoved,
    HintOpen,
    HintSeen,
    LookAtHint,
    LookAtSounding,
    Sound,
    Sounded,
    SoundingSeen,
    TakeHint,
    ThankForHint,
)

_SHOWN = ("origin", "destination", "next_step", "note")


def _look(desk: Desk, effect: LookAtSounding) -> SoundingSeen:
    open_one = sounding.open_one(desk.conn, desk.member.id, desk.now)
    return SoundingSeen(open_one)


def _sound(desk: Desk, effect: Sound) -> Sounded:
    asked = sounding.begin(
        desk.conn,
        ids=desk.ids,
        asker_id=desk.member.id,
        community_id=effect.community_id,
        line=effect.line,
        shown=effect.shown,
        now=desk.now,
    )
    if isinstance(asked, str):
        return Sounded(None, asked)
    shown = {name: getattr(effect.shown, name) for name in _SHOWN}
    echo(desk, "sounding", asked.sounding.id, shown)
    for hint in asked.hints:
        about = f"sounding:{asked.sounding.id}"
        desk.tell(hint.author_id, notices.asked(hint, desk.member.name), about=about)
    return Sounded(asked.sounding)


def _close(desk: Desk, effect: CloseSounding) -> Kept:
    closed = sounding.close(
        desk.conn,
        sounding_id=effect.sounding_id,
        asker_id=desk.member.id,
        now=desk.now,
    )
    for author_id in closed:
        _out_of_mailbox(desk, author_id, f"sounding:{effect.sounding_id}")
    return Kept()


def _look_at_hint(desk: Desk, effect: LookAtHint) -> HintSeen:
    found = sounding.sides(desk.conn, hint_id=effect.hint_id, reader_id=desk.member.id)
    other = people.member(desk.conn, found.other_id) if found else None
    if found is None or other is None:
        return HintSeen(None)
    state = found.hint.state_at(desk.now)
    return HintSeen(found.hint, found.mine, state, other)


def _answer(desk: Desk, effect: AnswerHint) -> HintMoved:
    match effect.how:
        case "say":
            return HintMoved(_say(desk, effect))
        case "unsay":
            return HintMoved(_unsay(desk, effect))
        case "pass":
            sounding.pass_on(
                desk.conn,
                hint_id=effect.hint_id,
                author_id=desk.member.id,
                now=desk.now,
            )
            return HintMoved(done=True)


def _say(desk: Desk, effect: AnswerHint) -> bool:
    hint = sounding.say(
        desk.conn,
        hint_id=effect.hint_id,
        author_id=desk.member.id,
        words=effect.words,
        now=desk.now,
    )
    if hint is None:
        return False
    echo(desk, "hint", hint.id, {"words": effect.words})
    _out_of_mailbox(desk, hint.sounding.asker_id, f"hint:{hint.id}")
    told = notices.said(hint, desk.member.name)
    desk.tell(hint.sounding.asker_id, told, about=f"hint:{hint.id}")
    return True


def _unsay(desk: Desk, effect: AnswerHint) -> bool:
    hint = sounding.unsay(desk.conn, hint_id=effect.hint_id, author_id=desk.member.id)
    if hint is None:
        return False
    if not _out_of_mailbox(desk, hint.sounding.asker_id, f"hint:{hint.id}"):
        told = notices.taken_back(desk.member.name)
        desk.tell(hint.sounding.asker_id, told, about=f"hint:{hint.id}")
    return True


def _out_of_mailbox(desk: Desk, member_id: str, about: str) -> bool:
    """Take out of somebody's mailbox what still waits there; False when nothing did."""
    lanes = talks.lanes_of(desk.conn, member_id)
    waited = [
        subjects.drop(desk.conn, lane, {about}, why="said no more") for lane in lanes
    ]
    return any(waited)


def _take(desk: Desk, effect: TakeHint) -> Kept:
    sounding.take(
        desk.conn, hint_id=effect.hint_id, asker_id=desk.member.id, now=desk.now
    )
    return Kept()


def _thank(desk: Desk, effect: ThankForHint) -> Kept:
    hint = sounding.thank(
        desk.conn,
        hint_id=effect.hint_id,
        asker_id=desk.member.id,
        words=effect.words,
        now=desk.now,
    )
    if hint:
        echo(desk, "hint", hint.id, {"thanks": effect.words})
        told = notices.thanked(effect.words, desk.member.name)
        desk.tell(hint.author_id, told, about=f"hint:{hint.id}")
    return Kept()


def open_hints(desk: Desk) -> tuple[tuple[HintOpen, ...], tuple[HintOpen, ...]]:
    """Return what this member is asked just now, and what was said to their own."""
    own, now = desk.member.id, desk.now
    asked = sounding.asked_of(desk.conn, own, now)
    lately = now - WELCOME_FOR
    said = sounding.said_to(desk.conn, own, lately)
    told = [one for one in said if one.still_their_own]
    ids = [one.sounding.asker_id for one in asked] + [one.author_id for one in told]
    members = people.several(desk.conn, ids)
    return (
        tuple(
            HintOpen(one, members[one.sounding.asker_id])
            for one in asked
            if one.sounding.asker_id in members
        ),
        tuple(
            HintOpen(one, members[one.author_id])
            for one in told
            if one.author_id in members
        ),
    )


HANDLERS: Handlers = {
    LookAtSounding: _look,
    Sound: _sound,
    CloseSounding: _close,
    LookAtHint: _look_at_hint,
    AnswerHint: _answer,
    TakeHint: _take,
    ThankForHint: _thank,
}
