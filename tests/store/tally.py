"""Two small tables to try a database with, and how to fill them."""

from pathlib import Path

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Integer,
    MetaData,
    Table,
    Text,
    insert,
    select,
)

from core.store.engine import Database
from tests.databases import TestedDatabase

own = MetaData()
tally = Table(
    "tally",
    own,
    Column("name", Text, primary_key=True),
    Column("number", Integer, nullable=False),
)
mark = Table(
    "mark",
    own,
    Column("id", Integer, primary_key=True),
    Column(
        "name", Text, ForeignKey("tally.name", deferrable=True, initially="DEFERRED")
    ),
)


def put(conn: Connection, name: str, number: int = 0) -> None:
    """Write a row."""
    conn.execute(insert(tally), {"name": name, "number": number})


def put_something(conn: Connection) -> None:
    """Write a row of no interest."""
    put(conn, "something")


def names(conn: Connection) -> set[str]:
    """Return what was written."""
    return set(conn.execute(select(tally.c.name)).scalars())


async def with_tables(tested: TestedDatabase, **options: float) -> Database:
    """Open the database with the tables in it."""
    database = tested.open(**options)
    await database.create_all(own)
    return database


def path_of(tested: TestedDatabase) -> Path:
    """Return the file."""
    return Path(tested.url.removeprefix("sqlite:///"))
