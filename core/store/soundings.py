"""Queries: questions how others might word a line, and the sentences they bring."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    delete,
    insert,
    or_,
    select,
    update,
)

from core.domain.requests import LAPSE_AFTER
from core.domain.sounding import Hint, Reached, Shown, Sounding, State
from core.store.racing import came_first, moved
from core.store.rows import AnyRow
from core.store.tables.soundings import hints, soundings

_LOOK_BACK = timedelta(days=14)
_SOUNDING = (
    soundings.c.id,
    soundings.c.asker_id,
    soundings.c.community_id,
    soundings.c.line,
    soundings.c.origin,
    soundings.c.destination,
    soundings.c.next_step,
    soundings.c.note,
    soundings.c.asked_at,
    soundings.c.closed_at,
)
_HINT = (
    hints.c.id.label("hint_id"),
    hints.c.author_id,
    hints.c.state,
    hints.c.words,
    hints.c.taken_at,
    hints.c.thanked_at,
)
_SHOWN = ("origin", "destination", "next_step", "note")
_WAITING = hints.c.state.in_(("asked", "lapsed"))


def _sounding(row: AnyRow) -> Sounding:
    return Sounding(
        id=row.id,
        asker_id=row.asker_id,
        community_id=row.community_id,
        line=row.line,
        shown=Shown(row.origin, row.destination, row.next_step, row.note),
        asked_at=row.asked_at,
        closed_at=row.closed_at,
    )


def _hint(row: AnyRow) -> Hint:
    return Hint(
        id=row.hint_id,
        sounding=_sounding(row),
        author_id=row.author_id,
        state=row.state,
        words=row.words,
        taken=row.taken_at is not None,
        thanked=row.thanked_at is not None,
    )


def _hints() -> Select[tuple[object, ...]]:
    return select(*_SOUNDING, *_HINT).join(hints, hints.c.sounding_id == soundings.c.id)


def add(conn: Connection, new: Sounding) -> None:
    """Store a question; nobody is asked yet."""
    conn.execute(
        insert(soundings).values(
            id=new.id,
            asker_id=new.asker_id,
            community_id=new.community_id,
            line=new.line,
            origin=new.shown.origin,
            destination=new.shown.destination,
            next_step=new.shown.next_step,
            note=new.shown.note,
            asked_at=new.asked_at,
        )
    )


def add_hint(conn: Connection, *, id: str, sounding: Sounding, author_id: str) -> bool:
    """Store that somebody is asked; False when another question just reached them."""
    query = insert(hints).values(
        id=id,
        sounding_id=sounding.id,
        asker_id=sounding.asker_id,
        author_id=author_id,
        state="asked",
        asked_at=sounding.asked_at,
    )
    return came_first(conn, lambda: conn.execute(query).rowcount == 1)


def newest(conn: Connection, asker_id: str) -> Sounding | None:
    """Read the latest question of a member."""
    row = conn.execute(
        select(*_SOUNDING)
        .where(soundings.c.asker_id == asker_id)
        .order_by(soundings.c.asked_at.desc(), soundings.c.id)
        .limit(1)
    ).one_or_none()
    return _sounding(row) if row else None


def hint(conn: Connection, hint_id: str) -> Hint | None:
    """Read a hint and its question; the caller decides who may see it."""
    row = conn.execute(_hints().where(hints.c.id == hint_id)).one_or_none()
    return _hint(row) if row else None


def asked_of(conn: Connection, author_id: str, since: datetime) -> list[Hint]:
    """Read what somebody was asked since then and did not answer."""
    rows = conn.execute(
        _hints()
        .where(
            hints.c.author_id == author_id,
            _WAITING,
            hints.c.asked_at > since,
        )
        .order_by(hints.c.asked_at, hints.c.id)
    )
    return [_hint(row) for row in rows]


def said_to(conn: Connection, asker_id: str, since: datetime) -> list[Hint]:
    """Read the sentences that somebody was given since then, newest first."""
    rows = conn.execute(
        _hints()
        .where(
            hints.c.asker_id == asker_id,
            hints.c.state == "said",
            hints.c.said_at > since,
        )
        .order_by(hints.c.said_at.desc(), hints.c.id)
    )
    return [_hint(row) for row in rows]


def taken_by(conn: Connection, asker_id: str) -> list[Hint]:
    """Read the sentences that somebody took beside their own words."""
    rows = conn.execute(
        _hints()
        .where(
            hints.c.asker_id == asker_id,
            hints.c.state == "said",
            hints.c.taken_at.is_not(None),
        )
        .order_by(hints.c.said_at, hints.c.id)
    )
    return [_hint(row) for row in rows]


def reached(
    conn: Connection, member_ids: Sequence[str], now: datetime
) -> dict[str, list[Reached]]:
    """Read who of them was asked for a sentence lately, by whom and when."""
    rows = conn.execute(
        select(hints.c.author_id, hints.c.asker_id, hints.c.asked_at, hints.c.state)
        .where(hints.c.author_id.in_(member_ids), hints.c.asked_at > now - _LOOK_BACK)
        .order_by(hints.c.asked_at)
    )
    found: dict[str, list[Reached]] = {member_id: [] for member_id in member_ids}
    for row in rows:
        waits = row.state == "asked" and row.asked_at > now - LAPSE_AFTER
        found[row.author_id].append(Reached(row.asker_id, row.asked_at, waits))
    return found


def close_silent(conn: Connection, author_id: str, now: datetime) -> None:
    """Let questions to somebody lapse whose time is over, without any timer."""
    conn.execute(
        update(hints)
        .where(
            hints.c.author_id == author_id,
            hints.c.state == "asked",
            hints.c.asked_at <= now - LAPSE_AFTER,
        )
        .values(state="lapsed")
    )


def move(
    conn: Connection,
    hint_id: str,
    *,
    was: Sequence[State],
    becomes: State,
    **values: object,
) -> bool:
    """Move a hint on if it still stands where it was."""
    return moved(conn, hints, hint_id, was=was, becomes=becomes, **values)


def change(conn: Connection, hint_id: str, **values: object) -> None:
    """Set columns of a hint."""
    conn.execute(update(hints).where(hints.c.id == hint_id).values(**values))


def without(conn: Connection, hint_id: str, part: str) -> None:
    """Follow words that were taken back: nothing is said, or nobody is thanked."""
    if part == "thanks":
        change(conn, hint_id, thanked_at=None)
    else:
        move(conn, hint_id, was=("said",), becomes="passed")


def close(conn: Connection, sounding_id: str, now: datetime) -> list[str]:
    """Close a question; return who was asked and said nothing, and is asked no more."""
    waiting = select(hints.c.author_id).where(
        hints.c.sounding_id == sounding_id, _WAITING
    )
    asked = [row.author_id for row in conn.execute(waiting)]
    conn.execute(
        update(soundings)
        .where(soundings.c.id == sounding_id, soundings.c.closed_at.is_(None))
        .values(closed_at=now)
    )
    _close_asked(conn, hints.c.sounding_id == sounding_id)
    return asked


def step_off(
    conn: Connection, member_id: str, now: datetime, *, community_id: str
) -> None:
    """Close what a member asked, and what they were asked, in one community."""
    here = select(soundings.c.id).where(soundings.c.community_id == community_id)
    conn.execute(
        update(soundings)
        .where(
            soundings.c.asker_id == member_id,
            soundings.c.closed_at.is_(None),
            soundings.c.id.in_(here),
        )
        .values(closed_at=now)
    )
    mine = or_(hints.c.asker_id == member_id, hints.c.author_id == member_id)
    _close_asked(conn, mine, hints.c.sounding_id.in_(here))


def forget_older(conn: Connection, before: datetime) -> int:
    """Erase what was shown for older questions, and who said nothing; return how many.

    What somebody said stays with the two.
    """
    shown = [soundings.c[name] for name in _SHOWN]
    blanked = conn.execute(
        update(soundings)
        .where(soundings.c.asked_at <= before, or_(*(one != "" for one in shown)))
        .values(dict.fromkeys(_SHOWN, ""))
    )
    silent = conn.execute(
        delete(hints).where(hints.c.asked_at <= before, hints.c.state != "said")
    )
    return blanked.rowcount + silent.rowcount


def forget(conn: Connection, member_id: str, *, keep_thanks: bool) -> None:
    """Take a member's words out of questions and sentences; the rows stay."""
    conn.execute(
        update(soundings)
        .where(soundings.c.asker_id == member_id)
        .values(dict.fromkeys(_SHOWN, ""))
    )
    conn.execute(
        update(hints)
        .where(hints.c.author_id == member_id)
        .values(words="", state="closed")
    )
    if not keep_thanks:
        thanked = update(hints).where(hints.c.asker_id == member_id)
        conn.execute(thanked.values(thanks=""))


def _close_asked(conn: Connection, *which: ColumnElement[bool]) -> None:
    conn.execute(update(hints).where(_WAITING, *which).values(state="closed"))
