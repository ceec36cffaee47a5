"""Queries: two members becoming one, as long as nobody has met the one that goes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Select,
    and_,
    delete,
    insert,
    or_,
    select,
    update,
)

from core.store import embeddings
from core.store.tables.asks import asks, growth_notes, requests, shown
from core.store.tables.calls import calls, contacts, keepers, listeners
from core.store.tables.downloads import downloads
from core.store.tables.drafts import drafts_made
from core.store.tables.echoes import echoes
from core.store.tables.embeddings import embeddings as numbers
from core.store.tables.flags import flags, hands
from core.store.tables.linking import link_codes
from core.store.tables.people import (
    addresses,
    communities,
    consents,
    memberships,
    not_together,
    waiting_seats,
)
from core.store.tables.posts import cheers, posts
from core.store.tables.roads import raw_answers, vector_shown, vectors
from core.store.tables.soundings import hints, soundings
from core.store.tables.talks import conversations

SEEN: tuple[Column[Any], ...] = (
    communities.c.owner_id,
    vector_shown.c.member_id,
    cheers.c.member_id,
    asks.c.asker_id,
    shown.c.member_id,
    requests.c.asker_id,
    requests.c.helper_id,
    growth_notes.c.member_id,
    flags.c.raiser_id,
    hands.c.member_id,
    calls.c.sender_id,
    listeners.c.sender_id,
    listeners.c.listener_id,
    contacts.c.member_id,
    keepers.c.member_id,
    soundings.c.asker_id,
    hints.c.asker_id,
    hints.c.author_id,
)
"""Who has one of these has been met by others: such a member is never folded."""

MOVED: tuple[Column[Any], ...] = (
    addresses.c.member_id,
    conversations.c.member_id,
    drafts_made.c.member_id,
    raw_answers.c.member_id,
    vectors.c.member_id,
    posts.c.member_id,
    echoes.c.member_id,
    memberships.c.member_id,
    waiting_seats.c.member_id,
    consents.c.member_id,
    not_together.c.member_id,
    not_together.c.other_id,
)
DROPPED: tuple[Column[Any], ...] = (
    downloads.c.member_id,
    numbers.c.member_id,
    link_codes.c.member_id,
)


def met_by_others(conn: Connection, member_id: str) -> bool:
    """Whether others have seen something of a member, or share something open."""
    shared = select(posts.c.id).where(
        posts.c.member_id == member_id, posts.c.state == "shared"
    )
    looks = [select(column).where(column == member_id) for column in SEEN]
    return any(conn.execute(look).first() is not None for look in (*looks, shared))


def fold(conn: Connection, folded: str, keeper: str, now: datetime) -> Sequence[str]:
    """Give one member what the other, whom nobody has met, has here.

    The keeper's own choices stand: consents, the current vector, seats.

    Returns:
        Communities in which both had a seat; the folded one's is still taken.
    """
    for simple in (addresses, conversations, drafts_made, raw_answers, posts, echoes):
        conn.execute(
            update(simple).where(simple.c.member_id == folded).values(member_id=keeper)
        )
    _fold_vectors(conn, folded, keeper, now)
    _fold_consents(conn, folded, keeper)
    _fold_apart(conn, folded, keeper)
    here = _seats(keeper)
    conn.execute(
        update(memberships)
        .where(
            memberships.c.member_id == folded, memberships.c.community_id.not_in(here)
        )
        .values(member_id=keeper)
    )
    wanting = waiting_seats.alias()
    waits = select(wanting.c.community_id).where(wanting.c.member_id == keeper)
    conn.execute(
        update(waiting_seats)
        .where(
            waiting_seats.c.member_id == folded,
            waiting_seats.c.community_id.not_in(here),
            waiting_seats.c.community_id.not_in(waits),
        )
        .values(member_id=keeper)
    )
    conn.execute(delete(waiting_seats).where(waiting_seats.c.member_id == folded))
    conn.execute(
        delete(waiting_seats).where(
            waiting_seats.c.member_id == keeper,
            waiting_seats.c.community_id.in_(_seats(keeper)),
        )
    )
    embeddings.forget(conn, folded)
    for dropped in (downloads, link_codes):
        conn.execute(delete(dropped).where(dropped.c.member_id == folded))
    return [row.community_id for row in conn.execute(_seats(folded))]


def _seats(member_id: str) -> Select[tuple[str]]:
    seats = memberships.alias()
    return select(seats.c.community_id).where(seats.c.member_id == member_id)


def _fold_vectors(conn: Connection, folded: str, keeper: str, now: datetime) -> None:
    """Put one's editions before the other's: the keeper's current one stays so."""
    theirs = _editions(conn, folded)
    own = _editions(conn, keeper)
    for edition in reversed(own):
        _renumber(conn, keeper, edition, to=edition + len(theirs))
    if own:
        conn.execute(
            update(vectors)
            .where(vectors.c.member_id == folded, vectors.c.replaced_at.is_(None))
            .values(replaced_at=now)
        )
    for place, edition in enumerate(theirs, start=1):
        _renumber(conn, folded, edition, to=place)
    conn.execute(
        update(vectors).where(vectors.c.member_id == folded).values(member_id=keeper)
    )


def _editions(conn: Connection, member_id: str) -> list[int]:
    query = select(vectors.c.edition).where(vectors.c.member_id == member_id)
    return [row.edition for row in conn.execute(query.order_by(vectors.c.edition))]


def _renumber(conn: Connection, member_id: str, edition: int, *, to: int) -> None:
    conn.execute(
        update(vectors)
        .where(vectors.c.member_id == member_id, vectors.c.edition == edition)
        .values(edition=to)
    )


def _fold_consents(conn: Connection, folded: str, keeper: str) -> None:
    given = consents.alias()
    answered = select(given.c.what).where(given.c.member_id == keeper)
    conn.execute(
        update(consents)
        .where(consents.c.member_id == folded, consents.c.what.not_in(answered))
        .values(member_id=keeper)
    )
    conn.execute(delete(consents).where(consents.c.member_id == folded))


def _fold_apart(conn: Connection, folded: str, keeper: str) -> None:
    """Keep the keeper apart from whom the folded one was kept apart from."""
    pairs = conn.execute(
        select(not_together).where(
            or_(not_together.c.member_id == folded, not_together.c.other_id == folded)
        )
    ).all()
    conn.execute(
        delete(not_together).where(
            or_(not_together.c.member_id == folded, not_together.c.other_id == folded)
        )
    )
    for row in pairs:
        one = keeper if row.member_id == folded else row.member_id
        other = keeper if row.other_id == folded else row.other_id
        known = select(not_together.c.at).where(
            and_(not_together.c.member_id == one, not_together.c.other_id == other)
        )
        if one != other and conn.execute(known).first() is None:
            conn.execute(
                insert(not_together).values(member_id=one, other_id=other, at=row.at)
            )
