"""Words out of nowhere while a request waits: they may be the answer to it.

Nothing is answered by words alone. The three answers are put below them, and the words
go along only with the answer that is tapped. Nobody waits for one: home hears them.
"""

import re
from dataclasses import dataclass, replace
from typing import Literal

from core.domain.asides import aside
from core.domain.meaning import (
    is_question,
    meaning,
    sounds_like_answer,
    sounds_together,
)
from core.domain.sentences import lang_of
from core.talk.effects import Done
from core.talk.effects.requests import LookAtUnanswered, Unanswered
from core.talk.flow import Facts, Flow, Heard, Short, Start, Turn
from core.talk.flows.words import and_before, nods
from core.talk.incoming import Said
from core.talk.notices import called
from core.talk.short_answers import short_answer
from core.talk.turn import Opened, Option, Picked, Say, Saying, T


@dataclass(frozen=True, slots=True)
class Looking:
    """Waits to read what is unanswered."""

    text: str
    kind: Literal["looking"] = "looking"


@dataclass(frozen=True, slots=True)
class Replying:
    """Waits to hear whether the words answer a request, and how."""

    text: str
    request_id: str
    name: str
    kind: Literal["replying"] = "replying"


@dataclass(frozen=True, slots=True)
class Aside:
    """Waits to hear whether words are for whom one rides with."""

    text: str
    request_id: str
    name: str
    kind: Literal["aside"] = "aside"


@dataclass(frozen=True, slots=True)
class Deciding:
    """Waits to hear whether words answer the other idea that was sent back."""

    text: str
    request_id: str
    name: str
    kind: Literal["deciding"] = "deciding"


State = Looking | Replying | Aside | Deciding


def may_reply(text: str) -> bool:
    """Whether words could answer somebody: they say nothing else that we know."""
    if aside(text) in {"here", "back", "cross"}:
        return False
    plain = nods(text) or short_answer(text) is not None
    return plain or meaning(text).kind in {"unsure", "nothing"}


def open_(opened: Opened, facts: Facts) -> Turn:
    """Read whether anybody waits for an answer."""
    return Turn(next=Looking(opened.arg), do=(LookAtUnanswered(),))


def step(state: State, heard: Heard, facts: Facts) -> Turn | None:
    """Move on."""
    match state, heard:
        case Looking(text=text), Done(answer=Unanswered() as found):
            following = _waited_for(text, found)
            if following is None:
                return _something_else(text)
            return Turn(ask(following, facts), following)
        case Replying(text=text, request_id=id_), Picked(verb="ride") if _asks_first(
            text
        ):
            return Turn(then=Start("answer", "ride", id_))
        case Replying(), Picked(verb="ride" | "suggest" | "pass" as answer):
            return Turn(then=Start("answer", answer, _with_words(state)))
        case (
            Replying(text=text) | Aside(text=text) | Deciding(text=text),
            Picked(verb="other"),
        ):
            return _something_else(text)
        case Deciding(), Picked(verb="idea" | "mix" | "first_form" as how):
            return Turn(then=Start("follow", how, _with_words(state)))
        case Aside(request_id=ride), Picked(verb="contact"):
            return Turn(then=Start("follow", "contact", ride))
        case Replying(), Said(text=more) if more.strip():
            return Turn(then=Start("reply", "", and_before(state.text, more.strip())))
        case _:
            return None


def _waited_for(text: str, found: Unanswered) -> Replying | Aside | Deciding | None:
    """Return what the words may be about.

    What is asked of whom one rides with does not reach them from here, and they would
    wait for an answer.
    """
    if found.request and found.other:
        return Replying(text, found.request.id, found.other.name)
    if found.idea:
        request, other = found.idea
        return Deciding(text, request.id, other.name)
    if found.late and sounds_like_answer(text):
        request, other = found.late
        return Replying(text, request.id, other.name)
    if found.riding:
        request, other = found.riding
        ours = is_question(text) or sounds_together(text)
        if ours or _names(text, other.name):
            return Aside(text, request.id, other.name)
    return None


def _asks_first(text: str) -> bool:
    """Whether words are what one would ask before one answers; no yes bears those."""
    return is_question(text) and not sounds_like_answer(text)


def _names(text: str, name: str) -> bool:
    """Whether words speak to somebody, or of them, by name."""
    if lang_of(name) == "ja":
        return len(name) > 1 and name in text
    return re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE) is not None


def _something_else(text: str) -> Turn:
    return Turn(then=Start("home", "plain", text))


def _with_words(state: Replying | Deciding) -> str:
    """Return the request, with the words if they say more than the answer does."""
    said = state.text.strip()
    if nods(said) or short_answer(said):
        return state.request_id
    return f"{state.request_id}\n{said}"


def ask(state: State, facts: Facts) -> tuple[Saying, ...]:
    """Repeat the question."""
    options: tuple[Option, ...]
    match state:
        case Replying(name=name, text=text):
            options = (
                Option(T("answer.ride"), "ride"),
                Option(T("answer.suggest"), "suggest"),
                Option(T("answer.pass"), "pass"),
                Option(T("reply.other"), "other"),
            )
            asks_first = T("reply.asks_first", name=called(name))
            said = T("reply.is_it", name=called(name))
            return (Say(asks_first if _asks_first(text) else said, options),)
        case Deciding(name=name):
            options = (
                Option(T("follow.idea_take"), "idea"),
                Option(T("follow.idea_mix"), "mix"),
                Option(T("follow.idea_first_form"), "first_form"),
                Option(T("reply.other"), "other"),
            )
            return (Say(T("reply.is_it_to_idea", name=called(name)), options),)
        case Aside(name=name):
            options = (
                Option(T("follow.hand_contact"), "contact"),
                Option(T("reply.other"), "other"),
            )
            return (Say(T("reply.rides_with", name=called(name)), options),)
        case Looking():
            return ()


def _gathered(before: State, now: State) -> State:
    """Put words for the same person together."""
    if isinstance(before, Looking) or isinstance(now, Looking):
        return now
    if before.request_id != now.request_id:
        return now
    return replace(now, text=and_before(before.text, now.text))


FLOW = Flow(
    "reply",
    State,
    open_,
    step,
    ask,
    fleeting=frozenset({"looking", "replying", "aside", "deciding"}),
    short=Short(
        sends=("ride", "idea"), no=("other",), hears=frozenset({"end", "unsure"})
    ),
    gathers=_gathered,
)
