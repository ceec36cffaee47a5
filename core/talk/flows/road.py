"""My road: one's own vector, the last step, and what moved, for one's own eyes.

Everything here is read by its owner alone; nothing is summed up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from core.domain.vectors import Vector
from core.talk.effects import Done
from core.talk.effects.roads import (
    EditionsSeen,
    GrowthNote,
    GrowthSeen,
    LookAtEditions,
    LookAtGrowth,
)
from core.talk.flow import Facts, Flow, Heard, Turn
from core.talk.flows.posted import back
from core.talk.flows.sounding import BEGIN
from core.talk.flows.words import or_not_yet
from core.talk.notices import called
from core.talk.turn import Opened, Option, Phrase, Say, Saying, Show, T, Words

_MOVED: dict[str, Phrase] = {
    "moved": T("road.moved"),
    "not_yet": T("road.not_yet"),
    "other_road": T("road.other_road"),
}


@dataclass(frozen=True, slots=True)
class Gathering:
    """Waits for one's own notes."""

    kind: Literal["gathering"] = "gathering"


@dataclass(frozen=True, slots=True)
class LookingBack:
    """Waits for earlier editions of the vector."""

    kind: Literal["looking_back"] = "looking_back"


State = Gathering | LookingBack


def open_(opened: Opened, facts: Facts) -> Turn:
    """Show the road as it stands, or as it was before."""
    if opened.verb == "earlier":
        before = int(opened.arg) if opened.arg.isdecimal() else 0
        return Turn(next=LookingBack(), do=(LookAtEditions(before),))
    return Turn(next=Gathering(), do=(LookAtGrowth(),))


def step(state: State, heard: Heard, facts: Facts) -> Turn | None:
    """Say what was found."""
    match state, heard:
        case Gathering(), Done(answer=GrowthSeen(notes=notes) as seen):
            here = _card(facts, seen.worded_with)
            return Turn((*here, *_notes(notes), _onwards(facts)))
        case LookingBack(), Done(answer=EditionsSeen(editions=editions) as seen):
            return Turn(_earlier(editions, facts, further=seen.further))
        case _:
            return None


# Now


def _card(facts: Facts, worded_with: Sequence[str]) -> tuple[Saying, ...]:
    vector = facts.vector
    if not vector.put_into_words:
        return ()
    rooms = " / ".join(home.name for home in facts.homes if home.id in facts.shown_in)
    shown: Words = rooms or T("road.only_me")
    names = " · ".join(worded_with)
    thanks_to = ((T("road.worded_with"), names),) if names else ()
    return (
        Show(
            title=T("vector.card"),
            facts=(*_lines(vector), *thanks_to, (T("road.shown_in"), shown)),
            look="vector",
            face=facts.member.name,
        ),
    )


def _lines(vector: Vector) -> tuple[tuple[Words, Words], ...]:
    """Return the lines as their owner sees them; the turn is theirs alone."""
    lines: list[tuple[Words, Words]] = []
    if vector.origin:
        lines.append((T("vector.from"), vector.origin))
    if vector.turn:
        lines.append((T("road.turn"), vector.turn))
    lines.append((T("vector.toward"), or_not_yet(vector.destination)))
    lines.append((T("vector.step"), or_not_yet(vector.next_step)))
    return tuple(lines)


def _notes(notes: tuple[GrowthNote, ...]) -> tuple[Saying, ...]:
    if not notes:
        return ()
    lines = tuple(
        (T("road.note_with", name=called(note.other)), _note(note)) for note in notes
    )
    return (Show(title=T("road.notes"), facts=lines),)


def _note(note: GrowthNote) -> Words:
    moved = _MOVED.get(note.moved, note.moved)
    return T("road.note", moved=moved, words=note.words) if note.words else moved


def _onwards(facts: Facts) -> Say:
    post = Option(T("road.write_post"), "", flow="post")
    if not facts.vector.put_into_words:
        words = Option(T("road.write_vector"), "", flow="vector")
        return Say(T("road.no_words_yet"), (words, post))
    options = [
        post,
        Option(T("road.mend_vector"), "mend", flow="vector"),
        BEGIN,
        Option(T("road.places"), "places", flow="vector"),
    ]
    if facts.last_post and facts.last_post.community_id:
        options.append(back(facts.last_post.id))
    if facts.vector.edition > 1:
        options.append(Option(T("road.earlier"), "earlier", flow="road"))
    return Say(_last_words(facts), tuple(options))


def _last_words(facts: Facts) -> Phrase:
    step_of_post = facts.last_post.next_step if facts.last_post else ""
    if step_of_post and step_of_post != facts.vector.next_step:
        return T("road.last_step", step=step_of_post)
    return T("road.here")


# Before


def _earlier(
    editions: tuple[Vector, ...], facts: Facts, *, further: bool
) -> tuple[Saying, ...]:
    back = Option(T("menu.road"), "", flow="road")
    if not editions:
        return (Say(T("road.nothing_earlier"), (back,)),)
    cards = tuple(
        Show(title=_since(one.created_at, facts), facts=_lines(one), look="vector")
        for one in editions
    )
    options = [back]
    if further:
        oldest = str(editions[-1].edition)
        options.insert(0, Option(T("road.further"), "earlier", oldest, flow="road"))
    return (*cards, Say(T("road.were_so"), tuple(options)))


def _since(moment: datetime | None, facts: Facts) -> Words:
    if moment is None:
        return T("vector.card")
    day = moment.astimezone(ZoneInfo(facts.zone))
    return T("road.since", year=f"{day:%Y}", month=str(day.month), day=str(day.day))


def ask(state: State, facts: Facts) -> tuple[Saying, ...]:
    """Repeat where we are."""
    return (_onwards(facts),)


FLOW = Flow("road", State, open_, step, ask)
