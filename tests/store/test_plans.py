"""What is asked again and again is looked up in an index, on both databases."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, event

from core.store import asks, calls, flags, soundings
from tests.databases import TestedDatabase

NOON = datetime(2026, 5, 1, 3, 0, tzinfo=UTC)
LOOKS: dict[str, Callable[[Connection], object]] = {
    "ix_requests_lapse": lambda conn: asks.due_to_lapse(conn, NOON),
    "ix_requests_ask_id": lambda conn: asks.of_ask(conn, "ask"),
    "ix_requests_asker_id": lambda conn: asks.to_thank_for(conn, "ken", since=NOON),
    "ix_asks_remembered": lambda conn: asks.remembered(conn, "room", NOON),
    "ix_hands_member": lambda conn: flags.held_by(conn, "ken"),
    "ix_flags_raiser_id": lambda conn: flags.raised_by(conn, "ken"),
    "ix_hints_author": lambda conn: soundings.asked_of(conn, "ken", NOON),
    "ix_listeners_listener": lambda conn: calls.heard_by(conn, "ken"),
}


@pytest.mark.parametrize("index", LOOKS)
def test_a_frequent_look_reads_its_index(
    index: str, every_database: TestedDatabase
) -> None:
    assert index in every_database.run(lambda conn: plan(conn, LOOKS[index]))


def plan(conn: Connection, look: Callable[[Connection], object]) -> str:
    """Return how the database finds what a look asks for."""
    explain = "EXPLAIN QUERY PLAN "
    if conn.dialect.name != "sqlite":
        # An empty table is quicker to read whole.
        conn.exec_driver_sql("SET LOCAL enable_seqscan = off")
        explain = "EXPLAIN "
    steps: list[Any] = []

    def explained(
        _: Connection, cursor: Any, statement: str, parameters: Any, *_rest: object
    ) -> None:
        cursor.execute(explain + statement, parameters)
        steps.extend(cursor.fetchall())

    event.listen(conn, "before_cursor_execute", explained)
    look(conn)
    event.remove(conn, "before_cursor_execute", explained)
    return str(steps)
