"""「もし、わたしなら」, answered: a sentence or two on somebody's line, or a pass.

The words are their author's, touched by nobody. Saying nothing is an answer too and
needs no flow; a pass is seen by nobody else.
"""

from dataclasses import dataclass, replace
from typing import Literal

from core.domain.sentences import lang_of, mask_quotes, sentence_at, sentence_spans
from core.domain.shortening import first_sentence
from core.domain.sounding import HINT_LENGTH
from core.domain.tone import lint, solicits
from core.talk.days import weekday
from core.talk.effects import Done
from core.talk.effects.soundings import AnswerHint, HintMoved, HintSeen, LookAtHint
from core.talk.flow import Facts, Flow, Heard, Short, Turn
from core.talk.incoming import Said
from core.talk.notices import called
from core.talk.sounding_notices import card
from core.talk.turn import Opened, Option, Picked, Say, Saying, Show, T

How = Literal["say", "pass", "unsay"]


@dataclass(frozen=True, slots=True)
class Looking:
    """Waits to read the question that was tapped."""

    verb: str
    hint_id: str
    kind: Literal["looking"] = "looking"


@dataclass(frozen=True, slots=True)
class Writing:
    """Waits for a sentence or two; `text` is a long one that is kept."""

    hint_id: str
    name: str
    text: str = ""
    kind: Literal["writing"] = "writing"


@dataclass(frozen=True, slots=True)
class Reading:
    """The sentence was read back; waits for "send", or for other words."""

    hint_id: str
    name: str
    text: str
    kind: Literal["reading"] = "reading"


@dataclass(frozen=True, slots=True)
class Telling:
    """Waits to hear whether it went through."""

    hint_id: str
    name: str
    how: How
    kind: Literal["telling"] = "telling"


State = Looking | Writing | Reading | Telling


def may_ask() -> tuple[Option, ...]:
    """Return the two answers to "may you be asked for such sentences?"."""
    return (
        Option(T("hint.may_be_asked"), "hints", "yes", flow="settings"),
        Option(T("hint.rather_not"), "hints", "no", flow="settings"),
    )


def open_(opened: Opened, facts: Facts) -> Turn:
    """Read the question first: the rows say what the tap still means."""
    return Turn(next=Looking(opened.verb, opened.arg), do=(LookAtHint(opened.arg),))


def step(state: State, heard: Heard, facts: Facts) -> Turn | None:
    """Move on."""
    match state:
        case Looking():
            return _looked(state, heard, facts)
        case Writing():
            return _written(state, heard, facts)
        case Reading():
            return _read(state, heard, facts)
        case Telling():
            return _told(state, heard)


def _looked(state: Looking, heard: Heard, facts: Facts) -> Turn | None:
    match heard:
        case Done(answer=HintSeen(hint=hint, mine="author", other=other) as seen) if (
            hint and other
        ):
            name = other.name
        case Done(answer=HintSeen()):
            return Turn((Say(T("hint.closed")),))
        case _:
            return None
    match seen.state:
        case "said" if not hint.still_their_own:
            return Turn((Say(T("hint.is_theirs", name=called(name))),))
        case "said" if state.verb not in {"anew", "unsay"}:
            said = T("hint.said_already", name=called(name))
            return Turn((Say(said, _ways_back(hint.id)),))
        case "said" if state.verb == "unsay":
            return _answer(Telling(hint.id, name, "unsay"))
        case "passed":
            return Turn((Say(T("hint.passed_already")),))
        case "closed":
            return Turn((Say(T("hint.closed")),))
        case _:
            return _waiting(state, seen, name, facts)


def _waiting(state: Looking, seen: HintSeen, name: str, facts: Facts) -> Turn:
    hint = seen.hint
    match state.verb:
        case "pass":
            return _answer(Telling(state.hint_id, name, "pass"))
        case "later" if hint and seen.state == "asked":
            day = weekday(hint.sounding.closes_at, facts.zone)
            return Turn((Say(T("answer.later_is_fine", day=day)),))
        case "later":
            return Turn((Say(T("hint.any_time")),))
        case "write" | "anew":
            writing = Writing(state.hint_id, name)
            return Turn((_how(writing),), writing)
        case _ if hint:
            return Turn((card(hint, name),))
        case _:
            return Turn((Say(T("hint.closed")),))


def _answer(telling: Telling, words: str = "") -> Turn:
    effect = AnswerHint(telling.hint_id, telling.how, words)
    return Turn(next=telling, do=(effect,))


# The words


def _how(state: Writing) -> Say:
    never_mind = Option(T("cheer.never_mind"), "stop")
    if state.text:
        words = T("cheer.long", words=first_sentence(state.text, HINT_LENGTH))
        return Say(words, (Option(T("cheer.use_this"), "use"), never_mind))
    return Say(T("hint.ask_words", name=called(state.name)), (never_mind,))


def _written(state: Writing, heard: Heard, facts: Facts) -> Turn | None:
    match heard:
        case Picked(verb="stop"):
            return Turn((Say(T("answer.nothing_sent")),))
        case Picked(verb="use") if state.text:
            words = first_sentence(state.text, HINT_LENGTH)
        case Said(text=text) if len(text.strip()) > HINT_LENGTH:
            longer = replace(state, text=text.strip())
            return Turn((_how(longer),), longer)
        case Said(text=text) if text.strip():
            words = text.strip()
        case _:
            return None
    if solicits(words):
        again = replace(state, text="")
        return Turn((Say(T("cheer.held")), _how(again)), again)
    reading = Reading(state.hint_id, state.name, words)
    return Turn(_read_back(reading, facts), reading)


def _read_back(state: Reading, facts: Facts) -> tuple[Saying, ...]:
    shown = Show(
        title=T("hint.read_back", name=called(state.name)),
        body=state.text,
        look="thanks",
        face=facts.member.name,
    )
    options = (Option(T("ask.send"), "send"), Option(T("cheer.never_mind"), "stop"))
    heard = _heard_from_above(state.text)
    said = T("hint.may_sound", words=heard) if heard else T("hint.may_send")
    return (shown, Say(said, options))


def _heard_from_above(text: str) -> str:
    """Return the first sentence that may put one above the other, '' for none."""
    found = next(iter(lint(text)), None)
    if found is None:
        return ""
    spans = sentence_spans(mask_quotes(text), lang_of(text))
    start, end = sentence_at(spans, found.span[0])
    return text[start:end].strip()


def _read(state: Reading, heard: Heard, facts: Facts) -> Turn | None:
    match heard:
        case Picked(verb="send"):
            return _answer(Telling(state.hint_id, state.name, "say"), state.text)
        case Picked(verb="stop"):
            return Turn((Say(T("answer.nothing_sent")),))
        case Said():
            return _written(Writing(state.hint_id, state.name), heard, facts)
        case _:
            return None


# What became of it


def _ways_back(hint_id: str) -> tuple[Option, ...]:
    return (
        Option(T("hint.anew"), "anew", hint_id, flow="hint"),
        Option(T("hint.unsay"), "unsay", hint_id, flow="hint"),
    )


def _told(state: Telling, heard: Heard) -> Turn | None:
    match heard:
        case Done(answer=HintMoved(done=False)):
            return Turn((Say(T("hint.closed")),))
        case Done(answer=HintMoved()) if state.how == "say":
            sent = T("hint.sent", name=called(state.name))
            return Turn((Say(sent, _ways_back(state.hint_id)),))
        case Done(answer=HintMoved()) if state.how == "pass":
            return Turn((Say(T("hint.passed")),))
        case Done(answer=HintMoved()):
            return Turn((Say(T("hint.unsaid")),))
        case _:
            return None


def ask(state: State, facts: Facts) -> tuple[Saying, ...]:
    """Repeat the question."""
    match state:
        case Writing():
            return (_how(state),)
        case Reading():
            return _read_back(state, facts)
        case Looking() | Telling():
            return ()


def said(state: State, facts: Facts) -> str:
    """Return words for somebody that were not sent."""
    return state.text if isinstance(state, Writing | Reading) else ""


FLOW = Flow(
    "hint",
    State,
    open_,
    step,
    ask,
    short=Short(yes=("use",), sends=("send",), no=("stop",), leaves=("stop",)),
    said=said,
)
