"""Where this user's files lie, by the custom of the system.

Owns the two folders; knows nothing of what is put into them, and makes neither.
"""

import os
import sys
from pathlib import Path

_OURS = "ainori"


def data_folder() -> Path:
    """Return the folder for what is to stay.

    Raises:
        RuntimeError: This user has no home.
    """
    return _named("XDG_DATA_HOME", "Application Support", ".local/share") / _OURS


def cache_folder() -> Path:
    """Return the folder for what can be made anew at any time.

    Raises:
        RuntimeError: This user has no home.
    """
    return _named("XDG_CACHE_HOME", "Caches", ".cache") / _OURS


def _named(variable: str, on_a_mac: str, elsewhere: str) -> Path:
    if named := os.environ.get(variable):
        return Path(named)
    if sys.platform == "darwin":
        return Path.home() / "Library" / on_a_mac
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home()))
    return Path.home() / elsewhere
