"""From a question in plain words to the one small stretch a request offers.

Owns the choice of language. It must not know how a request is worded.
"""

from core.domain.sentences import Lang
from core.domain.stretch_en import english_stretch
from core.domain.stretch_ja import japanese_stretch
from core.domain.stretch_shape import Form, Stretch

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
    return japanese_stretch(need) if lang == "ja" else english_stretch(need)
