"""Where a text's own voice ends: its sentences, and the words it only quotes.

Owns quoting and sentence marks in both languages. It must not know what any rule looks
for. Every function keeps lengths, so that a span found in a masked text is a span of
the text as the member typed it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

Lang = Literal["ja", "en"]

QUOTE_MARK = "□"
"""Stands for each character that is not to be read: neither a kana nor a letter."""

_HALF_WIDTH = (
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    | {
        ord("\u2019"): "'",
        ord("\uffe5"): "\u00a5",
    }
    | dict.fromkeys(map(ord, "\t\v\f\r\u00a0\u2028\u2029\u202f\u205f\u3000"), " ")
)

_WIDE = re.compile("[" + "".join(map(re.escape, map(chr, _HALF_WIDTH))) + "]")
_QUOTED = re.compile(
    r"「[^「」]*」|『[^『』]*』|“[^“”]*”|\"[^\"\n]*\""
    r"|(?<![\w'])'[^'\n]{2,}'(?![\w'])"
)
_DEEPEST_QUOTE = 9
# A pattern that allows blanks in two places tries every way to share a gap out.
_LONG_GAP = re.compile(r"(?<=\s{4})\s+(?=\s{4})")
_JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龯]")
_LETTER = re.compile(r"[A-Za-z]")
_SENTENCE_END = {
    "ja": re.compile(r"[。!?\n]+[\s」』)]*"),
    "en": re.compile(r"[.!?]+[\s\"')”]+|\n+"),
}


def lang_of(text: str) -> Lang:
    """Return the language a text is written in: Japanese where any of it is."""
    return "ja" if _JAPANESE.search(text) else "en"


def voice_of(text: str) -> Lang:
    """Return the language a message speaks, whatever it quotes and whomever it names.

    A Japanese character says about as much as two or three letters do.
    """
    own = mask_quotes(text)
    japanese, letters = len(_JAPANESE.findall(own)), len(_LETTER.findall(own))
    return "ja" if japanese * 3 > letters else "en"


# Several look at the same text, one after the other.
@lru_cache(maxsize=1)
def mask_quotes(text: str) -> str:
    """Return the text, as long as before, half-width, with quotes made unreadable.

    So is the inside of a long gap: it says no more than a short one.
    """
    masked = _LONG_GAP.sub(_unreadable, half_width(text))
    # The innermost quotes first; nobody quotes deeper, and each look reads it all.
    for _ in range(_DEEPEST_QUOTE):
        before = masked
        masked = _QUOTED.sub(_unreadable, before)
        if masked == before:
            break
    return masked


def _unreadable(found: re.Match[str]) -> str:
    return QUOTE_MARK * len(found.group())


def half_width(text: str) -> str:
    """Return the text, as long as before, with full-width letters narrowed."""
    # Most texts have none of them, and looking is ten times quicker than changing.
    return text.translate(_HALF_WIDTH) if _WIDE.search(text) else text


def quotes(text: str) -> Iterator[str]:
    """Yield what stands between quotation marks, outermost marks only."""
    for quote in _QUOTED.finditer(text):
        yield quote.group()[1:-1].strip()


def sentence_spans(masked: str, lang: Lang) -> list[tuple[int, int]]:
    """Return the (start, end) of each sentence, marks included, nothing left out."""
    spans = []
    start = 0
    for mark in _SENTENCE_END[lang].finditer(masked):
        spans.append((start, mark.end()))
        start = mark.end()
    if start < len(masked):
        spans.append((start, len(masked)))
    return spans


def sentence_at(spans: list[tuple[int, int]], position: int) -> tuple[int, int]:
    """Return the sentence a position lies in."""
    return spans[bisect_right(spans, position, key=lambda span: span[0]) - 1]
