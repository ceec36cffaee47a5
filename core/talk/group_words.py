"""What is said in a group; pure. Buttons stand, for anybody may come back to them."""

from collections.abc import Mapping
from datetime import date

from core.domain.meaning import Topic
from core.domain.members import Language
from core.services.groups import GroupFlag
from core.talk.channel import Door
from core.talk.flows.about_topics import ANSWERS
from core.talk.flows.flag_cards import seen_by_anybody
from core.talk.turn import Lead, Option, Phrase, Say, Saying, Show, T
from core.talk.voice import word

REF_LENGTH = 8

FLOW = "group"
"""Under this name choices of a group are kept; no dialogue bears it."""


def hello(door: Door) -> tuple[Saying, ...]:
    """Say who we are, once, and that we are quiet."""
    return (Say(T("group.hello")), *_alone(door))


def quiet() -> tuple[Saying, ...]:
    """Say again that we are quiet, to whoever has had enough or wonders."""
    return (Say(T("group.hello")),)


def nod() -> tuple[Saying, ...]:
    """Answer thanks."""
    return (Say(T("home.nod")),)


_ANSWERS: Mapping[str, Topic] = {
    "what": "what",
    "bot": "bot",
    "cost": "cost",
    "group": "group",
    "who_sees": "group",
}
"""Questions about us that everybody in a group may hear the answer to."""


def about(topic: str, door: Door, words: str) -> tuple[Saying, ...]:
    """Answer a question about us, here or one to one."""
    if topic in _ANSWERS:
        return (Say(ANSWERS[_ANSWERS[topic]]),)
    return elsewhere(door, words)


def help_(door: Door, room: str) -> tuple[Saying, ...]:
    """Say what can be done here."""
    said = T("group.help", room=room) if room else T("group.help_first")
    return (Say(said, asks=not room), *_alone(door))


def joined(room: str) -> tuple[Saying, ...]:
    """The group belongs to a community now."""
    undo = Option(T("group.part"), "part", flow=FLOW)
    return (Show(T("group.joined", room=room), T("group.joined_how"), options=(undo,)),)


def not_seated(door: Door, code: str) -> tuple[Saying, ...]:
    """Only somebody with a seat can bring the group along."""
    return (Say(T("group.not_seated")), *_alone(door, code=code))


def code_shown(door: Door, ready: str) -> tuple[Saying, ...]:
    """A code to link by, which everybody here could read, is over."""
    return (Say(T("group.code_shown")), *_alone(door, words=ready))


def parted() -> tuple[Saying, ...]:
    """The group belongs to nobody."""
    return (Say(T("group.parted")),)


NOT_YOURS = T("group.not_yours")
"""Undoing, too, is for somebody with a seat."""


def aside(said: Phrase) -> Say:
    """Say something to whoever tapped, and to nobody else."""
    return Say(said, aside=True)


def yours_alone(door: Door, flag_id: str, language: Language) -> tuple[Saying, ...]:
    """Lead whoever tapped to where the answer is theirs alone; nothing is told here."""
    words = _hand(flag_id, language) if flag_id else ""
    return (Say(T("group.yours_alone")), *_alone(door, words=words))


def old_card() -> tuple[Saying, ...]:
    """The card that was tapped means nothing any more."""
    return (aside(T("group.old_card")),)


def elsewhere(door: Door, words: str, *, sos: bool = False) -> tuple[Saying, ...]:
    """What concerns one person goes on between the two of us."""
    said = T("group.sos") if sos else T("group.alone")
    return (Say(said), *_alone(door, words=words))


def flags(found: list[GroupFlag], today: date) -> tuple[Saying, ...]:
    """The flags that stand here."""
    if not found:
        return (Say(T("group.no_flags")),)
    return tuple(card(one, today) for one in found)


def card(one: GroupFlag, today: date) -> Show:
    """A flag as everybody in a group may see it."""
    flag = one.flag
    join = (Option(T("flag.join"), "join", flag.id, flow=FLOW),)
    return Show(
        title=flag.purpose,
        facts=seen_by_anybody(flag, one.raiser, today),
        options=join if flag.free else (),
        look="flag",
        face=one.raiser.name,
    )


def held(free: int) -> tuple[Saying, ...]:
    """A seat was taken; whose it is only those under the flag are told."""
    said = T("group.held", free=str(free)) if free else T("group.held_last")
    return (Say(said), aside(T("group.seated")))


MISSED: dict[str, Phrase] = {
    "full": T("group.full"),
    "folded": T("group.folded"),
    "own": T("group.own"),
    "already": T("group.already"),
}


def missed(why: str) -> tuple[Saying, ...]:
    """No seat was taken, and why."""
    return (Say(MISSED[why]),)


def who(door: Door, flag_id: str, language: Language) -> tuple[Saying, ...]:
    """Nobody told us who tapped: the same can be said between the two of us."""
    return (Say(T("group.who")), *_alone(door, words=_hand(flag_id, language)))


def _hand(flag_id: str, language: Language) -> str:
    """Return the words that stand for a hand under a flag, to be sent between us."""
    return f"{word(T('group.hold'), language)} {flag_id[-REF_LENGTH:]}"


def no_seat(room: str) -> Phrase:
    """Seats under a flag are for those who sit in its community."""
    return T("group.no_seat", room=room)


def _alone(door: Door, *, code: str = "", words: str = "") -> tuple[Saying, ...]:
    """A link to the talk between the two of us, where there is one."""
    url = door(code=code, words=words)
    return (Lead(T("group.talk_alone"), url),) if url else ()
