"""Questions about us, answered from what the documents say, with the button that fits.

Where no pattern knows the question, it is compared with examples, and perhaps a text
model is asked which of our topics it is about; nobody but us words the answer. A
question that no topic answers is said to be one. In the middle of another dialogue the
question may have been an answer to it, so its words are kept until the person says so.
"""

from dataclasses import dataclass
from typing import Literal

from core.domain.coaching import AboutBot, Explained
from core.domain.meaning import Topic, asked_about
from core.talk.effects import Done
from core.talk.effects.coaching import CoachAnswered
from core.talk.effects.understanding import GuessMeaning, MeaningGuessed
from core.talk.flow import Facts, Flow, Heard, Short, Start, Turn
from core.talk.flows import coached
from core.talk.flows.about_topics import ANSWERS, BUTTONS, OTHER, as_topic, choices
from core.talk.flows.menu import menu_options
from core.talk.incoming import Said
from core.talk.turn import Opened, Option, Phrase, Picked, Say, Saying, T

_ASIDE = (Option(T("about.go_on"), "go_on"), Option(T("about.meant"), "answer"))


@dataclass(frozen=True, slots=True)
class Aside:
    """Waits, above another dialogue, to hear whether the question was its answer."""

    text: str
    kind: Literal["aside"] = "aside"


@dataclass(frozen=True, slots=True)
class Wondering:
    """Waits to hear which topic a question is about."""

    text: str
    ticket: str
    kind: Literal["wondering"] = "wondering"


State = Aside | Wondering


def open_(opened: Opened, facts: Facts) -> Turn:
    """Answer a question: by its name, or as it was typed.

    "read" is what a text model took for a question, when examples had told nothing.
    """
    text = opened.arg
    if opened.verb == OTHER:
        return _not_known(text, facts)
    topic = as_topic(opened.verb) or as_topic(asked_about(text))
    if topic is None and text.strip():
        waiting = Wondering(text, coached.ticket(facts))
        if opened.verb == "read" and coached.agreed(facts):
            return _ask_model(waiting, facts)
        return Turn(next=waiting, do=(GuessMeaning(text, waiting.ticket, topics=True),))
    return _told(topic or "what", text, facts)


def _told(topic: Topic, text: str, facts: Facts) -> Turn:
    answer = ANSWERS[topic]
    if topic == "model" and facts.models_offered:
        answer = T("about.model_on")
    return _said(answer, BUTTONS.get(topic) or menu_options(), text, facts)


def _not_known(text: str, facts: Facts) -> Turn:
    topics = choices()
    if facts.busy:
        return Turn((Say(T("about.not_known"), (*_ASIDE, *topics)),), Aside(text))
    options = (*topics, Option(T("menu.ask"), "", flow="ask"))
    return _said(T("about.not_known"), options, text, facts)


def _said(answer: Phrase, options: tuple[Option, ...], text: str, facts: Facts) -> Turn:
    if facts.busy:
        # Help is one tap away from wherever somebody asks about it.
        standing = options if answer == ANSWERS["sos"] else ()
        return Turn((Say(answer, (*_ASIDE, *standing)),), Aside(text))
    return Turn((Say(answer, options),))


def step(state: State, heard: Heard, facts: Facts) -> Turn | None:
    """Tell what was found; or go back to what was asked, with or without the words."""
    match state, heard:
        case Wondering(ticket=ticket), Done(answer=MeaningGuessed(ticket=on_it) as one):
            if on_it != ticket:
                return None
            topic = as_topic(one.meant[0].what) if one.meant else None
            known = bool(one.meant) or not coached.agreed(facts)
            return _found(state, topic, facts) if known else _ask_model(state, facts)
        case Wondering(ticket=ticket), Done(answer=CoachAnswered(ticket=on_it) as one):
            if on_it != ticket:
                return None
            answer = one.drafted.answer if one.drafted.by == "model" else None
            topic = answer.topic if isinstance(answer, Explained) else None
            return _found(state, topic, facts)
        case Wondering(), Said(text=text):
            if facts.busy:
                return Turn(hand_down=heard)
            return Turn(then=Start("home", "said", text))
        case Aside(), Picked(verb="go_on"):
            return Turn()
        case Aside(text=text), Picked(verb="answer"):
            return Turn(hand_down=Said(text))
        case Aside(), Said() as said:
            return Turn(hand_down=said)
        case _:
            return None


def _found(state: Wondering, topic: Topic | None, facts: Facts) -> Turn:
    if topic is None:
        return _not_known(state.text, facts)
    return _told(topic, state.text, facts)


def _ask_model(state: Wondering, facts: Facts) -> Turn:
    """Ask which topic it is; the person hears at once that we look."""
    ask = coached.Help(AboutBot(facts.member.language, state.text))
    said = () if facts.one_reply else (Say(T("about.one_moment")),)
    return Turn(said, state, (coached.asking(ask, facts, ticket_=state.ticket),))


def ask(state: State, facts: Facts) -> tuple[Saying, ...]:
    """Repeat the question."""
    match state:
        case Aside():
            return (Say(T("about.back"), _ASIDE),)
        case Wondering():
            return (Say(T("about.one_moment"), choices()),)


FLOW = Flow(
    "about",
    State,
    open_,
    step,
    ask,
    fleeting=frozenset({"aside", "wondering"}),
    short=Short(yes=("go_on",), hears=frozenset({"no", "end", "unsure"})),
)
