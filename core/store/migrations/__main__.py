"""Writes the next revision: `python -m core.store.migrations "what changes"`.

For those who change a table; operators run `ainori migrate`. Modules may be named
after the words to take only their tables in, so that a file stays readable.
"""

import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path

from alembic import command
from sqlalchemy import Connection, create_engine

from core.store.metadata import metadata
from core.store.migrating import config, upgrade
from core.store.migrations import NONE, VERSIONS, head

# Named, not imported: the delivery lies above the store.
_TABLES = ("core.delivery.tables", "core.store.tables")


def main(what: str, *modules: str) -> None:
    """Compare the tables as declared with those the revisions make."""
    for module in modules or _TABLES:
        import_module(module)
    with tempfile.TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{Path(folder) / 'now.db'}")
        with engine.begin() as conn:
            _write(conn, what)
        engine.dispose()
    tidy = [sys.executable, "-m", "ruff", "check", "--fix", "--quiet", str(VERSIONS)]
    subprocess.run(tidy, check=True)  # noqa: S603 - our own files


def _write(conn: Connection, what: str) -> None:
    upgrade(conn)
    how = config(conn, metadata)
    how.attributes["batch"] = head() != NONE
    command.revision(how, what, autogenerate=True, rev_id=f"{int(head()) + 1:04}")


if __name__ == "__main__":
    main(*sys.argv[1:])
