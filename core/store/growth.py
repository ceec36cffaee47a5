"""Queries: what moved on one's own road; every read is for the note's author."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, case, insert, select, update

from core.store.tables.asks import growth_notes, requests
from core.store.tables.people import members


@dataclass(frozen=True, slots=True)
class GrowthNote:
    """A note to oneself; `other` is the name of the person of that ride."""

    moved: str
    words: str
    other: str
    at: datetime


def latest_notes(
    conn: Connection, member_id: str, *, most: int
) -> Sequence[GrowthNote]:
    """Read a member's own latest growth notes, newest first."""
    other_id = case(
        (requests.c.asker_id == member_id, requests.c.helper_id),
        else_=requests.c.asker_id,
    )
    rows = conn.execute(
        select(
            growth_notes.c.moved,
            growth_notes.c.words,
            members.c.name,
            growth_notes.c.at,
        )
        .join(requests, requests.c.id == growth_notes.c.request_id)
        .outerjoin(
            members, and_(members.c.id == other_id, members.c.erased_at.is_(None))
        )
        .where(growth_notes.c.member_id == member_id)
        .order_by(growth_notes.c.at.desc(), growth_notes.c.request_id)
        .limit(most)
    )
    return [GrowthNote(row.moved, row.words, row.name or "", row.at) for row in rows]


def note_growth(
    conn: Connection,
    *,
    request_id: str,
    member_id: str,
    moved: str,
    words: str,
    now: datetime,
) -> None:
    """Keep a growth note for its author; a later one replaces it."""
    here = and_(
        growth_notes.c.request_id == request_id,
        growth_notes.c.member_id == member_id,
    )
    known = conn.execute(select(growth_notes.c.at).where(here)).one_or_none()
    if known:
        conn.execute(
            update(growth_notes).where(here).values(moved=moved, words=words, at=now)
        )
        return
    conn.execute(
        insert(growth_notes).values(
            request_id=request_id,
            member_id=member_id,
            moved=moved,
            words=words,
            at=now,
        )
    )
