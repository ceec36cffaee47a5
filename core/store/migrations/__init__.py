"""The history of the tables, one numbered file a change.

`python -m core.store.migrations "what changes"` writes the next one from the tables as
they are declared now.
"""

from pathlib import Path

FOLDER = Path(__file__).parent
VERSIONS = FOLDER / "versions"
NONE = "0000"
"""What stands before the first revision."""


def head() -> str:
    """Return the newest revision, read from the names of the files.

    Alembic could say so too, but takes half a second to be loaded.
    """
    numbers = (path.name.split("_")[0] for path in VERSIONS.glob("[0-9]*_*.py"))
    return max(numbers, default=NONE)
