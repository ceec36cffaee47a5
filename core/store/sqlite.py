"""SQLite as one writing connection with group commit, and readers beside it.

Several writers on one SQLite file stall one another for seconds; one that commits
whatever waits, all at once, is both faster and fair. Operations run on the event loop,
as they do on PostgreSQL: each is a fraction of a millisecond, most of it Python, and in
a thread of their own they would fight with the loop for the interpreter at every
statement. Only the commit waits for the disk, and does so in a thread. Knows no table.
"""

import asyncio
import math
import sqlite3
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from functools import partial
from pathlib import Path
from typing import Any, Literal, TypeVar

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    MetaData,
    Transaction,
    event,
)
from sqlalchemy.pool import QueuePool

from core.errors import Broken, Retryable
from core.i18n.operators import text
from core.store import compiled
from core.store.hot import plainly
from core.store.notes import Hear, collect
from core.store.trouble import is_locked, unready

T = TypeVar("T")

# The loop has more to do than this: longer work goes into the next commit. With half of
# it, more commits make an event of a crowd a third dearer.
_LONGEST_TURN_S = 0.01
_LOOK_AGAIN_S = 0.005
# Where somebody joins now and then, a turn pauses so often to hear whether they do, for
# so long after the last time. Where nobody does, pausing only makes turns longer.
_PAUSE_S = 0.002
_JOINED_LATELY_S = 1.0
# So many turns of the loop, and a request that has arrived is an operation that waits:
# the busier the loop, the more share a commit.
_PASSES = 3


class _Job:
    """One operation on its way into the database."""

    __slots__ = ("error", "first", "future", "notes", "op", "patient", "result")

    def __init__(
        self,
        op: Callable[[Connection], Any],
        future: Any,
        *,
        first: bool,
        patient: bool,
    ) -> None:
        self.op = op
        self.future: asyncio.Future[Any] = future
        self.first = first
        self.patient = patient
        self.notes: list[object] = []
        self.result: Any = None
        self.error: BaseException | None = None

    def fail(self, error: BaseException) -> None:
        """Keep what to raise where the operation is awaited."""
        if not isinstance(error, Exception) or isinstance(error, StopIteration):
            # These would end the event loop, or cannot be raised from a future.
            error = Broken(f"an operation raised {type(error).__name__}")
        self.error = unready(error) or error


class _TransactionLost(Exception):
    """SQLite undid the whole transaction, not only one operation."""


class SqliteDatabase:
    """A SQLite file."""

    dialect: Literal["sqlite"] = "sqlite"

    def __init__(self, address: URL, *, wait_s: float, readers: int) -> None:
        self._path = Path(str(address.database))
        self._wait_s = wait_s
        self._writing = _engine(address, wait_s=wait_s, read_only=False)
        self._reading = _engine(address, wait_s=wait_s, read_only=True)
        self._readers = ThreadPoolExecutor(readers, thread_name_prefix="ainori-read")
        self._committer = ThreadPoolExecutor(1, thread_name_prefix="ainori-commit")
        self._jobs: list[_Job] = []
        self._joined = -math.inf
        self._writer: asyncio.Task[None] | None = None
        self._listeners: list[Hear] = []
        self._lock: sqlite3.Connection | None = None
        self._conn: Connection | None = None
        self._inode: int | None = None
        self._closed = False

    async def write(
        self,
        op: Callable[[Connection], T],
        *,
        patience_s: float = 0.0,
        first: bool = False,
        joins: bool = False,
    ) -> T:
        """Put an operation into the next commit and wait for that."""
        if self._closed:
            raise Retryable(text("store.shut"))
        loop = asyncio.get_running_loop()
        job = _Job(op, loop.create_future(), first=first, patient=patience_s > 0)
        if joins:
            self._joined = time.perf_counter()
        self._jobs.insert(0 if first else len(self._jobs), job)
        if job.patient:
            loop.call_later(patience_s, self._waited_enough, job)
        else:
            self._see_to_it()
        result: T = await job.future
        return result

    async def read(self, op: Callable[[Connection], T]) -> T:
        """Run an operation in a reader thread, on a snapshot of its own."""
        if self._closed:
            raise Retryable(text("store.shut"))
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._readers, self._read, op)

    async def hold(self) -> None:
        """Lock a small file beside the database; the system lets go of it if we die.

        Locking the database itself would keep the command line out.
        """
        if self._lock is not None:
            return
        lock: sqlite3.Connection | None = None
        try:
            path = f"{self._path}.serving.db"
            lock = sqlite3.connect(path, timeout=0, isolation_level=None)
            lock.execute("PRAGMA locking_mode=EXCLUSIVE")
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if lock is None:
                raise unready(error) or error from error
            lock.close()
            if not is_locked(error):
                raise unready(error) or error from error
            name = repr(self._path.name)
            raise Retryable(text("store.served_already", name=name)) from error
        self._lock = lock

    async def let_go(self) -> None:
        """Unlock the small file."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    async def hear(self, ring: Callable[[str], None]) -> None:
        """Hear nothing: no other process serves this file."""
        del ring

    def listen(self, hear: Hear) -> Callable[[], None]:
        """Hear the notes of each operation once it is durable; call to stop."""
        self._listeners.append(hear)
        return lambda: self._listeners.remove(hear)

    async def create_all(self, metadata: MetaData) -> None:
        """Create what is missing of the tables."""
        await self.write(metadata.create_all)

    async def close(self) -> None:
        """Write what was handed in, then end the threads and let go of the file."""
        self._closed = True
        for job in self._jobs:
            job.patient = False
        self._see_to_it()
        if self._writer is not None and not self._writer.done():
            await asyncio.wait([self._writer])
        if self._conn is not None:
            self._conn.close()
        for threads in (self._committer, self._readers):
            await asyncio.to_thread(threads.shutdown)
        self._reading.dispose()
        self._writing.dispose()
        await self.let_go()

    def _read(self, op: Callable[[Connection], T]) -> T:
        try:
            with self._reading.connect() as conn, conn.begin():
                return op(conn)
        except Exception as error:
            raise unready(error) or error from error

    def _waited_enough(self, job: _Job) -> None:
        job.patient = False
        self._see_to_it()

    def _see_to_it(self) -> None:
        """See to it that what waits is written."""
        if self._is_urgent() and (self._writer is None or self._writer.done()):
            self._writer = asyncio.get_running_loop().create_task(self._write_on())

    def _is_urgent(self) -> bool:
        """Say whether something waits that has no patience (left)."""
        return any(not job.patient for job in self._jobs)

    async def _write_on(self) -> None:
        """Commit what waits, until nothing urgent does."""
        while self._is_urgent():
            await _let_others()
            jobs, self._jobs = self._jobs, []
            await self._commit(jobs)

    async def _commit(self, jobs: list[_Job]) -> None:
        try:
            await self._together(jobs)
        except Exception as error:
            trouble = unready(error)
            if trouble is not None:
                self._forget_connection()
            if trouble is None and len(jobs) > 1:
                # One operation took its neighbours along: give each its own chance.
                for job in jobs:
                    await self._commit([job])
                return
            for job in jobs:
                job.fail(error)
        self._tell(jobs)

    async def _together(self, jobs: list[_Job]) -> None:
        """Run operations and commit; those that come too late wait for the next."""
        conn, transaction = await self._begin()
        raw: Any = conn.connection.dbapi_connection
        heard = time.perf_counter()
        until = heard + _LONGEST_TURN_S
        listens = heard < self._joined + _JOINED_LATELY_S
        done = 0
        try:
            while done < len(jobs):
                now = time.perf_counter()
                if done and now > until:
                    self._jobs[:0] = jobs[done:]
                    del jobs[done:]
                    break
                if listens and now > heard + _PAUSE_S:
                    await _let_others()
                    heard = time.perf_counter()
                    while self._jobs and self._jobs[0].first:
                        jobs.insert(done, self._jobs.pop(0))
                if not jobs[done].future.cancelled():
                    _attempt(conn, raw, jobs[done], alone=len(jobs) == 1)
                done += 1
            await self._to_disk(transaction)
        finally:
            transaction.close()
            if raw.in_transaction:
                # A commit that fails leaves its transaction open.
                raw.execute("ROLLBACK")

    async def _begin(self) -> tuple[Connection, Transaction]:
        """Take the lock of the file, which another process may hold for a moment."""
        until = time.perf_counter() + self._wait_s
        while True:
            try:
                conn = self._connection()
                return conn, conn.begin()
            except Exception as error:
                if not is_locked(error) or time.perf_counter() > until:
                    raise
            await asyncio.sleep(_LOOK_AGAIN_S)

    async def _to_disk(self, transaction: Transaction) -> None:
        commit = self._committer.submit(transaction.commit)
        try:
            await asyncio.shield(asyncio.wrap_future(commit))
        finally:
            # Also when we are cancelled: until then the thread has the connection.
            if not commit.done():
                wait([commit])

    def _connection(self) -> Connection:
        """Return the writer's connection, after a look whether the file is there.

        A file that was moved away would go on taking writes nobody can find again.
        """
        try:
            inode = self._path.stat().st_ino
        except FileNotFoundError as error:
            if self._inode is not None:
                name = repr(self._path.name)
                raise Retryable(text("store.gone", name=name)) from error
            inode = None
        if self._conn is not None and inode != self._inode:
            self._forget_connection()
        if self._conn is None:
            self._conn = self._writing.connect()
            self._inode = self._path.stat().st_ino
        return self._conn

    def _forget_connection(self) -> None:
        if self._conn is not None:
            self._conn.invalidate()
            self._conn.close()
            self._conn = None
            # Readers may look at a file that is not there any more.
            self._reading.dispose()

    def _tell(self, jobs: Sequence[_Job]) -> None:
        notes = [note for job in jobs if job.error is None for note in job.notes]
        if notes:
            for hear in tuple(self._listeners):
                hear(notes)
        for job in jobs:
            if job.future.done():
                continue
            if job.error is None:
                job.future.set_result(job.result)
            else:
                job.future.set_exception(job.error)


async def _let_others() -> None:
    """Let what has arrived become operations that wait."""
    for _ in range(_PASSES):
        await asyncio.sleep(0)


def _attempt(conn: Connection, raw: Any, job: _Job, *, alone: bool) -> None:
    """Run one operation so that its failure undoes nothing of its neighbours."""
    job.notes.clear()
    collect(conn, job.notes)
    raw.execute("SAVEPOINT op")
    try:
        job.result = job.op(conn)
        job.error = None
    except BaseException as error:
        if not raw.in_transaction:
            raise (error if alone else _TransactionLost()) from error
        raw.execute("ROLLBACK TO op")
        job.fail(error)
    raw.execute("RELEASE op")


def _engine(address: URL, *, wait_s: float, read_only: bool) -> Engine:
    known = compiled.sqlite()
    given, named = known.dialect.create_connect_args(address.set(drivername="sqlite"))
    options = {
        **named,
        # Whoever writes waits on the event loop, so never inside SQLite.
        "timeout": wait_s if read_only else 0,
        "check_same_thread": False,
        # The driver's own BEGIN comes too late: reads before it see old rows,
        # and two processes silently lose updates. We send BEGIN ourselves.
        "isolation_level": None,
    }
    opened = partial(known.dialect.connect, *given, **options)
    engine = compiled.knowing(known, QueuePool(opened, dialect=known.dialect))

    @event.listens_for(engine, "connect")
    def _prepare(raw: Any, _record: Any) -> None:
        raw.execute("PRAGMA foreign_keys=ON")
        # What a savepoint may have to undo is members' words, and goes into no file.
        raw.execute("PRAGMA temp_store=MEMORY")
        if read_only:
            raw.execute("PRAGMA query_only=ON")
            return
        raw.execute("PRAGMA journal_mode=WAL")
        raw.execute("PRAGMA synchronous=FULL")

    @event.listens_for(engine, "begin")
    def _begin(conn: Connection) -> None:
        plainly(conn, "BEGIN" if read_only else "BEGIN IMMEDIATE")

    return engine
