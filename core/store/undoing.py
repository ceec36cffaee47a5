"""A part of a transaction that is undone by itself when it is refused, or fails.

SQLAlchemy's own nested transactions keep books that cost more than the savepoint.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import Connection

from core.errors import Refusal
from core.store.hot import plainly
from core.store.notes import forget_after, left

T = TypeVar("T")


@contextmanager
def undone_if_refused(conn: Connection) -> Iterator[None]:
    """Undo what the block wrote, and the notes it left, when a rule says no.

    Any other error is left to whoever holds the transaction: it undoes all of it.
    """
    noted = len(left(conn))
    plainly(conn, "SAVEPOINT attempt")
    try:
        yield
    except Refusal:
        plainly(conn, "ROLLBACK TO SAVEPOINT attempt")
        forget_after(conn, noted)
        raise
    plainly(conn, "RELEASE SAVEPOINT attempt")


def unless_it_fails(conn: Connection, part: Callable[[], T]) -> T | None:
    """Do a part and return what it returns; None where it failed and was undone.

    Its notes are undone as well. An error that undid the whole transaction is raised.
    """
    noted = len(left(conn))
    plainly(conn, "SAVEPOINT part")
    try:
        result = part()
    except BaseException:  # noqa: BLE001, RUF100 - as said
        plainly(conn, "ROLLBACK TO SAVEPOINT part")
        forget_after(conn, noted)
        return None
    plainly(conn, "RELEASE SAVEPOINT part")
    return result
