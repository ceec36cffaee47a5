"""Engines that use what another one has compiled.

SQLAlchemy compiles a statement anew for each engine, which takes longer than running
it a hundred times. One process has several: a writer and readers of a file, and
whatever opens the database for a moment. Knows no table.
"""

from functools import cache

from sqlalchemy import Engine, Pool, create_engine
from sqlalchemy.util import LRUCache

_STATEMENTS = 1000


def compiled_here() -> LRUCache[object, object]:
    """Return an empty place for compiled statements: `compiled_cache` of an engine."""
    return LRUCache(_STATEMENTS)


@cache
def sqlite() -> Engine:
    """Return the engine that knows what was compiled for SQLite; it opens no file."""
    engine = create_engine(
        "sqlite://",
        # Parameters are members' words; they stay out of error texts.
        hide_parameters=True,
        execution_options={"compiled_cache": compiled_here()},
    )
    # The first connection tells the dialect which SQLite this is.
    engine.connect().close()
    engine.dispose()
    return engine


def knowing(known: Engine, pool: Pool) -> Engine:
    """Return an engine with a pool of its own that knows what another has compiled."""
    return Engine(
        pool,
        known.dialect,
        known.url,
        hide_parameters=known.hide_parameters,
        execution_options=known.get_execution_options(),
    )
