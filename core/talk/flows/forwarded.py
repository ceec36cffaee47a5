"""Words of somebody else's that were sent on to us: never taken for the member's own.

They stand nowhere before the member says what they are here: a quotation, with the
marks of one, or nothing but what led to words of their own.
"""

from dataclasses import dataclass, replace
from typing import Literal

from core.domain.echoes import Mend
from core.domain.meaning import in_need
from core.domain.sentences import lang_of
from core.domain.tone import solicits
from core.talk.flow import Facts, Flow, Heard, Short, Start, Turn
from core.talk.incoming import Said
from core.talk.turn import Opened, Option, Picked, Say, Saying, T
from core.talk.voice import word


@dataclass(frozen=True, slots=True)
class Asking:
    """Waits to hear what becomes of the words; `late` when the talk rested for long."""

    text: str
    late: bool = False
    kind: Literal["asking"] = "asking"


State = Asking


def quoted(text: str) -> str:
    """Return words as a quotation of them, by the marks of their language."""
    return word(T("forwarded.quotation", words=text.strip()), lang_of(text))


def open_(opened: Opened, facts: Facts) -> Turn:
    """Say whose words they are and ask what becomes of them."""
    state = Asking(opened.arg, late=opened.verb == "late")
    return Turn(ask(state, facts), state)


def step(state: State, heard: Heard, facts: Facts) -> Turn | None:
    """Hand a quotation or the member's own words down, or leave the words be."""
    match heard:
        case Picked(verb="quote") if not solicits(state.text):
            return _down(state, quoted(state.text))
        case Picked(verb="leave"):
            return Turn((Say(T("forwarded.left")),))
        case Said(text=text, forwarded=True) if text.strip():
            more = replace(state, text=f"{state.text}\n{text.strip()}")
            return Turn(ask(more, facts), more)
        case Said(text=text) if text.strip():
            return _down(state, text)
        case _:
            return None


def _down(state: Asking, text: str) -> Turn:
    if state.late:
        return Turn(then=Start("resume", "long_pause", f"\n\n{text}"))
    return Turn(hand_down=Said(text))


def ask(state: State, facts: Facts) -> tuple[Saying, ...]:
    """Repeat the question."""
    leave = Option(T("forwarded.leave"), "leave")
    if solicits(state.text):
        return (Say(T("forwarded.held"), (leave,)),)
    options = [Option(T("forwarded.quote"), "quote"), leave]
    if in_need(state.text):
        options.append(Option(T("home.sos"), "", flow="sos"))
    return (Say(T("forwarded.theirs"), tuple(options)),)


def mended(state: State, mend: Mend) -> State | None:
    """Return the question without words that are gone; None once none are left."""
    text = mend.of(state.text)
    return replace(state, text=text) if text or not state.text else None


FLOW = Flow(
    "forwarded",
    State,
    open_,
    step,
    ask,
    mended=mended,
    short=Short(sends=("quote",), no=("leave",), leaves=("leave",)),
)
