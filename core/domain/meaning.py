"""What a free message may mean, so that nobody needs to know a command.

Owns recognising it, from patterns kept as data (core.domain.phrasing, `meaning_*`). It
must not know what is done about it: what has consequences is only ever offered.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from core.domain.asking import asks_for_help
from core.domain.phrasing import compiled
from core.domain.sentences import Lang, lang_of, mask_quotes

Kind = Literal["crisis", "about", "ask", "wish", "nothing"]
_LONGEST = 400
"""A longer text tells something; it is no wish for a button."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What a message may mean.

    Attributes:
        kind: Somebody in need; a question about us; a search for company; a wish that
            a button of ours answers; or nothing we recognise.
        what: Which question or wish, as the patterns name it.
    """

    kind: Kind
    what: str = ""


NOTHING = Meant("nothing")


def meaning(text: str) -> Meant:
    """Return what a message may mean, whichever of our languages it is in."""
    lang = lang_of(text)
    said = mask_quotes(text).strip()
    if not said or len(said) > _LONGEST:
        return Meant("ask") if asks_for_help(text, lang) else NOTHING
    if found := _first(said, lang, "crisis"):
        return Meant("crisis", found)
    if found := asked_about(text):
        return Meant("about", found)
    if asks_for_help(text, lang):
        return Meant("ask")
    if not _first(said, lang, "never") and (found := _first(said, lang, "meanings")):
        return Meant("wish", found)
    return NOTHING


def asked_about(text: str) -> str:
    """Return which question about us is asked, '' for none."""
    said, lang = mask_quotes(text).strip(), lang_of(text)
    if len(said) > _LONGEST or _first(said, lang, "never"):
        return ""
    return _first(said, lang, "about")


def _first(said: str, lang: Lang, table: str) -> str:
    return next((name for name, one in _read(lang, table) if one.search(said)), "")


@cache
def _read(lang: Lang, table: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(compiled("meaning", lang, table).items())
