"""Use cases: asking willing people for a sentence on one's vector, and what they say.

Who is asked is drawn by lot among those who said that they may be asked, under the
caps, rests and pairs kept apart of every other asking. Whoever asked learns neither
whom the lot fell on nor who passed; whoever was asked sees what its asker let be seen.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection

from core.clock import Ids
from core.domain.requests import LAPSE_AFTER
from core.domain.sounding import (
    HINTS_CONSENT,
    Hint,
    Shown,
    Sounding,
    also_reached,
    draw,
)
from core.domain.vectors import SHOWN_LINES, Line, Vector
from core.errors import Refusal
from core.services import asking
from core.store import communities, people, roads, soundings

NotAsked = Literal["one_at_a_time", "nobody", "changed"]
Mine = Literal["asker", "author"]


@dataclass(frozen=True, slots=True)
class Sides:
    """A hint as one of its two people reads it.

    `hint.words` are there for both; `other_id` is the other person.
    """

    hint: Hint
    mine: Mine
    other_id: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that went out, and to whom: for the messages, not for its asker."""

    sounding: Sounding
    hints: tuple[Hint, ...]


def begin(
    conn: Connection,
    *,
    ids: Ids,
    asker_id: str,
    community_id: str,
    line: Line,
    shown: Shown,
    now: datetime,
) -> Asked | NotAsked:
    """Ask up to three willing people how they might word a line.

    Args:
        shown: What its asker read back and lets be seen; lines of the vector as it
            stands now, and perhaps a note.

    Returns:
        The question, or why nobody was asked: one is open already, the vector reads
        otherwise by now, or nobody who is willing may be asked, for whatever cause.
    """
    if not communities.sits_in(conn, asker_id, community_id):
        raise Refusal("sounding.not_your_room")
    people.take_turns(conn, asker_id)
    if open_one(conn, asker_id, now):
        return "one_at_a_time"
    vector = roads.vector(conn, asker_id)
    if any(shown.of(one) not in {"", getattr(vector, one)} for one in SHOWN_LINES):
        return "changed"
    sounding = Sounding(ids.new(), asker_id, community_id, line, shown, now)
    chosen = _drawn(conn, sounding, now)
    if not chosen:
        return "nobody"
    soundings.add(conn, sounding)
    asked = []
    for author_id in chosen:
        soundings.close_silent(conn, author_id, now)
        hint = Hint(ids.new(), sounding, author_id, "asked")
        if soundings.add_hint(conn, id=hint.id, sounding=sounding, author_id=author_id):
            asked.append(hint)
    return Asked(sounding, tuple(asked))


def _drawn(conn: Connection, sounding: Sounding, now: datetime) -> tuple[str, ...]:
    here = communities.member_ids(conn, sounding.community_id)
    willing = sorted(people.agreed(conn, here, (HINTS_CONSENT,)))
    asker_id = sounding.asker_id
    standings = asking.standings(conn, willing, asker_id=asker_id, now=now)
    reached = soundings.reached(conn, willing, now)
    lately = {
        member_id
        for member_id, asked in reached.items()
        if any(one.asker_id == asker_id for one in asked)
    }
    return draw(
        set(willing) - lately,
        {
            member_id: also_reached(standing, reached[member_id])
            for member_id, standing in standings.items()
        },
        now=now,
        seed=sounding.id,
    )


def open_one(conn: Connection, asker_id: str, now: datetime) -> Sounding | None:
    """Return the question of a member that still waits for sentences."""
    newest = soundings.newest(conn, asker_id)
    return newest if newest and newest.open_at(now) else None


def close(
    conn: Connection, *, sounding_id: str, asker_id: str, now: datetime
) -> list[str]:
    """Take a question back; return who was asked and has not said anything."""
    sounding = open_one(conn, asker_id, now)
    if sounding is None or sounding.id != sounding_id:
        return []
    return soundings.close(conn, sounding_id, now)


def sides(conn: Connection, *, hint_id: str, reader_id: str) -> Sides | None:
    """Read a hint if the reader is one of its two people.

    Who asked reads it once something is said, and nobody while the two are kept apart.
    """
    hint = soundings.hint(conn, hint_id)
    if hint is None:
        return None
    asker_id = hint.sounding.asker_id
    if reader_id == hint.author_id:
        found = Sides(hint, "author", asker_id)
    elif reader_id == asker_id and hint.state == "said":
        found = Sides(hint, "asker", hint.author_id)
    else:
        return None
    return None if found.other_id in people.kept_apart(conn, reader_id) else found


def say(
    conn: Connection, *, hint_id: str, author_id: str, words: str, now: datetime
) -> Hint | None:
    """Say one's sentence, late too; or say it anew while it is still one's own."""
    found = _mine(conn, hint_id, author_id, "author")
    if found is None:
        return None
    waits = found.state_at(now) in {"asked", "lapsed"}
    if not waits and not found.still_their_own:
        return None
    soundings.move(
        conn,
        hint_id,
        was=(found.state,),
        becomes="said",
        words=words,
        said_at=now,
    )
    return soundings.hint(conn, hint_id)


def pass_on(conn: Connection, *, hint_id: str, author_id: str, now: datetime) -> None:
    """Pass, without a reason; nobody else sees it."""
    found = _mine(conn, hint_id, author_id, "author")
    if found and found.state_at(now) in {"asked", "lapsed"}:
        soundings.move(conn, hint_id, was=("asked", "lapsed"), becomes="passed")


def unsay(conn: Connection, *, hint_id: str, author_id: str) -> Hint | None:
    """Take one's sentence back while it is still one's own; return it as it was."""
    found = _mine(conn, hint_id, author_id, "author")
    if found is None or not found.still_their_own:
        return None
    soundings.move(conn, hint_id, was=("said",), becomes="passed", words="")
    return found


def take(conn: Connection, *, hint_id: str, asker_id: str, now: datetime) -> None:
    """Note that the asker took the sentence: it is theirs as well from now on."""
    if _mine(conn, hint_id, asker_id, "asker"):
        soundings.change(conn, hint_id, taken_at=now)


def thank(
    conn: Connection, *, hint_id: str, asker_id: str, words: str, now: datetime
) -> Hint | None:
    """Thank whoever said the sentence; once."""
    found = _mine(conn, hint_id, asker_id, "asker")
    if found is None or found.thanked:
        return None
    soundings.change(conn, hint_id, thanks=words, thanked_at=now)
    return found


def _mine(conn: Connection, hint_id: str, member_id: str, mine: Mine) -> Hint | None:
    found = sides(conn, hint_id=hint_id, reader_id=member_id)
    return found.hint if found and found.mine == mine else None


def asked_of(conn: Connection, author_id: str, now: datetime) -> list[Hint]:
    """Return what somebody is asked just now."""
    apart = people.kept_apart(conn, author_id)
    return [
        hint
        for hint in soundings.asked_of(conn, author_id, now - LAPSE_AFTER)
        if hint.state_at(now) == "asked" and hint.sounding.asker_id not in apart
    ]


def said_to(conn: Connection, asker_id: str, since: datetime) -> list[Hint]:
    """Return the sentences somebody was given since then, newest first."""
    apart = people.kept_apart(conn, asker_id)
    said = soundings.said_to(conn, asker_id, since)
    return [hint for hint in said if hint.author_id not in apart]


def standing_in(conn: Connection, member_id: str, vector: Vector) -> list[Hint]:
    """Return the sentences that stand in a member's vector as they were taken."""
    lines = [getattr(vector, line) for line in SHOWN_LINES]
    return [
        hint
        for hint in soundings.taken_by(conn, member_id)
        if any(hint.words in line for line in lines)
    ]
