"""Stands above another dialogue for one question: is this still the answer?

After days, or when an answer sounds like a request for company, nothing is guessed;
the words are kept until the person says what they are.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from core.domain.echoes import Mend
from core.talk.flow import Facts, Flow, Heard, Start, Turn
from core.talk.flows.words import and_before, says_yes, tells
from core.talk.incoming import Said
from core.talk.measure import shorten
from core.talk.notices import called
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


_ABOUT: Mapping[str, str] = {"ask": "need", "answer": "name", "follow": "name"}
"""What in the state of a dialogue tells those who come back what it was about."""


def subject(flow: str, state: Mapping[str, Any]) -> str:
    """Return what a dialogue is about, on one line; '' where nothing tells it."""
    sought = _ABOUT.get(flow, "")
    inside = (state, state.get("task"), state.get("draft"))
    tasks = [one for one in inside if isinstance(one, Mapping)]
    tasks += [one["task"] for one in tasks if isinstance(one.get("task"), Mapping)]
    found = next((one[sought] for one in tasks if one.get(sought)), "")
    return " ".join(str(found).split())


def in_the_midst(flow: str, state: Mapping[str, Any]) -> Phrase | None:
    """Return what people call the dialogue they stand in, with what it is about."""
    return _midst(flow, subject(flow, state))


def _midst(flow: str, about: str) -> Phrase | None:
    match flow:
        case "ask" if about:
            return T("resume.in_ask_for", words=shorten(about, _SHOWN))
        case "answer" if about:
            return T("resume.in_answer_to", name=called(about))
        case "follow" if about:
            return T("resume.in_follow_with", name=called(about))
        case _:
            return _MIDST.get(flow)


@dataclass(frozen=True, slots=True)
class Asking:
    """Waits to hear what the words were; `why` says what made us ask.

    `midst` is the dialogue that stands below, where it has a name for people, and
    `about` what it is about.
    """

    text: str
    why: Literal["long_pause", "asking"]
    midst: str = ""
    about: str = ""
    kind: Literal["asking"] = "asking"


State = Asking


def open_(opened: Opened, facts: Facts) -> Turn:
    """Ask what the words were meant as."""
    why: Literal["long_pause", "asking"] = (
        "asking" if opened.verb == "asking" else "long_pause"
    )
    midst, about, text = "", "", opened.arg
    if why == "long_pause":
        midst, _, rest = opened.arg.partition("\n")
        about, _, text = rest.partition("\n")
    state = Asking(text, why, midst, about)
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
            following = Start("home", "told", state.text) if tells(state.text) else None
            return Turn((Say(T("resume.stopped")),), then=following, clear=True)
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
    if midst := _midst(state.midst, state.about):
        said = T("resume.welcome_back_to", midst=midst, text=text)
    return (Say(said, options),)


def mended(state: State, mend: Mend) -> State | None:
    """Return the question with the words as they are now, None once they are gone."""
    text = mend.of(state.text)
    return replace(state, text=text) if text or not state.text else None


FLOW = Flow("resume", State, open_, step, ask, mended=mended, short=None)
