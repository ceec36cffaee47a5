"""Where a database of a URL lies, in words an operator can act on."""

import os
from pathlib import Path

from core.errors import Retryable
from core.store.engine import address_of


def file_of(url: str) -> Path | None:
    """Return the file of a SQLite database; None for any other."""
    address = address_of(url)
    if address.get_backend_name() != "sqlite" or not address.database:
        return None
    return Path(address.database)


def shown(url: str) -> str:
    """Return a URL that may be shown: without its password."""
    return address_of(url).render_as_string(hide_password=True)


def make_sure(url: str) -> None:
    """See whether a SQLite file can be where it is wanted.

    Raises:
        Retryable: With the remedy.
    """
    path = file_of(url)
    if path is None:
        return
    folder = path.absolute().parent
    if not folder.is_dir():
        raise Retryable(
            f"there is no folder {str(folder)!r} for the database; make it, or set "
            "AINORI_DATABASE_URL to another place"
        )
    wanted = path if path.exists() else folder
    if not os.access(wanted, os.W_OK):
        raise Retryable(
            f"{str(wanted)!r} cannot be written; allow it, or set "
            "AINORI_DATABASE_URL to another place"
        )
