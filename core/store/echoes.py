"""Queries: what messages became part of, and those parts themselves."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    and_,
    delete,
    insert,
    select,
    update,
)

from core.domain.echoes import Spoken, What
from core.domain.searching import folded
from core.store.tables.asks import asks, growth_notes, requests
from core.store.tables.calls import calls, contacts, listeners
from core.store.tables.echoes import echoes
from core.store.tables.flags import flags
from core.store.tables.people import members
from core.store.tables.posts import cheers, posts
from core.store.tables.roads import vectors
from core.store.tables.soundings import hints, soundings

_ROWS: dict[What, Table] = {
    "vector": vectors,
    "cheer": cheers,
    "ask": asks,
    "request": requests,
    "flag": flags,
    "sos": calls,
    "sos_answer": listeners,
    "sounding": soundings,
    "hint": hints,
}


@dataclass(frozen=True, slots=True)
class Echo:
    """Words of one message in one part of one row; see `tables.echoes`."""

    channel: str
    place: str
    message: str
    what: What
    ref: str
    part: str
    member_id: str
    words: str
    worded: bool = False
    wanted: str = ""


_ECHO = tuple(echoes.c[name] for name in Echo.__slots__)
_KEY = ("channel", "place", "message", "what", "ref", "part")


def _this(echo: Echo) -> ColumnElement[bool]:
    return and_(*(echoes.c[name] == getattr(echo, name) for name in _KEY))


def _heard(message: Spoken, member_id: str) -> ColumnElement[bool]:
    return and_(
        echoes.c.channel == message.channel,
        echoes.c.place == message.place,
        echoes.c.message == message.message,
        echoes.c.member_id == member_id,
    )


def add(conn: Connection, new: Sequence[Echo], now: datetime) -> None:
    """Store echoes; those of the same message in the same part give way."""
    for echo in new:
        conn.execute(delete(echoes).where(_this(echo)))
        values = {name: getattr(echo, name) for name in Echo.__slots__}
        conn.execute(insert(echoes).values(**values, at=now))


def of_member(conn: Connection, member_id: str) -> list[Echo]:
    """Read everything a member's messages are part of."""
    rows = conn.execute(select(*_ECHO).where(echoes.c.member_id == member_id))
    return [Echo(*row) for row in rows]


def of_message(conn: Connection, message: Spoken, member_id: str) -> list[Echo]:
    """Read what one message of a member is part of."""
    query = select(*_ECHO).where(_heard(message, member_id))
    rows = conn.execute(query.order_by(echoes.c.at))
    return [Echo(*row) for row in rows]


def names_of(conn: Connection, member_id: str) -> list[Echo]:
    """Read the names a member gave in messages, the newest first."""
    mine = (echoes.c.member_id == member_id, echoes.c.what == "name")
    rows = conn.execute(select(*_ECHO).where(*mine).order_by(echoes.c.at.desc()))
    return [Echo(*row) for row in rows]


def change(conn: Connection, echo: Echo, **values: str) -> None:
    """Set columns of an echo."""
    conn.execute(update(echoes).where(_this(echo)).values(**values))


def forget(conn: Connection, echo: Echo) -> None:
    """Erase an echo."""
    conn.execute(delete(echoes).where(_this(echo)))


def forget_message(conn: Connection, message: Spoken, member_id: str) -> None:
    """Erase what a message was part of."""
    conn.execute(delete(echoes).where(_heard(message, member_id)))


def forget_older(conn: Connection, before: datetime) -> int:
    """Erase echoes older than that; return how many."""
    return conn.execute(delete(echoes).where(echoes.c.at <= before)).rowcount


# The parts


def text(conn: Connection, echo: Echo) -> str:
    """Read the part an echo is in; '' when it is not there any more."""
    if echo.what == "post":
        return _lines(conn, echo).get(echo.part, "")
    table, this = _row(echo)
    found = conn.execute(select(table.c[echo.part]).where(this)).scalar_one_or_none()
    return str(found or "")


def set_text(conn: Connection, echo: Echo, text: str) -> None:
    """Let a part read anew; '' takes it out."""
    if echo.what == "post":
        _set_line(conn, echo, text)
        return
    table, this = _row(echo)
    values = {echo.part: text}
    if (echo.what, echo.part) == ("flag", "timing"):
        values["day"] = ""  # the day those words named
    conn.execute(update(table).where(this).values(values))


def _row(echo: Echo) -> tuple[Table, ColumnElement[bool]]:
    if echo.what == "growth":
        mine = growth_notes.c.member_id == echo.member_id
        return growth_notes, and_(growth_notes.c.request_id == echo.ref, mine)
    if echo.what == "name":
        return members, members.c.id == echo.member_id
    if echo.what == "sos_contact":
        by_me = contacts.c.member_id == echo.member_id
        return contacts, and_(contacts.c.listener == echo.ref, by_me)
    table = _ROWS[echo.what]
    return table, table.c.id == echo.ref


def _lines(conn: Connection, echo: Echo) -> dict[str, str]:
    query = select(posts.c.lines).where(posts.c.id == echo.ref)
    found = conn.execute(query).scalar_one_or_none()
    return cast(dict[str, str], json.loads(found or "{}"))


def _set_line(conn: Connection, echo: Echo, text: str) -> None:
    lines = _lines(conn, echo) | {echo.part: text}
    kept = {key: line for key, line in lines.items() if line}
    values: dict[str, Any] = {
        "lines": json.dumps(kept, ensure_ascii=False),
        "folded": folded("\n".join(kept.values())),
    }
    if echo.part == "next":
        values["next_step"] = text
    if echo.part == "prev" and not text:
        values["outcome"] = None
    conn.execute(update(posts).where(posts.c.id == echo.ref).values(**values))
