"""Reads a database that a service may be using, where there is one to read.

Owns when there is nothing to read: no database, tables of another version, or trouble,
which `ainori doctor` tells where it looks at the database itself.
"""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection

from core.errors import AinoriError
from core.store.engine import open_database
from core.store.migrating import revision_of
from core.store.migrations import head
from core.store.places import is_there

_PATIENCE_S = 5.0

T = TypeVar("T")


async def read_if_there(url: str, op: Callable[[Connection], T]) -> T | None:
    """Return what an operation reads; None where there is nothing it could read."""
    if not is_there(url):
        return None
    database = open_database(url, wait_s=_PATIENCE_S)
    try:
        if await revision_of(database) != head():
            return None
        return await database.read(op)
    except AinoriError:
        return None
    finally:
        await database.close()
