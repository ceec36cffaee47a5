"""Codes with which one person says that two messengers are both theirs.

They are typed by hand, so they have no letter that looks like another, and a shape
that nothing else people write has: a digit, a letter, six more, a dash in the middle.
"""

import re
import unicodedata
from datetime import timedelta

LIVES = timedelta(minutes=10)
TRIES = 5
PAUSE = timedelta(minutes=10)
"""So many wrong codes from one place in this time, and it has to wait."""

_DIGITS = "23456789"
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ"
_ALL = _DIGITS + _LETTERS
_SHAPE = re.compile(f"([{_DIGITS}][{_LETTERS}][{_ALL}]{{2}})(-?)([{_ALL}]{{4}})")
_WITHIN = re.compile(f"(?<![0-9A-Z]){_SHAPE.pattern}(?![0-9A-Z])")
_DASHES = re.compile(r"\s*[-‐‑‒–—―−ーｰ_\s]\s*")


def spelled(letters: str) -> str:
    """Return a code made of eight random letters or digits: `7KQ2-M4XA`."""
    places = [_ALL.index(letter) for letter in letters.upper()[:8]]
    first, second = _DIGITS[places[0] % 8], _LETTERS[places[1] % len(_LETTERS)]
    rest = "".join(_ALL[place] for place in places[2:])
    return f"{first}{second}{rest[:2]}-{rest[2:]}"


def looks_like_code(text: str) -> bool:
    """Whether a message is nothing but a code, dash and all."""
    found = _SHAPE.fullmatch(_plain(text))
    return found is not None and bool(found[2])


def tidy(text: str) -> str:
    """Return the code that was typed, also without its dash; '' for anything else."""
    found = _SHAPE.fullmatch(_plain(text))
    return f"{found[1]}-{found[3]}" if found else ""


def codes_in(text: str) -> tuple[str, ...]:
    """Return what may be codes among other words, as they are kept."""
    return tuple(f"{one[1]}-{one[3]}" for one in _WITHIN.finditer(_upper(text)))


def _plain(text: str) -> str:
    if len(text) > 40:  # noqa: PLR2004 - no code is so long
        return ""
    return _upper(text)


def _upper(text: str) -> str:
    return _DASHES.sub("-", unicodedata.normalize("NFKC", text).strip()).upper()
