"""Opens the database and says what everybody may do with it.

An operation is a plain function `op(conn, ...)` on SQLAlchemy Core, written once for
SQLite and PostgreSQL. It may run more than once (a conflict, a full disk), so it
touches nothing but its connection. This module knows no table.
"""

from collections.abc import Callable
from typing import Literal, Protocol, TypeVar

from sqlalchemy import URL, Connection, MetaData, make_url
from sqlalchemy.exc import ArgumentError

from core.errors import Broken
from core.i18n.operators import text
from core.store.notes import Hear
from core.store.sqlite import SqliteDatabase

T = TypeVar("T")


class Database(Protocol):
    """A place for rows; see `core.store.sqlite` and `core.store.postgres`."""

    @property
    def dialect(self) -> Literal["sqlite", "postgresql"]:
        """Which of the two databases this is."""
        ...

    async def write(
        self,
        op: Callable[[Connection], T],
        *,
        patience_s: float = 0.0,
        first: bool = False,
        joins: bool = False,
    ) -> T:
        """Run an operation; when this returns, what it wrote is durable.

        An error of the operation undoes that operation alone and is raised here.

        Args:
            op: Runs on the event loop, so it may look at what the loop holds.
            patience_s: How long it may wait for others to share a commit with.
            first: Somebody outside waits for it: it goes before what waits already.
            joins: They have more, and bring nothing before this is stored: it and all
                who are `first` go into the commit that is under way.

        Raises:
            Retryable: The database is locked, full, gone or too slow.
        """
        ...

    async def read(self, op: Callable[[Connection], T]) -> T:
        """Run an operation that writes nothing, beside the writers.

        Raises:
            Retryable: The database is locked, gone or too slow.
        """
        ...

    async def hold(self) -> None:
        """Become the one process that serves this database, where there may be one.

        Raises:
            Retryable: Another process serves it.
        """
        ...

    async def let_go(self) -> None:
        """Serve this database no longer, so that another process may."""
        ...

    async def hear(self, ring: Callable[[str], None]) -> None:
        """Call `ring` with each word on the bell, until cancelled; may be deaf."""
        ...

    def listen(self, hear: Hear) -> Callable[[], None]:
        """Hear the notes of each operation once it is durable; call to stop."""
        ...

    async def create_all(self, metadata: MetaData) -> None:
        """Create what is missing of the tables; for tests and first steps."""
        ...

    async def close(self) -> None:
        """Finish what was begun and let go of files and connections."""
        ...


def open_database(url: str, *, wait_s: float = 5.0, connections: int = 16) -> Database:
    """Return the database of a URL; nothing is opened before the first operation.

    Args:
        url: `sqlite:///ainori.db`, `postgresql://...` or `postgres://...`.
        wait_s: How long to wait for a lock or an answer before `Retryable`.
        connections: Most connections to PostgreSQL, or readers of SQLite.

    Raises:
        Broken: The URL is not one of these.
    """
    address = address_of(url)
    kind = address.get_backend_name()
    if kind == "sqlite":
        if address.database in {None, "", ":memory:"}:
            raise Broken(text("store.in_memory"))
        return SqliteDatabase(address, wait_s=wait_s, readers=min(connections, 4))
    if kind == "postgresql":
        # asyncpg is an extra that the embedded default lacks.
        from core.store.postgres import PostgresDatabase  # noqa: PLC0415

        return PostgresDatabase(address, wait_s=wait_s, connections=connections)
    raise Broken(text("store.unknown_kind", kind=repr(kind)))


def nothing(_conn: Connection) -> None:
    """Write nothing: it shows that one could, and waits for what came before."""


def address_of(url: str) -> URL:
    """Return a URL as SQLAlchemy reads it.

    Raises:
        Broken: It is no URL.
    """
    if url.startswith("postgres://"):
        url = "postgresql" + url.removeprefix("postgres")
    try:
        return make_url(url)
    except (ValueError, ArgumentError) as error:
        # The URL may hold a password: it is not repeated.
        raise Broken(text("store.no_url")) from error
