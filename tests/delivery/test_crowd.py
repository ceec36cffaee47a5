"""Where many events come at once, all are acknowledged before one is handled."""

import asyncio
from functools import partial

import pytest
from sqlalchemy import Connection, select

from core.delivery.tables import inbox as inbox_table
from core.talk.incoming import Incoming
from tests.databases import TestedDatabase
from tests.delivery.bot import ScriptedChannel, bot, echo, event


@pytest.mark.parametrize(("many", "found"), [(8, "done"), (9, "new")])
async def test_of_a_crowd_none_is_handled_before_all_are_acknowledged(
    sqlite_database: TestedDatabase, many: int, found: str
) -> None:
    channel = ScriptedChannel()
    states: list[str] = []
    handle = partial(_seen, states)
    async with bot(sqlite_database.open(), channel, handle=handle) as running:
        await running.hear(*(event(str(n), user=f"u{n}") for n in range(many)))
        await running.settle()

    # A row that is stored and handled at once is written as done beforehand.
    assert states == [found] * many
    assert sorted(channel.texts) == [str(n) for n in range(many)]


@pytest.mark.parametrize(
    ("brings", "many", "found"), [(12, 6, "done"), (12, 7, "new"), (None, 40, "done")]
)
async def test_half_of_what_a_platform_brings_at_once_is_acknowledged_first(
    sqlite_database: TestedDatabase, brings: int | None, many: int, found: str
) -> None:
    channel = ScriptedChannel(unacknowledged=brings)
    states: list[str] = []
    handle = partial(_seen, states)
    async with bot(sqlite_database.open(), channel, handle=handle) as running:
        calls = (running.hear(event(str(n), user=f"u{n}")) for n in range(many))
        await asyncio.gather(*calls)
        await running.settle()

    assert states == [found] * many
    assert sorted(channel.texts) == sorted(str(n) for n in range(many))


def _seen(states: list[str], conn: Connection, incoming: Incoming) -> None:
    """Answer, and note how the row of the event stands while it is handled."""
    own = inbox_table.c.event_id == incoming.event_id
    states.append(conn.execute(select(inbox_table.c.state).where(own)).scalar_one())
    echo(conn, incoming)
