"""Says an English text a little more the way friends do: "I will", "I'll".

Owns the pairs of words that are said as one, where another word follows in the same
sentence, and the stiff ways to ask. No word is added.
"""

import re

_PAIRS: tuple[tuple[str, str], ...] = (
    (r"\b(I) am(?= \w)", r"\1'm"),
    (r"\b(I|we|you|they|it|that) will(?= \w)", r"\1'll"),
    (r"\b(I|we|you|they) would(?= \w)", r"\1'd"),
    (r"\b(we|you|they) are(?= \w)", r"\1're"),
    (r"\b(I|we|you|they) have(?= (?:been|already|never|\w+ed)\b)", r"\1've"),
    (r"\b(it|that|there|what|here) is(?= \w)", r"\1's"),
    (
        r"\b(do|does|did|is|are|was|were|would|could|should|have|has) not(?= \w)",
        r"\1n't",
    ),
    (r"\bcannot(?= \w)", "can't"),
    (r"\bwill not(?= \w)", "won't"),
    (r"\b(L|l)et us(?= \w)", r"\1et's"),
    (r"\b((?:C|c|W|w)ould you) please(?= \w)", r"\1"),
)


def casual(text: str) -> str | None:
    """Return a text with its pairs of words said as one; None when there are none."""
    said = text
    for pair, as_one in _PAIRS:
        said = re.sub(pair, as_one, said, flags=re.IGNORECASE)
    return said if said != text else None
