"""What people do, in lines of our own: a bridge between an ask and a road.

Owns the lines (`activities_*.txt`, in both languages), which of them a text touches,
and which words go with its own. An ask for a flyer and a road into printing may share
no word; they touch the same activities all the same. It must not know who is there,
nor where the border to "nobody obvious yet" lies.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from core.matching.embedder import Embedder, Matrix, Usem3Embedder, read_once, unit_rows
from core.matching.lexical import grams

TOUCHED = 15
"""Of a thousand activities a text touches a few; the rest would only blur them."""

_FITTED_TO = frozenset({Usem3Embedder.id})
# Whoever changes what is kept changes the name: another version may run beside us.
_NAME = "activities-1"

Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Activities:
    """The lines as one embedder reads them.

    Attributes:
        rows: One vector of length 1 a line, the broad ones first.
        broad: How many those are.
        words: The grams of each line.
        holding: In which lines each gram stands.
    """

    rows: Matrix
    broad: int
    words: tuple[frozenset[str], ...]
    holding: dict[str, list[int]]

    def beside(self, asked: Collection[str]) -> dict[str, float]:
        """Return grams that stand in the same lines as those asked, up to 1 each."""
        found: defaultdict[str, float] = defaultdict(float)
        for gram in sorted(asked):
            lines = self.holding.get(gram, [])
            for line in lines:
                words = self.words[line]
                for other in words.difference(asked):
                    found[other] += 1 / (len(lines) * len(words) ** 0.5)
        return {gram: min(1.0, weight) for gram, weight in found.items()}


@dataclass(frozen=True, slots=True, eq=False)
class Touched:
    """What the people of one community touch, ready to be compared with an ask.

    What few here touch tells more, as with words. Fifteen numbers a member are kept.
    """

    activities: Activities
    places: Places
    strengths: Matrix
    rarity: Matrix

    @classmethod
    def by(cls, matrix: Matrix, activities: Activities) -> "Touched":
        """Return what the rows of a community touch; a blank row touches nothing."""
        places, much = _most(matrix @ activities.rows.T)
        holders = np.bincount(places[much > 0], minlength=len(activities.rows))
        rarity = np.sqrt(np.log((len(matrix) + 1) / (holders + 1))).astype(np.float32)
        return cls(activities, places, unit_rows(much * rarity[places]), rarity)

    def beside(self, vector: Matrix) -> tuple[Matrix, float]:
        """Compare a text with everybody.

        Returns:
            From 0 to 1 how much each member touches the same; and how far one broad
            activity stands out in the text above the others.
        """
        alike = self.activities.rows @ vector
        (places,), (much,) = _most(alike[np.newaxis])
        wanted = np.zeros(len(alike), np.float32)
        wanted[places] = unit_rows((much * self.rarity[places])[np.newaxis])[0]
        shared: Matrix = (wanted[self.places] * self.strengths).sum(axis=1)
        broad = alike[: self.activities.broad]
        return shared, float(broad.max() - broad.mean())


def _most(alike: Matrix) -> tuple[Places, Matrix]:
    """Return the places of the largest numbers of each row, and how far they rise."""
    places = np.argpartition(alike, -TOUCHED, axis=1)[:, -TOUCHED:]
    most = np.take_along_axis(alike, places, axis=1)
    return places, most - most.min(axis=1, keepdims=True)


@lru_cache(maxsize=1)
def activities_of(embedder: Embedder) -> Activities | None:
    """Return the activities of an embedder; None on whose scale nothing was measured.

    The first time on a machine every line is read: about a second of one core.
    """
    if embedder.id not in _FITTED_TO:
        return None
    broad, narrow = lines("broad"), lines("narrow")
    words = tuple(frozenset(grams(line)) for line in (*broad, *narrow))
    holding: defaultdict[str, list[int]] = defaultdict(list)
    for line, held in enumerate(words):
        for gram in held:
            holding[gram].append(line)
    rows = read_once(embedder, (*broad, *narrow), _NAME)
    return Activities(rows, len(broad), words, dict(holding))


@cache
def lines(kind: str) -> tuple[str, ...]:
    """Return the lines of a file as they are read: both languages in one."""
    text = files("core.matching").joinpath(f"activities_{kind}.txt").read_text("utf-8")
    said = (line for line in text.splitlines() if not line.startswith("#"))
    return tuple(" ".join(line.split(" | ")) for line in said)
