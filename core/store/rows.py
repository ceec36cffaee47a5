"""A result row of any shape; each query module turns it into a value of its own."""

from typing import Any, TypeAlias

from sqlalchemy.engine import Row

AnyRow: TypeAlias = Row[*tuple[Any, ...]]
