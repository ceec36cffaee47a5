"""PostgreSQL through SQLAlchemy's asyncio bridge: any number of processes.

Each operation is a transaction of its own. Knows no table.
"""

import asyncio
import random
from collections.abc import Callable
from functools import cache
from typing import Any, Literal, TypeVar

from sqlalchemy import URL, Connection, MetaData
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from core.errors import Retryable
from core.i18n.operators import text
from core.store import compiled
from core.store.notes import Hear, collect
from core.store.trouble import unready, wants_again

T = TypeVar("T")

BELL = "ainori"
"""The channel of NOTIFY on which processes wake one another."""

_TRIES = 8


class PostgresDatabase:
    """A PostgreSQL database."""

    dialect: Literal["postgresql"] = "postgresql"

    def __init__(self, address: URL, *, wait_s: float, connections: int) -> None:
        self._wait_s = wait_s
        known = _known(address, wait_s, connections).sync_engine
        self._engine = AsyncEngine(compiled.knowing(known, known.pool.recreate()))
        self._listeners: list[Hear] = []

    async def write(
        self,
        op: Callable[[Connection], T],
        *,
        patience_s: float = 0.0,
        first: bool = False,
        joins: bool = False,
    ) -> T:
        """Run an operation in its own transaction; a conflict is tried again."""
        del first, joins  # each begins when it comes
        if patience_s:
            await asyncio.sleep(patience_s)
        for tried in range(1, _TRIES + 1):
            notes: list[object] = []
            try:
                async with self._engine.begin() as conn:
                    result = await conn.run_sync(_noting, op, notes)
            except Exception as error:
                if wants_again(error) and tried < _TRIES:
                    await asyncio.sleep(random.uniform(0, 0.002 * 2**tried))  # noqa: S311  spreads retries, no secret
                    continue
                raise unready(error) or error from error
            break
        if notes:
            for hear in tuple(self._listeners):
                hear(notes)
        return result

    async def read(self, op: Callable[[Connection], T]) -> T:
        """Run an operation on one snapshot."""
        try:
            async with self._engine.connect() as conn:
                return await conn.run_sync(op)
        except Exception as error:
            raise unready(error) or error from error

    async def hold(self) -> None:
        """Do nothing: lanes are leased one by one, so many may serve."""

    async def let_go(self) -> None:
        """Do nothing: nothing was held."""

    async def hear(self, ring: Callable[[str], None]) -> None:
        """Call `ring` at each NOTIFY, over a connection of its own, until cancelled."""

        def heard(*notice: Any) -> None:
            ring(str(notice[-1]))

        try:
            async with self._engine.connect() as conn:
                raw: Any = (await conn.get_raw_connection()).driver_connection
                ended = asyncio.Event()
                raw.add_termination_listener(lambda _raw: ended.set())
                await raw.add_listener(BELL, heard)
                try:
                    await ended.wait()
                finally:
                    await conn.invalidate()
        except Exception as error:
            raise unready(error) or error from error
        raise Retryable(text("store.broke"))

    def listen(self, hear: Hear) -> Callable[[], None]:
        """Hear the notes of each operation once it is durable; call to stop."""
        self._listeners.append(hear)
        return lambda: self._listeners.remove(hear)

    async def create_all(self, metadata: MetaData) -> None:
        """Create what is missing of the tables."""
        await self.write(metadata.create_all)

    async def close(self) -> None:
        """Close all connections."""
        await self._engine.dispose()


@cache
def _known(address: URL, wait_s: float, connections: int) -> AsyncEngine:
    """Return the engine that knows what was compiled; it connects to nothing."""
    return create_async_engine(
        for_asyncpg(address),
        pool_size=connections,
        max_overflow=0,
        pool_timeout=wait_s,
        pool_use_lifo=True,
        # A row that somebody changed since we read it is an error and a second try,
        # not a lost update.
        isolation_level="REPEATABLE READ",
        # Parameters are members' words; they stay out of error texts.
        hide_parameters=True,
        execution_options={"compiled_cache": compiled.compiled_here()},
        connect_args={
            "timeout": wait_s,
            "command_timeout": 2 * wait_s,
            "server_settings": {
                "application_name": "ainori",
                "lock_timeout": str(int(wait_s * 1000)),
                "idle_in_transaction_session_timeout": "60000",
            },
        },
    )


def _noting(conn: Connection, op: Callable[[Connection], T], notes: list[object]) -> T:
    collect(conn, notes)
    return op(conn)


def for_asyncpg(address: URL) -> URL:
    """Name the driver, and speak of TLS in its words."""
    query = dict(address.query)
    if "sslmode" in query:
        query["ssl"] = query.pop("sslmode")
    return address.set(drivername="postgresql+asyncpg", query=query)
