"""「もし、わたしなら」, asked: how might others put a line of my vector? (V1)

What they would read is read back first, and goes out by a tap of its own. The lot
decides who is asked; whoever asks hears only those who say something.
"""

from dataclasses import replace
from typing import get_args

from core.domain.shortening import first_sentence
from core.domain.sounding import NOTE_LENGTH, Shown, Sounding
from core.domain.tone import solicits
from core.domain.vectors import SHOWN_LINES, Line, Vector
from core.talk.days import weekday
from core.talk.effects import Done
from core.talk.effects.soundings import CloseSounding, LookAtSounding, Sound, Sounded
from core.talk.effects.soundings import SoundingSeen as Seen
from core.talk.flow import Facts, Flow, Heard, Short, Start, Turn
from core.talk.flows import sounding_after as after
from core.talk.flows.menu import menu_options, room_options
from core.talk.flows.sounding_states import (
    Beginning,
    Delight,
    Lining,
    Looking,
    Previewing,
    Rooming,
    Sending,
    State,
    Taking,
    Thanking,
    said,
)
from core.talk.incoming import Said
from core.talk.sounding_notices import lines
from core.talk.turn import Opened, Option, Picked, Say, Saying, Show, T
from core.talk.vector_card import LABELS

BEGIN = Option(T("sounding.begin"), "", flow="sounding")
"""The way in, wherever one may look for words."""


def open_(opened: Opened, facts: Facts) -> Turn:
    """Look for words, or at a sentence that came."""
    match opened.verb:
        case "take" | "thank" as verb:
            return after.look(verb, opened.arg)
        case "leave":
            return Turn((Say(T("sounding.left"), (_to_box(),)),))
        case "close":
            return Turn(
                (Say(T("sounding.closed"), (BEGIN,)),), do=(CloseSounding(opened.arg),)
            )
        case _:
            return _begin(opened.arg, facts)


def _to_box() -> Option:
    return Option(T("menu.box"), "", flow="box")


def _begin(line: str, facts: Facts) -> Turn:
    if not facts.vector.put_into_words:
        write = Option(T("road.write_vector"), "", flow="vector")
        return Turn((Say(T("sounding.no_words_yet"), (write,)),))
    if not facts.homes:
        code = Option(T("welcome.have_code"), "join", flow="welcome")
        return Turn((Say(T("sounding.no_room_yet"), (code,)),))
    return Turn(next=Beginning(_line(line)), do=(LookAtSounding(),))


def _line(named: str) -> Line | None:
    return next((one for one in get_args(Line) if one == named), None)


def step(state: State, heard: Heard, facts: Facts) -> Turn | None:
    """Move on."""
    match state:
        case Beginning():
            return _began(state, heard, facts)
        case Rooming():
            return _roomed(state, heard, facts)
        case Lining():
            return _lined(state, heard, facts)
        case Previewing():
            return _decided(state, heard, facts)
        case Sending():
            return _sent(state, heard, facts)
        case Looking():
            return after.looked(state, heard, facts)
        case Taking():
            return after.taken(state, heard)
        case Delight():
            return after.delighted(state, heard, facts)
        case Thanking():
            return after.thanked(state, heard)


# What is asked, and of whom


def _began(state: Beginning, heard: Heard, facts: Facts) -> Turn | None:
    match heard:
        case Done(answer=Seen(sounding=Sounding() as sounding)):
            return Turn((_waiting(sounding, facts),))
        case Done(answer=Seen()) if len(facts.homes) > 1:
            rooming = Rooming(state.line)
            return Turn((_which_room(facts),), rooming)
        case Done(answer=Seen()) if facts.homes:
            return _in_room(facts.homes[0].id, state.line, facts)
        case Done(answer=Seen()):
            return _begin("", facts)
        case _:
            return None


def _waiting(sounding: Sounding, facts: Facts) -> Say:
    day = weekday(sounding.closes_at, facts.zone)
    return Say(T("sounding.waiting", day=day), (take_back(sounding), _to_box()))


def take_back(sounding: Sounding) -> Option:
    """Return the way to take an open question back."""
    return Option(T("ask.take_back"), "close", sounding.id, flow="sounding")


def _mend() -> Option:
    return Option(T("road.mend_vector"), "mend", flow="vector")


def _which_room(facts: Facts) -> Say:
    return Say(T("sounding.which_room"), (*room_options(facts), _never_mind()))


def _never_mind() -> Option:
    return Option(T("cheer.never_mind"), "stop")


def _stopped() -> Turn:
    return Turn((Say(T("cheer.stopped")),))


def _roomed(state: Rooming, heard: Heard, facts: Facts) -> Turn | None:
    match heard:
        case Picked(verb="room", arg=room) if facts.home(room):
            return _in_room(room, state.line, facts)
        case Picked(verb="stop"):
            return _stopped()
        case _:
            return None


def _in_room(room: str, line: Line | None, facts: Facts) -> Turn:
    if line is None:
        return Turn((_which_line(),), Lining(room))
    return _previewed(Previewing(room, line, _words(facts.vector)), facts)


def _words(vector: Vector, note: str = "") -> Shown:
    return Shown(vector.origin, vector.destination, vector.next_step, note)


def _which_line() -> Say:
    named = (Option(LABELS[line], "line", line) for line in SHOWN_LINES)
    return Say(T("sounding.which_line"), (*named, _never_mind()))


def _lined(state: Lining, heard: Heard, facts: Facts) -> Turn | None:
    match heard:
        case Picked(verb="line", arg=named) if line := _line(named):
            return _in_room(state.room, line, facts)
        case Picked(verb="stop"):
            return _stopped()
        case _:
            return None


# What is shown for it


def _previewed(state: Previewing, facts: Facts) -> Turn:
    if any(solicits(state.words.of(line)) for line in SHOWN_LINES):
        return Turn((Say(T("cheer.held"), (_mend(),)),))
    return Turn(_preview(state, facts), state)


def _preview(state: Previewing, facts: Facts) -> tuple[Saying, ...]:
    home = facts.home(state.room)
    how_much = (
        Option(T("sounding.whole"), "whole")
        if state.only_line
        else Option(T("sounding.only_line"), "only")
    )
    options = [Option(T("sounding.send"), "send"), how_much]
    if state.words.note:
        options.append(Option(T("sounding.no_note"), "bare"))
    return (
        Show(
            title=T("sounding.seen_by_them"),
            body=T("hint.how_would_you", line=LABELS[state.line]),
            facts=lines(state.shown, state.line),
            look="vector",
            face=facts.member.name,
        ),
        Say(
            T("sounding.preview", room=home.name if home else ""),
            (*options, _never_mind()),
        ),
    )


def _decided(state: Previewing, heard: Heard, facts: Facts) -> Turn | None:
    match heard:
        case Picked(verb="send"):
            asking = Sound(state.room, state.line, state.shown)
            return Turn(next=Sending(state), do=(asking,))
        case Picked(verb="only" | "whole" as verb):
            return _previewed(replace(state, only_line=verb == "only"), facts)
        case Picked(verb="bare"):
            return _noted(state, "", facts)
        case Picked(verb="stop"):
            return _stopped()
        case Said(text=text) if solicits(text):
            return Turn((Say(T("cheer.held")), *_preview(state, facts)), state)
        case Said(text=text) if text.strip():
            return _noted(state, first_sentence(text, NOTE_LENGTH), facts)
        case _:
            return None


def _noted(state: Previewing, note: str, facts: Facts) -> Turn:
    return _previewed(replace(state, words=replace(state.words, note=note)), facts)


def _sent(state: Sending, heard: Heard, facts: Facts) -> Turn | None:
    match heard:
        case Done(answer=Sounded(sounding=Sounding() as sounding)):
            day = weekday(sounding.closes_at, facts.zone)
            options = (take_back(sounding), _mend())
            return Turn((Say(T("sounding.sent", day=day), options),))
        case Done(answer=Sounded(why_not="changed")):
            note = state.preview.words.note
            again = replace(state.preview, words=_words(facts.vector, note))
            return Turn((Say(T("sounding.changed")), *_preview(again, facts)), again)
        case Done(answer=Sounded(why_not="one_at_a_time")):
            return Turn(then=Start("sounding"))
        case Done(answer=Sounded()):
            return Turn((Say(T("sounding.nobody"), menu_options()),))
        case _:
            return None


def ask(state: State, facts: Facts) -> tuple[Saying, ...]:
    """Repeat the question."""
    match state:
        case Rooming():
            return (_which_room(facts),)
        case Lining():
            return (_which_line(),)
        case Previewing():
            return _preview(state, facts)
        case Taking():
            return (after.beside(state),)
        case Delight():
            return (after.what_delighted(),)
        case Thanking():
            return after.thanks(state)
        case Beginning() | Sending() | Looking():
            return ()


FLOW = Flow(
    "sounding",
    State,
    open_,
    step,
    ask,
    fleeting=frozenset({"rooming", "lining"}),
    short=Short(
        sends=("send",),
        no=("own", "skip", "stop"),
        leaves=("stop", "skip", "own"),
        unsure=("skip",),
    ),
    said=said,
)
