"""The pieces of words a model knows, in a fifth of the memory, and kept in arrays.

Owns looking one up, and its text. It must not know what a piece means.
"""

from array import array
from collections.abc import Iterable, Mapping
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

_FREE = -1
# The digits of pi, and prime: nothing regular in which texts could agree, as there is
# beside a power of two.
_PRIME = 3141592653589793239
# The golden ratio as a share of 64 bits: neighbours land far from one another.
_SPREAD = 0x9E3779B97F4A7C15
_MIXED = 44

Arrays = Mapping[str, NDArray[Any]]


class Pieces:
    """Answers `get` as the mapping it was made of would.

    A dict of 250,000 pieces takes 33 MB, nearly all of it the strings; a fingerprint of
    each is enough. Those have 61 bits: that two pieces share one happens to one table
    in a hundred million, that a word shares one with a piece to one word in nine
    trillion. They are the same in every process, so that a table can be kept.
    """

    def __init__(self, prints: "array[int]", numbers: "array[int]") -> None:
        """Take over a table that `of` or `kept` made."""
        self._prints = prints
        self._numbers = numbers
        self._last = len(numbers) - 1

    @classmethod
    def of(cls, known: Mapping[str, int]) -> "Pieces":
        """Return a table of what is known; the mapping is not needed afterwards.

        Args:
            known: Numbers from 0 up to two billion.

        Raises:
            ValueError: Two pieces cannot be told apart.
        """
        places = 1 << (2 * len(known)).bit_length()
        made = cls(array("q", [0]) * places, array("i", [_FREE]) * places)
        for piece, number in known.items():
            wanted = _print(piece)
            place = made._place(wanted)
            if made._numbers[place] != _FREE:
                raise ValueError("two pieces have the same fingerprint")
            made._prints[place] = wanted
            made._numbers[place] = number
        return made

    @classmethod
    def kept(cls, arrays: Arrays) -> "Pieces":
        """Return the table whose arrays were kept."""
        return cls(
            array("q", arrays["prints"].tobytes()),
            array("i", arrays["numbers"].tobytes()),
        )

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return the table as arrays."""
        return {
            "prints": np.asarray(self._prints),
            "numbers": np.asarray(self._numbers),
        }

    def get(self, piece: str) -> int | None:
        """Return the number of a piece, None for one that is not known."""
        number = self._numbers[self._place(_print(piece))]
        return None if number == _FREE else number

    def _place(self, wanted: int) -> int:
        """Return where a fingerprint is, or where it would be."""
        prints, numbers, last = self._prints, self._numbers, self._last
        place = (wanted * _SPREAD >> _MIXED) & last
        while prints[place] != wanted and numbers[place] != _FREE:
            place = (place + 1) & last
        return place


class Texts:
    """The texts of pieces by their numbers, as the list it was made of would say."""

    def __init__(self, ends: "array[int]", everything: bytes) -> None:
        """Take over what `of` or `kept` made."""
        self._ends = ends
        self._all = everything

    @classmethod
    def of(cls, known: Iterable[str]) -> "Texts":
        """Return the texts of what is known; it is not needed afterwards."""
        held = [piece.encode() for piece in known]
        return cls(array("I", accumulate(map(len, held), initial=0)), b"".join(held))

    @classmethod
    def kept(cls, arrays: Arrays) -> "Texts":
        """Return the texts whose arrays were kept."""
        return cls(array("I", arrays["ends"].tobytes()), arrays["texts"].tobytes())

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return the texts as arrays."""
        return {
            "ends": np.asarray(self._ends),
            "texts": np.frombuffer(self._all, np.uint8),
        }

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._ends) - 1

    def __getitem__(self, number: int) -> str:
        """Return the text of a piece by its number, from 0."""
        return self._all[self._ends[number] : self._ends[number + 1]].decode()


def _print(piece: str) -> int:
    # The last byte tells a piece from the same one with zeros behind it.
    return int.from_bytes(piece.encode() + b"\x01", "little") % _PRIME
