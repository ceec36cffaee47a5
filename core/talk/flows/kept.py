"""What was left with words in it: to go on with, or to let go of.

Nobody but the member sees it, and nothing is asked about it. Which dialogues hold such
words, and for how long they are kept, is `core.talk.unfinished`'s.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from core.talk.flow import Facts, Flow, Heard, Short, Start, Turn, Unfinished
from core.talk.flows.menu import menu_options
from core.talk.incoming import Said
from core.talk.measure import shorten
from core.talk.notices import app
from core.talk.turn import Opened, Option, Phrase, Picked, Say, Saying, Show, T

_SHOWN = 30
_MOST_SHOWN = 2
_DISCREET = frozenset({"sos"})
"""Dialogues whose words are not shown to whoever looks at the screen by chance."""
_NAMES: Mapping[str, Phrase] = {
    "vector": T("resume.in_vector"),
    "post": T("resume.in_post"),
    "ask": T("resume.in_ask"),
    "flag": T("resume.in_flag"),
    "answer": T("resume.in_answer"),
    "follow": T("kept.in_follow"),
    "cheer": T("resume.in_cheer"),
}


Begun = Literal["post", "ask", "flag", "vector"]
"""Dialogues that one begins by oneself, and may begin twice."""


def begun(flow: str) -> Begun | None:
    """Return the name of a dialogue, if it is one that is begun by oneself."""
    known: tuple[Begun, ...] = get_args(Begun)
    return next((one for one in known if one == flow), None)


@dataclass(frozen=True, slots=True)
class Choosing:
    """Waits to hear whether one begins anew or goes on with what is there."""

    id: str
    flow: Begun
    words: str
    kind: Literal["choosing"] = "choosing"


State = Choosing


def open_(opened: Opened, facts: Facts) -> Turn:
    """Show what is there, go on with one of it, or let go of it."""
    found = next((one for one in facts.unfinished if one.id == opened.arg), None)
    match opened.verb:
        case "go_on" | "let_go" | "before" if found is None:
            return Turn((Say(T("kept.gone")),))
        case "go_on":
            return Turn(take_up=opened.arg)
        case "let_go":
            return Turn((Say(T("kept.let_go_of")),), let_go=opened.arg)
        case "before" if found and (flow := begun(found.flow)):
            choosing = Choosing(found.id, flow, found.words)
            return Turn(ask(choosing, facts), choosing)
        case _:
            after = int(opened.arg) if opened.arg.isdecimal() else 0
            here = _some(facts.unfinished[::-1], after)
            elsewhere = _elsewhere(facts)
            nothing = not facts.unfinished
            return Turn(elsewhere if nothing and elsewhere else (*here, *elsewhere))


def _elsewhere(facts: Facts) -> tuple[Saying, ...]:
    """Say where else something lies: it is gone on with where it was written."""
    return tuple(
        Say(T("kept.elsewhere", app=app(channel))) for channel in facts.left_elsewhere
    )


def _some(latest_first: Sequence[Unfinished], after: int) -> tuple[Saying, ...]:
    shown = latest_first[after : after + _MOST_SHOWN]
    if not shown:
        return (Say(T("kept.nothing"), menu_options()),)
    cards = tuple(Show(_called(one), options=_ways(one)) for one in shown)
    after += _MOST_SHOWN
    if after >= len(latest_first):
        return cards
    more = Option(T("box.more"), "more", str(after), flow="kept")
    return (*cards, Say(T("box.further"), (more,)))


def _ways(one: Unfinished) -> tuple[Option, ...]:
    return (
        Option(T("kept.go_on"), "go_on", one.id, flow="kept"),
        Option(T("kept.let_go"), "let_go", one.id, flow="kept"),
    )


def _called(one: Unfinished) -> Phrase:
    if one.flow in _DISCREET:
        return T("kept.one_in_need")
    words = shorten(" ".join(one.words.split()), _SHOWN)
    if one.flow in _NAMES:
        return T("kept.one_of", midst=_NAMES[one.flow], words=words)
    return T("kept.one", words=words)


def here(one: Unfinished) -> Say:
    """Say what was just left, with both ways."""
    if one.flow in _DISCREET:
        return Say(T("kept.here_in_need"), _ways(one))
    words = shorten(" ".join(one.words.split()), _SHOWN)
    return Say(T("kept.here", words=words), _ways(one))


def aside() -> Say:
    """Say in passing that words were left, and how to come back to them."""
    return Say(T("kept.aside"))


def step(state: State, heard: Heard, facts: Facts) -> Turn | None:
    """Go on, begin anew, or take words for the beginning of something new."""
    match heard:
        case Picked(verb="go_on") if all(
            one.id != state.id for one in facts.unfinished
        ):
            # Its words were taken back meanwhile.
            return Turn((Say(T("kept.gone")),), then=Start(state.flow, "new"))
        case Picked(verb="go_on"):
            return Turn(take_up=state.id)
        case Picked(verb="anew"):
            return Turn(then=Start(state.flow, "new"))
        case Picked(verb="let_go"):
            return Turn(then=Start(state.flow, "new"), let_go=state.id)
        case Said(text=text) if text.strip():
            how = "first" if state.flow == "vector" else "said"
            return Turn(then=Start(state.flow, how, text.strip()))
        case _:
            return None


def ask(state: State, facts: Facts) -> tuple[Saying, ...]:
    """Repeat the question."""
    options = (
        Option(T("kept.go_on"), "go_on"),
        Option(T("kept.anew"), "anew"),
        Option(T("kept.let_go_anew"), "let_go"),
    )
    one = Unfinished(state.id, state.flow, state.words)
    return (Say(_called(one), options),)


FLOW = Flow(
    "kept",
    State,
    open_,
    step,
    ask,
    short=Short(yes=("go_on",), no=("anew",)),
)
