"""Moves people into a database before a messenger talks: members, each with a seat.

Every row is written by the functions the bot itself uses.
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial

from sqlalchemy import Connection

from benchmarks.line_events import user_id
from core.clock import RandomIds
from core.services import joining
from core.store import adding, communities, people, talks
from core.store.engine import open_database
from core.store.migrating import migrate
from core.store.places import make_sure
from core.store.talks import Frame
from core.talk.codec import encode_state
from core.talk.flows.vector_states import Interview
from core.talk.incoming import Address

_A_ROOM = 150


def on_line(number: int) -> Address:
    """Return where somebody writes from on LINE."""
    return Address("line", user_id(number))


def move_in(
    url: str, *, idle: int, asked: int, on: Callable[[int], Address] = on_line
) -> None:
    """Make a database and move people in, numbered from 0.

    Args:
        url: The database.
        idle: So many have no dialogue running.
        asked: The others wait with the first question of the vector.
        on: Where somebody of a number writes from.
    """
    asyncio.run(_move_in(url, idle, idle + asked, on))


async def _move_in(
    url: str, idle: int, many: int, on: Callable[[int], Address]
) -> None:
    make_sure(url)
    await migrate(url)
    database = open_database(url)
    try:
        for begin in range(0, many, _A_ROOM):
            numbers = range(begin, min(begin + _A_ROOM, many))
            await database.write(partial(_settle, numbers=numbers, idle=idle, on=on))
    finally:
        await database.close()


def _settle(
    conn: Connection,
    *,
    numbers: Sequence[int],
    idle: int,
    on: Callable[[int], Address],
) -> None:
    """Fill a room with the people of these numbers."""
    ids, now = RandomIds(), datetime.now(UTC)
    room = communities.add(
        conn, id=ids.new(), name="縁側", purpose="", language="ja", now=now
    )
    code = f"BENCH{numbers[0]}"
    communities.add_invite(conn, code, room.id, now)
    state = encode_state(Interview())
    stack = (Frame("vector", state),)
    for number in numbers:
        address = on(number)
        lane = f"{address.channel}:{address.user}"
        member = people.add(conn, id=ids.new(), name="ゆき", language="ja", now=now)
        people.bind(conn, address, member.id, now)
        if address.channel == "line":
            adding.note(conn, address, "added")
        joining.join(conn, member_id=member.id, code=code, now=now)
        talks.begin(conn, lane, member.id, now)
        running = stack if number >= idle else ()
        talks.save(conn, lane, turn=1, stack=running, offered=(), now=now)
