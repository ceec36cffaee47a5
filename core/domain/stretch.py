"""From a question in plain words to the one small stretch a request offers.

Owns the choice of language. It must not know how a request is worded.
"""

import re

from core.domain.sentences import Lang
from core.domain.stretch_en import english_stretch
from core.domain.stretch_ja import japanese_stretch
from core.domain.stretch_shape import Form, Stretch

# Words of the other language are quoted as they are: a whole English phrase among
# Japanese, or any Japanese among English.
_FOREIGN: dict[Lang, re.Pattern[str]] = {
    "ja": re.compile(
        r"^[^ぁ-んァ-ヶ一-龯]*[A-Za-z]+\s+[A-Za-z']+\s+[A-Za-z][^ぁ-んァ-ヶ一-龯]*$"
    ),
    "en": re.compile(r"[ぁ-んァ-ヶ一-龯]"),
}

__all__ = ["Form", "Stretch", "stretch_of"]


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
    if need.strip() and _FOREIGN[lang].search(need):
        return Stretch("quote", " ".join(need.split()).rstrip(" .。!！?？"))
    return japanese_stretch(need) if lang == "ja" else english_stretch(need)
