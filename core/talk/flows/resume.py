"""Stands above another dialogue for one question: is this still the answer?

After days, or when an answer sounds like a request for company, nothing is guessed;
the words are kept until the person says what they are.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from core.domain.echoes import Mend
from core.talk.flow import Facts, Flow, Heard, Start, Turn
from core.talk.flows.words import and_before, says_yes
from core.talk.incoming import Said
from core.talk.measure import shorten
from core.talk.turn import Opened, Option, Phrase, Picked, Say, Saying, T

_SHOWN = 30
_MIDST: Mapping[str, Phrase] = {
    "vector": T("resume.in_vector"),
    "post": T("resume.in_post"),
    "ask": T("resume.in_ask"),
    "flag": T("resume.in_flag"),
    "answer": T("resume.in_answer"),
    "follow": T("resume.in_follow"),
    "cheer": T("resume.in_cheer"),
}
"""What people call the dialogues they come back to."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Waits to hear what the words were; `why` says what made us ask.

    `midst` is the dialogue that stands below, where it has a name for people.
    """

    text: str
    why: Literal["long_pause", "asking"]
    midst: str = ""
    kind: Literal["asking"] = "asking"


State = Asking


def open_(opened: Opened, facts: Facts) -> Turn:
    """Ask what the words were meant as."""
    why: Literal["long_pause", "asking"] = (
        "asking" if opened.verb == "asking" else "long_pause"
    )
    midst, text = "", opened.arg
    if why == "long_pause":
        midst, _, text = opened.arg.partition("\n")
    state = Asking(text, why, midst)
    return Turn(ask(state, facts), state)


def step(state: State, heard: Heard, facts: Facts) -> Turn | None:
    """Hand the words down, go on, or begin something new with them."""
    match heard:
        case Picked(verb="answer"):
            return Turn(hand_down=Said(state.text))
        case Picked(verb="go_on"):
            return Turn()
        case Picked(verb="people"):
            return Turn(then=Start("ask", "said", state.text))
        case Picked(verb="stop"):
            return Turn((Say(T("resume.stopped")),), clear=True)
        case Said(text=text) if says_yes(text) and state.why == "asking":
            return Turn(then=Start("ask", "said", state.text))
        case Said(text=text) if says_yes(text):
            return Turn(hand_down=Said(state.text))
        case Said(text=text):
            return Turn(hand_down=Said(and_before(state.text, text)))
        case _:
            return None


def ask(state: State, facts: Facts) -> tuple[Saying, ...]:
    """Repeat the question."""
    if state.why == "asking":
        either = (
            Option(T("resume.find_people"), "people"),
            Option(T("resume.is_answer"), "answer"),
        )
        return (Say(T("resume.sounds_like_ask"), either),)
    options = (
        Option(T("resume.go_on"), "go_on"),
        Option(T("resume.is_answer"), "answer"),
        Option(T("resume.stop"), "stop"),
    )
    text = shorten(state.text, _SHOWN)
    said = T("resume.welcome_back", text=text)
    if state.midst in _MIDST:
        said = T("resume.welcome_back_to", midst=_MIDST[state.midst], text=text)
    return (Say(said, options),)


def mended(state: State, mend: Mend) -> State | None:
    """Return the question with the words as they are now, None once they are gone."""
    text = mend.of(state.text)
    return replace(state, text=text) if text or not state.text else None


FLOW = Flow("resume", State, open_, step, ask, mended=mended, short=None)
