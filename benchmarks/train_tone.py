"""Trains the learned layer of the tone on our own sentences, and writes its weights.

    python -m benchmarks.train_tone [--check]

Reads benchmarks/tone/<lang>/*.txt (the pairs in pairs*.txt are `un-flat|flat`), the
sentences each rule carries, and what the bot itself and the people of our sample
community say (flat by promise); writes core/domain/tone/rules/<lang>/learned.tsv.
No sentence of anybody else is used. The thresholds come from cross-validation: a whole
line of the corpus, with all its variants, is either learned from or asked about.
`--check` writes nothing and fails if the file on disk is not what training gives.
"""

import argparse
import hashlib
import itertools
import re
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast, get_args

import numpy as np
from numpy.typing import NDArray

from benchmarks.compose_sample import sample
from benchmarks.machine import ROOT
from core.domain.phrasing import page
from core.domain.sentences import Lang, mask_quotes, sentence_spans
from core.domain.tone.learned import grams, pieces
from core.domain.tone.rules import ENOUGH, rule_book
from core.i18n.catalog import phrases

LANGS: tuple[Lang, ...] = get_args(Lang)
_FLAT = "flat"
FAMILIES: dict[str, tuple[tuple[str, ...], str]] = {
    "N1": (("command",), "harsh"),
    "N3": (("price",), _FLAT),
    "N5": (("harsh", "command"), _FLAT),
    "N7": (("deference",), _FLAT),
}
"""The families each column is learned from, and the one it is told apart from: whether
one stands above the other is one question, and whether it is an order the next."""
_OF_RULES = {
    "N1": "command",
    "N4": "command",
    "N3": "price",
    "N5": "harsh",
    "N6": "harsh",
    "N7": "deference",
}
_TALK = "talk: "
_SHORTEST = 8
_COMPOSED = 150
_OWN = "the bot's own words"
_VARIANTS = 24
_FOLDS = 5
_ROUNDS = 250
_RIDGE = 1e-4
_RAREST = 3e-5
"""Added to the share of either side a gram is met in, before both are compared."""
_SMALLEST = 15
"""Hundredths below which a gram is left out of the file."""
_FALSE_ALARMS = 0.01
_SUREST = {"N3": 1.8, "N5": 1.8, "N7": 0.8}
"""No threshold is lower, however few flat sentences came near it."""
_CLEARANCE = 0.3
"""How far above the bot's own words a threshold lies."""
_CHOICE = re.compile(r"\{([^{}]*)\}")

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence, the line it was made from, and how much it counts."""

    text: str
    label: str
    line: str
    weight: float


@dataclass(frozen=True, slots=True)
class Matrix:
    """Which gram stands in which sentence, and how much."""

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    values: Floats
    shape: tuple[int, int]

    def dot(self, weights: Floats) -> Floats:
        """Return the sum of each sentence's grams."""
        return cast(
            Floats,
            np.bincount(self.rows, self.values * weights[self.columns], self.shape[0]),
        )

    def back(self, errors: Floats) -> Floats:
        """Return the sum of the errors under each gram."""
        return cast(
            Floats,
            np.bincount(self.columns, self.values * errors[self.rows], self.shape[1]),
        )


def main() -> int:
    """Train both languages; 1 if checking and a file differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    differs = False
    for lang in LANGS:
        page = train(lang)
        path = ROOT / "core" / "domain" / "tone" / "rules" / lang / "learned.tsv"
        if check:
            differs |= path.read_text("utf-8") != page
        else:
            path.write_text(page, "utf-8")
    return int(differs)


def examples(lang: Lang) -> list[Example]:
    """Return every sentence to learn from."""
    found = []
    for family in ("command", "price", "harsh", "deference", _FLAT):
        found_in = sorted((ROOT / "benchmarks" / "tone" / lang).glob(f"{family}*.txt"))
        for line in (line for path in found_in for line in _lines(path)):
            variants = _variants(line)
            weight = len(variants) ** -0.5
            found += [Example(text, family, line, weight) for text in variants]
    for path in sorted((ROOT / "benchmarks" / "tone" / lang).glob("pairs*.txt")):
        found += pairs(path)
    for rule in rule_book(lang).rules:
        family = _OF_RULES.get(rule.kind, "")
        if family and rule.weight >= ENOUGH:
            found += [Example(text, family, text, 0.5) for text in rule.flags]
        found += [Example(text, _FLAT, text, 1.0) for text in rule.passes]
    for said in own_words(lang):
        bare = re.sub(r"\{\w+\}", "○", said)
        for start, end in sentence_spans(mask_quotes(bare), lang):
            found.append(Example(bare[start:end], _FLAT, _OWN, 0.5))
    for text in talk(lang):
        for start, end in sentence_spans(mask_quotes(text), lang):
            found.append(Example(text[start:end], _FLAT, _TALK + text, 1.0))
    return found


def pairs(path: Path) -> Iterator[Example]:
    """Yield both sides of each pair of a file, `un-flat|flat` below `# family, …`."""
    family = ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("#"):
            family = line.removeprefix("#").partition(",")[0].strip()
        elif line.strip():
            harsh, kind = line.split("|")
            yield Example(harsh, family, line, 1.0)
            yield Example(kind, _FLAT, line, 1.0)


def talk(lang: Lang) -> Iterator[str]:
    """Yield what the people of our sample community say."""
    waiting: list[Any] = [
        tomllib.loads(page.read_text("utf-8"))
        for page in sorted((ROOT / "bots" / "sample" / lang).glob("*.toml"))
    ]
    while waiting:
        match waiting.pop():
            case str() as text if len(text) > _SHORTEST:
                yield text
            case dict() as table:
                waiting.extend(table.values())
            case list() as several:
                waiting.extend(several)


def own_words(lang: Lang) -> Iterator[str]:
    """Yield what the bot says and what it writes for members."""
    yield from phrases(lang).values()
    for tone in ("desumasu", "casual"):
        for wordings in page("request", lang)[tone].values():
            yield from wordings
    yield from sample(lang, _COMPOSED)


def digest(lang: Lang) -> str:
    """Return what tells one state of the corpus from another."""
    pages = sorted((ROOT / "benchmarks" / "tone" / lang).glob("*.txt"))
    return hashlib.sha256(b"".join(one.read_bytes() for one in pages)).hexdigest()[:16]


def train(lang: Lang) -> str:
    """Return the weights of a language, as they stand in the file."""
    given = examples(lang)
    names, matrix = _matrix([example.text for example in given], lang)
    columns, biases, thresholds = [], [], []
    for kind, (family, other) in FAMILIES.items():
        asked = np.array([one.label in (*family, other) for one in given])
        wanted = np.array([float(one.label in family) for one in given])
        counts = np.array([one.weight for one in given]) * asked
        counts *= np.where(
            wanted > 0, 1.0 / counts[wanted > 0].sum(), 1.0 / counts[wanted == 0].sum()
        )
        thresholds.append(
            _threshold(given, matrix, wanted, counts, _SUREST[kind])
            if other == _FLAT
            else 0.0
        )
        weights, bias = _fit(matrix, wanted, counts)
        columns.append(np.rint(weights * 100).astype(int))
        biases.append(bias)
        print(lang, kind, int(wanted.sum()), f"threshold {thresholds[-1]:.2f}")
    table = np.array(columns).T
    kept = np.flatnonzero(np.abs(table).max(axis=1) >= _SMALLEST)
    lines = [
        f"corpus\t{digest(lang)}",
        "\t".join(["kind", *FAMILIES]),
        "\t".join(["bias", *(f"{bias:.2f}" for bias in biases)]),
        "\t".join(["threshold", *(f"{one:.2f}" for one in thresholds)]),
        *(
            "\t".join([names[place], *map(str, table[place])])
            for place in sorted(kept, key=lambda place: names[place])
        ),
    ]
    return "\n".join(lines) + "\n"


def _lines(path: Path) -> list[str]:
    lines = path.read_text("utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def _variants(line: str) -> list[str]:
    """Return up to so many sentences a line stands for, the same ones every time."""
    parts = _CHOICE.split(line)
    choices = [
        part.split("|") if place % 2 else [part] for place, part in enumerate(parts)
    ]
    every = ["".join(said) for said in itertools.product(*choices)]
    return sorted(every, key=_hash)[:_VARIANTS]


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])


def _matrix(texts: Sequence[str], lang: Lang) -> tuple[list[str], Matrix]:
    places: dict[str, int] = {}
    rows, columns, values = [], [], []
    for row, text in enumerate(texts):
        found = [one.group() for one in pieces(mask_quotes(text).lower(), lang)]
        for gram, _, _ in grams(found, lang):
            rows.append(row)
            columns.append(places.setdefault(gram, len(places)))
            values.append((2 + len(found)) ** -0.5)
    return list(places), Matrix(
        np.array(rows), np.array(columns), np.array(values), (len(texts), len(places))
    )


def _fit(matrix: Matrix, wanted: Floats, counts: Floats) -> tuple[Floats, float]:
    """Fit a logistic regression with Adam over all sentences at once.

    A gram moves a sentence by how much oftener one side says it than the other (naive
    Bayes) times what the regression finds: few sentences are enough that way.
    """
    above, level = (
        matrix.back(side / side.sum()) + _RAREST
        for side in (counts * wanted, counts * (1 - wanted))
    )
    telling = np.abs(np.log((above / above.sum()) / (level / level.sum())))
    matrix = replace(matrix, values=matrix.values * telling[matrix.columns])
    weights, bias = np.zeros(matrix.shape[1]), 0.0
    first, second = np.zeros(matrix.shape[1] + 1), np.zeros(matrix.shape[1] + 1)
    for step in range(1, _ROUNDS + 1):
        said = 1 / (1 + np.exp(-(matrix.dot(weights) + bias)))
        errors = (said - wanted) * counts
        slope = np.append(matrix.back(errors) + _RIDGE * weights, errors.sum())
        first = 0.9 * first + 0.1 * slope
        second = 0.99 * second + 0.01 * slope**2
        move = 0.1 * (first / (1 - 0.9**step))
        move /= np.sqrt(second / (1 - 0.99**step)) + 1e-8
        weights, bias = weights - move[:-1], bias - float(move[-1])
    return weights * telling, bias


def _threshold(
    given: Sequence[Example],
    matrix: Matrix,
    wanted: Floats,
    counts: Floats,
    surest: float,
) -> float:
    """Return what so few flat sentences reach when they were not learned from."""
    fold = np.array([_hash(one.line) % _FOLDS for one in given])
    # The bot's own words are promised flat: always learned from, and never a finding.
    own = np.array([one.line == _OWN for one in given])
    fold[own] = _FOLDS
    said = np.zeros(len(given))
    for held in range(_FOLDS):
        weights, bias = _fit(matrix, wanted, counts * (fold != held))
        said = np.where(fold == held, matrix.dot(weights) + bias, said)
    flat = (wanted == 0) & (counts > 0) & ~own
    order = np.argsort(-said[flat])
    share = np.cumsum(counts[flat][order])
    place = int(np.searchsorted(share, _FALSE_ALARMS * share[-1]))
    level = float(said[flat][order][place]) + 0.01
    hit = (wanted > 0) & (said >= level)
    print(f"  held out: {counts[hit].sum() / counts[wanted > 0].sum():.2f} heard")
    weights, bias = _fit(matrix, wanted, counts)
    ours = own | np.array([one.line.startswith(_TALK) for one in given])
    nearest = float((matrix.dot(weights) + bias)[ours].max()) + _CLEARANCE
    return round(max(level, nearest, surest), 2)


if __name__ == "__main__":
    sys.exit(main())
