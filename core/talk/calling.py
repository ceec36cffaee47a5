"""How we are called in a group by those who cannot mention us."""

import re

# LINE on a PC and copied text have no mention; a name and a pause do the same.
_CALLED = re.compile(
    r"\s*@?(?:相乗り係|あいのりがかり|ainori)(?:さん)?(?:[\s、,,:：!！]+|$)",
    re.IGNORECASE,
)


def without_our_name(text: str) -> str | None:
    """Return what is said to us after our name, None when we are not called."""
    called = _CALLED.match(text)
    return None if called is None else text[called.end() :].strip()
