"""Questions about us, answered from what the documents say, with the button that fits.

In the middle of another dialogue the question may have been an answer to it, so its
words are kept until the person says so.
"""

from dataclasses import dataclass
from typing import Literal

from core.domain.meaning import asked_about
from core.talk.flow import Facts, Flow, Heard, Turn
from core.talk.flows.home import menu_options
from core.talk.incoming import Said
from core.talk.turn import Opened, Option, Phrase, Picked, Say, Saying, T

_ANSWERS: dict[str, Phrase] = {
    "what": T("about.what"),
    "who_sees": T("about.who_sees"),
    "owner": T("about.owner"),
    "pass_seen": T("about.pass_seen"),
    "model": T("about.model_off"),
    "bot": T("about.bot"),
    "cost": T("about.cost"),
    "stored": T("about.stored"),
    "going": T("about.going"),
    "matching": T("about.matching"),
}
_BUTTONS: dict[str, tuple[Option, ...]] = {
    "who_sees": (Option(T("menu.room"), "", flow="room"),),
    "model": (Option(T("menu.settings"), "", flow="settings"),),
    "stored": (
        Option(T("about.take_along"), "export", flow="leave"),
        Option(T("about.erase"), "erase", flow="leave"),
    ),
    "going": (
        Option(T("about.rest"), "rest", flow="settings"),
        Option(T("about.stop"), "stop", flow="leave"),
        Option(T("about.erase"), "erase", flow="leave"),
    ),
    "matching": (Option(T("menu.ask"), "", flow="ask"),),
}
_ASIDE = (Option(T("about.go_on"), "go_on"), Option(T("about.meant"), "answer"))


@dataclass(frozen=True, slots=True)
class Aside:
    """Waits, above another dialogue, to hear whether the question was its answer."""

    text: str
    kind: Literal["aside"] = "aside"


State = Aside


def open_(opened: Opened, facts: Facts) -> Turn:
    """Answer a question: by its name, or as it was typed."""
    what = opened.verb if opened.verb in _ANSWERS else asked_about(opened.arg)
    answer = _answer(what or "what", facts)
    if facts.busy:
        options = (
            Option(T("about.go_on"), "go_on"),
            Option(T("about.meant"), "answer"),
        )
        return Turn((Say(answer, options),), Aside(opened.arg))
    return Turn((Say(answer, _BUTTONS.get(what) or menu_options()),))


def _answer(what: str, facts: Facts) -> Phrase:
    if what == "model" and facts.models_offered:
        return T("about.model_on")
    return _ANSWERS[what]


def step(state: State, heard: Heard, facts: Facts) -> Turn | None:
    """Go back to what was asked, with or without the words."""
    match heard:
        case Picked(verb="go_on"):
            return Turn()
        case Picked(verb="answer"):
            return Turn(hand_down=Said(state.text))
        case Said() as said:
            return Turn(hand_down=said)
        case _:
            return None


def ask(state: State, facts: Facts) -> tuple[Saying, ...]:
    """Repeat the question."""
    return (Say(T("about.back"), _ASIDE),)


FLOW = Flow("about", State, open_, step, ask, fleeting=frozenset({"aside"}))
