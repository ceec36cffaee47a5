"""Whether words are flat: findings and slots, beside the rules and the sound alone."""

import argparse
import csv
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import get_args

from benchmarks import words
from benchmarks.machine import ROOT
from benchmarks.tables import Figures
from core.domain.sentences import Lang, lang_of, mask_quotes, sentence_spans
from core.domain.tone import Finding, by_rules, by_sound, lint
from core.domain.wording.request_check import check_request

DOCUMENT = "quality.md"
_LANGS: tuple[Lang, ...] = get_args(Lang)
PEERS = ("peers_rpc", "peers_casual", "peers_cocoa")
AIMS = {
    "keico_deference": (("over_deference",), "F1 0.80"),
    "pairs_keicot": (("over_deference",), "pairs 0.75"),
    "pairs_pastel_politeness": (("over_deference",), "pairs 0.75"),
    "pastel_harsh": (("command", "hierarchy"), "F1 0.75"),
    "grammar_forms": (("command",), "F1 0.75"),
    "stanford_requests_en": (("command", "hierarchy"), "F1 0.55"),
    "offers_en": (("command", "hierarchy"), "F1 0.55"),
}

Linter = Callable[[str], list[Finding]]
Rows = list[dict[str, str]]


def _rules(text: str) -> list[Finding]:
    lang, masked = lang_of(text), mask_quotes(text)
    return by_rules(masked, lang, sentence_spans(masked, lang))


def _sound(text: str) -> list[Finding]:
    lang, masked = lang_of(text), mask_quotes(text)
    return by_sound(masked, lang, sentence_spans(masked, lang))


LINTERS: dict[str, Linter] = {
    "both, as used": lint,
    "rules alone": _rules,
    "sound alone": _sound,
}


def run(given: argparse.Namespace) -> list[Figures]:
    """Measure our own messages and the speed; outside texts if a folder is given."""
    tables = [_messages(), _own_sentences(), *words.measure()]
    if given.outside is not None:
        tables += [
            _labelled(given.outside),
            _met_once(given.outside),
            _among_peers(given.outside),
        ]
    return tables


def _messages() -> Figures:
    table = Figures(
        "Whole requests of our own: what the slots tell",
        ("language", "flat, nothing missing", "courteous only, something missing"),
    )
    path = ROOT / "tests" / "domain" / "test_tone_messages.toml"
    pages = tomllib.loads(path.read_text("utf-8"))
    for lang in _LANGS:
        cells = []
        for side, whole in (("flat", True), ("polite", False)):
            right = sum(
                (check_request(text, lang=lang, their_words=words) == []) == whole
                for words, text in pages[lang][side]
            )
            cells.append(f"{right}/{len(pages[lang][side])}")
        table.add(lang, *cells)
    return table


def _own_sentences() -> Figures:
    table = Figures(
        "Single sentences of our own",
        ("sentences", "language", "by", "un-flat, heard", "flat, left alone"),
        named=3,
    )
    for name in ("worked", "fresh"):
        for lang in _LANGS:
            path = ROOT / "benchmarks" / "tone" / lang / f"{name}.tsv"
            rows = _table(path)
            for by, linter in LINTERS.items():
                heard: dict[str, list[bool]] = {"no": [], "yes": []}
                for row in rows:
                    heard[row["flat"]].append(bool(linter(row["text"])))
                table.add(
                    "worked with" if name == "worked" else name,
                    lang,
                    by,
                    f"{sum(heard['no'])}/{len(heard['no'])}",
                    f"{len(heard['yes']) - sum(heard['yes'])}/{len(heard['yes'])}",
                )
    table.notes.append(
        "Worked with: written before anybody looked at what is heard of them, then "
        "used to mend the rules. Fresh: only counted, never looked at one by one; the "
        "later ones were written to be as free in wording as talk is."
    )
    return table


def _labelled(outside: Path) -> Figures:
    table = Figures(
        "Labelled sentences of others",
        ("set", "by", "rows", "precision", "recall", "F1", "pairs", "aim"),
        named=2,
    )
    for name, (wanted, aim) in AIMS.items():
        rows = [row for row in _rows(outside, name) if row["label"] in ("0", "1")]
        for by, linter in LINTERS.items():
            table.add(name, by, str(len(rows)), *_judged(rows, linter, wanted), aim)
    return table


def _judged(rows: Rows, linter: Linter, wanted: Sequence[str]) -> Iterator[str]:
    """Yield precision, recall, F1 and how often the worse of a pair is heard more."""
    found = [
        sum(finding.category in wanted for finding in linter(row["text"]))
        for row in rows
    ]
    marked = [row["label"] == "1" for row in rows]
    hits = sum(1 for n, worse in zip(found, marked, strict=True) if n and worse)
    flagged = sum(1 for n in found if n)
    precision = hits / flagged if flagged else 0.0
    recall = hits / sum(marked)
    yield f"{precision:.2f}"
    yield f"{recall:.2f}"
    yield f"{2 * precision * recall / (precision + recall or 1.0):.2f}"
    groups: dict[str, dict[bool, int]] = {}
    for row, n, worse in zip(rows, found, marked, strict=True):
        groups.setdefault(row["group"], {})[worse] = n
    if len(groups) * 2 == len(rows) and all(len(one) == 2 for one in groups.values()):
        points = [
            (one[True] > one[False]) + 0.5 * (one[True] == one[False])
            for one in groups.values()
        ]
        yield f"{sum(points) / len(points):.2f}"
    else:
        yield ""


def _met_once(outside: Path) -> Figures:
    """Tell what would be left if every phrase met in one sentence were not known."""
    table = Figures(
        "How much of it rests on phrases met once",
        ("set", "to hear", "heard by rules", "but for phrases met once"),
    )
    for name, (wanted, _) in AIMS.items():
        said = []
        for row in _rows(outside, name):
            if row["label"] == "1":
                masked = mask_quotes(row["text"]).lower()
                said.append(
                    {
                        (finding.kind, masked[slice(*finding.span)])
                        for finding in _rules(row["text"])
                        if finding.category in wanted
                    }
                )
        met = Counter(phrase for phrases in said for phrase in phrases)
        heard = sum(1 for phrases in said if phrases)
        sure = sum(1 for phrases in said if any(met[one] > 1 for one in phrases))
        table.add(
            name,
            str(len(said)),
            f"{heard / len(said):.2f}",
            f"{sure / len(said):.2f}",
        )
    table.notes.append(
        "Of sentences nobody had in view, about as many rest on phrases nobody knows "
        "yet as here on phrases met once; a phrase from a whole class of verbs or "
        "names counts as met once as well, so the last column is the lower bound."
    )
    return table


def _among_peers(outside: Path) -> Figures:
    table = Figures(
        "Talk between equals, of others: share of texts with a finding (aim 0.03)",
        ("set", "rows", *LINTERS),
    )
    for name in PEERS:
        rows = _rows(outside, name)
        shares = (
            sum(
                any(one.category != "solicitation" for one in linter(row["text"]))
                for row in rows
            )
            / len(rows)
            for linter in LINTERS.values()
        )
        table.add(name, str(len(rows)), *(f"{share:.3f}" for share in shares))
    return table


def _rows(outside: Path, name: str) -> Rows:
    return _table(outside / "dev" / "flatness" / f"{name}.tsv")


def _table(path: Path) -> Rows:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
