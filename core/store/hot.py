"""Statements of the hot path, compiled once for each dialect.

SQLAlchemy looks a statement up in its cache on every call; for a row by its key that
costs more than the row. A `Hot` statement is still written in Core, once for both
databases, but its SQL text and its conversions are kept.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    CursorResult,
    Delete,
    Dialect,
    Insert,
    Select,
    Update,
)
from sqlalchemy.sql.compiler import SQLCompiler

Convert = Callable[[Any], Any]
Statement = Select[Any] | Insert | Update | Delete


@dataclass(frozen=True, slots=True)
class _Compiled:
    sql: str
    binds: tuple[tuple[str, Any, Convert | None], ...]
    results: tuple[Convert | None, ...]

    def bound(self, given: Mapping[str, Any]) -> tuple[Any, ...]:
        return tuple(
            value if convert is None else convert(value)
            for name, default, convert in self.binds
            for value in (given.get(name, default),)
        )


class Hot:
    """One statement whose shape never changes: no lists in it, no optional parts.

    Values come by name of the bind parameter; those written into the statement as
    constants stay as they are.
    """

    __slots__ = ("_compiled", "_statement")

    def __init__(self, statement: Statement) -> None:
        self._statement = statement
        self._compiled: dict[str, _Compiled] = {}

    def run(self, conn: Connection, **given: Any) -> int:
        """Execute and return how many rows it touched."""
        compiled = self._for(conn.dialect)
        return conn.exec_driver_sql(compiled.sql, compiled.bound(given)).rowcount

    def many(self, conn: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
        """Execute once for each row, in one call of the driver."""
        compiled = self._for(conn.dialect)
        bound = [compiled.bound(row) for row in rows]
        if bound:
            conn.exec_driver_sql(compiled.sql, bound)

    def rows(self, conn: Connection, **given: Any) -> Sequence[tuple[Any, ...]]:
        """Execute and return all rows, converted as the column types say."""
        compiled = self._for(conn.dialect)
        result: CursorResult[Any] = conn.exec_driver_sql(
            compiled.sql, compiled.bound(given)
        )
        return [
            tuple(
                value if convert is None else convert(value)
                for value, convert in zip(row, compiled.results, strict=True)
            )
            for row in result.all()
        ]

    def first(self, conn: Connection, **given: Any) -> tuple[Any, ...] | None:
        """Execute and return the first row, or None."""
        rows = self.rows(conn, **given)
        return rows[0] if rows else None

    def _for(self, dialect: Dialect) -> _Compiled:
        compiled = self._compiled.get(dialect.name)
        if compiled is None:
            compiled = _compile(self._statement, dialect)
            self._compiled[dialect.name] = compiled
        return compiled


def _compile(statement: Statement, dialect: Dialect) -> _Compiled:
    compiled = statement.compile(dialect=dialect)
    if not isinstance(compiled, SQLCompiler):
        raise TypeError(f"{statement!r} is not a statement with values")
    if "POSTCOMPILE" in str(compiled):
        raise TypeError("a list has no fixed shape; write its values into the text")
    binds = tuple(
        (
            name,
            compiled.binds[name].effective_value,
            compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect),
        )
        for name in compiled.positiontup or ()
    )
    columns: Iterable[ColumnElement[Any]] = ()
    if isinstance(statement, Select):
        columns = statement.selected_columns
    results = tuple(
        column.type.dialect_impl(dialect).result_processor(dialect, None)
        for column in columns
    )
    return _Compiled(str(compiled), binds, results)
