"""Says words in a language; knows the catalogue and nothing of conversations."""

from core.domain.members import Language
from core.i18n.catalog import text
from core.talk.turn import Phrase, Words


def word(words: Words, language: Language) -> str:
    """Say words in a language; a person's own words stay as they are."""
    if isinstance(words, Phrase):
        params = {name: word(value, language) for name, value in words.params.items()}
        return text(words.key, language, **params)
    return words
