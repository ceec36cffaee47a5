"""Tells a database that is not ready from a statement that is wrong.

The one place that knows error codes of SQLite and PostgreSQL.
"""

import asyncio
import sqlite3

from sqlalchemy.exc import DBAPIError, ResourceClosedError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from core.errors import Retryable

# Primary result codes, https://sqlite.org/rescode.html
_SQLITE = {
    sqlite3.SQLITE_BUSY: "the database is locked by another process",
    sqlite3.SQLITE_LOCKED: "the database is locked",
    sqlite3.SQLITE_NOMEM: "there is no memory left for the database",
    sqlite3.SQLITE_READONLY: "the database file cannot be written; allow it",
    sqlite3.SQLITE_IOERR: "the disk of the database reports an error",
    sqlite3.SQLITE_FULL: "the disk of the database is full; make room on it",
    sqlite3.SQLITE_CANTOPEN: "the database file cannot be opened; see whether its "
    "folder is there and may be written",
    sqlite3.SQLITE_PROTOCOL: "the database is locked by another process",
}
# SQLSTATE by its first letters, https://www.postgresql.org/docs/18/errcodes-appendix.html
_POSTGRESQL = {
    "08": "the connection to the database broke",
    "25P03": "the database ended a transaction that stood idle",
    "25006": "the database takes no writes at the moment",
    "40": "the database asked to try again",
    "53": "the database has no room left",
    "55P03": "the database is locked",
    "57": "the database is starting, stopping or too slow",
    "58": "the disk of the database reports an error",
}
_AGAIN = frozenset({"40001", "40P01"})


def unready(error: BaseException) -> Retryable | None:
    """Return what to raise when the database is not ready, None for other errors.

    Args:
        error: What SQLAlchemy or a driver raised.
    """
    if isinstance(error, Retryable):
        return error
    orig = _driver_error(error)
    if isinstance(orig, sqlite3.Error):
        code = getattr(orig, "sqlite_errorcode", None)
        text = None if code is None else _SQLITE.get(code & 0xFF)
        return None if text is None else Retryable(text)
    state = _sqlstate(orig)
    for length in (5, 2):
        if state[:length] in _POSTGRESQL:
            return Retryable(_POSTGRESQL[state[:length]])
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return Retryable("the connection to the database broke")
    if isinstance(orig, (OSError, asyncio.TimeoutError, PoolTimeout)):
        return Retryable(
            "the database does not answer; see whether it runs, and whether "
            "AINORI_DATABASE_URL leads to it"
        )
    if isinstance(error, ResourceClosedError):
        return Retryable("the connection to the database is closed")
    return None


def is_locked(error: BaseException) -> bool:
    """Say whether another process holds the lock of a SQLite file."""
    code = getattr(_driver_error(error), "sqlite_errorcode", None)
    return code is not None and code & 0xFF == sqlite3.SQLITE_BUSY


def wants_again(error: BaseException) -> bool:
    """Say whether the very same transaction may go through when run once more."""
    return _sqlstate(_driver_error(error)) in _AGAIN


def _driver_error(error: BaseException) -> BaseException:
    orig = getattr(error, "orig", None)
    return orig if isinstance(orig, BaseException) else error


def _sqlstate(error: BaseException) -> str:
    return str(getattr(error, "sqlstate", None) or "")
