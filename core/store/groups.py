"""Queries: groups on messengers, whose they are, and which flags stand there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    delete,
    insert,
    select,
    update,
)

from core.domain.flags import Flag
from core.store.flags import FLAG, as_flag
from core.store.tables.flags import flags
from core.store.tables.groups import group_flags, groups
from core.store.tables.people import communities
from core.talk.incoming import Place


@dataclass(frozen=True, slots=True)
class Home:
    """The community a group belongs to, as far as a group hears of it."""

    id: str
    name: str
    language: str


def come(conn: Connection, place: Place, now: datetime) -> None:
    """Note that we sit in a group, now or again."""
    back = conn.execute(update(groups).where(*_this(place)).values(left_at=None))
    if back.rowcount == 0:
        new = insert(groups).values(channel=place.channel, place=place.id, since=now)
        conn.execute(new)


def go(conn: Connection, place: Place, now: datetime) -> None:
    """Note that we were sent out: nothing stands there, and it is nobody's."""
    conn.execute(
        update(groups).where(*_this(place)).values(left_at=now, community_id=None)
    )
    conn.execute(delete(group_flags).where(*_there(place)))


def move(conn: Connection, place: Place, to: str) -> None:
    """Note that a group goes on under another id."""
    new = Place(place.channel, to, "group")
    conn.execute(delete(group_flags).where(*_there(new)))
    conn.execute(delete(groups).where(*_this(new)))
    conn.execute(update(groups).where(*_this(place)).values(place=to))
    conn.execute(update(group_flags).where(*_there(place)).values(place=to))


def belong(conn: Connection, place: Place, community_id: str | None) -> None:
    """Say whose group it is; what stood there for another community goes."""
    conn.execute(update(groups).where(*_this(place)).values(community_id=community_id))
    others = select(flags.c.id).where(flags.c.community_id != (community_id or ""))
    conn.execute(
        delete(group_flags).where(*_there(place), group_flags.c.flag_id.in_(others))
    )


def home_of(conn: Connection, place: Place) -> Home | None:
    """Return the community a group belongs to."""
    row = conn.execute(
        select(communities.c.id, communities.c.name, communities.c.language)
        .join(groups, groups.c.community_id == communities.c.id)
        .where(*_this(place))
    ).one_or_none()
    return None if row is None else Home(*row)


def of_community(conn: Connection, community_id: str) -> list[Place]:
    """Return the groups of a community in which we sit."""
    rows = conn.execute(
        select(groups.c.channel, groups.c.place)
        .where(groups.c.community_id == community_id, groups.c.left_at.is_(None))
        .order_by(groups.c.since)
    )
    return [Place(row.channel, row.place, "group") for row in rows]


def put_up(conn: Connection, place: Place, flag_id: str, now: datetime) -> None:
    """Let a group see a flag."""
    conn.execute(
        insert(group_flags).values(
            channel=place.channel, place=place.id, flag_id=flag_id, at=now
        )
    )


def unaware(conn: Connection, community_id: str, flag_id: str) -> list[Place]:
    """Return the groups of a community that do not see a flag yet."""
    return [
        place
        for place in of_community(conn, community_id)
        if not _sees(conn, place, flag_id)
    ]


def _sees(conn: Connection, place: Place, flag_id: str) -> bool:
    shown = select(group_flags.c.flag_id).where(
        *_there(place), group_flags.c.flag_id == flag_id
    )
    return conn.execute(shown).first() is not None


def flags_in(conn: Connection, place: Place, most: int) -> list[Flag]:
    """Return the flags that stand in a group, the newest first."""
    newest = _standing(place).order_by(group_flags.c.at.desc(), flags.c.id.desc())
    rows = conn.execute(newest.limit(most))
    return [as_flag(row) for row in rows]


def flag_in(conn: Connection, place: Place, flag_id: str) -> Flag | None:
    """Return a flag if it stands in a group."""
    this = _standing(place).where(flags.c.id == flag_id)
    row = conn.execute(this).one_or_none()
    return None if row is None else as_flag(row)


def _standing(place: Place) -> Select[Any]:
    return (
        select(*FLAG)
        .join(group_flags, group_flags.c.flag_id == flags.c.id)
        .where(*_there(place), flags.c.state == "open")
    )


def _this(place: Place) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return groups.c.channel == place.channel, groups.c.place == place.id


def _there(place: Place) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return group_flags.c.channel == place.channel, group_flags.c.place == place.id
