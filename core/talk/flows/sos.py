"""SOS: first of all, safety; then what is wished for, and who could be asked (J5).

No matching, no model, nothing kept: the states hold no words, and nobody learns that
somebody called. It says plainly what a bot cannot do.
"""

from dataclasses import dataclass
from typing import Literal

from core.domain.meaning import meaning
from core.domain.sos import WISHES, Wish
from core.talk.effects import Done, FlagsSeen, LookAtFlags
from core.talk.flow import Facts, Flow, Heard, Start, Turn
from core.talk.flows.flag_cards import cards
from core.talk.incoming import Said
from core.talk.turn import Offer, Opened, Option, Phrase, Picked, Say, Saying, T, Words
from core.talk.voice import word

_MOST_FLAGS = 2


@dataclass(frozen=True, slots=True)
class Safe:
    """Waits for "I'm all right" or "in danger"."""

    kind: Literal["safe"] = "safe"


@dataclass(frozen=True, slots=True)
class Wishing:
    """Waits for what comes closest."""

    kind: Literal["wishing"] = "wishing"


@dataclass(frozen=True, slots=True)
class Handing:
    """Waits for what a hand is wanted with; the words go to the ask, not in here."""

    kind: Literal["handing"] = "handing"


@dataclass(frozen=True, slots=True)
class Looking:
    """Waits to read the flags nearby."""

    wish: Wish
    kind: Literal["looking"] = "looking"


State = Safe | Wishing | Handing | Looking


def open_(opened: Opened, facts: Facts) -> Turn:
    """Take the call; or go on where somebody taps later."""
    match opened.verb:
        case "safe":
            return Turn((_which_wish(),), Wishing())
        case "lines":
            return _help_lines(facts)
        case "tell":
            return _words_to_send(facts)
        case _:
            return Turn((_are_you_safe(),), Safe())


def _are_you_safe() -> Say:
    return Say(
        T("sos.received"),
        (Option(T("sos.safe"), "safe"), Option(T("sos.danger"), "danger")),
    )


_WISHES: dict[Wish, Phrase] = {
    "ear": T("sos.wish_ear"),
    "hand": T("sos.wish_hand"),
    "work": T("sos.wish_work"),
    "place": T("sos.wish_place"),
}


def _which_wish(*, again: bool = False) -> Say:
    options = tuple(Option(_WISHES[wish], wish) for wish in WISHES)
    question = T("sos.which_again") if again else T("sos.which")
    return Say(question, (*options, Option(T("sos.lines"), "lines")))


def _lines(facts: Facts) -> Words:
    return facts.help_lines or T("sos.help_lines")


def _help_lines(facts: Facts) -> Turn:
    """Show people who can help now; nothing else, and nothing below goes on."""
    options = (
        Option(T("sos.tell_somebody"), "tell", flow="sos"),
        Option(T("sos.safe_now"), "safe", flow="sos"),
    )
    said = (Say(_lines(facts)), Say(T("sos.only_a_bot"), options))
    return Turn(said, clear=True)


def _words_to_send(facts: Facts) -> Turn:
    """Offer words for somebody trusted, to copy and send from anywhere."""
    language = facts.member.language
    draft = Offer(word(T("sos.words"), language), title=T("sos.words_title"))
    options = (Option(T("sos.lines"), "lines", flow="sos"),)
    return Turn((draft, Say(T("sos.words_are_yours"), options)), clear=True)


def step(state: State, heard: Heard, facts: Facts) -> Turn | None:
    """Move on."""
    match state, heard:
        case Safe(), Picked(verb="safe"):
            return Turn((_which_wish(),), Wishing())
        case Safe(), Picked(verb="danger"):
            return _help_lines(facts)
        case Safe(), Said():
            # Whatever it says: people who can help stand here before any question.
            return Turn((Say(_lines(facts)), _still_safe()), Safe())
        case Wishing(), Picked(verb="lines"):
            return _help_lines(facts)
        case Wishing(), Picked(verb="hand"):
            return Turn((_which_hand(),), Handing())
        case Wishing(), Picked(verb="ear" | "work" | "place" as wish):
            return Turn(next=Looking(wish), do=(LookAtFlags(most=_MOST_FLAGS),))
        case Wishing(), Said(text=text) if meaning(text).kind == "crisis":
            return Turn((Say(_lines(facts)), _still_safe()), Safe())
        case Wishing(), Said():
            # Words in need are never "not understood"; they are not kept either.
            return Turn((Say(T("sos.heard")), _which_wish(again=True)), Wishing())
        case Handing(), Said(text=text) if text.strip():
            return Turn(then=Start("ask", "said", text.strip()), clear=True)
        case Handing(), Picked(verb="back"):
            return Turn((_which_wish(again=True),), Wishing())
        case Looking(wish=wish), Done(answer=FlagsSeen() as seen):
            return _nearby(wish, seen, facts)
        case _:
            return None


def _still_safe() -> Say:
    return Say(
        T("sos.still_safe"),
        (Option(T("sos.safe"), "safe"), Option(T("sos.danger"), "danger")),
    )


def _which_hand() -> Say:
    return Say(T("sos.which_hand"), (Option(T("sos.back"), "back"),))


_PLAINLY: dict[Wish, Phrase] = {
    "ear": T("sos.plainly_ear"),
    "hand": T("sos.which_hand"),
    "work": T("sos.plainly_work"),
    "place": T("sos.plainly_place"),
}


def _nearby(wish: Wish, seen: FlagsSeen, facts: Facts) -> Turn:
    """Say what can and cannot be done, with what is open nearby."""
    options = [
        Option(T("sos.ask_somebody"), "", flow="ask"),
        Option(T("sos.lines"), "lines", flow="sos"),
    ]
    if not facts.homes:
        options[0] = Option(T("welcome.have_code"), "join", flow="welcome")
    joinable = tuple(one for one in seen.flags if not one.mine and one.flag.free)
    flags = cards(joinable, facts.today) if wish in {"work", "place"} else ()
    closing = T("sos.flags_nearby") if flags else T("sos.nothing_else")
    said = (Say(_PLAINLY[wish]), *flags[:1], Say(closing, tuple(options)))
    return Turn(said, clear=True)


def ask(state: State, facts: Facts) -> tuple[Saying, ...]:
    """Repeat the question."""
    match state:
        case Safe():
            return (_still_safe(),)
        case Wishing():
            return (_which_wish(again=True),)
        case Handing():
            return (_which_hand(),)
        case Looking():
            return (Say(T("sos.nothing_else")),)


FLOW = Flow("sos", State, open_, step, ask, frozenset({"homes"}))
