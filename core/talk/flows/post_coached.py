"""A post with help of the coach: a draft out of notes, shorter, in one's own tone.

What the member said stays at hand: one tap brings it back.
"""

from dataclasses import replace

from core.domain.coaching import (
    Drafted,
    Place,
    PostDraft,
    PostLines,
    PostMode,
    usual_places,
)
from core.domain.formats import ORDER, LineKey, Post
from core.talk.effects import Done
from core.talk.effects.coaching import CoachAnswered
from core.talk.flow import Facts, Heard
from core.talk.flows import coached
from core.talk.flows.post_states import Sheet
from core.talk.post_card import LABELS
from core.talk.turn import Option, T
from core.talk.voice import word

_MODES: dict[str, PostMode] = {
    "notes": "as_is",
    "shorter": "shorter",
    "own_tone": "own_tone",
}
_ASKED_FOR: tuple[LineKey, ...] = ("now", "next", "with")


def from_notes(facts: Facts) -> tuple[Option, ...]:
    """Return the choice to make a draft out of a long answer."""
    if not coached.may_help(facts):
        return ()
    return (coached.offer(T("post.from_notes"), "notes"),)


def ways(sheet: Sheet, facts: Facts) -> tuple[Option, ...]:
    """Return what the coach could do with a draft, and the way back."""
    options = []
    if coached.may_help(facts):
        options.append(coached.offer(T("post.own_tone"), "own_tone"))
        options.append(coached.offer(T("post.fewer_words"), "shorter"))
    if sheet.said:
        options.append(Option(T("post.as_said"), "as_said"))
    return tuple(options)


def help_with(sheet: Sheet, notes: str, how: str, facts: Facts) -> coached.Help | None:
    """Return what to ask the coach about a sheet, and notes for it."""
    if how not in _MODES or (how == "notes") != bool(notes):
        return None
    vector, last = facts.vector, facts.last_post
    language = facts.member.language
    lines: tuple[tuple[LineKey, str], ...] = tuple(
        (key, sheet.line(key)) for key in ORDER if sheet.line(key)
    )
    before = _own_lines(last) if last and how == "own_tone" else ()
    ask = PostDraft(
        language,
        notes,
        _places(facts),
        lines,
        sheet.step,
        sheet.outcome,
        vector.origin,
        vector.destination,
        vector.next_step,
        before,
        _MODES[how],
    )
    return coached.Help(ask)


def _own_lines(post: Post) -> tuple[str, ...]:
    """Return what was written for a post, not what was carried over into it."""
    return tuple(post.lines[key] for key in _ASKED_FOR if post.lines.get(key))


def _places(facts: Facts) -> tuple[Place, ...]:
    labels: dict[LineKey, str] = {
        key: word(LABELS[key], facts.member.language) for key in ORDER
    }
    return usual_places(labels)


def came(sheet: Sheet, drafted: Drafted) -> Sheet:
    """Return the sheet with the lines the coach found, if it found any.

    Only lines the member is asked for change; what is carried over stays.
    """
    if not isinstance(drafted.answer, PostLines):
        return sheet
    found = replace(sheet, said=sheet.said or sheet.lines)
    worded = list(sheet.worded)
    for key in _ASKED_FOR:
        line = drafted.answer.line(key)
        if line and line != sheet.line(key):
            found = found.with_line(key, line)
            worded.append(key)
    by_model = drafted.by == "model"
    return replace(found, worded=tuple(dict.fromkeys(worded)) if by_model else ())


def heard_back(ticket: str, heard: Heard) -> Drafted | None:
    """Return the answer that is waited for under a ticket, if this is it."""
    match heard:
        case Done(answer=CoachAnswered(ticket=on_it, drafted=drafted)) if (
            on_it == ticket
        ):
            return drafted
        case _:
            return None
