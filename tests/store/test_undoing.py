"""A part that is refused leaves nothing behind; what was written around it stays."""

from collections.abc import Sequence
from functools import partial

import pytest
from sqlalchemy import Column, Connection, MetaData, Table, Text, insert, select

from core.errors import Refusal
from core.store.notes import left, note
from core.store.undoing import undone_if_refused, unless_it_fails
from tests.databases import TestedDatabase

_own = MetaData()
word = Table("word", _own, Column("text", Text, primary_key=True))


def _write(conn: Connection, text: str) -> str:
    conn.execute(insert(word), {"text": text})
    note(conn, text)
    return text


def _refuse(conn: Connection) -> None:
    with undone_if_refused(conn):
        _write(conn, "refused")
        raise Refusal("talk.not_caught")


def _try_three(conn: Connection) -> None:
    _write(conn, "before")
    with undone_if_refused(conn):
        _write(conn, "kept")
    with pytest.raises(Refusal):
        _refuse(conn)


async def test_what_is_refused_is_undone_with_its_notes(
    every_database: TestedDatabase,
) -> None:
    database = every_database.open()
    await database.create_all(_own)
    heard: list[object] = []

    def hear(notes: Sequence[object]) -> None:
        heard.extend(notes)

    database.listen(hear)

    await database.write(_try_three)
    found = await database.read(lambda conn: set(conn.execute(select(word)).scalars()))
    await database.close()

    assert found == {"before", "kept"}
    assert heard == ["before", "kept"]


def test_what_fails_is_undone_with_its_notes(every_database: TestedDatabase) -> None:
    def fail(conn: Connection) -> None:
        _write(conn, "failed")
        raise SystemExit

    def op(conn: Connection) -> tuple[object, object, list[object]]:
        _own.create_all(conn)
        went = unless_it_fails(conn, partial(_write, conn, "kept"))
        failed = unless_it_fails(conn, partial(fail, conn))
        return went, failed, list(left(conn))

    assert every_database.run(op) == ("kept", None, ["kept"])
    words = every_database.read(lambda conn: conn.execute(select(word)).scalars().all())
    assert words == ["kept"]
