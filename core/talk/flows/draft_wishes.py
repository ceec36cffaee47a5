"""What a few typed words wish of a draft: 「もう少し短く」, "too formal".

Owns which words wish for which change; the spellings are in the catalogue. A few words
are a wish or nothing; they never stand instead of a draft unasked.
"""

import re
from functools import cache

from core.domain.members import Language
from core.i18n.catalog import LANGUAGES
from core.talk.commands import plain
from core.talk.turn import Phrase, T
from core.talk.voice import word

_SPELLINGS: dict[str, Phrase] = {
    "shorter": T("commands.draft_shorter"),
    "longer": T("commands.draft_longer"),
    "casual": T("commands.draft_casual"),
    "politer": T("commands.draft_politer"),
    "edit": T("commands.draft_edit"),
    "redo": T("commands.draft_redo"),
}
_A_LITTLE = re.compile(
    r"^(?:もう(?:少し|すこし|ちょっと)|もっと|少し|すこし|ちょっと|やっぱり?|文を|これを?"
    r"|(?:make\sit|can\syou\smake\sit|could\sit\sbe|a\s(?:bit|little)|it's|please)\s)"
)
_SHORTEST_NOTE: dict[Language, tuple[int, int]] = {"ja": (12, 25), "en": (25, 50)}
"""Characters of what may be a whole note to somebody, with a mark at its end and
without."""
_ENDS = tuple("。.!！?？…♪")


def wish(text: str) -> str:
    """Return the verb of what is wished for, '' for none."""
    said = plain(text)
    while said not in _known() and (shorter := _A_LITTLE.sub("", said)) != said:
        said = shorter.strip("、, ")
    return _known().get(said, "")


def is_note(text: str, language: Language) -> bool:
    """Whether words are long enough to be the whole note."""
    said = text.strip()
    ended, open_ = _SHORTEST_NOTE[language]
    return len(said) >= (ended if said.endswith(_ENDS) else open_)


@cache
def _known() -> dict[str, str]:
    return {
        plain(one): verb
        for verb, phrase in _SPELLINGS.items()
        for language in LANGUAGES
        for one in word(phrase, language).split("|")
    }
