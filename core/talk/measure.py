"""How long a text is, and where it may be cut.

Platforms count UTF-16 code units or code points; readers count graphemes. Every cut
in the project is made here, so that none goes through a character.
"""

from collections.abc import Iterator
from typing import Literal

import regex

Unit = Literal["utf16", "codepoint"]

# From the best border to the least; each match ends where the next piece may begin.
_BORDERS = tuple(
    regex.compile(pattern)
    for pattern in (
        r"\n\s*\n",
        r"\n",
        r"[。！？][」』）】〉》]*|[.!?][\"')\]]*\s",
        r"[、，；：]|[,;:]?\s",
    )
)
_GRAPHEME = regex.compile(r"\X")
# A grapheme may be as long as its writer likes; a label may not.
_UNITS_PER_GRAPHEME = 4
_INITIAL_CODEPOINTS = 12


def units(text: str, unit: Unit = "utf16") -> int:
    """Return the length of a text as a platform counts it."""
    if unit == "codepoint" or text.isascii():
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def shorten(text: str, graphemes: int) -> str:
    """Return a text as one line of at most `graphemes` characters, ended by "…"."""
    line = " ".join(text.split())
    if len(line) <= graphemes:
        return line
    most = graphemes * _UNITS_PER_GRAPHEME
    clusters = _GRAPHEME.findall(line)
    if len(clusters) <= graphemes and units(line) <= most:
        return line
    kept = clusters[: graphemes - 1]
    while units("".join(kept)) >= most:
        kept.pop()
    return "".join(kept).rstrip() + "…"


def initial(name: str) -> str:
    """Return the first character of a name, '' where there is none."""
    first = _GRAPHEME.match(name.strip())
    return str(first.group())[:_INITIAL_CODEPOINTS] if first else ""


def spans(text: str, most: int, *, unit: Unit = "utf16") -> Iterator[tuple[int, int]]:
    """Cut a text into pieces of at most `most` units, at the most natural borders.

    Yields:
        Begin and end of each piece; what lies between two pieces is white space.
    """
    begin = 0
    while begin < len(text):
        end = _cut(text, begin, most=most, unit=unit)
        piece = text[begin:end]
        left = begin + len(piece) - len(piece.lstrip("\r\n"))
        right = begin + len(piece.rstrip())
        if left < right:
            yield left, right
        begin = end


def pieces(text: str, most: int, *, unit: Unit = "utf16") -> list[str]:
    """Return the pieces that `spans` finds; a text that fits stays as it is."""
    if units(text, unit) <= most:
        return [text] if text.strip() else []
    return [text[begin:end] for begin, end in spans(text, most, unit=unit)]


def _cut(text: str, begin: int, *, most: int, unit: Unit) -> int:
    """Return where the piece that begins at `begin` ends."""
    end = _furthest(text, begin, most=most, unit=unit)
    if end == len(text):
        return end
    middle = begin + (end - begin) // 2
    for border in _BORDERS:
        ends = [match.end() for match in border.finditer(text, middle, end)]
        if ends:
            return int(ends[-1])
    return _between_graphemes(text, begin, end)


def _furthest(text: str, begin: int, *, most: int, unit: Unit) -> int:
    """Return the furthest end that keeps the piece within `most` units."""
    end = min(len(text), begin + most)
    while (over := units(text[begin:end], unit) - most) > 0:
        end -= max(1, over // 2)
    return max(end, begin + 1)


def _between_graphemes(text: str, begin: int, end: int) -> int:
    """Return the last border of graphemes up to `end`, or `end` if there is none."""
    last = begin
    for grapheme in _GRAPHEME.finditer(text, begin):
        if grapheme.end() > end:
            break
        last = int(grapheme.end())
    return last if last > begin else end
