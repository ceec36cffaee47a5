"""Reads whose road a need touches, out of what a text model says.

Pure. Owns how people are called towards a model (`P1`, `P2`, ...) and how a quote is
found again in what that person published: whatever is kept is a piece of one of their
lines, letter for letter, and whatever cannot be found is dropped. It must not know who
the people are, nor whether they may be shown.
"""

import re
import unicodedata

from core.domain.coaching import Roads, Touching

LEAST = 4
"""Signs of a quote that says something; a shorter line counts as a whole."""

_SAID = re.compile(r"\s*\[?P\s?(\d{1,2})\]?\s*[:：]?\s*(.*)", re.DOTALL)
_QUOTES = "「」『』\"'“”‘’ 　。…"


def sign(place: int) -> str:
    """Return what the person in a place is called towards a model."""
    return f"P{place + 1}"


def touching(ask: Roads, said: list[str]) -> Touching:
    """Read what a model said; if none of it can be used, return it to be told so."""
    read = {
        int(found[1]) - 1: found[2].strip(_QUOTES)
        for one in reversed(said)
        if (found := _SAID.fullmatch(one))
    }
    kept = {
        place: quote
        for place, words in sorted(read.items())
        if (quote := _found(ask, place, words))
    }
    return Touching(tuple((kept or read).items()))


def stands(ask: Roads, place: int, quote: str) -> bool:
    """Whether a quote is a piece of a line of the person in that place."""
    return _found(ask, place, quote) == quote != ""


def _found(ask: Roads, place: int, words: str) -> str:
    """Return the piece of a person's line that these words are, '' for none."""
    if not 0 <= place < len(ask.people):
        return ""
    wanted, _ = _bare(words)
    for line in ask.people[place]:
        signs, at = _bare(line)
        start = signs.find(wanted)
        if start >= 0 and len(wanted) >= min(LEAST, len(signs)) > 0:
            return line[at[start] : at[start + len(wanted) - 1] + 1]
    return ""


def _bare(text: str) -> tuple[str, list[int]]:
    """Return a text in one width and case without blanks, and where each sign was."""
    signs, at = "", []
    for place, one in enumerate(text):
        bare = "".join(unicodedata.normalize("NFKC", one).lower().split())
        signs += bare
        at += [place] * len(bare)
    return signs, at
