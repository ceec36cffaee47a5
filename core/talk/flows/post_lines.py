"""The lines of a post while they are asked for, one after the other.

A long answer is kept whole and a line of it is offered; nothing typed is ever lost.
"""

from dataclasses import replace

from core.domain.formats import POST_LENGTHS, LineKey, Outcome
from core.talk.commands import plain
from core.talk.effects import Done
from core.talk.effects.roads import KeepAnswer
from core.talk.flow import Facts, Heard, Turn
from core.talk.flows import coached, post_coached, post_draft
from core.talk.flows.breath import Breath
from core.talk.flows.post_questions import (
    about_chain,
    about_line,
    about_long,
    offered_line,
    without,
)
from core.talk.flows.post_states import Chaining, Long, Sheet, Writing
from core.talk.flows.words import adds_to, not_sure, not_yet
from core.talk.incoming import Said, Shared
from core.talk.turn import Phrase, Picked, Say, T
from core.talk.voice import word

_SPELLINGS: dict[Outcome, Phrase] = {
    "done": T("post.typed_done"),
    "halfway": T("post.typed_halfway"),
    "changed": T("post.typed_changed"),
    "let_go": T("post.typed_let_go"),
}


_BEFORE: dict[LineKey, LineKey] = {"next": "now", "with": "next"}
"""What was asked before a line."""


# What became of the last step


def chain(state: Chaining) -> Turn:
    """Ask what became of the last step."""
    return Turn((about_chain(state),), state)


def chained(state: Chaining, heard: Heard, facts: Facts) -> Turn | None:
    """Take an outcome, or words that tell of it; those become `now`."""
    sheet = state.sheet
    match heard:
        case Picked(
            verb="outcome", arg=("done" | "halfway" | "changed" | "let_go") as one
        ):
            return _told(state, one, facts)
        case Picked(verb="leave_out"):
            left_out = replace(sheet.with_line("prev", ""), outcome=None)
            return _after_chain(state, left_out, facts)
        case Picked(verb="leave") if state.mending:
            return post_draft.drafted(sheet, facts)
        case Picked(verb="stop"):
            return _left(sheet, facts)
        case Said(text=text) if not text.strip():
            return None
        case Said(text=text) if outcome := _typed_outcome(text, facts):
            return _told(state, outcome, facts)
        case Said(text=text) if state.mending:
            return put(Writing("prev", sheet, mending=True), text.strip(), facts)
        case Said(text=text):
            words = "\n".join(filter(None, (sheet.line("now"), text.strip())))
            told = sheet.with_line("prev", sheet.step).with_line("now", words)
            return _after_chain(state, told, facts)
        case Shared():
            return _unread(heard, state, facts)
        case _:
            return None


def _told(state: Chaining, outcome: Outcome, facts: Facts) -> Turn:
    sheet = state.sheet.with_line("prev", state.sheet.step)
    return _after_chain(state, replace(sheet, outcome=outcome), facts)


def _typed_outcome(text: str, facts: Facts) -> Outcome | None:
    typed = plain(text)
    for outcome, spellings in _SPELLINGS.items():
        known = word(spellings, facts.member.language).split("|")
        if typed in map(plain, known):
            return outcome
    return None


def _after_chain(state: Chaining, sheet: Sheet, facts: Facts) -> Turn:
    if state.mending:
        return post_draft.drafted(sheet, facts)
    return to_now(sheet, facts)


# The lines that are asked for


def to_now(sheet: Sheet, facts: Facts) -> Turn:
    """Ask for `now`, unless its words are there already."""
    words = sheet.line("now")
    if not words:
        return asking(Writing("now", sheet), facts)
    return put(Writing("now", sheet.with_line("now", "")), words, facts)


def asking(state: Writing, facts: Facts) -> Turn:
    """Ask for the words of a line."""
    return Turn((about_line(state, facts),), state)


def _left(sheet: Sheet, facts: Facts) -> Turn:
    """Stop asking; what was said already stands as a draft."""
    if sheet.line("now") or sheet.line("next"):
        return post_draft.drafted(sheet, facts)
    return Turn((Say(T("post.stopped")),))


def written(state: Writing, heard: Heard, facts: Facts) -> Turn | None:
    """Take the words of a line, or pass over it."""
    match heard:
        case Picked(verb="stop"):
            return _left(state.sheet, facts)
        case Said(text=text) if not text.strip():
            return None
        case Picked(verb="one_back"):
            return _one_back(state, facts)
        case Said(text=text) if state.at == "next" and not_yet(text):
            return _no_step(state, facts)
        case Said(text=text) if state.at == "with" and not_yet(text):
            return _on(state, "", facts)
        case Said(text=text) if more := _adds(state, text, facts):
            return more
        case Said(text=text) if not_sure(text):
            return Turn((Say(T("post.unsure")), about_line(state, facts)), state)
        case Said(text=text):
            return put(state, text.strip(), facts)
        case Shared():
            return _unread(heard, state, facts)
        case Picked():
            return _picked(state, heard.verb, facts)
        case _:
            return None


def _adds(state: Writing, text: str, facts: Facts) -> Turn | None:
    """Put what somebody adds to the line before this question to that line."""
    before = None if state.mending else _BEFORE.get(state.at)
    if before is None:
        return None
    line, most = state.sheet.line(before), POST_LENGTHS[before]
    if both := adds_to(line, text, most):
        here = replace(state, sheet=state.sheet.with_line(before, both))
        return Turn((Say(T("vector.added_before")), about_line(here, facts)), here)
    if not line or not_sure(text) or not state.breath.reaches(facts.sent_at):
        return None
    more = state.breath.with_more(line, text, facts.sent_at, most)
    if more is None:
        return None
    words, breath = more
    here = replace(state, sheet=state.sheet.with_line(before, words), breath=breath)
    told = () if words == line else (Say(T("talk.joined_before", words=words)),)
    return Turn((*told, about_line(here, facts)), here)


def _parted(state: Writing) -> Writing:
    """Return the state as it was without the words that were added at once."""
    before = _BEFORE.get(state.at, state.at)
    sheet = state.sheet.with_line(before, state.breath.former)
    return replace(state, sheet=sheet, breath=Breath())


def _one_back(state: Writing, facts: Facts) -> Turn:
    if state.mending:
        return post_draft.drafted(state.sheet, facts)
    return asking(Writing("next" if state.at == "with" else "now", state.sheet), facts)


def _picked(state: Writing, verb: str, facts: Facts) -> Turn | None:
    match verb:
        case "apart" if state.breath.added:
            return put(_parted(state), state.breath.added, facts)
        case "example":
            question = without(about_line(state, facts), "example")
            return Turn((Say(T("post.example")), question), state)
        case "leave_out":
            return _on(state, "", facts)
        case "leave" if state.mending:
            return post_draft.drafted(state.sheet, facts)
        case "same" if state.at == "next":
            return _on(state, state.sheet.step, facts)
        case "smaller" if state.at == "next":
            return asking(replace(state, smaller=True), facts)
        case "write" if state.at == "next":
            rest = without(about_line(state, facts), "write").options
            return Turn((Say(T("post.freely"), rest),), state)
        case "not_yet" if state.at == "next":
            return _no_step(state, facts)
        case _:
            return None


def _no_step(state: Writing, facts: Facts) -> Turn:
    sheet = replace(state.sheet, no_step=True)
    return _on(replace(state, sheet=sheet), "", facts)


def put(state: Writing, text: str, facts: Facts) -> Turn:
    """Set a line; words that are too long for it are kept and a line is offered."""
    if len(text) > POST_LENGTHS[state.at]:
        waiting = Long(state.at, text, state.sheet, state.mending)
        return Turn(about_long(waiting, facts), waiting, (KeepAnswer(state.at, text),))
    line = text if state.at == "now" else " ".join(text.split())
    if state.at == "next":
        state = replace(state, sheet=replace(state.sheet, no_step=False))
    return _on(state, line, facts)


def _on(state: Writing, line: str, facts: Facts) -> Turn:
    sheet = state.sheet.with_line(state.at, line)
    if state.at == "prev":
        sheet = replace(sheet, outcome=None)
    if state.mending:
        return post_draft.drafted(sheet, facts)
    if state.at == "now":
        return asking(Writing("next", sheet, breath=Breath(facts.sent_at)), facts)
    if state.at == "next" and not sheet.short:
        return asking(Writing("with", sheet, breath=Breath(facts.sent_at)), facts)
    return post_draft.drafted(sheet, facts)


def _unread(heard: Shared, state: Chaining | Writing, facts: Facts) -> Turn:
    """Thank for a sticker or a picture; only words become a line."""
    if isinstance(state, Chaining):
        again = about_chain(state)
    else:
        again = about_line(state, facts)
    match heard.what:
        case "sticker":
            thanks = T("post.sticker")
        case "picture" | "video":
            thanks = T("post.picture")
        case "voice":
            thanks = T("post.voice")
        case _:
            thanks = T("post.only_words")
    return Turn((Say(thanks), again), state)


# Long answers


def shortened(state: Long, heard: Heard, facts: Facts) -> Turn | None:
    """Take the line for a long answer."""
    waiting = Writing(state.at, state.sheet, state.mending)
    match heard:
        case Picked(verb="use"):
            return put(waiting, offered_line(state), facts)
        case Picked(verb="leave_out"):
            return _on(waiting, "", facts)
        case Said(text=text) if text.strip():
            return put(waiting, text.strip(), facts)
        case Done():
            return _drafted_from_notes(state, heard, facts)
        case _ if state.at == "now":
            here = replace(state, ticket="")
            return coached.wanted(
                heard,
                facts,
                state=here,
                waiting=lambda ticket, _: replace(here, ticket=ticket),
                help_with=lambda how: post_coached.help_with(
                    state.sheet, state.text, how, facts
                ),
                again=lambda known: about_long(here, known),
            )
        case _:
            return None


def _drafted_from_notes(state: Long, heard: Done, facts: Facts) -> Turn | None:
    found = post_coached.heard_back(state.ticket, heard)
    if found is None:
        return None
    here = replace(state, ticket="")
    if found.why == "sensitive":
        return Turn((coached.too_private("notes", facts),), here)
    sheet = state.sheet if state.sheet.line("now") else _as_line(state)
    return post_draft.from_notes(found, sheet, facts)


def _as_line(state: Long) -> Sheet:
    """Return the sheet with what could be said without a draft: nothing is lost."""
    return state.sheet.with_line("now", offered_line(state))
