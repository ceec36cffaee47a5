"""What becomes of a call between two people: an answer, a connection, words (J5).

Whoever hears a call may answer or let it be; silence is a pass. The two learn who the
other is, and how to reach each other, by each side's own tap.
"""

from dataclasses import dataclass
from typing import Literal

from core.domain.shortening import ANSWER_LENGTH, first_sentence
from core.talk.effects import Done
from core.talk.effects.calls import (
    AnswerCall,
    Connect,
    HandWords,
    LookAtPair,
    PairMoved,
    PairSeen,
    PauseSender,
)
from core.talk.effects.flags import FlagsSeen, LookAtFlags
from core.talk.flow import Facts, Flow, Heard, Short, Turn
from core.talk.flows.flag_cards import label
from core.talk.incoming import Said
from core.talk.notices import called
from core.talk.turn import Opened, Option, Phrase, Picked, Say, Saying, T
from core.talk.voice import word


@dataclass(frozen=True, slots=True)
class Looking:
    """Waits to read what is between the two: the rows say what a tap still means."""

    verb: str
    listener_id: str
    kind: Literal["looking"] = "looking"


@dataclass(frozen=True, slots=True)
class Offering:
    """Waits for how they can listen."""

    listener_id: str
    kind: Literal["offering"] = "offering"


@dataclass(frozen=True, slots=True)
class Picking:
    """Waits for which flag of their own to show; `ids` and names of those."""

    listener_id: str
    flags: tuple[tuple[str, str], ...] = ()
    kind: Literal["picking"] = "picking"


@dataclass(frozen=True, slots=True)
class Thinking:
    """Waits for words about somebody they thought of."""

    listener_id: str
    kind: Literal["thinking"] = "thinking"


@dataclass(frozen=True, slots=True)
class Passing:
    """Waits for words with a pass, or none."""

    listener_id: str
    kind: Literal["passing"] = "passing"


@dataclass(frozen=True, slots=True)
class Handing:
    """Waits for how they can be reached."""

    listener_id: str
    name: str
    kind: Literal["handing"] = "handing"


@dataclass(frozen=True, slots=True)
class Telling:
    """Waits to hear that it was done."""

    what: Literal[
        "ear", "flag", "person", "pass", "silent", "connect", "contact", "pause"
    ]
    listener_id: str
    kind: Literal["telling"] = "telling"


State = Looking | Offering | Picking | Thinking | Passing | Handing | Telling


def open_(opened: Opened, facts: Facts) -> Turn:
    """Read first how it stands between the two."""
    if opened.verb == "pause":
        return Turn(next=Telling("pause", opened.arg), do=(PauseSender(opened.arg),))
    waiting = Looking(opened.verb, opened.arg)
    return Turn(next=waiting, do=(LookAtPair(opened.arg),))


def step(state: State, heard: Heard, facts: Facts) -> Turn | None:
    """Move on."""
    if heard == Picked("stop"):
        return Turn((Say(T("listen.let_be")),))
    match state:
        case Looking():
            return _looked(state, heard, facts)
        case Offering():
            return _offered(state, heard, facts)
        case Picking():
            return _picked(state, heard)
        case Thinking():
            return _thought(state, heard)
        case Passing():
            return _passed(state, heard, facts)
        case Handing():
            return _handed(state, heard)
        case Telling():
            return _told(state, heard)


def _looked(state: Looking, heard: Heard, facts: Facts) -> Turn | None:
    match heard:
        case Done(answer=PairSeen(call=call)) if call is None or not call.open:
            return Turn((Say(T("listen.gone")),))
        case Done(answer=PairSeen(mine="sender") as seen):
            return _as_sender(state, seen, facts)
        case Done(answer=PairSeen() as seen):
            return _as_listener(state, seen, facts)
        case _:
            return None


def _as_sender(state: Looking, seen: PairSeen, facts: Facts) -> Turn:
    id_ = state.listener_id
    match state.verb:
        case "connect":
            return Turn(next=Telling("connect", id_), do=(Connect(id_),))
        case "not_now":
            again = (Option(T("listen.connect"), "connect", id_, flow="listen"),)
            said = T("listen.not_connected", name=called(seen.name))
            return Turn((Say(said, again),))
        case _:
            return _contact(state, seen, facts)


def _as_listener(state: Looking, seen: PairSeen, facts: Facts) -> Turn:
    id_ = state.listener_id
    if seen.listener is not None and seen.listener.connected:
        return _contact(state, seen, facts)
    waiting: State
    match state.verb:
        case "ear":
            waiting = Offering(id_)
        case "person":
            waiting = Thinking(id_)
        case "flag":
            return Turn(next=Picking(id_), do=(LookAtFlags(own=True),))
        case "pass" if seen.call and seen.call.audience != "room":
            waiting = Passing(id_)
        case "pass":
            return _silent(id_)
        case _:
            return Turn((Say(T("listen.gone")),))
    return Turn(ask(waiting, facts), waiting)


def _contact(state: Looking, seen: PairSeen, facts: Facts) -> Turn:
    """Hand over how to be reached, once both wanted that."""
    if seen.listener is None or not seen.listener.connected:
        return Turn((Say(T("listen.not_connected_yet")),))
    waiting = Handing(state.listener_id, seen.name)
    return Turn(ask(waiting, facts), waiting)


# What is answered


def _offered(state: Offering, heard: Heard, facts: Facts) -> Turn | None:
    id_ = state.listener_id
    match heard:
        case Picked(verb="when", arg=when) if when in _WHEN:
            words = word(_WHEN[when], facts.member.language)
        case Picked(verb="none"):
            words = ""
        case Said(text=text) if text.strip():
            words = first_sentence(text, ANSWER_LENGTH)
        case _:
            return None
    return Turn(next=Telling("ear", id_), do=(AnswerCall(id_, "ear", words),))


def _picked(state: Picking, heard: Heard) -> Turn | None:
    id_ = state.listener_id
    match heard:
        case Done(answer=FlagsSeen(flags=())):
            options = (
                Option(T("listen.ear"), "ear", id_, flow="listen"),
                Option(T("flag.raise_own"), "", flow="flag"),
            )
            return Turn((Say(T("listen.no_flags"), options),))
        case Done(answer=FlagsSeen(flags=flags)):
            mine = tuple((one.flag.id, one.flag.purpose) for one in flags)
            waiting = Picking(id_, mine)
            return Turn(_which_flag(waiting), waiting)
        case Picked(verb="flag", arg=flag_id) if flag_id in dict(state.flags):
            effect = AnswerCall(id_, "flag", flag_id=flag_id)
            return Turn(next=Telling("flag", id_), do=(effect,))
        case _:
            return None


def _thought(state: Thinking, heard: Heard) -> Turn | None:
    id_ = state.listener_id
    match heard:
        case Said(text=text) if text.strip():
            effect = AnswerCall(id_, "person", first_sentence(text, ANSWER_LENGTH))
            return Turn(next=Telling("person", id_), do=(effect,))
        case _:
            return None


def _passed(state: Passing, heard: Heard, facts: Facts) -> Turn | None:
    id_ = state.listener_id
    match heard:
        case Picked(verb="none"):
            return _silent(id_)
        case Picked(verb="words", arg=which) if which in _KINDLY:
            words = word(_KINDLY[which], facts.member.language)
        case Said(text=text) if text.strip():
            words = first_sentence(text, ANSWER_LENGTH)
        case _:
            return None
    return Turn(next=Telling("pass", id_), do=(AnswerCall(id_, "pass", words),))


def _silent(id_: str) -> Turn:
    return Turn(next=Telling("silent", id_), do=(AnswerCall(id_, "pass"),))


def _handed(state: Handing, heard: Heard) -> Turn | None:
    match heard:
        case Said(text=text) if text.strip():
            words = first_sentence(text, ANSWER_LENGTH)
            effect = HandWords(state.listener_id, words)
            return Turn(next=Telling("contact", state.listener_id), do=(effect,))
        case _:
            return None


def _told(state: Telling, heard: Heard) -> Turn | None:
    match heard:
        case Done(answer=PairMoved(done=False)):
            return Turn((Say(T("listen.gone")),))
        case Done(answer=PairMoved(name=name)):
            return Turn((_done(state, name),))
        case _:
            return None


def _done(state: Telling, name: str) -> Say:
    id_ = state.listener_id
    pause = (Option(T("listen.pause"), "pause", id_, flow="listen"),)
    hand = (Option(T("listen.hand_words"), "contact", id_, flow="listen"),)
    match state.what:
        case "ear" | "flag" | "person":
            return Say(T("listen.told"))
        case "pass":
            return Say(T("listen.pass_told"), pause)
        case "silent":
            return Say(T("listen.pass_silent"), pause)
        case "connect":
            return Say(T("listen.are_connected", name=called(name)), hand)
        case "contact":
            return Say(T("listen.words_told", name=called(name)))
        case "pause":
            return Say(T("listen.paused"))


# Questions

_WHEN: dict[str, Phrase] = {
    "any": T("listen.any_time"),
    "evening": T("listen.evenings"),
    "writing": T("listen.in_writing"),
}
_KINDLY: dict[str, Phrase] = {
    "no_room": T("listen.no_room_now"),
    "later": T("listen.ask_again"),
}


def ask(state: State, facts: Facts) -> tuple[Saying, ...]:
    """Repeat the question."""
    match state:
        case Offering():
            options = [Option(said, "when", when) for when, said in _WHEN.items()]
            none = Option(T("listen.no_words"), "none")
            return (Say(T("listen.how"), (*options, none, _stop())),)
        case Picking():
            return _which_flag(state)
        case Thinking():
            return (Say(T("listen.which_person"), (_stop(),)),)
        case Passing():
            options = [Option(said, "words", which) for which, said in _KINDLY.items()]
            none = Option(T("listen.say_nothing"), "none")
            return (Say(T("listen.pass_words"), (*options, none)),)
        case Handing(name=name):
            return (Say(T("listen.which_words", name=called(name)), (_stop(),)),)
        case Looking() | Telling():
            return ()  # the answer comes at once


def _which_flag(state: Picking) -> tuple[Saying, ...]:
    options = tuple(
        Option(label(purpose), "flag", flag_id) for flag_id, purpose in state.flags
    )
    return (Say(T("listen.which_flag"), (*options, _stop())),)


def _stop() -> Option:
    return Option(T("listen.stop"), "stop")


FLOW = Flow(
    "listen",
    State,
    open_,
    step,
    ask,
    fleeting=frozenset({"looking", "telling"}),
    short=Short(no=("stop",), leaves=("stop",)),
)
