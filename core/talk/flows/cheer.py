"""Cheering one line of a post, lending a hand with it, and a word back (M2, P4, R9).

A cheer goes to one line, so that what comes back is specific; nobody counts them.
Opened by choices that stand on post cards and on notices.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from core.domain.formats import ordered
from core.domain.shortening import CHEER_LENGTH, first_sentence
from core.domain.tone import solicits
from core.talk.effects import Done
from core.talk.effects.posts import (
    AnswerCheer,
    CheerLine,
    CheerPlaced,
    CheerSeen,
    LookAtCheer,
    LookAtPost,
    OfferHand,
    PostSeen,
)
from core.talk.flow import Facts, Flow, Heard, Short, Turn
from core.talk.flows.cheer_states import (
    Adding,
    Answering,
    Choosing,
    Looking,
    Placing,
    Recalling,
    State,
)
from core.talk.flows.words import WORDS_SHOWN
from core.talk.incoming import Said
from core.talk.measure import shorten
from core.talk.notices import called
from core.talk.post_card import card, line_label
from core.talk.turn import Opened, Option, Picked, Say, Saying, Show, T, Words
from core.talk.voice import word

_HAND = "hand"
_Wording = TypeVar("_Wording", Adding, Answering)


def open_(opened: Opened, facts: Facts) -> Turn:
    """Look at what the choice is about; it may be long ago."""
    if opened.verb == "answer":
        return Turn(next=Recalling(opened.arg), do=(LookAtCheer(opened.arg),))
    looking = Looking(opened.arg, hand=opened.verb == "help")
    return Turn(next=looking, do=(LookAtPost(opened.arg),))


def step(state: State, heard: Heard, facts: Facts) -> Turn | None:
    """Move on."""
    match state:
        case Looking():
            return _looked(state, heard, facts)
        case Choosing():
            return _chosen(state, heard, facts)
        case Adding():
            return _added(state, heard)
        case Placing():
            return _placed(state, heard)
        case Recalling():
            return _recalled(state, heard)
        case Answering():
            return _answered(state, heard, facts)


# Which line


def _looked(state: Looking, heard: Heard, facts: Facts) -> Turn | None:
    match heard:
        case Done(answer=PostSeen(post=post, author=author)) if (
            post is None or author is None
        ):
            return _gone()
        case Done(answer=PostSeen(author=author)) if (
            author and author.id == facts.member.id
        ):
            return Turn((Say(T("cheer.own")),))
        case Done(answer=PostSeen() as seen):
            return _hand(seen) if state.hand else _which(seen)
        case _:
            return None


def _gone() -> Turn:
    everyones = Option(T("post.everyones"), "posts", flow="room")
    return Turn((Say(T("cheer.post_gone"), (everyones,)),))


def _hand(seen: PostSeen) -> Turn:
    if seen.post is None or seen.author is None:
        return _gone()
    quote = seen.post.lines.get("with", "")
    if not quote:
        return _which(seen)
    name = seen.author.name
    if _HAND in seen.cheered:
        return Turn((Say(T("cheer.hand_already", name=called(name))),))
    adding = Adding(seen.post.id, name, _HAND, quote)
    return Turn((_about_words(adding),), adding)


def _which(seen: PostSeen) -> Turn:
    if seen.post is None or seen.author is None:
        return _gone()
    name = seen.author.name
    filled = [key for key, _ in ordered(seen.post.lines)]
    open_lines = tuple(key for key in filled if key not in seen.cheered)
    if not open_lines:
        return Turn((Say(T("cheer.already", name=called(name))),))
    shown: Show = card(seen.post, seen.author)
    if len(filled) == 1:
        adding = Adding(seen.post.id, name, open_lines[0])
        return Turn((shown, _about_words(adding)), adding)
    choosing = Choosing(seen.post.id, name, open_lines)
    return Turn((shown, _about_line(choosing)), choosing)


def _about_line(state: Choosing) -> Say:
    lines = tuple(Option(line_label(key), "line", key) for key in state.lines)
    never_mind = Option(T("cheer.never_mind"), "stop")
    words = T("cheer.which_line", name=called(state.author))
    if state.text:
        typed = shorten(state.text, WORDS_SHOWN)
        words = T("cheer.which_line_for_words", words=typed)
    return Say(words, (*lines, never_mind))


def _chosen(state: Choosing, heard: Heard, facts: Facts) -> Turn | None:
    match heard:
        case Picked(verb="line", arg=line):
            adding = Adding(state.post_id, state.author, line)
            if state.text:
                return _added(adding, Said(state.text))
            return Turn((_about_words(adding),), adding)
        case Said(text=text) if text.strip():
            kept = replace(state, text=text.strip())
            return Turn((_about_line(kept),), kept)
        case Picked(verb="stop"):
            return _stopped()
        case _:
            return None


def _stopped() -> Turn:
    return Turn((Say(T("cheer.stopped")),))


# Words to go along


def _about_words(state: Adding) -> Say:
    never_mind = Option(T("cheer.never_mind"), "stop")
    if state.text:
        use = Option(T("cheer.use_this"), "use")
        words: Words = T("cheer.long", words=first_sentence(state.text, CHEER_LENGTH))
        return Say(words, (use, Option(T("cheer.no_words"), "none"), never_mind))
    if state.line == _HAND:
        words = T("cheer.ask_hand", name=called(state.author), quote=state.quote)
    else:
        words = T("cheer.ask_words", line=line_label(state.line))
    return Say(words, (Option(T("cheer.no_words"), "none"), never_mind))


def _added(state: Adding, heard: Heard) -> Turn | None:
    if heard == Picked("none"):
        return _place(state, "")
    return _worded(state, heard, _about_words, _place)


def _worded(
    state: _Wording,
    heard: Heard,
    about: Callable[[_Wording], Say],
    go_on: Callable[[_Wording, str], Turn],
) -> Turn | None:
    """Take words of one's own; too long ones are shortened, solicitation is held."""
    match heard:
        case Picked(verb="stop"):
            return _stopped()
        case Picked(verb="use") if state.text:
            words = first_sentence(state.text, CHEER_LENGTH)
        case Said(text=text) if len(text.strip()) > CHEER_LENGTH:
            longer = replace(state, text=text.strip())
            return Turn((about(longer),), longer)
        case Said(text=text) if text.strip():
            words = text.strip()
        case _:
            return None
    if not solicits(words):
        return go_on(state, words)
    again = replace(state, text="")
    return Turn((Say(T("cheer.held")), about(again)), again)


def _place(state: Adding, words: str) -> Turn:
    placing = Placing(state.author, state.line)
    if state.line == _HAND:
        return Turn(next=placing, do=(OfferHand(state.post_id, words),))
    return Turn(next=placing, do=(CheerLine(state.post_id, state.line, words),))


def _placed(state: Placing, heard: Heard) -> Turn | None:
    name = called(state.author)
    hand = state.line == _HAND
    match heard:
        case Done(answer=CheerPlaced(why_not="")):
            said = (
                T("cheer.hand_told", name=name)
                if hand
                else T("cheer.placed", name=name)
            )
            return Turn((Say(said),))
        case Done(answer=CheerPlaced(why_not="already")):
            again = (
                T("cheer.hand_already", name=name)
                if hand
                else T("cheer.already", name=name)
            )
            return Turn((Say(again),))
        case Done(answer=CheerPlaced()):
            return _gone()
        case _:
            return None


# A word back


def _recalled(state: Recalling, heard: Heard) -> Turn | None:
    match heard:
        case Done(answer=CheerSeen(friend=None)):
            return Turn((Say(T("cheer.gone")),))
        case Done(answer=CheerSeen(friend=friend)) if friend:
            answering = Answering(state.cheer_id, friend.name)
            return Turn((_about_answer(answering),), answering)
        case _:
            return None


def _about_answer(state: Answering) -> Say:
    never_mind = Option(T("cheer.never_mind"), "stop")
    if state.text:
        words = T("cheer.long", words=first_sentence(state.text, CHEER_LENGTH))
        return Say(words, (Option(T("cheer.use_this"), "use"), never_mind))
    thanks = Option(T("cheer.just_thanks"), "thanks")
    return Say(T("cheer.ask_answer", name=called(state.friend)), (thanks, never_mind))


def _answered(state: Answering, heard: Heard, facts: Facts) -> Turn | None:
    if heard == Picked("thanks"):
        return _send(state, word(T("cheer.thanks_words"), facts.member.language))
    return _worded(state, heard, _about_answer, _send)


def _send(state: Answering, words: str) -> Turn:
    said = Say(T("cheer.answer_sent", name=called(state.friend)))
    return Turn((said,), do=(AnswerCheer(state.cheer_id, words),))


def ask(state: State, facts: Facts) -> tuple[Saying, ...]:
    """Repeat the question."""
    match state:
        case Choosing():
            return (_about_line(state),)
        case Adding():
            return (_about_words(state),)
        case Answering():
            return (_about_answer(state),)
        case Looking() | Placing() | Recalling():
            return (Say(T("cheer.one_moment")),)


def said(state: State, facts: Facts) -> str:
    """Return what was typed for a cheer, or a word back, that was not given."""
    return state.text if isinstance(state, Choosing | Adding | Answering) else ""


FLOW = Flow(
    "cheer",
    State,
    open_,
    step,
    ask,
    fleeting=frozenset({"choosing"}),
    short=Short(sends=("use",), no=("none",), leaves=("stop",), unsure=("none",)),
    said=said,
)
