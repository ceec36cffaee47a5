"""Databases in which nobody made tables, for those who make them."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, inspect, text

from core.store.metadata import metadata
from tests.databases import TestedDatabase, every_database, postgres_database

__all__ = [
    "empty_database",
    "empty_postgres",
    "every_database",
    "postgres_database",
]


@pytest.fixture
def empty_database(every_database: TestedDatabase) -> Iterator[TestedDatabase]:
    """Give the test each of the databases in turn, without tables."""
    yield from _emptied(every_database)


@pytest.fixture
def empty_postgres(postgres_database: TestedDatabase) -> Iterator[TestedDatabase]:
    """Give the test a database of PostgreSQL without tables."""
    yield from _emptied(postgres_database)


def _emptied(database: TestedDatabase) -> Iterator[TestedDatabase]:
    database.run(_drop_everything)
    yield database
    database.run(_drop_everything)
    # The next test is handed the same PostgreSQL database.
    database.run(metadata.create_all)
    database.close()


def _drop_everything(conn: Connection) -> None:
    """Take all tables away, whoever made them."""
    if conn.dialect.name == "sqlite":
        there = set(inspect(conn).get_table_names())
        # Rows that point to others go before those.
        ours = [one.name for one in reversed(metadata.sorted_tables)]
        for name in sorted(there, key=[*ours, *(there - {*ours})].index):
            if not name.startswith("sqlite_"):
                conn.execute(text(f"DROP TABLE {name}"))
        return
    conn.execute(text("DROP SCHEMA public CASCADE"))
    conn.execute(text("CREATE SCHEMA public"))
