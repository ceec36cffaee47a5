"""Brings the tables of a database to what this version of the code expects.

A transaction of its own, on a connection of its own: SQLite must not watch foreign
keys while tables are copied, and PostgreSQL may take longer here than anywhere else.
Two processes that start together migrate one after the other.
"""

import asyncio
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import (
    URL,
    Connection,
    MetaData,
    create_engine,
    event,
    inspect,
    select,
    table,
)
from sqlalchemy import column as named
from sqlalchemy import text as sql

from core.errors import Broken
from core.i18n.operators import text
from core.store.engine import Database, address_of
from core.store.migrations import FOLDER, NONE, head
from core.store.trouble import unready

if TYPE_CHECKING:
    from alembic.config import Config

# Any number that other programs on the same server are unlikely to lock.
_LOCK = 0x41494E4F5249
_WAIT_S = 60.0
_OURS = ("inbox", "members")
_VERSION = table("alembic_version", named("version_num"))


def revision(conn: Connection) -> str:
    """Return the revision of the tables; `NONE` when there are none of ours."""
    if not inspect(conn).has_table(_VERSION.name):
        return NONE
    return str(
        conn.execute(select(_VERSION.c.version_num)).scalar_one_or_none() or NONE
    )


async def revision_of(database: Database) -> str:
    """Return the revision of the tables of a database that can be reached.

    Raises:
        Retryable: The database cannot be reached.
        Broken: It lets nobody in, or is none.
    """
    try:
        return await database.read(revision)
    except Exception as error:
        raise unready(error) or _refused(error) or error from error


async def migrate(url: str) -> tuple[str, str]:
    """Bring a database to the newest revision; nothing happens when it is there.

    Returns:
        The revision before and after.

    Raises:
        Retryable: The database cannot be reached, or stays locked.
        Broken: The tables come from a newer version of the code, or do not fit.
    """
    address = address_of(url)
    try:
        if address.get_backend_name() == "sqlite":
            return await asyncio.to_thread(_migrate_sqlite, address)
        return await _migrate_postgres(address)
    except Exception as error:
        raise unready(error) or _refused(error) or error from error


def upgrade(conn: Connection) -> tuple[str, str]:
    """Run what is missing on a connection whose transaction has begun."""
    was, newest = revision(conn), head()
    if was == newest:
        return was, newest
    if was > newest:
        raise Broken(text("store.newer", was=was, newest=newest))
    if was == NONE and any(inspect(conn).has_table(name) for name in _OURS):
        raise Broken(text("store.not_ours"))
    from alembic import command  # noqa: PLC0415 - half a second, rarely needed

    command.upgrade(config(conn), "head")
    return was, newest


def config(conn: Connection, metadata: MetaData | None = None) -> "Config":
    """Return alembic's configuration for a connection.

    Args:
        conn: Whose transaction has begun.
        metadata: The tables as declared; only writing a revision needs them.
    """
    from alembic.config import Config  # noqa: PLC0415 - as above

    made = Config()
    made.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    made.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    made.attributes["connection"] = conn
    made.attributes["metadata"] = metadata
    return made


def _migrate_sqlite(address: URL) -> tuple[str, str]:
    file = Path(str(address.database))
    if file.parent.is_dir() and not file.exists():
        # Nobody else on this machine is to read what members say. What SQLite puts
        # beside it is as closed.
        file.touch(mode=0o600)
    engine = create_engine(
        address.set(drivername="sqlite"),
        connect_args={"timeout": _WAIT_S, "isolation_level": None},
        hide_parameters=True,
    )

    @event.listens_for(engine, "begin")
    def _begin(conn: Connection) -> None:
        conn.exec_driver_sql("BEGIN IMMEDIATE")

    try:
        with engine.begin() as conn:
            done = upgrade(conn)
            if conn.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise Broken(text("store.nowhere"))
            return done
    finally:
        engine.dispose()


async def _migrate_postgres(address: URL) -> tuple[str, str]:
    # The embedded default needs neither: asyncpg is an extra, and this much of
    # SQLAlchemy takes a while to load.
    from sqlalchemy.ext.asyncio import create_async_engine  # noqa: PLC0415

    from core.store.postgres import for_asyncpg  # noqa: PLC0415

    engine = create_async_engine(
        for_asyncpg(address),
        # What another process migrated while we waited for the lock is to be seen.
        isolation_level="READ COMMITTED",
        connect_args={"timeout": _WAIT_S},
        hide_parameters=True,
    )
    try:
        async with engine.begin() as conn:
            await conn.execute(
                sql("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK}
            )
            return await conn.run_sync(upgrade)
    finally:
        await engine.dispose()


def _refused(error: BaseException) -> Broken | None:
    """Say what an operator can mend about a connection that was refused."""
    driver = getattr(error, "orig", None) or error
    state = str(getattr(driver, "sqlstate", "") or "")
    if state.startswith("28"):
        return Broken(text("store.no_such_user"))
    if state == "3D000":
        return Broken(text("store.no_such_database"))
    if isinstance(driver, sqlite3.DatabaseError) and "not a database" in str(driver):
        return Broken(text("store.no_sqlite"))
    return None
