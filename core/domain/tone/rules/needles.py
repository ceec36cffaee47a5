"""Words without which a pattern cannot match, so that most patterns need not be tried.

Owns reading a regular expression just far enough to find them. It must not know what
the patterns are for. It reads the syntax our rule files use: alternatives, groups,
lookarounds, classes, escapes and quantifiers.
"""

from collections.abc import Iterable, Sequence

_NOTHING: frozenset[str] = frozenset()
_HEAD = 3
"""So many first letters tell most needles apart, in both languages."""
_CLASS_ESCAPES = "bBAZwWsSdD"
_AHEAD_OR_BEHIND = ("(?=", "(?!", "(?<=", "(?<!")


class Haystack:
    """Which of many sets of needles have one in a text, by one look along the text.

    A needle is only looked for where the text holds its first letters somewhere.
    """

    __slots__ = ("_always", "_by_head")

    def __init__(self, sets: Sequence[Iterable[str]]) -> None:
        """Take the sets; an empty one is found in every text."""
        self._always: set[int] = set()
        self._by_head: dict[str, dict[str, list[int]]] = {}
        for number, needles_of_one in enumerate(sets):
            empty = True
            for needle in needles_of_one:
                empty = False
                at_head = self._by_head.setdefault(needle[:_HEAD], {})
                at_head.setdefault(needle, []).append(number)
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
            for needle, numbers in self._by_head[head].items():
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
    return found


def _alternatives(pattern: str, place: int) -> tuple[frozenset[str], int]:
    found: list[frozenset[str]] = []
    while True:
        words, place = _sequence(pattern, place)
        found.append(words)
        if place >= len(pattern) or pattern[place] != "|":
            break
        place += 1
    return (frozenset().union(*found) if all(found) else _NOTHING), place


def _sequence(pattern: str, place: int) -> tuple[frozenset[str], int]:
    best, run = _NOTHING, ""
    while place < len(pattern) and pattern[place] not in "|)":
        letter, group, place = _atom(pattern, place)
        quantifier, place = _quantifier(pattern, place)
        if letter and not quantifier:
            run += letter
            continue
        if quantifier[:1] not in ("?", "*") and not quantifier.startswith("{0"):
            best = _better(best, group)
            run += letter
        best, run = _better(best, frozenset({run}) if run else _NOTHING), ""
    return _better(best, frozenset({run}) if run else _NOTHING), place


def _atom(pattern: str, place: int) -> tuple[str, frozenset[str], int]:
    """Read one thing: a letter, or what a group holds, or something we cannot tell."""
    letter = pattern[place]
    if letter == "\\":
        escaped = pattern[place + 1]
        if escaped == "s":
            return " ", _NOTHING, place + 2
        plain = escaped not in _CLASS_ESCAPES and not escaped.isdigit()
        return (escaped.lower() if plain else ""), _NOTHING, place + 2
    if letter == "[":
        return "", _NOTHING, _after_class(pattern, place)
    if letter == "(":
        return _group(pattern, place)
    return ("" if letter in ".^$" else letter.lower()), _NOTHING, place + 1


def _group(pattern: str, place: int) -> tuple[str, frozenset[str], int]:
    looks = pattern.startswith(_AHEAD_OR_BEHIND, place)
    if pattern.startswith("(?P<", place) or pattern.startswith(("(?<=", "(?<!"), place):
        inside = place + 4 if looks else pattern.index(">", place) + 1
    elif pattern.startswith("(?", place):
        inside = place + 3
    else:
        inside = place + 1
    words, end = _alternatives(pattern, inside)
    return "", (_NOTHING if looks else words), end + 1


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
