"""What comes after the yes, the idea or the pass: contact, ending, thanks, growth.

All four endings are fine. Nothing here weighs anybody.
"""

import re
from dataclasses import replace
from typing import Literal

from core.domain.meaning import asks_outright
from core.domain.requests import ENDINGS, RIDING
from core.domain.shortening import ANSWER_LENGTH, first_sentence
from core.talk.effects import Done
from core.talk.effects.requests import (
    EndRequest,
    HandContact,
    LookAtRequest,
    Moved,
    NotMoved,
    RequestSeen,
    TakeBack,
    TakeIdea,
    ThankForReading,
)
from core.talk.flow import Facts, Flow, Heard, Short, Turn
from core.talk.flows import follow_after as after
from core.talk.flows.follow_states import (
    Contact,
    Delight,
    Ended,
    Growth,
    GrowthWords,
    Looking,
    Mixing,
    NextStep,
    State,
    Telling,
    Thanking,
    mended,
    said,
)
from core.talk.incoming import Said
from core.talk.notices import called
from core.talk.request_notices import ENDING_WORDS, over
from core.talk.turn import Opened, Option, Picked, Say, Saying, T

_LEADS_THERE = re.compile(r"[\d@＠]|://|\A\s*[A-Za-z._-]{3,}\s*\Z")
"""Words by which somebody can be reached: a number, an address, an id."""


def open_(opened: Opened, facts: Facts) -> Turn:
    """Read the request first: the rows say what the tap still means."""
    request_id, _, words = opened.arg.partition("\n")
    waiting = Looking(opened.verb, request_id, words)
    return Turn(next=waiting, do=(LookAtRequest(request_id),))


def step(state: State, heard: Heard, facts: Facts) -> Turn | None:
    """Move on."""
    match state:
        case Looking():
            return _looked(state, heard, facts)
        case Contact():
            return _contact(state, heard, facts)
        case Mixing():
            return _mixing(state, heard)
        case Ended():
            return _ended(state, heard)
        case Delight():
            return after.delight(state, heard, facts)
        case Thanking():
            return after.thanking(state, heard, facts)
        case Growth():
            return after.growth(state, heard, facts)
        case GrowthWords():
            return after.growth_words(state, heard, facts)
        case NextStep():
            return after.next_step(heard)
        case Telling():
            return _told(state, heard, facts)


def _looked(state: Looking, heard: Heard, facts: Facts) -> Turn | None:
    match heard:
        case Done(answer=RequestSeen(request=None)):
            return Turn((Say(T("answer.gone")),))
        case Done(answer=RequestSeen(mine="asker") as seen):
            return _as_asker(state, seen, facts)
        case Done(answer=RequestSeen() as seen):
            return _as_rider(state, seen, "helper", facts)
        case _:
            return None


def _as_asker(state: Looking, seen: RequestSeen, facts: Facts) -> Turn:
    id_, name = state.request_id, _name(seen)
    following: State
    match state.verb, seen.state:
        case "idea", "countered":
            return _take("idea", id_, name)
        case "first_form", "countered":
            return _take("first_form", id_, name)
        case "mix", "countered":
            following = Mixing(id_, name, state.words)
        case "reading", "passed" if not seen.thanked:
            said = Say(T("follow.reading_thanked", name=called(name)))
            return Turn((said,), do=(ThankForReading(id_),))
        case "take_back", "sent" | "countered":
            return Turn(next=Telling("take_back", id_, name), do=(TakeBack(id_),))
        case "reading" | "thanks", _ if seen.thanked:
            return Turn((Say(T("follow.thanked_already", name=called(name))),))
        case "thanks", "done" | "stepped_off" | "changed" | "faded":
            following = Delight(id_, name)
        case _:
            return _as_rider(state, seen, "asker", facts)
    return Turn(ask(following, facts), following)


def _take(how: Literal["idea", "first_form"], id_: str, name: str) -> Turn:
    return Turn(next=Telling(how, id_, name), do=(TakeIdea(id_, how),))


def _as_rider(
    state: Looking,
    seen: RequestSeen,
    mine: Literal["asker", "helper"],
    facts: Facts,
) -> Turn:
    id_, name = state.request_id, _name(seen)
    following: State
    match state.verb:
        case "contact" if seen.state in RIDING:
            following = Contact(id_, name)
        case "ended" if seen.state in RIDING:
            following = Ended(id_, name, mine)
        case "growth" if seen.state in ENDINGS:
            following = _growing(id_, seen, mine)
        case "contact" | "ended" | "over" if seen.state in ENDINGS and seen.request:
            return Turn(over(seen.request, name, mine, thanked=seen.thanked))
        case _:
            return Turn((Say(T("follow.moved_on", name=called(name))),))
    return Turn(ask(following, facts), following)


def _growing(id_: str, seen: RequestSeen, mine: str) -> Growth:
    road = seen.asker_destination if mine == "asker" else seen.helper_destination
    return Growth(id_, road)


def _name(seen: RequestSeen) -> str:
    return seen.other.name if seen.other else ""


def _contact(state: Contact, heard: Heard, facts: Facts) -> Turn | None:
    match heard:
        case Picked(verb="hand") if state.words:
            return _hand(state, state.words)
        case Said(text=text) if _LEADS_THERE.search(text) and not asks_outright(text):
            return _hand(state, text)
        case Said(text=text) if text.strip():
            # "Where do I find my id?" is no contact, and a meeting place may be one.
            waiting = replace(state, words=text.strip()[:ANSWER_LENGTH])
            return Turn(ask(waiting, facts), waiting)
        case Picked(verb="back"):
            return Turn((Say(T("answer.nothing_sent")),))
        case _:
            return None


def _hand(state: Contact, words: str) -> Turn:
    effect = HandContact(state.request_id, words.strip()[:ANSWER_LENGTH])
    return Turn(next=Telling("contact", state.request_id, state.name), do=(effect,))


def _mixing(state: Mixing, heard: Heard) -> Turn | None:
    match heard:
        case Picked(verb="these") if state.words:
            return _mixing(state, Said(state.words))
        case Said(text=text) if text.strip():
            words = first_sentence(text, ANSWER_LENGTH)
            telling = Telling("mix", state.request_id, state.name)
            return Turn(next=telling, do=(TakeIdea(state.request_id, "mix", words),))
        case Picked(verb="back"):
            return Turn((Say(T("answer.nothing_sent")),))
        case _:
            return None


def _ended(state: Ended, heard: Heard) -> Turn | None:
    match heard:
        case Picked(
            verb="so", arg=("done" | "stepped_off" | "changed" | "faded") as how
        ):
            telling = Telling("ended", state.request_id, state.name, state.mine)
            return Turn(next=telling, do=(EndRequest(state.request_id, how),))
        case Picked(verb="back"):
            return Turn((Say(T("follow.still_riding")),))
        case _:
            return None


def _told(state: Telling, heard: Heard, facts: Facts) -> Turn | None:
    name = called(state.name)
    match heard:
        case Done(answer=Moved()) if state.what == "ended" and state.mine == "asker":
            following: State = Delight(state.request_id, state.name)
            return Turn(ask(following, facts), following)
        case Done(answer=Moved()) if state.what == "ended":
            following = Growth(state.request_id, facts.vector.destination)
            return Turn(ask(following, facts), following)
        case Done(answer=Moved()) if state.what == "contact":
            return Turn((Say(T("follow.contact_handed", name=name)),))
        case Done(answer=Moved()) if state.what == "first_form":
            return Turn((Say(T("follow.first_form_sent", name=name)),))
        case Done(answer=Moved()) if state.what == "take_back":
            return Turn((Say(T("follow.took_back", name=name)),))
        case Done(answer=Moved(request=request)):
            options = (
                Option(T("follow.hand_contact"), "contact", request.id, "follow"),
            )
            return Turn((Say(T("follow.idea_on_board", name=name), options),))
        case Done(answer=NotMoved(why="seat_taken")):
            return Turn((Say(T("ask.seat_taken")),))
        case Done(answer=NotMoved()) if state.what in {"ended", "contact"}:
            # It ended meanwhile: what it may still lead to is shown.
            unsent = state.what == "contact"
            said_so = (Say(T("answer.nothing_sent")),) if unsent else ()
            looking = Looking("over", state.request_id)
            return Turn(said_so, looking, (LookAtRequest(state.request_id),))
        case Done(answer=NotMoved()):
            return Turn((Say(T("follow.moved_on", name=name)),))
        case _:
            return None


def ask(state: State, facts: Facts) -> tuple[Saying, ...]:
    """Repeat the question."""
    back = Option(T("answer.back"), "back")
    match state:
        case Contact(words=words) if words:
            hand = Option(T("follow.hand_it"), "hand")
            said = T("follow.hand_so", name=called(state.name), words=words)
            return (Say(said, (hand, back)),)
        case Contact():
            return (Say(T("follow.ask_contact", name=called(state.name)), (back,)),)
        case Mixing():
            these = Option(T("answer.these_words"), "these")
            options = (these, back) if state.words else (back,)
            return (Say(T("follow.ask_mix"), options),)
        case Ended():
            endings = (Option(ENDING_WORDS[one], "so", one) for one in ENDINGS)
            said = T("follow.what_became", name=called(state.name))
            return (Say(said, (*endings, back)),)
        case Delight() | Thanking() | Growth() | GrowthWords() | NextStep():
            return after.ask(state)
        case Looking() | Telling():
            return ()


FLOW = Flow(
    "follow",
    State,
    open_,
    step,
    ask,
    mended=mended,
    said=said,
    short=Short(
        yes=("so:moved",),
        sends=("send", "hand"),
        no=("so:not_yet", "skip", "none", "same"),
        leaves=("back", "skip", "none", "same"),
        unsure=("skip", "none", "same"),
    ),
)
