"""Which words two texts share, and how rare those words are in a community.

Owns the cutting of text into grams (character pairs for kanji and katakana, word
stems for Latin script) and a BM25-like share of them. It must not know vectors,
members' standing or the database.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

_RUNS = re.compile(r"[a-z0-9]+|[\u3400-\u9fff々〆ヶ]+|[ァ-ヴー]+")
"""Runs that carry meaning; hiragana is mostly grammar and makes false kin."""

_STEM_CHARS = 5
_FREQUENCY_LIMIT = 1.2
_LENGTH_WEIGHT = 0.3
"""BM25's k1 and b; b is low because a member who writes more is not less near."""

_HEARD_AT_MOST = 600
"""Texts looked through to learn how rare something is; more would change little."""

BESIDE_SHARE = 0.7
"""How much a word counts that only goes with one that was asked."""

Beside = Callable[[Collection[str]], Mapping[str, float]]
"""Says which grams go with some, and how closely, up to 1."""

_COMMON_ENGLISH = re.compile(
    r"an?|and|any(one)?|are|as|at|be|but|by|can|could|do|for|from|has|have|he|help|i|if"
    r"|in|into|is|its?|me|my|of|on|or|our|she|so|some(one)?|that|the|their|them|they"
    r"|this|to|us|was|we|were|what|when|where|who|will|with|would|you|your"
)


def normal(text: str) -> str:
    """Return the text in the one form comparisons are made in."""
    return unicodedata.normalize("NFKC", text).lower()


def grams(text: str) -> list[str]:
    """Cut a text into the pieces that are compared, in order, with repeats."""
    found: list[str] = []
    for run in _RUNS.findall(normal(text)):
        if run.isascii():
            if not _COMMON_ENGLISH.fullmatch(run):
                found.append(run[:_STEM_CHARS])
        elif len(run) == 1:
            found.append(run)
        else:
            found.extend(run[i : i + 2] for i in range(len(run) - 1))
    return found


class SharedWords:
    """The words of one community, ready to be compared with a question.

    Built once for a list of texts; every answer has one number a text, in order.

    Attributes:
        told: How many different grams a text has that has any, on average.
    """

    def __init__(self, texts: Sequence[str], beside: Beside | None = None) -> None:
        """Count the words of texts; `beside` says which others go with those asked."""
        self._beside = beside
        counts = [Counter(grams(text)) for text in texts]
        told = [len(count) for count in counts if count]
        self.told = sum(told) / len(told) if told else 0.0
        lengths = np.array([c.total() for c in counts], np.float32)
        average = float(lengths.mean()) if counts else 0.0
        relative = lengths / average if average else lengths
        damping = _FREQUENCY_LIMIT * (1 - _LENGTH_WEIGHT + _LENGTH_WEIGHT * relative)
        holders: dict[str, list[int]] = {}
        for place, count in enumerate(counts):
            for gram in count:
                holders.setdefault(gram, []).append(place)
        self._size = len(counts)
        every = max(1, math.ceil(len(texts) / _HEARD_AT_MOST))
        self._heard = [normal(text) for text in texts[::every]]
        # What is asked for repeats itself, and most of it is grammar.
        self._known: dict[str, float] = {}
        self._rarity = {g: self._rarity_of(len(held)) for g, held in holders.items()}
        self._weights = {
            gram: (held, _saturated(counts, held, gram, damping))
            for gram, held in holders.items()
        }

    def share(self, question: str, *, widely: bool = False) -> NDArray[np.float32]:
        """Return how much of the question each text has in common with it.

        Args:
            question: What is asked.
            widely: Whether words count that only go with those of the question.

        Returns:
            One number a text, 0 (nothing shared) to about 1 (every word, often).
            Words nobody here has written count as unshared.
        """
        shared = np.zeros(self._size, np.float32)
        asked = set(grams(question))
        if not asked:
            return shared
        unheard = self._rarity_of(0)
        whole = sum(self._rarity.get(gram, unheard) for gram in asked)
        counted = dict.fromkeys(asked, 1.0)
        if widely and self._beside is not None:
            for gram, closely in self._beside(asked).items():
                counted[gram] = BESIDE_SHARE * closely
        for gram in sorted(counted.keys() & self._weights.keys()):
            held, weights = self._weights[gram]
            shared[held] += counted[gram] * self._rarity[gram] * weights
        return shared / np.float32(whole)

    def rarity(self, pieces: Sequence[str]) -> NDArray[np.float32]:
        """Return how rarely each piece of text is written here, 0 for in every text."""
        return np.array([self._rare(normal(piece)) for piece in pieces], np.float32)

    def _rare(self, piece: str) -> float:
        known = self._known.get(piece)
        if known is None:
            holders = sum(piece in text for text in self._heard)
            known = math.log((len(self._heard) + 1) / (holders + 1))
            self._known[piece] = known
        return known

    def _rarity_of(self, holders: int) -> float:
        return math.log(1 + (self._size - holders + 0.5) / (holders + 0.5))


def _saturated(
    counts: Sequence[Counter[str]],
    held: Sequence[int],
    gram: str,
    damping: NDArray[np.float32],
) -> NDArray[np.float32]:
    """Say how strongly each holder holds a gram; repeating it soon adds nothing."""
    often = np.array([counts[place][gram] for place in held], np.float32)
    return (often / (often + damping[list(held)])).astype(np.float32)
