"""Where a database of a URL lies, in words an operator can act on."""

import os
from importlib.util import find_spec
from pathlib import Path

from core.errors import AinoriError, Broken, Retryable
from core.store.engine import address_of

_POSTGRES = ("asyncpg", "greenlet")


def file_of(url: str) -> Path | None:
    """Return the file of a SQLite database; None for any other."""
    address = address_of(url)
    if address.get_backend_name() != "sqlite" or not address.database:
        return None
    return Path(address.database)


def shown(url: str) -> str:
    """Return a URL that may be shown: without its password."""
    return address_of(url).render_as_string(hide_password=True)


def is_there(url: str) -> bool:
    """Tell whether there is a database to open, which may not answer all the same."""
    try:
        make_sure(url)
    except AinoriError:
        return False
    path = file_of(url)
    return path is None or path.exists()


def make_sure(url: str) -> None:
    """See whether a database can be where it is wanted.

    Raises:
        Broken: PostgreSQL is wanted, and what speaks to it is not installed.
        Retryable: A SQLite file cannot be there. Both with the remedy.
    """
    path = file_of(url)
    if path is None:
        if not all(find_spec(library) for library in _POSTGRES):
            raise Broken(
                "PostgreSQL needs the extra `postgres`; install Ainori with it: "
                "`pip install '.[postgres]'`"
            )
        return
    if path.is_dir():
        raise Retryable(
            f"{str(path)!r} is a folder; name a file in AINORI_DATABASE_URL, such as "
            f"sqlite:///{path / 'ainori.db'}"
        )
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
