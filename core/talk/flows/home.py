"""Where a conversation is when no journey runs: the menu, and words out of nowhere.

Words that nobody asked for are never acted on; they become buttons. What patterns do
not know is compared with examples, and where that leaves us unsure, a text model may
read it, if there is one and its member agreed; both only ever put buttons first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from core.domain import coaching
from core.domain.asides import Aside, aside
from core.domain.coaching import Drafted, Meaning
from core.domain.meaning import (
    NOTHING,
    Meant,
    is_question,
    is_weary,
    meaning,
    meant_by,
)
from core.domain.members import Member
from core.domain.named import wants
from core.domain.searching import subject
from core.domain.vectors import worth_asking_again
from core.talk.effects import Done
from core.talk.effects.coaching import CoachAnswered
from core.talk.effects.somebody import LookForNames, NamesFound
from core.talk.effects.understanding import GuessMeaning, MeaningGuessed
from core.talk.flow import Facts, Flow, Heard, Start, Turn
from core.talk.flows.coached import Help, agreed, asking, ticket
from core.talk.flows.meant import AS_ASK, AS_NOTHING, buttons, likely, people_named
from core.talk.flows.menu import menu_options
from core.talk.flows.reply import may_reply
from core.talk.flows.words import and_before, nods, says_yes
from core.talk.incoming import Said
from core.talk.notices import called
from core.talk.short_answers import short_answer
from core.talk.turn import Opened, Option, Phrase, Picked, Say, Saying, T

_CODE_LENGTHS = range(4, 9)
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Guessing:
    """Waits for a second opinion on words out of nowhere, and says nothing meanwhile.

    Attributes:
        text: All that was said so far.
        word: What was said last, which the opinion is about.
        ticket: By which the opinion is known.
    """

    text: str
    word: str
    ticket: str
    kind: Literal["guessing"] = "guessing"


@dataclass(frozen=True, slots=True)
class Naming:
    """Waits to hear whom of the people around words out of nowhere name.

    `text` and `word` as in `Guessing`; `meant` is what the word means by itself.
    """

    text: str
    word: str
    meant: Meant
    kind: Literal["naming"] = "naming"


@dataclass(frozen=True, slots=True)
class Wondering:
    """Waits to hear what words out of nowhere were meant as.

    Attributes:
        text: What was said.
        meant: What they sound like; empty for nothing we recognise.
        ticket: By which the late opinion of a text model is known.
        people: Whom they name, by id and name.
    """

    text: str
    meant: tuple[Meant, ...] = ()
    ticket: str = ""
    people: tuple[tuple[str, str], ...] = ()
    kind: Literal["wondering"] = "wondering"


State = Guessing | Naming | Wondering


def open_(opened: Opened, facts: Facts) -> Turn:
    """Answer what was said, or show the menu."""
    match opened.verb:
        case "said" if may_reply(opened.arg) and not _may_be_code(opened.arg.strip()):
            return Turn(then=Start("reply", "", opened.arg.strip()))
        case "said" | "plain":
            return _said(opened.arg, facts)
        case "told":
            return _offers(T("home.what_for"), (), opened.arg)
        case "back":
            return _back(facts)
        case "shared":
            return Turn((Say(T("home.shared"), menu_options()),))
        case "unread":
            return Turn((Say(T("talk.shared"), menu_options()),))
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
    if nods(word) or says_yes(word):
        return Turn((Say(T("home.nod"), menu_options()),))
    if short_answer(word):
        return Turn((Say(T("home.nothing"), menu_options()),))
    if (kind := aside(word)) and (said := _of_the_talk(kind, word)):
        return said
    match meaning(word):
        case Meant(kind="crisis"):
            return Turn(then=Start("sos"))
        case Meant(kind="unsure" | "nothing") if is_weary(word):
            return _offers(T("home.if_hard"), (Meant("crisis"),), kept)
        case Meant(kind="about", what=what):
            return Turn(then=Start("about", what, word))
        case Meant(kind="greeting"):
            return Turn((Say(T("home.hello"), menu_options()),))
        case Meant(kind="wish", what="apart"):
            return Turn(then=Start("apart", "said", word))
        case meant:
            return Turn(next=Naming(kept, word, meant), do=(LookForNames(word),))


def _names_found(state: Naming, people: Sequence[Member], facts: Facts) -> Turn:
    """Go by what the words mean; whoever is named in them may be who is meant."""
    kept, meant = state.text, state.meant
    if people:
        known = tuple((one.id, one.name) for one in people[:_MOST_NAMED])
        wondering = Wondering(kept, _beside_names(state.word, meant), people=known)
        return Turn((Say(_asked(wondering), _buttons(wondering)),), wondering)
    match meant:
        case Meant(kind="ask"):
            return Turn(then=Start("ask", "said", state.word))
        case Meant(kind="wish"):
            return _offers(_question((meant,)), (meant,), kept)
        case Meant(kind="unsure"):
            guessing = Guessing(kept, state.word, ticket(facts))
            return Turn(next=guessing, do=(GuessMeaning(state.word, guessing.ticket),))
        case _:
            return _offers(T("home.what_for"), (), kept)


def _of_the_talk(kind: Aside, word: str) -> Turn | None:
    """Answer words about the talk itself, where nothing is being asked."""
    match kind:
        case "here":
            return Turn((Say(T("home.hello"), menu_options()),))
        case "cross":
            rest = Option(T("home.rest"), "rest", flow="settings")
            return Turn((Say(T("home.sorry"), (rest,)),))
        case "back":
            return Turn((Say(T("home.taken_back_where"), _TAKES_BACK),))
        case "why" | "meaning" | "where":
            return Turn(then=Start("about", "what", word))
        case "thanks":
            return None


_TAKES_BACK = (
    Option(T("menu.box"), "", flow="box"),
    Option(T("flag.see_others"), "list", flow="flag"),
    Option(T("home.vector"), "", flow="vector"),
)


def _guessed(state: Guessing, meant: tuple[Meant, ...], facts: Facts) -> Turn:
    """Offer what it may mean; where nobody knows, ask a text model as well."""
    match meant:
        case (Meant(kind="about", what=topic),):
            return Turn(then=Start("about", topic, state.word))
        case (Meant(kind="greeting"),):
            return Turn((Say(T("home.hello"), menu_options()),))
        case (Meant(kind="nothing"),):
            return _offers(T("home.what_for"), (NOTHING,), state.text)
        case () if agreed(facts):
            return _ask_model(state, facts)
        case _:
            return _offers(_question(meant), meant, state.text)


def _ask_model(state: Guessing, facts: Facts) -> Turn:
    """Ask what it means. Where a second reply is free, the buttons come before it."""
    help_ = Help(Meaning(facts.member.language, state.word))
    ask = asking(help_, facts, ticket_=state.ticket)
    if facts.one_reply:
        return Turn(next=state, do=(ask,))
    offered = _offers(T("home.what_for"), (), state.text, ticket=state.ticket)
    return replace(offered, do=(ask,))


def _read(state: Guessing | Wondering, drafted: Drafted) -> Turn:
    """Offer what the model read; it read nothing, and nothing more is said."""
    read = drafted.answer if drafted.by == "model" else None
    meant = meant_by(read.meaning) if isinstance(read, coaching.Meant) else NOTHING
    match meant.kind:
        case "about":
            return Turn(then=Start("about", "read", state.text))
        case "wish" | "ask" | "crisis":
            hard = meant.kind == "crisis"
            text = T("home.if_hard") if hard else T("home.read_as", model=drafted.model)
            return _offers(text, (meant,), state.text)
        case _ if isinstance(state, Guessing):
            return _offers(T("home.what_for"), (), state.text)
        case _:
            return Turn(next=replace(state, ticket=""))


def _may_be_code(word: str) -> bool:
    """Invite codes mix letters with digits or are all capitals; words rarely do."""
    if not (word.isascii() and word.isalnum() and len(word) in _CODE_LENGTHS):
        return False
    return word.isupper() or any(map(str.isdigit, word))


def _offers(
    question: Phrase,
    meant: Sequence[Meant],
    text: str,
    *,
    ticket: str = "",
) -> Turn:
    """Return buttons for what words may mean, and the wait for one of them."""
    state = Wondering(text, tuple(meant), ticket)
    return Turn((Say(question, _buttons(state)),), state)


def _beside_names(word: str, meant: Meant) -> tuple[Meant, ...]:
    """Return what words rather mean than the people they name; () for nothing."""
    if meant.kind == "wish":
        return (meant,)
    wanted = meant.kind == "ask" or is_question(word) or wants(word)
    return () if wanted else (NOTHING,)


def _asked(state: Wondering) -> Phrase:
    match state.people:
        case ():
            return _question(state.meant)
        case ((_, name),):
            return T("home.named", name=called(name))
        case _:
            return T("home.is_it_this")


def _buttons(state: Wondering) -> tuple[Option, ...]:
    meant = buttons(state.meant, question=is_question(state.text))
    if not state.people:
        return meant
    if not state.meant:
        return (*people_named(state.people), AS_ASK, AS_NOTHING)
    return (meant[0], *people_named(state.people), *meant[1:])


def _question(meant: Sequence[Meant]) -> Phrase:
    if any(one.kind == "crisis" for one in meant):
        return T("home.if_hard")
    known = any(one != NOTHING for one in meant)
    return T("home.is_it_this") if known else T("home.what_for")


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
        case Picked():
            return _picked(state, heard)
        case Said(text=text) if says_yes(text):
            return _agreed(state, facts)
        case Said(text=text):
            return _said(text, facts, state.text)
        case Done(answer=NamesFound(people=people)) if isinstance(state, Naming):
            return _names_found(state, people, facts)
        case Done(answer=MeaningGuessed() as guess) if isinstance(state, Guessing):
            known = guess.ticket == state.ticket
            return _guessed(state, guess.meant, facts) if known else None
        case Done(answer=CoachAnswered() as read) if not isinstance(state, Naming):
            known = read.ticket == state.ticket != ""
            return _read(state, read.drafted) if known else None
        case _:
            return None


def _picked(state: State, picked: Picked) -> Turn | None:
    match picked.verb, picked.arg:
        case "ask" | "post" as flow, _:
            return Turn(then=Start(flow, "said", state.text))
        case "question", _:
            return Turn(then=Start("about", "asked", state.text))
        case "search", _:
            return Turn(then=Start("search", "", subject(state.text)))
        case "apart", _:
            return Turn(then=Start("apart", "said", state.text))
        case "turn_to", who if who in _named(state):
            return Turn(then=Start("person", "ask", f"{who}\n{state.text}"))
        case "know", who if who in _named(state):
            return Turn(then=Start("person", "", who))
        case "nothing", _:
            return Turn((Say(T("home.nothing"), menu_options()),))
        case _:
            return None


def _agreed(state: State, facts: Facts) -> Turn | None:
    """Take a yes as the tap on what the words were guessed to mean, if that is one."""
    if not isinstance(state, Wondering):
        return None
    guessed = () if state.people else state.meant
    match [option for one in guessed for option in likely(one)]:
        case [Option(flow=flow, verb=verb, arg=arg)] if flow:
            return Turn(then=Start(flow, verb, arg))
        case [Option(verb=verb, arg=arg)]:
            return _picked(state, Picked(verb, arg))
        case _:
            return Turn((Say(T("short.go_ahead")), *ask(state, facts)), state)


def _named(state: State) -> Mapping[str, str]:
    return dict(state.people) if isinstance(state, Wondering) else {}


def ask(state: State, facts: Facts) -> tuple[Saying, ...]:
    """Repeat the question."""
    wondering = state if isinstance(state, Wondering) else Wondering(state.text)
    return (Say(_asked(wondering), _buttons(wondering)),)


def _gathered(before: State, now: State) -> State:
    return replace(now, text=and_before(before.text, now.text))


FLOW = Flow(
    "home",
    State,
    open_,
    step,
    ask,
    fleeting=frozenset({"wondering"}),
    short=None,
    gathers=_gathered,
)
