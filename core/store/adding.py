"""Queries: who added our account, and until when others are told things unasked.

Only rows of channels that tell the two apart are ever written here; what the columns
mean stands with the table.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    bindparam,
    func,
    or_,
    select,
    update,
)

from core.store.hot import Hot
from core.store.tables.people import addresses
from core.talk.incoming import Address

Adding = Literal["unseen", "asked", "asked_again", "left", "added"]
_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands at an address; `told_until` None is no end.

    `closed` when nothing reaches it at all (blocked, or unknown to the platform).
    """

    adding: Adding
    told_until: datetime | None
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Unadded:
    """How many addresses are not known to have added us, and how many of them are not
    told anything unasked now."""

    all: int
    silent: int


def open_at(now: datetime) -> ColumnElement[bool]:
    """Return the condition that messages arrive at an address now."""
    until = addresses.c.told_until
    return and_(addresses.c.reach == "open", or_(until.is_(None), until > now))


def is_open(reach: str, told_until: datetime | None, now: datetime) -> bool:
    """Say whether messages arrive now, as `open_at` does."""
    return reach == "open" and (told_until is None or told_until > now)


def standing(conn: Connection, address: Address) -> Standing | None:
    """Read how it stands; None for an address that is nobody's."""
    row = _STANDING.first(conn, channel=address.channel, user=address.user)
    if row is None:
        return None
    known, until, reach = row
    return Standing(known, until, closed=reach != "open")


def wrote(conn: Connection, address: Address, *, until: datetime) -> None:
    """Note that somebody who is not known to have added us wrote to us alone."""
    _WROTE.run(conn, channel=address.channel, this=address.user, until=until)


def opened(conn: Connection, address: Address, at: datetime) -> None:
    """Note that somebody wrote at that time: a way that was closed before is open."""
    conn.execute(
        update(addresses)
        .where(*_at(address), addresses.c.reach != "open", addresses.c.used_at <= at)
        .values(reach="open", used_at=at)
    )


def note(conn: Connection, address: Address, adding: Adding) -> None:
    """Note that somebody added us, or how far we asked."""
    ends = {"told_until": None} if adding == "added" else {}
    conn.execute(update(addresses).where(*_at(address)).values(adding=adding, **ends))


def listed(conn: Connection, channel: str, users: Collection[str]) -> int:
    """Note who added us by a platform's own list; return how many are news.

    Whoever is nobody here is passed over, and nothing is kept of them.
    """
    news = 0
    ordered = sorted(users)
    for begin in range(0, len(ordered), _AT_ONCE):
        some = ordered[begin : begin + _AT_ONCE]
        news += conn.execute(
            update(addresses)
            .where(addresses.c.channel == channel, addresses.c.user.in_(some))
            .where(addresses.c.adding != "added")
            .values(adding="added", told_until=None)
        ).rowcount
    return news


def unadded(conn: Connection, now: datetime) -> Unadded:
    """Count the addresses whose people are not known to have added us."""
    until = addresses.c.told_until
    here = (addresses.c.reach == "open", until.is_not(None))
    many = select(func.count()).select_from(addresses).where(*here)
    silent = conn.execute(many.where(until <= now)).scalar_one()
    return Unadded(conn.execute(many).scalar_one(), silent)


def _at(address: Address) -> tuple[ColumnElement[bool], ...]:
    return (addresses.c.channel == address.channel, addresses.c.user == address.user)


_STANDING = Hot(
    select(addresses.c.adding, addresses.c.told_until, addresses.c.reach).where(
        addresses.c.channel == bindparam("channel"),
        addresses.c.user == bindparam("user"),
    )
)
_WROTE = Hot(
    update(addresses)
    .where(
        addresses.c.channel == bindparam("channel"),
        addresses.c.user == bindparam("this"),
        addresses.c.adding != "added",
        or_(
            addresses.c.told_until.is_(None),
            addresses.c.told_until < bindparam("until"),
        ),
    )
    .values(told_until=bindparam("until"))
)
