"""Japanese as it is spoken at home, read as it would be written in the standard.

Owns reading how dialects end a question for company, from patterns kept as data
(core.domain.phrasing, `dialect_ja`). It must not know what any rule looks for, and
nothing of it is ever shown: people's words stay as they wrote them.
"""

import re
from functools import cache

from core.domain.phrasing import compiled, page


def as_standard(text: str) -> str:
    """Return a text as it would be written, where it is spoken at home."""
    if _any_spoken().search(text) is None:
        return text
    standard = page("dialect", "ja")["standard"]
    for name, spoken in compiled("dialect", "ja", "spoken").items():
        text = spoken.sub(standard[name], text)
    return text


@cache
def _any_spoken() -> re.Pattern[str]:
    """Return all patterns as one, to look once at what has none of them."""
    spoken = compiled("dialect", "ja", "spoken").values()
    return re.compile("|".join(f"(?:{one.pattern})" for one in spoken), re.IGNORECASE)
