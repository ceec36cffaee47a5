"""Statements of the hot path, compiled once for each dialect.

SQLAlchemy looks a statement up in its cache on every call; for a row by its key that
costs more than the row. A `Hot` statement is still written in Core, once for both
databases, but its SQL text and its conversions are kept. On SQLite the text goes
straight to the driver, within SQLAlchemy's transaction: that is half of the rest. Its
errors are then the driver's own, which `core.store.trouble` reads as well.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Connection,
    Delete,
    Dialect,
    Insert,
    Select,
    Update,
)
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

Convert = Callable[[Any], Any]
Statement = Select[Any] | Insert | Update | Delete


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A statement as text; conversions by place, only where a type asks for one."""

    sql: str
    constants: Mapping[str, Any]
    in_order: Callable[[Mapping[str, Any]], tuple[Any, ...]]
    given: tuple[tuple[int, Convert], ...]
    found: tuple[tuple[int, Convert], ...]
    straight: bool

    def bound(self, given: Mapping[str, Any]) -> tuple[Any, ...]:
        values = self.in_order({**self.constants, **given} if self.constants else given)
        return _converted(list(values), self.given) if self.given else values

    def converted(self, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        if not self.found:
            return rows
        return [_converted(list(row), self.found) for row in rows]

    def execute(self, conn: Connection, bound: Any) -> Any:
        """Return a cursor, or a result that can be asked alike."""
        if not self.straight:
            return conn.exec_driver_sql(self.sql, bound)
        raw: Any = conn.connection.dbapi_connection
        if isinstance(bound, list):
            return raw.executemany(self.sql, bound)
        return raw.execute(self.sql, bound)


def plainly(conn: Connection, sql: str) -> None:
    """Execute words of SQL that hold no value and return nothing."""
    if conn.dialect.name == "sqlite":
        raw: Any = conn.connection.dbapi_connection
        raw.execute(sql)
    else:
        conn.exec_driver_sql(sql)


def _converted(
    values: list[Any], converts: tuple[tuple[int, Convert], ...]
) -> tuple[Any, ...]:
    for place, convert in converts:
        values[place] = convert(values[place])
    return tuple(values)


def _writes(of: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    """Return how a type's values are written; SQLite's driver knows yes and no."""
    if dialect.name == "sqlite" and isinstance(of, Boolean):
        return None
    return of.dialect_impl(dialect).bind_processor(dialect)


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
        return int(compiled.execute(conn, compiled.bound(given)).rowcount)

    def many(self, conn: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
        """Execute once for each row, in one call of the driver."""
        compiled = self._for(conn.dialect)
        bound = [compiled.bound(row) for row in rows]
        if bound:
            compiled.execute(conn, bound)

    def rows(self, conn: Connection, **given: Any) -> Sequence[tuple[Any, ...]]:
        """Execute and return all rows, converted as the column types say."""
        compiled = self._for(conn.dialect)
        found = compiled.execute(conn, compiled.bound(given)).fetchall()
        return compiled.converted(found)

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
    names = compiled.positiontup or ()
    # Those with a value are constants of the statement; the others are given each time.
    constants = {
        name: compiled.binds[name].effective_value
        for name in names
        if not compiled.binds[name].required
    }
    columns: Iterable[ColumnElement[Any]] = ()
    if isinstance(statement, Select):
        columns = statement.selected_columns
    return _Compiled(
        sql=str(compiled),
        constants=constants,
        in_order=_taking(names),
        given=_needed(_writes(compiled.binds[name].type, dialect) for name in names),
        found=_needed(
            column.type.dialect_impl(dialect).result_processor(dialect, None)
            for column in columns
        ),
        straight=dialect.name == "sqlite",
    )


def _taking(names: Sequence[str]) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    if len(names) > 1:
        return itemgetter(*names)
    # Of one name alone `itemgetter` makes no tuple.
    return lambda given: tuple(given[name] for name in names)


def _needed(converts: Iterable[Convert | None]) -> tuple[tuple[int, Convert], ...]:
    return tuple((n, convert) for n, convert in enumerate(converts) if convert)
