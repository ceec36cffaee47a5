"""Words about the talk itself: what do you mean, wait, I changed my mind.

Owns recognising them, from patterns kept as data (core.domain.phrasing, `aside_*`).
They answer no question, so that they are nobody's words for a card or a note. It must
not know what is being asked.
"""

import re
from functools import cache
from typing import Literal, cast

from core.domain.phrasing import compiled
from core.domain.sentences import half_width, lang_of
from core.domain.typed_en import as_written

Aside = Literal["why", "meaning", "where", "here", "back", "cross", "thanks"]
"""Why is that asked; what does it mean; what was it about; are you there, or a moment
please; not so, one back; that annoys me; thanks to us."""

_LONGEST = 90
_PICTURES = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d♪]+")
_ENDS = "。.!！?？…~〜ー,、 )("


def aside(text: str) -> Aside | None:
    """Return what a message says about the talk itself; None for all other words."""
    said = half_width(_PICTURES.sub("", text)).strip()
    if not said or len(said) > _LONGEST:
        return None
    lang = lang_of(said)
    if lang == "en":
        # "wtf" is a word of its own here, before it is read as "what".
        found = _first(said, lang)
        return found or _first(as_written(said), lang)
    return _first(said, lang)


def _first(said: str, lang: Literal["ja", "en"]) -> Aside | None:
    whole = " ".join(said.split()).strip(_ENDS)
    return next((kind for kind, one in _read(lang) if one.fullmatch(whole)), None)


@cache
def _read(lang: Literal["ja", "en"]) -> tuple[tuple[Aside, re.Pattern[str]], ...]:
    found = compiled("aside", lang, "asides").items()
    return tuple((cast(Aside, kind), one) for kind, one in found)
