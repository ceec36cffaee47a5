"""Why this person: a piece of their own published words.

Owns which line is quoted and where a long line is cut. It writes no sentence of its
own: every quote is a substring of a line it was given, and the catalogue puts a
sentence around it. It must not know which lines are visible (the caller passes only
those) nor the database.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from core.domain.helping import LineKind, PublishedLine, Quote, Reason
from core.matching.embedder import Embedder
from core.matching.lexical import grams

LEAST_CHARS = 6
LEAST_WORDS = 3
"""A quote shorter than this could be anybody's; shorter only if the line is."""

MOST_CHARS = 34
MOST_WORDS = 14
"""About one bubble line; longer lines are cut where a phrase ends."""

_HEADING: tuple[LineKind, ...] = ("destination", "next_step")
_SHARED_LIFT = 0.8
_BESIDE_AT = 0.3
"""A second line is quoted only when it comes this near to the need: six in ten lines of
somebody who is right do, and one in eight of somebody who is not."""

_CLAUSE_END = re.compile(r"(?<=[。、！？!?，；;…\n])|(?<=[.,:]) |(?<=\s)-+(?=\s)| – ")
_PHRASE_END_JA = re.compile(
    r"(?<=[はをにでとがへも])(?=[\u3400-\u9fffァ-ヴA-Za-z0-9])|(?<=[てで])(?=[^いきくしみおあ])"
)
_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_LEADS_UP = ("、", "，", ", ")
_EDGES = " \t\n\u3000。、，,.;；:：!?！？…-–"


def reason(
    need: str, lines: Sequence[PublishedLine], embedder: Embedder
) -> Reason | None:
    """Choose the line, and sometimes a second one, that says why this person.

    The first says where they are heading if they have said so, whatever else is
    nearer: the task is offered as a stretch of that road. The second is the line
    that comes nearest to the need.

    Args:
        need: What is needed.
        lines: The member's published lines that the asker may see.
        embedder: Reads need and lines; a member has a handful (about 2 ms each).

    Returns:
        Quotes, or None when there is nothing to quote.
    """
    ranked = _nearest_first(need, lines, embedder)
    if not ranked:
        return None
    first = next((x for x, _ in ranked if x.kind in _HEADING), ranked[0][0])
    quoted = Quote(first.kind, cut(first.text, need))
    for line, near in ranked:
        if near >= _BESIDE_AT and line.text.strip() != first.text.strip():
            return Reason(quoted, Quote(line.kind, cut(line.text, need)))
    return Reason(quoted)


def their_words(
    need: str, lines: Sequence[PublishedLine], embedder: Embedder
) -> Quote | None:
    """Choose the words of theirs that a request begins with (checklist Q1).

    Where they are heading comes first; another line only if that one says too little.
    """
    ranked = [line for line, _ in _nearest_first(need, lines, embedder)]
    ranked.sort(key=lambda line: (not _says_enough(line.text), _place(line.kind)))
    if not ranked:
        return None
    return Quote(ranked[0].kind, cut(ranked[0].text, need))


def cut(text: str, need: str = "") -> str:
    """Return the part of a line to quote: a substring that begins and ends whole.

    Args:
        text: One published line.
        need: What is needed; the part nearest to it is kept.
    """
    if _fits(text.strip(_EDGES)):
        return text.strip(_EDGES)
    clauses = _spans(text, _CLAUSE_END)
    asked = set(grams(need))
    best = max(
        range(len(clauses)),
        key=lambda i: (len(asked & set(grams(text[slice(*clauses[i])]))), -i),
    )
    start, end = _grown(text, clauses, best)
    part = text[start:end].strip(_EDGES)
    return part if _fits(part) else _shortened(part)


def _nearest_first(
    need: str, lines: Sequence[PublishedLine], embedder: Embedder
) -> list[tuple[PublishedLine, float]]:
    """Sort quotable lines by how near they come; equals keep the caller's order."""
    said = [line for line in lines if line.text.strip(_EDGES)]
    vectors = embedder.embed([need, *(line.text for line in said)])
    alike = vectors[1:] @ vectors[0]
    asked = set(grams(need))
    shared = [len(asked & set(grams(x.text))) / max(1, len(asked)) for x in said]
    near = alike + _SHARED_LIFT * np.array(shared, np.float32)
    pairs = [(line, float(n)) for line, n in zip(said, near, strict=True)]
    return sorted(pairs, key=lambda pair: -pair[1])


def _place(kind: LineKind) -> int:
    return 0 if kind in _HEADING else 1


def _says_enough(text: str) -> bool:
    said = text.strip(_EDGES)
    if _JAPANESE.search(said):
        return len(said) >= LEAST_CHARS
    return len(said.split()) >= LEAST_WORDS


def _fits(text: str) -> bool:
    if _JAPANESE.search(text):
        return len(text) <= MOST_CHARS
    return len(text.split()) <= MOST_WORDS


def _spans(text: str, border: re.Pattern[str]) -> list[tuple[int, int]]:
    """Return where the parts between borders lie; blank parts are left out."""
    places = [0, *(m.end() for m in border.finditer(text)), len(text)]
    spans = [(a, b) for a, b in pairwise(places) if a < b]
    return [span for span in spans if text[slice(*span)].strip(_EDGES)]


def _grown(text: str, clauses: list[tuple[int, int]], at: int) -> tuple[int, int]:
    """Widen a clause that says too little by its neighbours, later ones first.

    One that leads up to something takes that in as well, as far as there is room.
    """
    first = last = at
    while not _says_enough(text[clauses[first][0] : clauses[last][1]]):
        if last + 1 < len(clauses):
            last += 1
        elif first > 0:
            first -= 1
        else:
            break
    while last + 1 < len(clauses) and text[: clauses[last][1]].endswith(_LEADS_UP):
        if not _fits(text[clauses[first][0] : clauses[last + 1][1]].strip(_EDGES)):
            break
        last += 1
    return clauses[first][0], clauses[last][1]


def _shortened(text: str) -> str:
    """Cut a clause that is still too long at the last phrase border that fits."""
    if not _JAPANESE.search(text):
        words = list(re.finditer(r"\S+", text))
        return text[: words[MOST_WORDS - 1].end()].strip(_EDGES)
    borders = [m.end() for m in _PHRASE_END_JA.finditer(text, 0, MOST_CHARS + 1)]
    fitting = [b for b in borders if LEAST_CHARS <= b <= MOST_CHARS]
    return text[: fitting[-1] if fitting else MOST_CHARS].strip(_EDGES)
