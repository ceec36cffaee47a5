"""Writes of which only the first of two that race comes through; the database decides.

Owns how that is asked. It must not know what is written.
"""

from collections.abc import Callable, Collection

from sqlalchemy import Connection, Table, update
from sqlalchemy.exc import IntegrityError


def moved(
    conn: Connection,
    table: Table,
    id: str,
    *,
    was: Collection[str],
    becomes: str,
    **values: object,
) -> bool:
    """Move a row on if its `state` still is where we read it."""
    result = conn.execute(
        update(table)
        .where(table.c.id == id, table.c.state.in_(was))
        .values(state=becomes, **values)
    )
    return result.rowcount == 1


def came_first(conn: Connection, write: Callable[[], bool]) -> bool:
    """Whether a write came through; else nothing of it stays.

    Args:
        conn: A connection within a transaction.
        write: Says whether it found what it wanted to change. A unique index may say no
            as well.
    """
    try:
        with conn.begin_nested() as attempt:
            came = write()
            if not came:
                attempt.rollback()
            return came
    except IntegrityError:
        return False
