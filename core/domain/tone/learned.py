"""The learned layer of the tone: how a sentence sounds as a whole, from its letters.

Owns cutting a sentence into grams and adding up their weights. It must not know the
rules. The weights are data (`learned.tsv` beside the rules of a language), trained by
`python -m benchmarks.train_tone` on sentences of our own; here they are only added up,
so that a finding can be explained by the words that weighed most.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import sqrt
from typing import cast

from core.domain.sentences import QUOTE_MARK, Lang
from core.domain.tone.rules import Kind

_LONGEST_GRAM: dict[Lang, int] = {"ja": 4, "en": 3}
_FEWEST_PIECES: dict[Lang, int] = {"ja": 9, "en": 4}
_LETTER = re.compile(r"[^\W_]")
_CLAUSE_END = re.compile(r"[、。,.;:!?\s]+$|[、。;!?](?=.)|[,.]\s(?=.)")
_PIECE: dict[Lang, re.Pattern[str]] = {
    "ja": re.compile(rf"[^\s{QUOTE_MARK}]"),
    "en": re.compile(r"[a-z]+(?:'[a-z]+)*|\d+|[?!.,$:;)]"),
}
_BEGIN, _END = "^", "$"
_SEPARATOR: dict[Lang, str] = {"ja": "", "en": " "}
_ABOVE: Kind = "N5"
_ORDER: Kind = "N1"
"""Whether somebody is put above somebody is asked first; then whether by an order."""
_STEP = 100
"""Weights are kept as whole hundredths."""

Gram = tuple[str, int, int]
"""A gram and the (start, end) of its pieces, counted in pieces."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What training left: for each kind its start, its threshold and its grams.

    `corpus` is the digest of the sentences it was trained on.
    """

    corpus: str
    kinds: tuple[Kind, ...]
    bias: tuple[float, ...]
    threshold: tuple[float, ...]
    grams: dict[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Heard:
    """A kind a sentence sounds like, and the (start, end) of what weighed most."""

    kind: Kind
    span: tuple[int, int]


@cache
def weights(lang: Lang) -> Weights:
    """Read the weights of a language; once per process."""
    path = files("core.domain.tone.rules") / lang / "learned.tsv"
    lines = iter(path.read_text(encoding="utf-8").splitlines())
    corpus = next(lines).split("\t")[1]
    kinds = cast(tuple[Kind, ...], tuple(next(lines).split("\t")[1:]))
    bias = tuple(float(cell) for cell in next(lines).split("\t")[1:])
    threshold = tuple(float(cell) for cell in next(lines).split("\t")[1:])
    grams = {
        gram: tuple(map(int, cells))
        for gram, *cells in (line.split("\t") for line in lines)
    }
    return Weights(corpus, kinds, bias, threshold, grams)


def pieces(sentence: str, lang: Lang) -> list[re.Match[str]]:
    """Return the letters (ja) or words (en) of a masked sentence in small letters."""
    return list(_PIECE[lang].finditer(sentence))


def grams(found: list[str], lang: Lang) -> Iterator[Gram]:
    """Yield every run of one to four letters (ja) or one to three words (en)."""
    marked = [_BEGIN, *("0" if one.isdigit() else one for one in found), _END]
    between, longest, last = _SEPARATOR[lang], _LONGEST_GRAM[lang], len(marked)
    for start, first in enumerate(marked):
        gram = first
        yield gram, start - 1, start
        for end in range(start + 1, min(start + longest, last)):
            gram = f"{gram}{between}{marked[end]}"
            yield gram, start - 1, end


def hear(sentence: str, lang: Lang) -> Iterator[Heard]:
    """Yield the kinds a masked sentence sounds like; its spans index the sentence.

    A sentence of a few letters says too little, and one built around somebody's words
    is not only its writer's; both sound like nothing.
    """
    if QUOTE_MARK in sentence:
        return
    known = weights(lang)
    found = pieces(sentence.lower(), lang)
    lettered = sum(1 for piece in found if _LETTER.match(piece.group()))
    if lettered < _FEWEST_PIECES[lang]:
        return
    hits = [
        (weighed, start, end)
        for gram, start, end in grams([piece.group() for piece in found], lang)
        if (weighed := known.grams.get(gram))
    ]
    scale = _STEP * sqrt(2 + len(found))
    loud = {
        kind: place
        for place, kind in enumerate(known.kinds)
        if known.bias[place] + sum(hit[0][place] for hit in hits) / scale
        >= known.threshold[place]
    }
    order = loud.pop(_ORDER, None)
    for kind, place in loud.items():
        told = _ORDER if kind == _ABOVE and order is not None else kind
        yield Heard(told, _heaviest(found, place, hits))


def _heaviest(
    found: list[re.Match[str]],
    kind: int,
    hits: list[tuple[tuple[int, ...], int, int]],
) -> tuple[int, int]:
    """Return the run of pieces that adds most to a kind, as a span of the sentence."""
    worth = [0.0] * len(found)
    for weighed, start, end in hits:
        inside = range(max(start, 0), min(end, len(found)))
        for place in inside:
            worth[place] += weighed[kind] / len(inside)
    best, best_run, run, begin = 0.0, (0, len(found)), 0.0, 0
    for place, value in enumerate(worth):
        if run <= 0:
            run, begin = 0.0, place
        run += value
        if run > best:
            best, best_run = run, (begin, place + 1)
    return _clause(found[0].string, found[best_run[0]].start())


def _clause(sentence: str, place: int) -> tuple[int, int]:
    """Return the clause a place lies in: half a word explains nothing."""
    start = 0
    for mark in _CLAUSE_END.finditer(sentence):
        if mark.start() > place:
            return start, mark.start()
        start = mark.end()
    return start, len(sentence)
