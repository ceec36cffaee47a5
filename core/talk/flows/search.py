"""Find a post or a person by words, in the rooms one sits in.

Posts come newest first, people in an order without meaning; what is found are the cards
that the room shows, with the same choices.
"""

from dataclasses import dataclass
from typing import Literal

from core.domain.searching import LONGEST, subject, terms
from core.talk.effects import Done
from core.talk.effects.searching import LookForWords, WordsFound
from core.talk.flow import Facts, Flow, Heard, Short, Turn
from core.talk.flows.room import for_reader, person
from core.talk.incoming import Said
from core.talk.post_card import card
from core.talk.turn import Opened, Option, Picked, Say, Saying, T


@dataclass(frozen=True, slots=True)
class Wording:
    """Waits for the words to look for."""

    kind: Literal["wording"] = "wording"


@dataclass(frozen=True, slots=True)
class Seeking:
    """Waits for what was found."""

    words: str
    kind: Literal["seeking"] = "seeking"


State = Wording | Seeking


def open_(opened: Opened, facts: Facts) -> Turn:
    """Look for the words, or ask for some."""
    if not facts.homes:
        code = Option(T("welcome.have_code"), "join", flow="welcome")
        return Turn((Say(T("room.nowhere"), (code,)),))
    if terms(opened.arg):
        return _look(opened.arg)
    return Turn((_which_words(),), Wording())


def _look(words: str) -> Turn:
    kept = " ".join(words.split())[:LONGEST]
    return Turn(next=Seeking(kept), do=(LookForWords(kept),))


def _which_words() -> Say:
    return Say(
        T("search.which_words"), (Option(T("search.enough"), "enough"),), asks=True
    )


def step(state: State, heard: Heard, facts: Facts) -> Turn | None:
    """Look, and show what there is."""
    match state, heard:
        case Wording(), Said(text=text) if terms(text):
            return _look(subject(text) or text)
        case Wording(), Picked(verb="enough"):
            return Turn((Say(T("search.left"), (_room(),)),))
        case Seeking(words=words), Done(answer=WordsFound() as found):
            return Turn(_found(words, found))
        case _:
            return None


def _found(words: str, found: WordsFound) -> tuple[Saying, ...]:
    other = Option(T("search.other"), "", flow="search")
    if not found.posts and not found.people:
        company = Option(T("search.company"), "", flow="ask")
        return (Say(T("search.nothing", words=words), (other, company, _room())),)
    return (
        *(person(member, toward) for member, toward in found.people),
        *(card(post, author, for_reader(post)) for post, author in found.posts),
        Say(T("search.found", words=words), (other, _room())),
    )


def _room() -> Option:
    return Option(T("menu.room"), "", flow="room")


def ask(state: State, facts: Facts) -> tuple[Saying, ...]:
    """Repeat the question."""
    if isinstance(state, Wording):
        return (_which_words(),)
    again = Option(T("search.again"), "", state.words, flow="search")
    return (Say(T("search.not_yet"), (again,)),)


FLOW = Flow(
    "search",
    State,
    open_,
    step,
    ask,
    short=Short(no=("enough",), leaves=("enough",)),
)
