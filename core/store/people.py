"""Queries: members, how to reach them, consents."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import Connection, bindparam, delete, insert, or_, select, update

from core.domain.members import Language, Member, Rhythm
from core.store.adding import is_open, open_at
from core.store.hot import Hot
from core.store.rows import AnyRow
from core.store.tables.people import (
    addresses,
    consents,
    members,
    memberships,
    not_together,
)
from core.store.tables.talks import conversations
from core.talk.incoming import Address

_MEMBER = (
    members.c.id,
    members.c.name,
    members.c.language,
    members.c.rhythm,
    members.c.resting_since,
)


@dataclass(frozen=True, slots=True)
class Reach:
    """One way to reach a member.

    Attributes:
        open: Whether messages arrive there.
        news: Whether the member chose it for what comes unasked.
        used_at: When they last wrote from there, or opened it.
    """

    address: Address
    open: bool
    news: bool
    used_at: datetime


def _member(row: AnyRow) -> Member:
    return Member(
        id=row.id,
        name=row.name,
        language=cast(Language, row.language),
        rhythm=cast(Rhythm, row.rhythm),
        resting_since=row.resting_since,
    )


def add(
    conn: Connection, *, id: str, name: str, language: Language, now: datetime
) -> Member:
    """Store a new member."""
    conn.execute(
        insert(members).values(id=id, name=name, language=language, created_at=now)
    )
    return Member(id=id, name=name, language=language)


def member(conn: Connection, member_id: str) -> Member | None:
    """Read a member who has not been erased."""
    row = _MEMBER_HERE.first(conn, this=member_id)
    return Member(*row) if row else None


def several(conn: Connection, member_ids: Sequence[str]) -> dict[str, Member]:
    """Read members by id; the erased are left out."""
    rows = conn.execute(
        select(*_MEMBER).where(
            members.c.id.in_(member_ids), members.c.erased_at.is_(None)
        )
    )
    return {row.id: _member(row) for row in rows}


def named(conn: Connection, name: str) -> list[Member]:
    """Read everybody who is called that; the erased are left out."""
    rows = conn.execute(
        select(*_MEMBER).where(members.c.name == name, members.c.erased_at.is_(None))
    )
    return [_member(row) for row in rows]


def around(conn: Connection, member_id: str) -> list[Member]:
    """Read everybody else in a member's communities, each once, ordered by id."""
    mine = select(memberships.c.community_id).where(
        memberships.c.member_id == member_id
    )
    beside = (
        select(memberships.c.member_id)
        .where(memberships.c.community_id.in_(mine))
        .where(memberships.c.member_id != member_id)
    )
    rows = conn.execute(
        select(*_MEMBER)
        .where(members.c.id.in_(beside), members.c.erased_at.is_(None))
        .order_by(members.c.id)
    )
    return [_member(row) for row in rows]


def at(conn: Connection, address: Address) -> Member | None:
    """Find the member behind an address."""
    row = _MEMBER_AT.first(conn, channel=address.channel, user=address.user)
    return Member(*row) if row else None


def bind(conn: Connection, address: Address, member_id: str, now: datetime) -> None:
    """Note that a member writes from an address."""
    conn.execute(
        insert(addresses).values(
            channel=address.channel,
            user=address.user,
            member_id=member_id,
            used_at=now,
        )
    )


def set_reach(conn: Connection, address: Address, reach: str, now: datetime) -> None:
    """Note whether an address is `open`, `blocked` or `unreachable`."""
    conn.execute(
        update(addresses)
        .where(addresses.c.channel == address.channel, addresses.c.user == address.user)
        .values(reach=reach, used_at=now)
    )


def reaches(conn: Connection, member_id: str, now: datetime) -> list[Reach]:
    """Return the ways to reach a member now, the one for news first.

    That is the one they chose; without a choice, the one they last wrote from.
    """
    ways = [
        Reach(
            Address(channel, user),
            is_open(reach, until, now),
            news is not None,
            talked or used,
        )
        for channel, user, reach, until, news, used, talked in _REACHES.rows(
            conn, member=member_id
        )
    ]
    return sorted(ways, key=lambda way: (way.news, way.used_at), reverse=True)


def choose_news(conn: Connection, member_id: str, at: Address, now: datetime) -> None:
    """Let what comes unasked go to one address of a member first."""
    own = update(addresses).where(addresses.c.member_id == member_id)
    conn.execute(own.values(news_since=None))
    here = (addresses.c.channel == at.channel, addresses.c.user == at.user)
    conn.execute(own.where(*here).values(news_since=now))


def unbind(conn: Connection, address: Address) -> None:
    """Let an address belong to nobody."""
    conn.execute(
        delete(addresses).where(
            addresses.c.channel == address.channel, addresses.c.user == address.user
        )
    )


def addresses_of(conn: Connection, member_id: str) -> list[Address]:
    """Return where a member writes from, in no order that means anything."""
    own = select(addresses.c.channel, addresses.c.user)
    rows = conn.execute(own.where(addresses.c.member_id == member_id))
    return [Address(row.channel, row.user) for row in rows]


def unreachable(conn: Connection, member_ids: Sequence[str], now: datetime) -> set[str]:
    """Return those of the members whom no open address reaches now."""
    rows = conn.execute(
        select(addresses.c.member_id).where(
            addresses.c.member_id.in_(member_ids), open_at(now)
        )
    )
    return set(member_ids) - {row.member_id for row in rows}


def change(conn: Connection, member_id: str, **values: object) -> None:
    """Set columns of a member."""
    conn.execute(update(members).where(members.c.id == member_id).values(**values))


def take_turns(conn: Connection, member_id: str) -> None:
    """Let one thing after the other be decided for this member.

    Somebody may write from two messengers at the same moment. Of two transactions that
    touch a row PostgreSQL runs the later one anew, on what the first one left.
    """
    row = update(members).where(members.c.id == member_id)
    conn.execute(row.values(language=members.c.language))


def add_consent(
    conn: Connection,
    *,
    id: str,
    member_id: str,
    what: str,
    wording: str,
    given: bool,
    now: datetime,
) -> None:
    """Store an answer to a consent question; the newest one counts."""
    conn.execute(
        insert(consents).values(
            id=id,
            member_id=member_id,
            what=what,
            wording=wording,
            given=given,
            at=now,
        )
    )


def consented(conn: Connection, member_id: str) -> dict[str, bool]:
    """Return the newest answer to each question a member was asked."""
    # Of one question the newest answer comes last, and stays.
    return dict(_CONSENTED.rows(conn, member=member_id))


def agreed(
    conn: Connection, member_ids: Sequence[str], whats: Sequence[str]
) -> set[str]:
    """Return who of these members said yes, last, to every one of the questions."""
    answers = (
        select(consents.c.member_id, consents.c.what, consents.c.given)
        .where(consents.c.member_id.in_(member_ids), consents.c.what.in_(whats))
        .order_by(consents.c.at, consents.c.id)
    )
    newest = {(row.member_id, row.what): row.given for row in conn.execute(answers)}
    return {one for one in member_ids if all(newest.get((one, what)) for what in whats)}


def kept_apart(conn: Connection, member_id: str) -> set[str]:
    """Return everybody this member is not brought together with, either way round."""
    rows = conn.execute(
        select(not_together.c.member_id, not_together.c.other_id).where(
            or_(
                not_together.c.member_id == member_id,
                not_together.c.other_id == member_id,
            )
        )
    )
    pairs = {person for row in rows for person in row}
    return pairs - {member_id}


_MEMBER_HERE = Hot(
    select(*_MEMBER).where(
        members.c.id == bindparam("this"), members.c.erased_at.is_(None)
    )
)
_MEMBER_AT = Hot(
    select(*_MEMBER)
    .join(addresses, addresses.c.member_id == members.c.id)
    .where(
        addresses.c.channel == bindparam("channel"),
        addresses.c.user == bindparam("user"),
        members.c.erased_at.is_(None),
    )
)
_REACHES = Hot(
    select(
        addresses.c.channel,
        addresses.c.user,
        addresses.c.reach,
        addresses.c.told_until,
        addresses.c.news_since,
        addresses.c.used_at,
        conversations.c.updated_at,
    )
    .outerjoin(
        conversations,
        conversations.c.lane == addresses.c.channel + ":" + addresses.c.user,
    )
    .where(addresses.c.member_id == bindparam("member"))
)
_CONSENTED = Hot(
    select(consents.c.what, consents.c.given)
    .where(consents.c.member_id == bindparam("member"))
    .order_by(consents.c.at, consents.c.id)
)
