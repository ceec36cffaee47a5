"""From a question in plain words to the one small stretch a request offers.

Owns the choice of language. It must not know how a request is worded.
"""

import re

from core.domain.sentences import Lang, lang_of
from core.domain.wording.stretch_en import english_stretch
from core.domain.wording.stretch_ja import japanese_stretch
from core.domain.wording.stretch_shape import Stretch

# Long gaps mean no more than short ones, and would be looked through again and again.
_GAP = re.compile(r"\s{2,}")
_PHRASE = re.compile(r"[A-Za-z]\s+[A-Za-z']+\s+[A-Za-z]")


def stretch_of(need: str, lang: Lang) -> Stretch:
    """Return the thing asked for, freed from the words that asked.

    Args:
        need: What a member typed: 「…を手伝ってくれる人いる?」, "who could help
            with …?", or the bare thing itself.
        lang: The language it is in.

    Returns:
        A stretch that always joins grammatically; at worst the asker's own words, to be
        quoted (form "quote"), or nothing at all (form "open").
    """
    need = _GAP.sub(lambda gap: "\n" if "\n" in gap[0] else gap[0][0], need)
    if _is_foreign(need, lang):
        return Stretch("quote", " ".join(need.split()).rstrip(" .。!！?？"))
    return japanese_stretch(need) if lang == "ja" else english_stretch(need)


def _is_foreign(need: str, lang: Lang) -> bool:
    """Say whether words are quoted as they are: they are in the other language.

    That is a phrase of three English words and nothing Japanese, or anything Japanese
    where English is spoken.
    """
    other = lang_of(need) != lang
    return other and (lang == "en" or _PHRASE.search(need) is not None)
