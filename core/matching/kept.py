"""What is dear to make, kept from one start to the next: named arrays in a file.

Owns where such files lie (the user's cache folder), and that nothing torn, outdated or
foreign is used. It must not know what the arrays mean. All it can do is save time:
whatever goes wrong here, they are made anew.
"""

import json
import logging
import math
import os
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkstemp
from time import time
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from core.folders import cache_folder

Arrays = Mapping[str, NDArray[Any]]

_CHECK_BYTES = 4
_READ_BYTES = 1024 * 1024
_NEW = ".new"
# Nobody writes for so long; whoever began was killed.
_LEFT_S = 3600.0
# No place, or no home at all.
_TROUBLE = (OSError, RuntimeError)
# What reading comes to where somebody else wrote.
_FOREIGN = (ValueError, TypeError, LookupError, AttributeError)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Left:
    """An array that was left in its file, from byte `at` on.

    Attributes:
        file: An open file of its own; whoever takes it closes it.
    """

    file: int
    at: int
    row_bytes: int


@dataclass(frozen=True, slots=True)
class Kept:
    """What a file holds: the arrays that were read, and the one that was left there."""

    arrays: dict[str, NDArray[Any]]
    left: Left | None = None


def read(name: str, key: str, *, leave: str = "") -> Kept | None:
    """Return what was kept under a name, None where nothing fits.

    Args:
        name: The file's own.
        key: What all of it depends on; another key means another content.
        leave: An array that is not read, only shown where it is.
    """
    try:
        with (cache_folder() / name).open("rb") as file:
            return _read(file, key, leave) if is_ours(os.fstat(file.fileno())) else None
    except FileNotFoundError:
        return None
    except (*_TROUBLE, *_FOREIGN) as error:
        _log.info("not read name=%s cause=%s", name, type(error).__name__)
        return None


def write(name: str, key: str, arrays: Arrays) -> None:
    """Keep arrays; whoever reads meanwhile finds all of the old or all of the new."""
    try:
        folder = cache_folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _sweep(folder)
        handle, new = mkstemp(suffix=_NEW, dir=folder)
        try:
            with os.fdopen(handle, "wb") as file:
                _write(file, key, arrays)
            Path(new).replace(folder / name)
        except OSError:
            Path(new).unlink(missing_ok=True)
            raise
    except _TROUBLE as error:
        _log.info("not kept name=%s cause=%s", name, type(error).__name__)


def is_ours(status: os.stat_result) -> bool:
    """Tell whether a file is this user's, and of nobody who may write beside us."""
    return not hasattr(os, "getuid") or status.st_uid == os.getuid()


def _write(file: IO[bytes], key: str, arrays: Arrays) -> None:
    kinds = {name: (array.dtype.str, array.shape) for name, array in arrays.items()}
    head = json.dumps({"key": key, "arrays": kinds}).encode() + b"\n"
    parts = [memoryview(head)]
    parts += [_flat(one).data for one in arrays.values()]
    check = 0
    for part in parts:
        check = zlib.crc32(part, check)
    file.write(check.to_bytes(_CHECK_BYTES))
    for part in parts:
        file.write(part)


def _read(file: IO[bytes], key: str, leave: str) -> Kept | None:
    check = int.from_bytes(file.read(_CHECK_BYTES))
    if _check(file) != check:
        raise ValueError("torn")
    file.seek(_CHECK_BYTES)
    head = json.loads(file.readline())
    if head["key"] != key:
        return None
    arrays, left = {}, None
    for name, (kind, shape) in head["arrays"].items():
        row_bytes = np.dtype(kind).itemsize * math.prod(shape[1:])
        length = row_bytes * math.prod(shape[:1])
        if name == leave:
            left = (file.tell(), row_bytes)
            file.seek(length, os.SEEK_CUR)
        else:
            arrays[name] = np.frombuffer(file.read(length), kind).reshape(shape)
    return Kept(arrays, left and Left(os.dup(file.fileno()), *left))


def _flat(array: NDArray[Any]) -> NDArray[np.uint8]:
    return np.ascontiguousarray(array).reshape(-1).view(np.uint8)


def _check(file: IO[bytes]) -> int:
    check = 0
    while part := file.read(_READ_BYTES):
        check = zlib.crc32(part, check)
    return check


def _sweep(folder: Path) -> None:
    """Remove what was begun by somebody who is gone."""
    for one in folder.glob(f"*{_NEW}"):
        if time() - one.stat().st_mtime > _LEFT_S:
            one.unlink(missing_ok=True)
