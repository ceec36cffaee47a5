"""Where a database of a URL lies, in words an operator can act on."""

import os
from importlib.util import find_spec
from pathlib import Path

from core.errors import AinoriError, Broken, Retryable
from core.i18n.operators import text
from core.store.engine import address_of

_POSTGRES = ("asyncpg", "greenlet")
_INSTALL = "pip install '.[postgres]'"


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
            raise Broken(text("store.no_postgres", install=_INSTALL))
        return
    if path.is_dir():
        such = f"sqlite:///{path / 'ainori.db'}"
        raise Retryable(text("store.is_folder", path=repr(str(path)), such=such))
    folder = path.absolute().parent
    if not folder.is_dir():
        raise Retryable(text("store.no_folder", path=repr(str(folder))))
    wanted = path if path.exists() else folder
    if not os.access(wanted, os.W_OK):
        raise Retryable(text("store.not_writable", path=repr(str(wanted))))
