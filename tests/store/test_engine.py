"""What both databases promise to operations, and how they say no."""

import asyncio
import resource
from functools import partial
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import Connection, insert, select, update

from core.errors import Broken, Retryable
from core.store.engine import Database, open_database
from core.store.notes import note
from tests.databases import TestedDatabase
from tests.store.tally import (
    mark,
    names,
    own,
    path_of,
    put,
    put_something,
    tally,
    with_tables,
)


async def test_a_failing_operation_fails_alone(every_database: TestedDatabase) -> None:
    database = await with_tables(every_database)

    def fail(conn: Connection) -> None:
        put(conn, "half")
        raise LookupError("on purpose")

    results = await asyncio.gather(
        database.write(lambda conn: put(conn, "a")),
        database.write(fail),
        database.write(lambda conn: put(conn, "b")),
        return_exceptions=True,
    )

    assert isinstance(results[1], LookupError)
    assert await database.read(names) == {"a", "b"}
    await database.close()


async def test_a_commit_that_fails_takes_no_neighbour_along(
    every_database: TestedDatabase,
) -> None:
    """A deferred constraint speaks up only at the commit."""
    database = await with_tables(every_database)

    def orphan(conn: Connection) -> None:
        conn.execute(insert(mark), {"id": 1, "name": "nobody"})

    results = await asyncio.gather(
        database.write(lambda conn: put(conn, "a")),
        database.write(orphan),
        database.write(lambda conn: put(conn, "b")),
        return_exceptions=True,
    )

    assert type(results[1]).__name__ == "IntegrityError"
    assert await database.read(names) == {"a", "b"}
    await database.close()


async def test_an_operation_that_exits_does_not_end_the_database(
    sqlite_database: TestedDatabase,
) -> None:
    database = await with_tables(sqlite_database)

    def leave(_conn: Connection) -> None:
        raise SystemExit(3)

    with pytest.raises(Broken, match="SystemExit"):
        await database.write(leave)

    await database.write(lambda conn: put(conn, "after"))
    assert await database.read(names) == {"after"}
    await database.close()


async def test_two_that_read_and_then_write_lose_no_update(
    every_database: TestedDatabase,
) -> None:
    one = await with_tables(every_database)
    other = every_database.open()
    await one.write(lambda conn: put(conn, "all"))

    def add(conn: Connection) -> None:
        number = conn.execute(select(tally.c.number)).scalar_one()
        conn.execute(update(tally).values(number=number + 1))

    async def add_often(database: Database) -> None:
        for _ in range(20):
            await database.write(add)

    await asyncio.gather(add_often(one), add_often(other))

    total = await one.read(lambda conn: conn.execute(select(tally.c.number)).scalar())
    assert total == 40
    await one.close()
    await other.close()


async def test_notes_are_heard_once_durable_and_never_of_what_failed(
    every_database: TestedDatabase,
) -> None:
    database = await with_tables(every_database)
    heard: list[object] = []
    stop = database.listen(heard.extend)

    def fail(conn: Connection) -> None:
        note(conn, "failed")
        raise LookupError

    await database.write(lambda conn: note(conn, "written"))
    with pytest.raises(LookupError):
        await database.write(fail)
    stop()
    await database.write(lambda conn: note(conn, "later"))

    assert heard == ["written"]
    await database.close()


async def test_what_was_handed_in_is_written_before_closing(
    sqlite_database: TestedDatabase,
) -> None:
    database = await with_tables(sqlite_database)

    writes = [
        asyncio.ensure_future(database.write(partial(put, name=str(n))))
        for n in range(50)
    ]
    await asyncio.sleep(0)
    await database.close()
    await asyncio.gather(*writes)

    again = sqlite_database.open()
    assert len(await again.read(names)) == 50
    await again.close()


async def test_a_closed_sqlite_database_says_so(
    sqlite_database: TestedDatabase,
) -> None:
    database = await with_tables(sqlite_database)
    await database.close()

    with pytest.raises(Retryable, match="closed"):
        await database.write(names)


async def test_a_reader_of_sqlite_cannot_write(sqlite_database: TestedDatabase) -> None:
    database = await with_tables(sqlite_database)

    with pytest.raises(Retryable, match="cannot be written"):
        await database.read(put_something)
    await database.close()


async def test_a_sqlite_file_that_is_moved_away_takes_no_more_writes(
    sqlite_database: TestedDatabase,
) -> None:
    database = await with_tables(sqlite_database)
    await database.write(lambda conn: put(conn, "a"))
    _move(path_of(sqlite_database), away=True)

    with pytest.raises(Retryable, match="is gone"):
        await database.write(lambda conn: put(conn, "b"))

    _move(path_of(sqlite_database), away=False)
    await database.write(lambda conn: put(conn, "c"))
    assert await database.read(names) == {"a", "c"}
    await database.close()


def _move(path: Path, *, away: bool) -> None:
    for end in ("", "-wal", "-shm"):
        here, there = Path(f"{path}{end}"), Path(f"{path}{end}.away")
        (here if away else there).rename(there if away else here)


async def test_a_sqlite_file_in_no_folder_is_retryable(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path}/nowhere/ainori.db")

    with pytest.raises(Retryable, match="cannot be opened"):
        await database.write(names)
    await database.close()


async def test_a_postgres_that_is_not_there_is_retryable(tmp_path: Path) -> None:
    database = open_database(f"postgres:///x?host={tmp_path}", wait_s=0.2)

    for use in (database.write, database.read):
        with pytest.raises(Retryable):
            await use(names)
    await database.close()


async def test_a_locked_row_of_postgres_is_retryable(
    postgres_database: TestedDatabase,
) -> None:
    database = await with_tables(postgres_database, wait_s=0.1)
    await database.write(lambda conn: put(conn, "a"))
    other = await asyncpg.connect(postgres_database.url)
    lock = other.transaction()
    await lock.start()
    await other.execute("UPDATE tally SET number = 1")

    def change(conn: Connection) -> None:
        conn.execute(update(tally).values(number=2))

    with pytest.raises(Retryable):
        await database.write(change)

    await lock.rollback()
    await database.write(change)
    await other.close()
    await database.close()


async def test_only_one_process_serves_a_sqlite_file(
    sqlite_database: TestedDatabase,
) -> None:
    serving = await with_tables(sqlite_database)
    second = sqlite_database.open()
    await serving.hold()

    with pytest.raises(Retryable, match="already serves"):
        await second.hold()
    # The command line reads and writes all the same.
    await second.write(lambda conn: put(conn, "by hand"))
    await serving.close()
    await second.hold()
    await second.close()


async def test_a_disk_that_takes_nothing_is_not_taken_for_another_process(
    tmp_path: Path,
) -> None:
    database = open_database(f"sqlite:///{tmp_path}/ainori.db")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)

    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        with pytest.raises(Retryable, match="the disk of the database"):
            await database.hold()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    await database.hold()
    await database.close()


async def test_processes_hear_one_another_on_postgres(
    postgres_database: TestedDatabase,
) -> None:
    listening = postgres_database.open()
    calling = postgres_database.open()
    words: asyncio.Queue[str] = asyncio.Queue()
    ear = asyncio.ensure_future(listening.hear(words.put_nowait))

    async def call() -> str:
        while words.empty():
            await calling.write(
                lambda conn: conn.exec_driver_sql("SELECT pg_notify('ainori', 'hi')")
            )
            await asyncio.sleep(0.01)
        return words.get_nowait()

    assert await asyncio.wait_for(call(), 5) == "hi"
    ear.cancel()
    await asyncio.gather(ear, return_exceptions=True)
    await listening.close()
    await calling.close()


@pytest.mark.parametrize(
    "url", ["mysql://u:secret@h/d", "sqlite://", "nonsense", "://secret@"]
)
def test_a_database_we_do_not_know_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(Broken) as refused:
        open_database(url)
    assert "secret" not in str(refused.value)


def test_parameters_stay_out_of_error_texts(every_database: TestedDatabase) -> None:
    def twice(conn: Connection) -> None:
        own.create_all(conn)
        put(conn, "ひみつ")
        put(conn, "ひみつ")

    with pytest.raises(Exception, match="tally") as raised:
        every_database.run(twice)
    hidden = str(raised.value).split("DETAIL")[0]
    assert "ひみつ" not in hidden


def test_a_commit_reaches_the_disk(sqlite_database: TestedDatabase) -> None:
    def settings(conn: Connection) -> tuple[object, ...]:
        return tuple(
            conn.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        )

    full = 2
    assert sqlite_database.run(settings) == ("wal", full, 1)
