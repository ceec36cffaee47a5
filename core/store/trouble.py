"""Tells a database that is not ready from a statement that is wrong.

The one place that knows error codes of SQLite and PostgreSQL.
"""

import asyncio
import sqlite3

from sqlalchemy.exc import DBAPIError, ResourceClosedError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from core.errors import Retryable
from core.i18n.operators import text

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
        said = "" if code is None else _of_sqlite(code & 0xFF)
        return Retryable(said) if said else None
    if said := _of_postgresql(_sqlstate(orig)):
        return Retryable(said)
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return Retryable(text("store.broke"))
    if isinstance(orig, (OSError, asyncio.TimeoutError, PoolTimeout)):
        return Retryable(text("store.silent"))
    if isinstance(error, ResourceClosedError):
        return Retryable(text("store.closed"))
    return None


def _of_sqlite(code: int) -> str:
    """Word a primary result code, https://sqlite.org/rescode.html; '' for others."""
    match code:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_PROTOCOL:
            return text("store.locked_elsewhere")
        case sqlite3.SQLITE_LOCKED:
            return text("store.locked")
        case sqlite3.SQLITE_NOMEM:
            return text("store.no_memory")
        case sqlite3.SQLITE_READONLY:
            return text("store.read_only")
        case sqlite3.SQLITE_IOERR:
            return text("store.disk_error")
        case sqlite3.SQLITE_FULL:
            return text("store.disk_full")
        case sqlite3.SQLITE_CANTOPEN:
            return text("store.cannot_open")
        case _:
            return ""


def _of_postgresql(state: str) -> str:
    """Word an SQLSTATE; '' for others.

    https://www.postgresql.org/docs/18/errcodes-appendix.html
    """
    said = {
        "08": text("store.broke"),
        "25P03": text("store.idle"),
        "25006": text("store.no_writes"),
        "40": text("store.again"),
        "53": text("store.no_room"),
        "55P03": text("store.locked"),
        "57": text("store.busy"),
        "58": text("store.disk_error"),
    }
    return said.get(state) or said.get(state[:2], "")


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
