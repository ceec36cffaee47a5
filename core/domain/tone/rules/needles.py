"""Words without which a pattern cannot match, so that most patterns need not be tried.

Owns reading a regular expression just far enough to find them. It must not know what
the patterns are for. It reads the syntax our rule files use: alternatives, groups,
lookarounds, classes, escapes and quantifiers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_NOTHING: frozenset[str] = frozenset()
_HEAD = 3
"""So many first letters tell most needles apart, in both languages."""
_START = 7
"""So many tell apart those that begin with the commonest words."""
_BETWEEN = "bBAZ"
_CLASS_ESCAPES = "wWSdD"
_FEW = 6
"""A class of so many letters is read as those letters."""
_MOST = 400
"""More words than these, put together, tell less than they cost."""
_AHEAD_OR_BEHIND = ("(?=", "(?!", "(?<=", "(?<!")


class Haystack:
    """Which of many sets of needles have one in a text, by one look along the text.

    A needle is only looked for where the text holds its first letters somewhere.
    """

    __slots__ = ("_always", "_by_head")

    def __init__(self, sets: Sequence[Iterable[str]]) -> None:
        """Take the sets; an empty one is found in every text."""
        self._always: set[int] = set()
        self._by_head: dict[str, dict[str, dict[str, list[int]]]] = {}
        for number, needles_of_one in enumerate(sets):
            empty = True
            for needle in needles_of_one:
                empty = False
                at_head = self._by_head.setdefault(needle[:_HEAD], {})
                at_start = at_head.setdefault(needle[:_START], {})
                at_start.setdefault(needle, []).append(number)
            if empty:
                self._always.add(number)

    def found_in(self, text: str) -> list[int]:
        """Return the numbers of the sets with a needle in a text, in order.

        Args:
            text: As `as_needles_are` returns it.
        """
        found = set(self._always)
        heads = {
            text[place : place + length]
            for length in range(1, _HEAD + 1)
            for place in range(len(text))
        }
        for head in heads & self._by_head.keys():
            for start, needles_of_it in self._by_head[head].items():
                if start in text:
                    for needle, numbers in needles_of_it.items():
                        if needle in text:
                            found.update(numbers)
        return sorted(found)


def as_needles_are(text: str) -> str:
    """Return a masked text as needles are looked for in it."""
    return text.lower().replace("\n", " ")


def needles(pattern: str) -> frozenset[str]:
    """Return words of which every match holds one; empty if that cannot be told.

    Args:
        pattern: A regular expression that ignores case.

    Returns:
        Words in small letters, to be looked for in a text in small letters whose every
        kind of space is the plain one.
    """
    found, _ = _alternatives(pattern, 0)
    return found.words


@dataclass(frozen=True, slots=True)
class _Found:
    """What is known of a part of a pattern.

    Every match holds one of `words` (none: not known), begins with one of `heads`
    (the empty one: with anything), and is nothing but its head where `whole` is true.
    """

    words: frozenset[str]
    heads: frozenset[str]
    whole: bool


_ANYTHING = frozenset({""})
_EMPTY = _Found(_NOTHING, _ANYTHING, whole=True)
_UNKNOWN = _Found(_NOTHING, _ANYTHING, whole=False)


def _alternatives(pattern: str, place: int) -> tuple[_Found, int]:
    found: list[_Found] = []
    while True:
        one, place = _sequence(pattern, place)
        found.append(one)
        if place >= len(pattern) or pattern[place] != "|":
            break
        place += 1
    words = [one.words for one in found]
    return (
        _Found(
            frozenset().union(*words) if all(words) else _NOTHING,
            frozenset().union(*(one.heads for one in found)),
            all(one.whole for one in found),
        ),
        place,
    )


def _sequence(pattern: str, place: int) -> tuple[_Found, int]:
    """Read things in a row; what may follow one another is put together."""
    best, run = _NOTHING, _ANYTHING
    heads: frozenset[str] | None = None
    while place < len(pattern) and pattern[place] not in "|)":
        one, place = _atom(pattern, place)
        quantifier, place = _quantifier(pattern, place)
        optional = quantifier[:1] in ("?", "*") or quantifier.startswith("{0")
        if not optional:
            longer = frozenset(word + head for word in run for head in one.heads)
            if len(longer) > _MOST:
                best, longer = _better(best, _as_words(run)), one.heads
                heads = run if heads is None else heads
            best, run = _better(best, one.words), longer
            if one.whole and not quantifier:
                continue
        best = _better(best, _as_words(run))
        heads = run if heads is None else heads
        run = _ANYTHING
    best = _better(best, _as_words(run))
    return _Found(best, run if heads is None else heads, heads is None), place


def _as_words(heads: frozenset[str]) -> frozenset[str]:
    return _NOTHING if "" in heads else heads


def _known(*letters: str) -> _Found:
    return _Found(frozenset(letters), frozenset(letters), whole=True)


def _atom(pattern: str, place: int) -> tuple[_Found, int]:
    """Read one thing: a letter, or what a group holds, or something we cannot tell."""
    letter = pattern[place]
    if letter == "\\":
        escaped = pattern[place + 1]
        if escaped in _BETWEEN:
            return _EMPTY, place + 2
        if escaped in _CLASS_ESCAPES or escaped.isdigit():
            return _UNKNOWN, place + 2
        return _known(" " if escaped == "s" else escaped.lower()), place + 2
    if letter == "[":
        end = _after_class(pattern, place)
        inside = pattern[place + 1 : end - 1]
        plain = len(inside) <= _FEW and not set(inside) & set("^-\\")
        return (_known(*inside.lower()) if plain else _UNKNOWN), end
    if letter == "(":
        return _group(pattern, place)
    if letter == ".":
        return _UNKNOWN, place + 1
    return (_EMPTY if letter in "^$" else _known(letter.lower())), place + 1


def _group(pattern: str, place: int) -> tuple[_Found, int]:
    looks = pattern.startswith(_AHEAD_OR_BEHIND, place)
    if pattern.startswith("(?P<", place) or pattern.startswith(("(?<=", "(?<!"), place):
        inside = place + 4 if looks else pattern.index(">", place) + 1
    elif pattern.startswith("(?-i:", place):
        inside = place + 5
    elif pattern.startswith("(?", place):
        inside = place + 3
    else:
        inside = place + 1
    found, end = _alternatives(pattern, inside)
    return (_EMPTY if looks else found), end + 1


def _after_class(pattern: str, place: int) -> int:
    place += 2 if pattern[place + 1] in "]^" else 1
    while pattern[place] != "]":
        place += 2 if pattern[place] == "\\" else 1
    return place + 1


def _quantifier(pattern: str, place: int) -> tuple[str, int]:
    """Return the quantifier at a place, without its lazy mark, and where it ends."""
    start = place
    if place < len(pattern) and pattern[place] in "?*+":
        place += 1
    elif place < len(pattern) and pattern[place] == "{":
        place = pattern.index("}", place) + 1
    quantifier = pattern[start:place]
    if quantifier and pattern[place : place + 1] == "?":
        place += 1
    return quantifier, place


def _better(some: frozenset[str], others: frozenset[str]) -> frozenset[str]:
    """Return the words that are rarer in a text: longer, then fewer."""
    if not some or not others:
        return some or others
    return max(some, others, key=lambda words: (min(map(len, words)), -len(words)))
