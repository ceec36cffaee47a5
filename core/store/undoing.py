"""A part of a transaction that is undone by itself when it is refused.

SQLAlchemy's own nested transactions keep books that cost more than the savepoint.
Any other error is left to whoever holds the transaction: it undoes all of it.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from core.errors import Refusal
from core.store.notes import forget_after, left


@contextmanager
def undone_if_refused(conn: Connection) -> Iterator[None]:
    """Undo what the block wrote, and the notes it left, when a rule says no."""
    noted = len(left(conn))
    conn.exec_driver_sql("SAVEPOINT attempt")
    try:
        yield
    except Refusal:
        conn.exec_driver_sql("ROLLBACK TO SAVEPOINT attempt")
        forget_after(conn, noted)
        raise
    conn.exec_driver_sql("RELEASE SAVEPOINT attempt")
