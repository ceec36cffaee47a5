"""How long words may be where they are shown, and the beginning of longer ones."""

import re

LINE_LENGTH = 200
"""Longest line of a card: of a vector, a request, a flag."""

CHEER_LENGTH = 300
"""Longest cheer on a line of somebody's post."""

ANSWER_LENGTH = 400
"""Longest answer in one's own words that goes on to somebody."""

# A comma, or a word that begins another thought; what stands before can stand alone.
_CLAUSE = re.compile(r"[、,;:]|\s(?=(?:and|but|so|because|which|although|when)\s)")
_SHORTEST = 12


def first_sentence(text: str, most: int = LINE_LENGTH) -> str:
    """Return a text as far as there is room, ending where a sentence ends.

    Where the first sentence has no room either, it ends with a clause, else with a
    word; only words that have no end are cut through.

    Args:
        text: What was said; one that has room is returned whole.
        most: Characters at most.
    """
    whole = text.strip()
    if len(whole) <= most:
        return whole
    head = whole[:most]
    end = max(head.rfind(mark) for mark in "。.!?！？\n")
    if end > 0:
        return head[: end + 1].strip()
    clauses = [one.start() for one in _CLAUSE.finditer(head)]
    end = max((at for at in clauses if at >= _SHORTEST), default=head.rfind(" "))
    return head[:end].rstrip("、,;: \n") if end > 0 else head.strip()
