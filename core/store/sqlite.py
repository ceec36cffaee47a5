"""SQLite as one writer thread with group commit, and readers beside it.

Several writers on one SQLite file stall one another for seconds; one thread that
commits whatever waits, all at once, is both faster and fair. Knows no table.
"""

import asyncio
import queue
import sqlite3
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Literal, TypeVar

from sqlalchemy import URL, Connection, Engine, MetaData, create_engine, event

from core.errors import Broken, Retryable
from core.store.notes import Hear, collect
from core.store.trouble import unready

T = TypeVar("T")

_MOST_IN_A_COMMIT = 256


class _Job:
    """One operation on its way through the writer thread."""

    __slots__ = ("error", "future", "notes", "op", "result")

    def __init__(self, op: Callable[[Connection], Any], future: Any) -> None:
        self.op = op
        self.future: asyncio.Future[Any] = future
        self.notes: list[object] = []
        self.result: Any = None
        self.error: BaseException | None = None

    def fail(self, error: BaseException) -> None:
        """Keep what to raise where the operation is awaited."""
        if not isinstance(error, Exception) or isinstance(error, StopIteration):
            # These would end the writer thread, or cannot be raised from a future.
            error = Broken(f"an operation raised {type(error).__name__}")
        self.error = unready(error) or error


class _TransactionLost(Exception):
    """SQLite undid the whole transaction, not only one operation."""


class SqliteDatabase:
    """A SQLite file."""

    dialect: Literal["sqlite"] = "sqlite"

    def __init__(self, address: URL, *, wait_s: float, readers: int) -> None:
        self._path = Path(str(address.database))
        self._writing = _engine(address, wait_s=wait_s, read_only=False)
        self._reading = _engine(address, wait_s=wait_s, read_only=True)
        self._readers = ThreadPoolExecutor(readers, thread_name_prefix="ainori-read")
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._listeners: list[Hear] = []
        self._lock: sqlite3.Connection | None = None
        self._thread: threading.Thread | None = None
        self._conn: Connection | None = None
        self._inode: int | None = None
        self._closed = False

    async def write(self, op: Callable[[Connection], T]) -> T:
        """Hand an operation to the writer thread and wait for its commit."""
        if self._closed:
            raise Retryable("the database is closed")
        if self._thread is None:
            self._thread = threading.Thread(
                target=self._write_on, name="ainori-write", daemon=True
            )
            self._thread.start()
        job = _Job(op, asyncio.get_running_loop().create_future())
        self._jobs.put(job)
        result: T = await job.future
        return result

    async def read(self, op: Callable[[Connection], T]) -> T:
        """Run an operation in a reader thread, on a snapshot of its own."""
        if self._closed:
            raise Retryable("the database is closed")
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
            raise Retryable(
                f"another process already serves {self._path.name!r}; stop it first, "
                "or use PostgreSQL to serve from several"
            ) from error
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
        if self._thread is not None:
            self._jobs.put(None)
            await asyncio.to_thread(self._thread.join)
        await asyncio.to_thread(self._readers.shutdown)
        self._reading.dispose()
        self._writing.dispose()
        await self.let_go()

    def _read(self, op: Callable[[Connection], T]) -> T:
        try:
            with self._reading.connect() as conn, conn.begin():
                return op(conn)
        except Exception as error:
            raise unready(error) or error from error

    def _write_on(self) -> None:
        while (job := self._jobs.get()) is not None:
            batch = [job]
            last = False
            while len(batch) < _MOST_IN_A_COMMIT and not self._jobs.empty():
                job = self._jobs.get()
                if job is None:
                    last = True
                    break
                batch.append(job)
            self._commit(batch)
            self._settle(batch)
            if last:
                break
        if self._conn is not None:
            self._conn.close()

    def _commit(self, batch: Sequence[_Job]) -> None:
        try:
            self._together(batch)
        except Exception as error:
            trouble = unready(error)
            if trouble is not None:
                self._forget_connection()
            if trouble is None and len(batch) > 1:
                # One operation took its neighbours along: give each its own chance.
                for job in batch:
                    self._commit([job])
                return
            for job in batch:
                job.fail(error)

    def _together(self, batch: Sequence[_Job]) -> None:
        conn = self._connection()
        raw: Any = conn.connection.dbapi_connection
        try:
            with conn.begin():
                for job in batch:
                    if not job.future.cancelled():
                        _attempt(conn, raw, job, alone=len(batch) == 1)
        finally:
            if raw.in_transaction:
                # A commit that fails leaves its transaction open.
                raw.execute("ROLLBACK")

    def _connection(self) -> Connection:
        """Return the writer's connection, after a look whether the file is there.

        A file that was moved away would go on taking writes nobody can find again.
        """
        try:
            inode = self._path.stat().st_ino
        except FileNotFoundError as error:
            if self._inode is not None:
                raise Retryable(f"the database {self._path.name!r} is gone") from error
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

    def _settle(self, batch: Sequence[_Job]) -> None:
        """Wake those who wait, with one call into each event loop."""
        for loop in {job.future.get_loop() for job in batch}:
            jobs = [job for job in batch if job.future.get_loop() is loop]
            if not loop.is_closed():
                loop.call_soon_threadsafe(self._tell, jobs)

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
    engine = create_engine(
        address.set(drivername="sqlite"),
        connect_args={
            "timeout": wait_s,
            "check_same_thread": False,
            # The driver's own BEGIN comes too late: reads before it see old rows,
            # and two processes silently lose updates. We send BEGIN ourselves.
            "isolation_level": None,
        },
        # Parameters are members' words; they stay out of error texts.
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def _prepare(raw: Any, _record: Any) -> None:
        raw.execute("PRAGMA foreign_keys=ON")
        if read_only:
            raw.execute("PRAGMA query_only=ON")
            return
        raw.execute("PRAGMA journal_mode=WAL")
        raw.execute("PRAGMA synchronous=FULL")

    @event.listens_for(engine, "begin")
    def _begin(conn: Connection) -> None:
        conn.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    return engine
