"""The one MetaData all tables hang on, and how a moment is stored.

Tables are declared beside the queries that use them; this module knows none of them.
"""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import DateTime, Dialect, Index, MetaData, Text, TextClause
from sqlalchemy.types import TypeDecorator, TypeEngine

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def partial_index(
    name: str, *columns: str, where: TextClause, unique: bool = False
) -> Index:
    """Declare an index of some rows only, so that it stays small for ever.

    Queries repeat the very words of `where`: SQLite uses such an index only when it
    reads the index's own condition in the query, and no bound value can say that.
    """
    return Index(
        name, *columns, unique=unique, sqlite_where=where, postgresql_where=where
    )


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment in UTC.

    PostgreSQL has a type for it. SQLite gets text of one fixed width, so that order
    of text is order of time and a person can read the file.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose text on SQLite and `timestamptz` elsewhere."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(Text())
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Refuse a naive moment: nobody knows which hour it means."""
        if dialect.name == "sqlite":
            return _as_text(value)
        return None if value is None else _in_utc(value)

    def bind_processor(self, dialect: Dialect) -> Any:
        """Convert at once what would go through three hands: every event does so."""
        return _as_text if dialect.name == "sqlite" else super().bind_processor(dialect)

    def process_result_value(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Give an aware moment back, always in UTC."""
        return None if value is None else value.astimezone(UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        """Convert text at once here, too."""
        on_sqlite = dialect.name == "sqlite"
        return _from_text if on_sqlite else super().result_processor(dialect, coltype)


# What one event writes bears the same few moments.
@lru_cache(maxsize=64)
def _as_text(moment: datetime | None) -> str | None:
    return (
        None if moment is None else _in_utc(moment).isoformat(timespec="microseconds")
    )


def _from_text(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text).astimezone(UTC)


def _in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"naive datetime {moment!r}: give an aware one, in UTC")
    return moment if moment.tzinfo is UTC else moment.astimezone(UTC)
