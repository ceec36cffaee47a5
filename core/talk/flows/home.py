"""Where a conversation is when no journey runs: the menu, and words out of nowhere.

Words that nobody asked for are never acted on; they become buttons.
"""

from dataclasses import dataclass
from typing import Literal

from core.domain.meaning import Meant, meaning
from core.domain.searching import subject
from core.domain.vectors import worth_asking_again
from core.talk.commands import MENU
from core.talk.flow import Facts, Flow, Heard, Start, Turn
from core.talk.flows.words import and_before, nods, says_yes
from core.talk.incoming import Said
from core.talk.turn import Opened, Option, Picked, Say, Saying, T

_CODE_LENGTHS = range(4, 9)


@dataclass(frozen=True, slots=True)
class Wondering:
    """Waits to hear what words out of nowhere were meant as.

    `wish` is what they sound like, '' for nothing we recognise.
    """

    text: str
    wish: str = ""
    kind: Literal["wondering"] = "wondering"


State = Wondering


def menu_options() -> tuple[Option, ...]:
    """Return the six things a menu shows, as choices that stand."""
    flows = ("post", "ask", "box", "road", "room", "settings")
    return tuple(
        Option(label, "", flow=flow) for label, flow in zip(MENU, flows, strict=True)
    )


def open_(opened: Opened, facts: Facts) -> Turn:
    """Answer what was said, or show the menu."""
    match opened.verb:
        case "said":
            return _said(opened.arg, facts)
        case "back":
            return _back(facts)
        case "shared":
            return Turn((Say(T("home.shared"), menu_options()),))
        case "explain":
            return Turn((Say(T("home.explain"), menu_options()),))
        case "privacy":
            return Turn((Say(T("welcome.keeping_details"), _own_words()),))
        case _:
            return Turn((Say(T("home.menu"), menu_options()),))


def _own_words() -> tuple[Option, ...]:
    """Return what a person can do with all that is kept of them."""
    return (
        Option(T("settings.export"), "export", flow="leave"),
        Option(T("settings.erase"), "erase", flow="leave"),
    )


def _said(text: str, facts: Facts, before: str = "") -> Turn:
    word = text.strip()
    kept = and_before(before, word)
    if _may_be_code(word):
        return Turn(then=Start("welcome", "join", word))
    if nods(word):
        return Turn((Say(T("home.nod"), menu_options()),))
    match meaning(word):
        case Meant(kind="crisis"):
            return Turn(then=Start("sos"))
        case Meant(kind="about", what=what):
            return Turn(then=Start("about", what, word))
        case Meant(kind="ask"):
            return Turn(then=Start("ask", "said", word))
        case Meant(kind="wish", what=what):
            return Turn((_is_it_this(what),), Wondering(kept, what))
        case _:
            return Turn((_what_for(),), Wondering(kept))


def _may_be_code(word: str) -> bool:
    """Invite codes mix letters with digits or are all capitals; words rarely do."""
    if not (word.isascii() and word.isalnum() and len(word) in _CODE_LENGTHS):
        return False
    return word.isupper() or any(map(str.isdigit, word))


_WISHES: dict[str, tuple[Option, ...]] = {
    "post": (Option(T("menu.post"), "", flow="post"),),
    "rest": (Option(T("home.rest"), "rest", flow="settings"),),
    "resume": (Option(T("home.resume"), "resume", flow="settings"),),
    "thanks": (Option(T("home.thanks"), "ended", flow="box"),),
    "done": (Option(T("home.done"), "ended", flow="box"),),
    "flag": (
        Option(T("flag.raise_own"), "", flow="flag"),
        Option(T("flag.see_others"), "list", flow="flag"),
    ),
    "vector": (Option(T("home.vector"), "", flow="vector"),),
    "road": (Option(T("menu.road"), "", flow="road"),),
    "box": (Option(T("menu.box"), "", flow="box"),),
    "room": (Option(T("menu.room"), "", flow="room"),),
    "settings": (Option(T("menu.settings"), "", flow="settings"),),
    "language": (
        Option(T("home.in_japanese"), "language", "ja", flow="settings"),
        Option(T("home.in_english"), "language", "en", flow="settings"),
    ),
    "leave": (Option(T("home.leave"), "stop", flow="leave"),),
    "erase": (Option(T("home.erase"), "erase", flow="leave"),),
    "export": (Option(T("home.export"), "export", flow="leave"),),
    "search": (Option(T("home.search"), "search"),),
}
"""Buttons for what words sound like; nothing of it happens before one is tapped."""


def _is_it_this(wish: str) -> Say:
    return Say(T("home.is_it_this"), (*_WISHES[wish], *_as_what()))


def _what_for() -> Say:
    return Say(T("home.what_for"), _as_what())


def _as_what() -> tuple[Option, ...]:
    return (
        Option(T("home.as_ask"), "ask"),
        Option(T("home.as_post"), "post"),
        Option(T("home.as_nothing"), "nothing"),
    )


def _back(facts: Facts) -> Turn:
    """Welcome back with the last link of the chain, and no word about the gap."""
    name = facts.member.name
    if not name:
        return Turn(then=Start("welcome", "hello"))
    if worth_asking_again(facts.vector, facts.direction_asked_at, facts.now):
        return Turn((Say(T("home.back", name=name)),), then=Start("vector"))
    step = facts.last_post.next_step if facts.last_post else facts.vector.next_step
    if step:
        said = Say(T("home.back_with_step", name=name, step=step), menu_options())
    else:
        said = Say(T("home.back", name=name), menu_options())
    return Turn((said,))


def step(state: State, heard: Heard, facts: Facts) -> Turn | None:
    """Take the words as what they were meant as."""
    match heard:
        case Picked(verb="ask"):
            return Turn(then=Start("ask", "said", state.text))
        case Picked(verb="post"):
            return Turn(then=Start("post", "said", state.text))
        case Picked(verb="search"):
            return Turn(then=Start("search", "", subject(state.text)))
        case Picked(verb="nothing"):
            return Turn((Say(T("home.nothing"), menu_options()),))
        case Said(text=text) if says_yes(text):
            return None
        case Said(text=text):
            return _said(text, facts, state.text)
        case _:
            return None


def ask(state: State, facts: Facts) -> tuple[Saying, ...]:
    """Repeat the question."""
    return (_is_it_this(state.wish) if state.wish in _WISHES else _what_for(),)


FLOW = Flow(
    "home",
    State,
    open_,
    step,
    ask,
    frozenset({"vector", "post"}),
    fleeting=frozenset({"wondering"}),
)
