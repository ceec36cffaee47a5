"""Migrations make exactly the tables the code declares, on both databases."""

import asyncio
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, insert, text

from core.errors import Broken, Retryable
from core.store.metadata import metadata
from core.store.migrating import config, migrate, revision
from core.store.migrations import NONE, head
from core.store.tables.people import members
from core.store.tables.posts import posts
from tests.databases import TestedDatabase
from tests.empty_databases import empty_database

__all__ = ["empty_database"]


def differences(conn: Connection) -> list[object]:
    """Compare the tables of a database with those the code declares."""
    # Of SQLite alembic cannot read the default "no text" back.
    how = {
        "compare_type": True,
        "compare_server_default": conn.dialect.name != "sqlite",
    }
    context = MigrationContext.configure(conn, opts=how)
    return list(compare_metadata(context, metadata))


async def test_migrated_tables_are_the_declared_tables(
    empty_database: TestedDatabase,
) -> None:
    await migrate(empty_database.url)

    assert empty_database.read(differences) == []


async def test_migrating_tells_where_it_began_and_ended(
    empty_database: TestedDatabase,
) -> None:
    first = await migrate(empty_database.url)
    second = await migrate(empty_database.url)

    assert first == (NONE, head())
    assert second == (head(), head())
    assert empty_database.read(revision) == head()


async def test_processes_that_start_together_migrate_once(
    empty_database: TestedDatabase,
) -> None:
    done = await asyncio.gather(*(migrate(empty_database.url) for _ in range(3)))

    assert sorted(was for was, _ in done) == [NONE, head(), head()]


async def test_a_database_of_a_newer_version_is_left_alone(
    empty_database: TestedDatabase,
) -> None:
    await migrate(empty_database.url)
    empty_database.run(
        lambda conn: conn.execute(text("UPDATE alembic_version SET version_num='9999'"))
    )

    with pytest.raises(Broken, match="newer than this version"):
        await migrate(empty_database.url)


async def test_a_failed_migration_leaves_nothing_behind(
    empty_database: TestedDatabase,
) -> None:
    """A table that is in the way stops it; the tables made before that go again."""
    empty_database.run(lambda conn: conn.execute(text("CREATE TABLE work (x INTEGER)")))

    with pytest.raises(Exception, match="work"):
        await migrate(empty_database.url)

    assert empty_database.read(revision) == NONE
    assert not empty_database.read(
        lambda conn: conn.dialect.has_table(conn, members.name)
    )


async def test_tables_of_somebody_else_are_left_alone(
    empty_database: TestedDatabase,
) -> None:
    table = "CREATE TABLE members (name TEXT)"
    empty_database.run(lambda conn: conn.execute(text(table)))

    with pytest.raises(Broken, match="name an empty database"):
        await migrate(empty_database.url)


async def test_a_file_that_is_no_database_is_named_so(tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_text("dear members " * 100, encoding="utf-8")

    with pytest.raises(Broken, match="not a SQLite database"):
        await migrate(f"sqlite:///{tmp_path / 'letter.db'}")


async def test_a_folder_that_is_missing_is_named_so(tmp_path: Path) -> None:
    with pytest.raises(Retryable, match="cannot be opened"):
        await migrate(f"sqlite:///{tmp_path / 'nowhere' / 'ainori.db'}")


def test_the_newest_file_is_what_alembic_calls_the_head(
    sqlite_database: TestedDatabase,
) -> None:
    def newest(conn: Connection) -> str | None:
        return ScriptDirectory.from_config(config(conn)).get_current_head()

    assert sqlite_database.read(newest) == head()


async def test_members_survive_a_second_look(empty_database: TestedDatabase) -> None:
    await migrate(empty_database.url)
    someone = {"id": "m1", "name": "ゆき", "language": "ja"}
    empty_database.run(
        lambda conn: conn.execute(
            insert(members).values(**someone, created_at=text("CURRENT_TIMESTAMP"))
        )
    )

    await migrate(empty_database.url)

    count = "SELECT count(*) FROM members"
    assert empty_database.read(lambda conn: conn.scalar(text(count))) == 1


async def test_posts_of_before_can_be_searched(empty_database: TestedDatabase) -> None:
    def before(conn: Connection) -> None:
        command.upgrade(config(conn), "0008")
        now = text("CURRENT_TIMESTAMP")
        someone = {"id": "m1", "name": "", "language": "ja"}
        conn.execute(insert(members).values(**someone, created_at=now))
        told = {"format": "ainori-5", "state": "kept", "lines": '{"now": "ｷﾞﾀｰ ZINE"}'}
        post = insert(posts).values(id="p1", member_id="m1", created_at=now, **told)
        conn.execute(post)

    empty_database.run(before)
    await migrate(empty_database.url)

    kept = "SELECT folded FROM posts"
    assert empty_database.read(lambda conn: conn.scalar(text(kept))) == "ギター zine"
