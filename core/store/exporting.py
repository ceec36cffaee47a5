"""Queries: everything a member may take along.

Their own words, and what was said to them. Never what belongs to others alone: no
raw answer of anybody else, no growth note, no pass between two other people.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, select

from core.store import exporting_calls
from core.store.tables.asks import asks, growth_notes, requests
from core.store.tables.flags import flags, hands
from core.store.tables.people import (
    addresses,
    communities,
    consents,
    members,
    memberships,
    not_together,
)
from core.store.tables.posts import cheers, posts
from core.store.tables.roads import raw_answers, vector_shown, vectors
from core.store.tables.soundings import hints, soundings

Row = Mapping[str, Any]


def _rows(conn: Connection, query: Select[Any]) -> list[Row]:
    return [dict(row._mapping) for row in conn.execute(query)]


def member(conn: Connection, member_id: str) -> Row | None:
    """Read what is kept about the member themselves."""
    found = _rows(
        conn,
        select(
            members.c.name,
            members.c.language,
            members.c.rhythm,
            members.c.resting_since,
            members.c.created_at,
        ).where(members.c.id == member_id, members.c.erased_at.is_(None)),
    )
    return found[0] if found else None


def kept(conn: Connection, member_id: str) -> Iterator[tuple[str, list[Row]]]:
    """Yield each part of what a member may take along, with its rows."""
    for name, query in (
        ("messengers", _messengers(member_id)),
        ("rooms", _rooms(member_id)),
        ("consents", _consents(member_id)),
        ("vectors", _vectors(member_id)),
        ("vector_shown_in", _shown_in(member_id)),
        ("raw_answers", _raw_answers(member_id)),
        ("posts", _posts(member_id)),
        ("cheers_received", _cheers_received(member_id)),
        ("cheers_given", _cheers_given(member_id)),
        ("asks", _asks(member_id)),
        ("requests_sent", _requests(member_id, mine="asker")),
        ("requests_received", _requests(member_id, mine="helper")),
        ("growth_notes", _growth(member_id)),
        ("soundings", _soundings(member_id)),
        ("hints_received", _hints(member_id, mine="asker")),
        ("hints_given", _hints(member_id, mine="author")),
        ("flags_raised", _flags_raised(member_id)),
        ("flags_held", _flags_held(member_id)),
        *exporting_calls.kept(member_id),
        ("keeps_a_distance_from", _apart(member_id)),
    ):
        yield name, _rows(conn, query)


def _messengers(member_id: str) -> Select[Any]:
    return select(
        addresses.c.channel,
        addresses.c.user,
        addresses.c.used_at,
        addresses.c.news_since,
        addresses.c.adding,
        addresses.c.told_until,
    ).where(addresses.c.member_id == member_id)


def _rooms(member_id: str) -> Select[Any]:
    return (
        select(communities.c.name.label("room"), memberships.c.joined_at)
        .join(memberships, memberships.c.community_id == communities.c.id)
        .where(memberships.c.member_id == member_id)
        .order_by(memberships.c.joined_at)
    )


def _consents(member_id: str) -> Select[Any]:
    return (
        select(consents.c.what, consents.c.given, consents.c.wording, consents.c.at)
        .where(consents.c.member_id == member_id)
        .order_by(consents.c.at)
    )


def _vectors(member_id: str) -> Select[Any]:
    return (
        select(
            vectors.c.edition,
            vectors.c.origin,
            vectors.c.turn,
            vectors.c.destination,
            vectors.c.next_step,
            vectors.c.created_at,
        )
        .where(vectors.c.member_id == member_id)
        .order_by(vectors.c.edition)
    )


def _shown_in(member_id: str) -> Select[Any]:
    return (
        select(communities.c.name.label("room"), vector_shown.c.since)
        .join(vector_shown, vector_shown.c.community_id == communities.c.id)
        .where(vector_shown.c.member_id == member_id)
    )


def _raw_answers(member_id: str) -> Select[Any]:
    return (
        select(
            raw_answers.c.question,
            raw_answers.c.text,
            raw_answers.c.at,
            raw_answers.c.erase_at,
        )
        .where(raw_answers.c.member_id == member_id)
        .order_by(raw_answers.c.at)
    )


def _posts(member_id: str) -> Select[Any]:
    return (
        select(
            posts.c.lines,
            posts.c.outcome,
            communities.c.name.label("room"),
            posts.c.created_at,
        )
        .outerjoin(communities, communities.c.id == posts.c.community_id)
        .where(posts.c.member_id == member_id)
        .order_by(posts.c.created_at)
    )


def _cheers_received(member_id: str) -> Select[Any]:
    return (
        select(
            members.c.name.label("by"),
            cheers.c.line,
            cheers.c.words,
            cheers.c.answer,
            cheers.c.created_at,
        )
        .join(posts, posts.c.id == cheers.c.post_id)
        .join(members, members.c.id == cheers.c.member_id)
        .where(posts.c.member_id == member_id)
        .order_by(cheers.c.created_at)
    )


def _cheers_given(member_id: str) -> Select[Any]:
    return (
        select(
            members.c.name.label("to"),
            cheers.c.line,
            cheers.c.words,
            cheers.c.answer,
            cheers.c.created_at,
        )
        .join(posts, posts.c.id == cheers.c.post_id)
        .join(members, members.c.id == posts.c.member_id)
        .where(cheers.c.member_id == member_id)
        .order_by(cheers.c.created_at)
    )


def _asks(member_id: str) -> Select[Any]:
    return (
        select(
            asks.c.need,
            asks.c.added,
            asks.c.why,
            asks.c.my_part,
            asks.c.earns,
            asks.c.earns_words,
            asks.c.timing,
            asks.c.state,
            communities.c.name.label("room"),
            asks.c.created_at,
        )
        .join(communities, communities.c.id == asks.c.community_id)
        .where(asks.c.asker_id == member_id)
        .order_by(asks.c.created_at)
    )


def _requests(member_id: str, *, mine: str) -> Select[Any]:
    """Read requests as one side sees them; contacts are those that were handed over."""
    own = requests.c.asker_id if mine == "asker" else requests.c.helper_id
    other = requests.c.helper_id if mine == "asker" else requests.c.asker_id
    return (
        select(
            members.c.name.label("to" if mine == "asker" else "by"),
            asks.c.need,
            requests.c.text,
            requests.c.state,
            requests.c.stretch,
            requests.c.idea,
            requests.c.pass_words,
            requests.c.asker_contact,
            requests.c.helper_contact,
            *((requests.c.delight,) if mine == "asker" else ()),
            requests.c.thanks,
            requests.c.sent_at,
            requests.c.answered_at,
            requests.c.ended_at,
            requests.c.thanked_at,
        )
        .join(asks, asks.c.id == requests.c.ask_id)
        .join(members, members.c.id == other)
        .where(own == member_id)
        .order_by(requests.c.sent_at)
    )


def _growth(member_id: str) -> Select[Any]:
    other: ColumnElement[str] = case(
        (requests.c.asker_id == member_id, requests.c.helper_id),
        else_=requests.c.asker_id,
    )
    return (
        select(
            members.c.name.label("with"),
            growth_notes.c.moved,
            growth_notes.c.words,
            growth_notes.c.at,
        )
        .join(requests, requests.c.id == growth_notes.c.request_id)
        .join(members, members.c.id == other)
        .where(growth_notes.c.member_id == member_id)
        .order_by(growth_notes.c.at)
    )


def _soundings(member_id: str) -> Select[Any]:
    return (
        select(
            soundings.c.line,
            soundings.c.origin,
            soundings.c.destination,
            soundings.c.next_step,
            soundings.c.note,
            communities.c.name.label("room"),
            soundings.c.asked_at,
        )
        .join(communities, communities.c.id == soundings.c.community_id)
        .where(soundings.c.asker_id == member_id)
        .order_by(soundings.c.asked_at)
    )


def _hints(member_id: str, *, mine: str) -> Select[Any]:
    """Read sentences that were said; who was asked and passed stands nowhere."""
    own = hints.c.asker_id if mine == "asker" else hints.c.author_id
    other = hints.c.author_id if mine == "asker" else hints.c.asker_id
    return (
        select(
            members.c.name.label("by" if mine == "asker" else "to"),
            hints.c.words,
            hints.c.thanks,
            hints.c.said_at,
        )
        .join(members, members.c.id == other)
        .where(own == member_id, hints.c.state == "said")
        .order_by(hints.c.said_at)
    )


def _flags_raised(member_id: str) -> Select[Any]:
    return (
        select(
            flags.c.purpose,
            flags.c.timing,
            flags.c.day,
            flags.c.my_part,
            flags.c.earns,
            flags.c.earns_words,
            flags.c.seats,
            flags.c.state,
            communities.c.name.label("room"),
            flags.c.created_at,
        )
        .join(communities, communities.c.id == flags.c.community_id)
        .where(flags.c.raiser_id == member_id)
        .order_by(flags.c.created_at)
    )


def _flags_held(member_id: str) -> Select[Any]:
    return (
        select(
            members.c.name.label("raised_by"),
            flags.c.purpose,
            flags.c.timing,
            flags.c.day,
            flags.c.state,
            hands.c.at,
        )
        .join(hands, hands.c.flag_id == flags.c.id)
        .join(members, members.c.id == flags.c.raiser_id)
        .where(hands.c.member_id == member_id)
        .order_by(hands.c.at)
    )


def _apart(member_id: str) -> Select[Any]:
    """Read one's own word alone; what others said of the member is theirs."""
    return (
        select(members.c.name, not_together.c.at)
        .join(members, members.c.id == not_together.c.other_id)
        .where(not_together.c.member_id == member_id)
        .order_by(not_together.c.at)
    )
