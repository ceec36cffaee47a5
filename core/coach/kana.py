"""What a Japanese text says in hiragana, as far as that shows without a dictionary.

A run of hiragana is laid out with particles, endings, words that carry nothing of their
own, and with what was said; what is left over was not said. Owns that laying out; the
words are data in core.domain.phrasing. It must not know what is done with a leftover.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from core.domain.phrasing import page

_RUN = re.compile(r"[ぁ-ん][ぁ-んー]+")
_KANJI = re.compile(r"[一-龯々〆]")
_WRITTEN = re.compile(r"[一-龯々〆ァ-ヴーa-z0-9」』”\")\]]")
_FEWEST = 2
"""So many signs left over are a word; a single one may be an ending we do not know."""
_LONGEST = 8
"""No word of ours is longer."""
_SURE = 3
"""So many signs in a row are no accident; fewer have to begin a word."""


_Where = Literal["start", "stem", "word"]
"""What stands before: nothing, the beginning of a word, or a whole one."""


@dataclass(frozen=True, slots=True)
class _Book:
    """What may stand where."""

    words: frozenset[str]
    particles: frozenset[str]
    endings: frozenset[str]
    at_end: frozenset[str]
    readings: dict[str, frozenset[str]]
    telling: dict[str, tuple[str, ...]]
    told: re.Pattern[str]


def new_kana(text: str, said: str, *lists: str, free: str = "") -> Iterator[str]:
    """Yield what stands in hiragana and neither was said nor may stand anywhere.

    Args:
        text: A draft, in one spelling (`content.plain`).
        said: All that was said, in the same spelling.
        lists: Names of further lists of words that may be used.
        free: Words that may stand anywhere besides, in the same spelling.
    """
    anywhere = f"{said}\n{free}"
    book = _book(tuple(lists))
    for found in _RUN.finditer(text):
        run = found.group()
        if run[-1] in "おご" and _KANJI.match(text, found.end()):
            run = run[:-1]  # 「お皿」 says no more than 「皿」
        if run in anywhere:
            continue
        told = [
            one["word"]
            for one in book.told.finditer(run)
            if one["word"] not in anywhere
            and not any(other in said for other in book.telling[one["word"]])
        ]
        before = text[: found.start()][-1:]
        yield from told or _left_over(run, before, anywhere, book)


def said_in_kana(kanji: str, said: str) -> bool:
    """Whether kanji may stand since what was said has their reading in hiragana."""
    return any(
        signs.issuperset(kanji) and stem in said
        for stem, signs in _book(()).readings.items()
    )


def _left_over(run: str, before: str, said: str, book: _Book) -> Iterator[str]:
    """Yield the signs that no laying out covers, by one that leaves out fewest."""
    first: _Where = "start"
    if _WRITTEN.match(before):
        first = "stem" if _KANJI.match(before) else "word"
    best: list[dict[_Where, tuple[int, frozenset[int]]]] = [
        {} for _ in range(len(run) + 1)
    ]
    best[0][first] = (0, frozenset())
    for at in range(len(run)):
        for where, (cost, out) in best[at].items():
            for end, after, price in _steps(run, at, where, said, book):
                left = out | {at} if price else out
                known = best[end].get(after)
                if known is None or cost + price < known[0]:
                    best[end][after] = (cost + price, left)
    cost, out = min(best[-1].values(), key=lambda one: one[0])
    if cost >= _FEWEST:
        yield run[min(out) : max(out) + _FEWEST]


def _steps(
    run: str, at: int, where: _Where, said: str, book: _Book
) -> Iterator[tuple[int, _Where, int]]:
    """Yield where a piece that begins here ends, what it is, and what it costs."""
    size = len(run)
    yield at + 1, "stem", 1 if where == "stem" else _FEWEST
    if where != "start" and at + 1 == size and run[at] in book.at_end:
        yield size, "word", 0
    for end in range(at + 1, size + 1):
        piece, long = run[at:end], end - at > 1
        if where != "start" and piece in book.particles:
            yield end, "word", 0
        if where == "stem" and piece in book.endings:
            yield end, "stem", 0
        if long and piece in book.words:
            yield end, "word", 0
        if long and piece in said:
            if end - at >= _SURE or _begins_a_word(piece, said):
                yield end, "stem", 0
        elif end - at > _LONGEST:
            break
    for stem, signs in book.readings.items():
        if run.startswith(stem, at) and any(sign in said for sign in signs):
            yield at + len(stem), "stem", 0


def _begins_a_word(piece: str, said: str) -> bool:
    return (
        re.search(rf"(?:^|[^ぁ-んー]|[はがをにでとものおご]){piece}", said) is not None
    )


@cache
def _book(lists: Sequence[str]) -> _Book:
    kana: dict[str, str] = page("coach", "ja")["kana"]
    readings: dict[str, set[str]] = {}
    for pair in kana["readings"].split():
        stem, signs = pair.split(":")
        readings.setdefault(stem, set()).update(signs)
    words = frozenset(" ".join(kana.get(one, "") for one in ("words", *lists)).split())
    telling = {
        word: tuple(filter(None, others.split("/")))
        for word, others in (pair.split(":") for pair in kana["telling"].split())
        if not any(free.startswith(word) for free in words)
    }
    # What is short stands alone; what is longer may go on as it likes.
    short = "|".join(one for one in telling if len(one) <= _FEWEST)
    longer = "|".join(one for one in telling if len(one) > _FEWEST)
    begins = r"(?:^|(?<=[はがをにでともへやの]))"
    told = rf"{begins}(?P<word>{longer}|(?:{short})(?=[はがをにでとものな]|$))"
    return _Book(
        words,
        frozenset(kana["particles"].split()),
        frozenset(kana["endings"].split()),
        frozenset(kana["at_end"].split()),
        {stem: frozenset(signs) for stem, signs in readings.items()},
        telling,
        re.compile(told),
    )
