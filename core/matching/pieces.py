"""The pieces of words a model knows, in a fifth of the memory.

Owns looking one up, and its text. It must not know what a piece means.
"""

from array import array
from collections.abc import Iterable, Mapping
from itertools import accumulate

_FREE = -1


class Pieces:
    """Answers `get` as the mapping it was made of would.

    A dict of 250,000 pieces takes 33 MB, nearly all of it the strings; their hashes
    are enough. Those have 64 bits: that two pieces share one happens to one table in a
    billion, that a word shares one with a piece to one word in fifty trillion.
    """

    def __init__(self, known: Mapping[str, int]) -> None:
        """Take over what is known; the mapping is not needed afterwards.

        Args:
            known: Numbers from 0 up to two billion.

        Raises:
            ValueError: Two pieces cannot be told apart.
        """
        places = 1 << (2 * len(known)).bit_length()
        self._last = places - 1
        self._hashes = array("q", [0]) * places
        self._numbers = array("i", [_FREE]) * places
        for piece, number in known.items():
            wanted = _hash(piece)
            place = self._place(wanted)
            if self._numbers[place] != _FREE:
                raise ValueError("two pieces have the same hash")
            self._hashes[place] = wanted
            self._numbers[place] = number

    def get(self, piece: str) -> int | None:
        """Return the number of a piece, None for one that is not known."""
        number = self._numbers[self._place(_hash(piece))]
        return None if number == _FREE else number

    def _place(self, wanted: int) -> int:
        """Return where a hash is, or where it would be."""
        hashes, numbers, last = self._hashes, self._numbers, self._last
        place = wanted & last
        while hashes[place] != wanted and numbers[place] != _FREE:
            place = (place + 1) & last
        return place


class Texts:
    """The texts of pieces by their numbers, as the list it was made of would say."""

    def __init__(self, known: Iterable[str]) -> None:
        """Take over what is known; it is not needed afterwards."""
        held = [piece.encode() for piece in known]
        self._ends = array("I", accumulate(map(len, held), initial=0))
        self._all = b"".join(held)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._ends) - 1

    def __getitem__(self, number: int) -> str:
        """Return the text of a piece by its number, from 0."""
        return self._all[self._ends[number] : self._ends[number + 1]].decode()


def _hash(piece: str) -> int:
    # That of the text itself depends on how Python holds it: "br" and "牢" are alike.
    return hash(piece.encode())
