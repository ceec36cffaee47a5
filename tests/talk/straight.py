"""The same world with one event straight after the other, for many dialogues.

Everything that thinks is real: the engine, the services, the tables, the workers.
What only carries is left out: the inbox, the threads, the disk, on PostgreSQL the many
connections. tests/delivery and a few dialogues of each kind run on the real carriers.
"""

import sqlite3
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from types import MappingProxyType
from typing import Any, Literal, Protocol, TypeVar, cast

from sqlalchemy import Connection, MetaData, event
from sqlalchemy.pool import StaticPool

import core.delivery.tables
import core.store.tables
from core.clock import RandomIds
from core.delivery import work
from core.delivery.outbox import Parcel
from core.delivery.work import Asked
from core.domain.members import Language
from core.finding import Finder
from core.matching.embedder import BigramEmbedder
from core.reading_here import ReadingHere
from core.store import compiled
from core.store.engine import Database
from core.store.metadata import metadata
from core.store.notes import Hear, collect
from core.talk.channel import Delivery, Limits
from core.talk.engine import Talk
from core.talk.flow import Flow
from core.talk.flows import FLOWS
from core.talk.incoming import Incoming, WorkDone
from core.talk.outgoing import Message
from core.workers import Reader, Worker
from tests.databases import TestedDatabase
from tests.talk.talking import LIMITS, KeepingChannel, MovableClock, World

T = TypeVar("T")

ALL_TABLES = (core.delivery.tables, core.store.tables)


def _in_memory() -> Any:
    return sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)


class MemoryDatabase:
    """One connection to SQLite in memory."""

    dialect: Literal["sqlite"] = "sqlite"

    def __init__(self) -> None:
        known = compiled.sqlite()
        pool = StaticPool(_in_memory, dialect=known.dialect)
        engine = compiled.knowing(known, pool)

        @event.listens_for(engine, "begin")
        def _begin(conn: Connection) -> None:
            conn.exec_driver_sql("BEGIN")

        self.conn = engine.connect()
        self.conn.exec_driver_sql("PRAGMA foreign_keys=ON")
        self.conn.rollback()
        self.touched = False
        self.notes: list[object] = []
        collect(self.conn, self.notes)

    def run(self, op: Callable[[Connection], T]) -> T:
        """Run an operation in a transaction of its own."""
        self.touched = True
        with self.conn.begin():
            return op(self.conn)

    async def write(
        self,
        op: Callable[[Connection], T],
        *,
        patience_s: float = 0.0,
        first: bool = False,
        joins: bool = False,
    ) -> T:
        """Run an operation at once."""
        del patience_s, first, joins
        return self.run(op)

    async def read(self, op: Callable[[Connection], T]) -> T:
        """Run an operation."""
        return self.run(op)

    async def create_all(self, metadata: MetaData) -> None:
        """Create the tables."""
        self.run(metadata.create_all)

    @property
    def raw(self) -> Any:
        """The connection of the driver."""
        return self.conn.connection.dbapi_connection

    async def hold(self) -> None:
        """Hold nothing: nobody else could come in."""

    async def let_go(self) -> None:
        """Let go of nothing."""

    async def hear(self, ring: Callable[[str], None]) -> None:
        """Hear nothing."""

    def listen(self, hear: Hear) -> Callable[[], None]:
        """Hear nothing."""
        return lambda: None

    async def close(self) -> None:
        """Forget everything."""
        self.conn.close()


class Straight(Protocol):
    """A database on which one operation follows the other.

    Attributes:
        notes: What operations left word of.
    """

    notes: list[object]

    def run(self, op: Callable[[Connection], T]) -> T:
        """Run an operation in a transaction of its own."""
        ...


@dataclass
class OnPostgres:
    """The connection to PostgreSQL that stays from test to test."""

    tested: TestedDatabase
    notes: list[object] = field(default_factory=list)

    def run(self, op: Callable[[Connection], T]) -> T:
        """Run an operation in a transaction of its own."""
        return self.tested.run(op)


@dataclass
class StraightRuntime:
    """Hands each event to the engine, and carries what comes of it at once.

    Attributes:
        trouble: What handling raised, which a person hears as "that did not get
            through".
        work_waits: Slow work stays undone until a test says `work`.
    """

    database: Straight
    talk: Talk
    channels: dict[str, KeepingChannel]
    workers: Mapping[str, Worker]
    clock: MovableClock
    trouble: list[Exception] = field(default_factory=list)
    work_waits: bool = False
    _waiting: deque[Incoming] = field(default_factory=deque)

    async def accept(self, incomings: Sequence[Incoming]) -> int:
        """Handle events, and everything that follows from them."""
        self._waiting.extend(incomings)
        while self._waiting:
            await self._handle(self._waiting.popleft())
        return len(incomings)

    async def idle(self) -> None:
        """Return: nothing is ever under way."""

    async def _handle(self, incoming: Incoming) -> None:
        self.database.notes.clear()
        try:
            self.database.run(lambda conn: self.talk.handle(conn, incoming))
        except Exception as error:
            self.trouble.append(error)
            self.database.notes.clear()
            self.database.run(lambda conn: self.talk.parked(conn, incoming))
        notes = list(self.database.notes)
        for note in notes:
            if isinstance(note, Parcel) and note.messages is not None:
                await self._send(note)
        if not self.work_waits and any(isinstance(note, Asked) for note in notes):
            await self.work()

    async def _send(self, parcel: Parcel) -> None:
        await self.channels[parcel.place.channel].send(
            Delivery(
                id=parcel.id,
                place=parcel.place,
                messages=parcel.messages or (),
                reply_pass=None,
                retry_key=parcel.retry_key,
            )
        )

    async def work(self) -> None:
        """Do the slow work that was asked for, and hand in what came of it."""
        self._waiting.extend(await self.found())

    async def found(self) -> list[Incoming]:
        """Do the slow work that was asked for, and keep what came of it."""
        now = self.clock.now()
        tasks = self.database.run(
            lambda conn: work.claim(
                conn, kinds=list(self.workers), most=9, lease_s=60, now=now
            )
        )
        return [
            replace(
                task.event,
                content=WorkDone(
                    task.id, task.kind, await self.workers[task.kind](task.ask)
                ),
            )
            for task in tasks
        ]


@dataclass(frozen=True)
class Moment:
    """How far a world has come: its tables, and what everybody was handed."""

    tables: bytes
    handed: Mapping[str, Mapping[str, Sequence[Message]]]


@dataclass
class StraightWorld(World):
    """A world in memory; `straight` is its runtime, for tests that look behind it."""

    straight: StraightRuntime = field(kw_only=True)
    memory: MemoryDatabase = field(kw_only=True)

    @property
    def untouched(self) -> bool:
        """Whether nothing has happened here yet."""
        return not self.memory.touched

    def moment(self) -> Moment:
        """Keep how far this world has come."""
        handed = {
            name: {user: tuple(some) for user, some in channel.handed.items()}
            for name, channel in self.channels.items()
        }
        return Moment(self.memory.raw.serialize(), handed)

    def go_on_from(self, moment: Moment) -> None:
        """Be as far as another world had come."""
        self.memory.touched = True
        self.memory.raw.deserialize(moment.tables)
        for name, handed in moment.handed.items():
            self.channels[name].handed = {
                user: list(some) for user, some in handed.items()
            }


@cache
def _empty() -> bytes:
    """Return a database with all tables and nothing in them."""
    database = MemoryDatabase()
    database.run(metadata.create_all)
    tables: bytes = database.raw.serialize()
    database.conn.close()
    return tables


@asynccontextmanager
async def straight_world(
    *,
    language: Language = "ja",
    flows: Mapping[str, Flow] = FLOWS,
    workers: Mapping[str, Worker] | None = None,
    model_name: str = "",
    limits: Limits = LIMITS,
) -> AsyncIterator[StraightWorld]:
    """Open a world in memory.

    Args:
        language: Of people who have not chosen one.
        flows: Every journey by name.
        workers: Who does other work than finding people, or does that otherwise.
        model_name: What a text model is called; '' for none.
        limits: Of both messengers.
    """
    memory = MemoryDatabase()
    memory.raw.deserialize(_empty())
    straight = _straight(
        *(memory, memory),
        language=language,
        flows=flows,
        workers=workers or {},
        model_name=model_name,
        limits=limits,
    )
    try:
        yield StraightWorld(
            *(memory, cast(Any, straight), straight.clock, straight.channels),
            straight=straight,
            memory=memory,
        )
    finally:
        await memory.close()


@asynccontextmanager
async def straight_on_postgres(tested: TestedDatabase) -> AsyncIterator[World]:
    """Open a world on PostgreSQL; every trouble in it is the test's."""
    database, on = tested.at_hand(), OnPostgres(tested)
    straight = _straight(database, on)
    deaf = tested.listen(on.notes.extend)
    try:
        yield World(database, cast(Any, straight), straight.clock, straight.channels)
        assert straight.trouble == []
    finally:
        deaf()


def _straight(
    database: Database,
    on: Straight,
    *,
    language: Language = "ja",
    flows: Mapping[str, Flow] = FLOWS,
    workers: Mapping[str, Worker] = MappingProxyType({}),
    model_name: str = "",
    limits: Limits = LIMITS,
) -> StraightRuntime:
    clock, ids = MovableClock(), RandomIds()
    channels = {name: KeepingChannel(name, limits) for name in ("web", "line")}
    talk = Talk(
        flows=flows,
        limits={name: channel.limits for name, channel in channels.items()},
        clock=clock,
        ids=ids,
        language=language,
        models_offered=bool(model_name),
        model_name=model_name,
    )
    read = ReadingHere(database, clock, load=BigramEmbedder)
    doing = {"find": Finder(read).find, **Reader(read).workers(), **workers}
    return StraightRuntime(on, talk, channels, doing, clock)
