"""The one connection that writes SQLite: shared commits, locks, a full disk."""

import asyncio
import sqlite3
import time
from functools import partial

import pytest
from sqlalchemy import Connection

from core.errors import Retryable
from tests.databases import TestedDatabase
from tests.store.tally import names, path_of, put, put_something, with_tables


async def test_the_loop_goes_on_while_another_process_holds_the_lock(
    sqlite_database: TestedDatabase,
) -> None:
    database = await with_tables(sqlite_database)
    other = sqlite3.connect(path_of(sqlite_database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    writing = asyncio.ensure_future(database.write(put_something))
    await asyncio.sleep(0.02)
    assert not writing.done()
    other.execute("ROLLBACK")
    other.close()

    await writing
    assert await database.read(names) == {"something"}
    await database.close()


async def test_a_patient_operation_shares_the_commit_of_the_next(
    sqlite_database: TestedDatabase,
) -> None:
    database = await with_tables(sqlite_database)
    patient = asyncio.ensure_future(
        database.write(lambda conn: put(conn, "patient"), patience_s=60)
    )
    await asyncio.sleep(0)
    await database.write(lambda conn: put(conn, "quick"))

    async with asyncio.timeout(5):
        await patient
    assert await database.read(names) == {"patient", "quick"}
    await database.close()


async def test_a_patient_operation_gets_no_commit_of_its_own_behind_another(
    sqlite_database: TestedDatabase,
) -> None:
    database = await with_tables(sqlite_database)
    patient: list[asyncio.Future[None]] = []

    def quick(conn: Connection) -> None:
        put(conn, "quick")
        # It comes while a commit is under way, as the mark of what just left does.
        writing = database.write(lambda conn: put(conn, "patient"), patience_s=60)
        patient.append(asyncio.ensure_future(writing))

    await database.write(quick)
    assert await database.read(names) == {"quick"}
    await asyncio.sleep(0.01)
    assert not patient[0].done()

    async with asyncio.timeout(5):
        await database.close()
        await patient[0]


async def test_what_somebody_outside_waits_for_goes_before_what_waits_already(
    sqlite_database: TestedDatabase,
) -> None:
    database = await with_tables(sqlite_database)
    written: list[str] = []

    def write(name: str, conn: Connection) -> None:
        written.append(name)
        put(conn, name)

    await asyncio.gather(
        database.write(partial(write, "long here")),
        database.write(partial(write, "just come"), first=True),
    )

    assert written == ["just come", "long here"]
    assert await database.read(names) == {"just come", "long here"}
    await database.close()


async def test_whoever_asks_on_after_it_is_stored_joins_what_is_under_way(
    sqlite_database: TestedDatabase,
) -> None:
    database = await with_tables(sqlite_database)
    written: list[str] = []
    joining: list[asyncio.Future[None]] = []

    def write(name: str, conn: Connection) -> None:
        written.append(name)
        put(conn, name)

    def long(number: int, conn: Connection) -> None:
        if number == 0:
            op = partial(write, "joins")
            answered = database.write(op, first=True, joins=True)
            joining.append(asyncio.ensure_future(answered))
        time.sleep(0.001)
        write(f"long {number}", conn)

    # Somebody has to have joined lately to be listened for.
    await database.write(partial(write, "asks"), first=True, joins=True)
    await asyncio.gather(*(database.write(partial(long, n)) for n in range(20)))

    await joining[0]
    assert written.index("joins") <= 5
    assert await database.read(names) == set(written)
    await database.close()


async def test_more_than_the_loop_has_time_for_is_all_written(
    sqlite_database: TestedDatabase,
) -> None:
    database = await with_tables(sqlite_database)

    def slowly(name: str, conn: Connection) -> None:
        time.sleep(0.011)
        put(conn, name)

    await asyncio.gather(
        *(database.write(partial(slowly, str(number))) for number in range(5))
    )
    assert len(await database.read(names)) == 5
    await database.close()


async def test_a_caller_who_is_gone_ends_no_commit_halfway(
    sqlite_database: TestedDatabase,
) -> None:
    database = await with_tables(sqlite_database)
    gone = asyncio.ensure_future(database.write(put_something))
    await asyncio.sleep(0)
    gone.cancel()

    await database.write(lambda conn: put(conn, "after"))
    assert "after" in await database.read(names)
    await database.close()


async def test_a_locked_sqlite_file_is_retryable_and_stores_nothing(
    sqlite_database: TestedDatabase,
) -> None:
    database = await with_tables(sqlite_database, wait_s=0.05)
    other = sqlite3.connect(path_of(sqlite_database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(Retryable, match="locked by another process"):
        await database.write(lambda conn: put(conn, "a"))

    other.execute("ROLLBACK")
    other.close()
    assert await database.read(names) == set()
    await database.write(lambda conn: put(conn, "b"))
    await database.close()


async def test_a_full_disk_is_retryable_and_stores_nothing(
    sqlite_database: TestedDatabase,
) -> None:
    database = await with_tables(sqlite_database)

    def no_more_pages(conn: Connection) -> None:
        pages = conn.exec_driver_sql("PRAGMA page_count").scalar_one()
        conn.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")

    def much(conn: Connection) -> None:
        put(conn, "x" * 100_000)

    await database.write(no_more_pages)
    results = await asyncio.gather(
        database.write(lambda conn: put(conn, "small")),
        database.write(much),
        return_exceptions=True,
    )

    assert results[0] is None
    assert isinstance(results[1], Retryable)
    assert "full" in str(results[1])
    assert await database.read(names) == {"small"}
    # The connection was opened anew after the trouble: the limit went with it.
    await database.write(much)
    await database.close()
