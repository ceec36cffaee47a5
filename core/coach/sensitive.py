"""Words too private to be sent anywhere without asking about this one text.

Owns what counts as such: a call for help, and what Japanese law calls information that
needs special care (health, belief, origin, crime), money trouble and secrets. Rather
asks once too often. The patterns are data in core.domain.phrasing; it must not know
what is asked of the member.
"""

import re
from functools import cache
from typing import Literal

from core.coach.content import plain
from core.domain.phrasing import page
from core.domain.sentences import Lang

Care = Literal["", "sos", "private"]
_LANGUAGES: tuple[Lang, ...] = ("ja", "en")


def sensitive(text: str, lang: Lang) -> Care:
    """Return what kind of care a text needs before it may be sent; '' for none.

    Args:
        text: What a member said.
        lang: The language spoken; the other's patterns are looked at as well, since
            people mix them.
    """
    said = plain(text)
    order = (lang, *(one for one in _LANGUAGES if one != lang))
    kinds: tuple[Care, ...] = ("sos", "private")
    for kind in kinds:
        if any(_signs(kind, one).search(said) for one in order):
            return kind
    return "private" if _CARD.search(re.sub(r"[ -]", "", said)) else ""


_CARD = re.compile(r"(?<!\d)\d{12,19}(?!\d)")


@cache
def _signs(kind: str, lang: Lang) -> re.Pattern[str]:
    patterns: list[str] = page("coach", lang)["sensitive"][kind]
    return re.compile("|".join(f"(?:{one})" for one in patterns), re.IGNORECASE)
