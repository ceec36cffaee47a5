"""Queries: what the text model was used for, and what that took."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    delete,
    func,
    insert,
    select,
    update,
)

from core.store.tables.drafts import drafts_made

CALLING = "calling"
_DIED = "died"
_TOKENS = (
    func.coalesce(drafts_made.c.tokens_in, 0)
    + func.coalesce(drafts_made.c.tokens_out, 0)
    + drafts_made.c.tokens_guessed
)


@dataclass(frozen=True, slots=True)
class Sum:
    """Calls, and tokens as told or else as guessed."""

    calls: int
    tokens: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many drafts ended in one way, and what they took."""

    outcome: str
    drafts: int
    calls: int
    tokens: int


def used(
    conn: Connection,
    since: datetime,
    *,
    member_id: str | None = None,
    community_id: str | None = None,
) -> Sum:
    """Return what was used since then: by a member, for a room, or by everybody."""
    row = conn.execute(
        select(
            func.coalesce(func.sum(drafts_made.c.calls), 0),
            func.coalesce(func.sum(_TOKENS), 0),
        ).where(_since(since, member_id, community_id))
    ).one()
    return Sum(int(row[0]), int(row[1]))


def _since(
    since: datetime, member_id: str | None, community_id: str | None
) -> ColumnElement[bool]:
    parts = [drafts_made.c.at > since]
    if member_id is not None:
        parts.append(drafts_made.c.member_id == member_id)
    if community_id is not None:
        parts.append(drafts_made.c.community_id == community_id)
    return and_(*parts)


def in_flight(conn: Connection, member_id: str, ref: str, since: datetime) -> bool:
    """Whether another draft for this member is being waited for."""
    found = conn.execute(
        select(drafts_made.c.id)
        .where(
            _since(since, member_id, None),
            drafts_made.c.outcome == CALLING,
            drafts_made.c.ref != ref,
        )
        .limit(1)
    )
    return found.first() is not None


def begun(conn: Connection, ref: str) -> int:
    """Return how often a draft was begun: more than once after a crash."""
    return conn.execute(
        select(func.count()).where(drafts_made.c.ref == ref)
    ).scalar_one()


def begin(
    conn: Connection,
    *,
    id: str,
    ref: str,
    member_id: str,
    community_id: str | None,
    ask: str,
    guessed: int,
    now: datetime,
) -> None:
    """Note that the model is about to be asked; counts as a call from now on.

    A call for the same work went down with its process: nobody waits for that one.
    """
    conn.execute(
        update(drafts_made)
        .where(drafts_made.c.ref == ref, drafts_made.c.outcome == CALLING)
        .values(outcome=_DIED)
    )
    conn.execute(
        insert(drafts_made).values(
            id=id,
            ref=ref,
            member_id=member_id,
            community_id=community_id,
            ask=ask,
            tokens_guessed=guessed,
            outcome=CALLING,
            at=now,
        )
    )


def finish(conn: Connection, id: str, **values: object) -> None:
    """Note how it ended."""
    conn.execute(update(drafts_made).where(drafts_made.c.id == id).values(**values))


def outcomes(conn: Connection, since: datetime) -> Sequence[Outcome]:
    """Return how drafts ended since then."""
    rows = conn.execute(
        select(
            drafts_made.c.outcome,
            func.count(),
            func.sum(drafts_made.c.calls),
            func.sum(_TOKENS),
        )
        .where(_since(since, None, None))
        .group_by(drafts_made.c.outcome)
    )
    found = (Outcome(row[0], *(int(one) for one in row[1:])) for row in rows)
    return sorted(found, key=lambda one: one.outcome)


def forget_older(conn: Connection, before: datetime) -> int:
    """Erase rows older than that; return how many."""
    return conn.execute(delete(drafts_made).where(drafts_made.c.at <= before)).rowcount
