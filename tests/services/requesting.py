"""Asks and requests of a small room, for tests of use cases."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from core.domain.requests import Request
from core.domain.vectors import Vector
from core.services import asking
from core.store import roads
from tests.databases import TestedDatabase
from tests.services.people import IDS, NOW, member, room

DAY = timedelta(days=1)
WORDS = "場をつくる側"


def settle(conn: Connection, *names: str) -> None:
    """Seat people in one room, each with a vector to be seen there."""
    room(conn)
    for name in names:
        member(conn, name, name, "room")
        road = Vector(destination=f"{WORDS}になりたい", next_step="声に出す")
        roads.add_vector(conn, id=IDS.new(), member_id=name, new=road, now=NOW)
        roads.show_vector_in(conn, name, ["room"], NOW)


def open_ask(
    conn: Connection, asker: str, *, earns: str = "", now: datetime = NOW
) -> str:
    """Store an ask."""
    return asking.open_ask(
        conn,
        ids=IDS,
        asker_id=asker,
        community_id="room",
        need="机を運ぶ",
        why="",
        my_part="車",
        earns=bool(earns),
        earns_words=earns,
        now=now,
    )


def send(
    conn: Connection,
    ask_id: str,
    asker: str,
    helper: str,
    *,
    now: datetime = NOW,
    text: str = f"「{WORDS}」と読んで。",
    words: str = WORDS,
) -> Request | str:
    """Send a request."""
    return asking.send(
        conn,
        ids=IDS,
        ask_id=ask_id,
        asker_id=asker,
        helper_id=helper,
        text=text,
        their_words=words,
        now=now,
    )


def sent(conn: Connection, asker: str, helper: str, *, now: datetime = NOW) -> Request:
    """Open an ask and send it to somebody."""
    found = send(conn, open_ask(conn, asker, now=now), asker, helper, now=now)
    assert isinstance(found, Request), found
    return found


def passes(conn: Connection, request: Request, now: datetime = NOW) -> None:
    """Let the one who was asked pass."""
    answered = asking.pass_on(
        conn, request_id=request.id, helper_id=request.helper_id, words="", now=now
    )
    assert isinstance(answered, Request)


def rides(conn: Connection, request: Request, now: datetime = NOW) -> Request | str:
    """Let the one who was asked say yes."""
    return asking.ride(
        conn, request_id=request.id, helper_id=request.helper_id, stretch="", now=now
    )


async def at_once(
    tested: TestedDatabase, ops: Sequence[Callable[[Connection], object]]
) -> list[object]:
    """Run operations at the same moment, each in a transaction of its own."""
    database = tested.open(connections=len(ops))
    try:
        return list(await asyncio.gather(*(database.write(op) for op in ops)))
    finally:
        await database.close()
