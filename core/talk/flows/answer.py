"""The helper's side: I'm in, how about …?, not this time, later.

Saying nothing is an answer too and needs no flow. Words for a pass are supplied, none
are asked for.
"""

from collections.abc import Mapping

from core.domain.shortening import ANSWER_LENGTH, first_sentence
from core.talk.days import weekday
from core.talk.effects import Done
from core.talk.effects.requests import (
    LookAtRequest,
    Moved,
    NotMoved,
    PassOn,
    RequestSeen,
    Ride,
    Suggest,
)
from core.talk.flow import Facts, Flow, Heard, Short, Start, Turn
from core.talk.flows.answer_states import (
    Idea,
    Looking,
    PartWay,
    Passing,
    Reading,
    State,
    Stretch,
    Suggesting,
    Telling,
    said,
)
from core.talk.flows.words import WORDS_SHOWN
from core.talk.incoming import Said
from core.talk.measure import shorten
from core.talk.notices import called
from core.talk.turn import Opened, Option, Phrase, Picked, Say, Saying, T
from core.talk.voice import word

_PASS_WORDS: dict[str, Phrase] = {
    "this_time": T("answer.pass_this_time"),
    "no_room": T("answer.pass_no_room"),
}


def open_(opened: Opened, facts: Facts) -> Turn:
    """Read the request first: the rows say what the tap still means."""
    request_id, _, words = opened.arg.partition("\n")
    looking = Looking(opened.verb, request_id, words)
    return Turn(next=looking, do=(LookAtRequest(request_id),))


def step(state: State, heard: Heard, facts: Facts) -> Turn | None:
    """Move on; what was taken back meanwhile ends here, whatever is said to it."""
    waits = not isinstance(state, Looking | Telling) and heard != Picked("apart")
    if waits and state.request_id in facts.taken_back:
        return _look_again(state, heard, facts)
    match state:
        case Looking():
            return _looked(state, heard, facts)
        case Stretch():
            return _stretch(state, heard, facts)
        case PartWay():
            return _part_way(state, heard, facts)
        case Reading():
            return _reading(state, heard, facts)
        case Idea():
            return _idea(state, heard)
        case Passing():
            return _passing(state, heard, facts)
        case Suggesting():
            return _suggesting(state, heard)
        case Telling():
            return _told(state, heard)


def _look_again(state: State, heard: Heard, facts: Facts) -> Turn | None:
    """Read how the request stands by now; words for it are not lost."""
    if isinstance(heard, Done):
        return None
    words = said(state, facts)
    if isinstance(heard, Said) and not isinstance(state, Passing):
        words = heard.text.strip()
    looking = Looking("", state.request_id, words)
    return Turn(next=looking, do=(LookAtRequest(state.request_id),))


def _looked(state: Looking, heard: Heard, facts: Facts) -> Turn | None:
    match heard:
        case Done(answer=RequestSeen(request=None) | RequestSeen(mine="asker")):
            return Turn((Say(T("answer.gone")),))
        case Done(answer=RequestSeen(other=other) as seen):
            name = other.name if other else ""
            return _by_state(state, seen, name, facts)
        case _:
            return None


def _by_state(state: Looking, seen: RequestSeen, name: str, facts: Facts) -> Turn:
    match seen.state:
        case "accepted" | "agreed":
            return Turn((Say(T("answer.riding_already", name=called(name))),))
        case "countered":
            return Turn((Say(T("answer.idea_is_there", name=called(name))),))
        case "passed":
            return Turn((Say(T("answer.passed_already", menu=T("menu.ask"))),))
        case "sent" | "lapsed" if not seen.seat_free:
            return Turn((Say(T("answer.seat_taken")),))
        case "sent" | "lapsed":
            return _answering(state, name, seen, facts)
        case _:
            closed = Say(T("answer.closed", name=called(name)))
            return Turn((closed, *_yours(state.words)))


def _answering(state: Looking, name: str, seen: RequestSeen, facts: Facts) -> Turn:
    request_id, words = state.request_id, state.words
    match state.verb:
        case "ride" if words:
            return _read_back(Stretch(request_id, name), words, facts)
        case "ride":
            following: State = Stretch(request_id, name)
        case "suggest":
            following = Idea(request_id, name, words)
        case "pass":
            following = Passing(request_id, name, words)
        case _:
            closes = seen.request.lapse_at if seen.request else facts.now
            day = weekday(closes, facts.zone)
            return Turn((Say(T("answer.later_is_fine", day=day)),))
    return Turn(ask(following, facts), following)


def _stretch(state: Stretch, heard: Heard, facts: Facts) -> Turn | None:
    match heard:
        case Picked(verb="all"):
            return _ride(state.request_id, "")
        case Picked(verb="part"):
            part = PartWay(state.request_id, state.name)
            return Turn(ask(part, facts), part)
        case Picked(verb="talk", arg=words):
            return _ride(state.request_id, words)
        case Picked(verb="back"):
            return Turn((Say(T("answer.nothing_sent")),))
        case Said(text=text) if text.strip():
            return _read_back(state, text, facts)
        case _:
            return None


def _part_way(state: PartWay, heard: Heard, facts: Facts) -> Turn | None:
    match heard:
        case Said(text=text) if text.strip():
            return _read_back(state, text, facts)
        case Picked(verb="all"):
            return _ride(state.request_id, "")
        case Picked(verb="back"):
            return Turn((Say(T("answer.nothing_sent")),))
        case _:
            return None


def _read_back(state: Stretch | PartWay | Reading, text: str, facts: Facts) -> Turn:
    """Typed words may just as well say no: they ride along only after a tap."""
    words = first_sentence(text, ANSWER_LENGTH)
    reading = Reading(state.request_id, state.name, words)
    return Turn(ask(reading, facts), reading)


def _reading(state: Reading, heard: Heard, facts: Facts) -> Turn | None:
    match heard:
        case Picked(verb="ride"):
            return _ride(state.request_id, state.text)
        case Picked(verb="back"):
            return Turn((Say(T("answer.nothing_sent")),))
        case Picked(verb="pass"):
            passing = Passing(state.request_id, state.name, state.text)
            return Turn(ask(passing, facts), passing)
        case Said(text=text) if text.strip():
            return _read_back(state, text, facts)
        case _:
            return None


def _ride(request_id: str, stretch: str) -> Turn:
    telling = Telling("ride", request_id, stretch)
    return Turn(next=telling, do=(Ride(request_id, stretch),))


def _idea(state: Idea, heard: Heard) -> Turn | None:
    match heard:
        case Picked(verb="these") if state.words:
            return _idea(state, Said(state.words))
        case Said(text=text) if text.strip():
            idea = first_sentence(text, ANSWER_LENGTH)
            telling = Telling("suggest", state.request_id, idea)
            return Turn(next=telling, do=(Suggest(state.request_id, idea),))
        case Picked(verb="back"):
            return Turn((Say(T("answer.nothing_sent")),))
        case _:
            return None


def _passing(state: Passing, heard: Heard, facts: Facts) -> Turn | None:
    match heard:
        case Picked(verb="these") if state.words:
            return _passing(state, Said(state.words), facts)
        case Picked(verb="say", arg=which) if which in _PASS_WORDS:
            words = word(_PASS_WORDS[which], facts.member.language)
            return _pass(state.request_id, words)
        case Picked(verb="silent"):
            return _pass(state.request_id, "")
        case Picked(verb="somebody"):
            following = Suggesting(state.request_id, state.name)
            return Turn(ask(following, facts), following)
        case Picked(verb="apart"):
            return Turn(then=Start("apart", "request", state.request_id))
        case Picked(verb="back"):
            return Turn((Say(T("answer.nothing_sent")),))
        case Said(text=text) if text.strip():
            return _pass(state.request_id, first_sentence(text, ANSWER_LENGTH))
        case _:
            return None


def _suggesting(state: Suggesting, heard: Heard) -> Turn | None:
    match heard:
        case Said(text=text) if text.strip():
            return _pass(state.request_id, "", first_sentence(text, ANSWER_LENGTH))
        case Picked(verb="silent"):
            return _pass(state.request_id, "")
        case Picked(verb="back"):
            return Turn((Say(T("answer.nothing_sent")),))
        case _:
            return None


def _pass(request_id: str, words: str, suggested: str = "") -> Turn:
    effect = PassOn(request_id, words, suggested)
    return Turn(next=Telling("pass", request_id), do=(effect,))


def _told(state: Telling, heard: Heard) -> Turn | None:
    match heard:
        case Done(answer=Moved(other=other)) if state.answered == "ride":
            options = (
                Option(T("follow.hand_contact"), "contact", state.request_id, "follow"),
            )
            name = called(other.name)
            return Turn((Say(T("answer.riding", name=name), options),))
        case Done(answer=Moved(other=other)) if state.answered == "suggest":
            return Turn((Say(T("answer.idea_sent", name=called(other.name))),))
        case Done(answer=Moved(other=other)):
            return Turn((Say(T("answer.pass_sent", name=called(other.name))),))
        case Done(answer=NotMoved(why=why)):
            return Turn(
                (
                    Say(_NOT_MOVED.get(why, T("answer.closed_now"))),
                    *_yours(state.words),
                )
            )
        case _:
            return None


_NOT_MOVED: Mapping[str, Phrase] = {
    "seat_taken": T("answer.seat_taken_now"),
    "answered": T("answer.answered_already"),
}


def _yours(words: str) -> tuple[Saying, ...]:
    """Give words back that came too late to reach anybody."""
    if not words:
        return ()
    as_post = Option(T("home.as_post"), "said", words, flow="post")
    shown = shorten(words, WORDS_SHOWN)
    return (Say(T("answer.words_are_yours", words=shown), (as_post,)),)


def ask(state: State, facts: Facts) -> tuple[Saying, ...]:
    """Repeat the question."""
    back = Option(T("answer.back"), "back")
    options: tuple[Option, ...]
    match state:
        case Stretch():
            talk = word(T("answer.talk_first_words"), facts.member.language)
            options = (
                Option(T("answer.all_the_way"), "all"),
                Option(T("answer.part_of_it"), "part"),
                Option(T("answer.talk_first"), "talk", talk),
                back,
            )
            return (Say(T("answer.which_stretch"), options),)
        case PartWay():
            options = (Option(T("answer.all_the_way"), "all"), back)
            return (Say(T("answer.how_far"), options),)
        case Reading():
            options = (
                Option(T("answer.ride"), "ride"),
                Option(T("answer.pass"), "pass"),
                back,
            )
            said = T("answer.ride_so", name=called(state.name), words=state.text)
            return (Say(said, options),)
        case Idea():
            return (Say(T("answer.what_idea"), (*_these(state), back)),)
        case Passing():
            words = (
                Option(label, "say", which) for which, label in _PASS_WORDS.items()
            )
            options = (
                *_these(state),
                *words,
                Option(T("answer.pass_somebody"), "somebody"),
                Option(T("answer.pass_silent"), "silent"),
                back,
                Option(T("apart.keep"), "apart"),
            )
            return (Say(T("answer.pass_fine"), options),)
        case Suggesting():
            options = (Option(T("answer.pass_silent"), "silent"), back)
            return (Say(T("answer.who_else"), options),)
        case Looking() | Telling():
            return ()


def _these(state: Idea | Passing) -> tuple[Option, ...]:
    """Offer the words that were said already."""
    return (Option(T("answer.these_words"), "these"),) if state.words else ()


FLOW = Flow(
    "answer",
    State,
    open_,
    step,
    ask,
    short=Short(sends=("ride",), leaves=("back",)),
    said=said,
)
