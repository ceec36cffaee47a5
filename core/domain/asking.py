"""Hearing "who could help with …?" said in plain words, without a command.

Owns whether a text asks for somebody. It must not know who could help, nor what is
asked for; core.domain.wording.stretch reads that. Rather misses an ask than takes a
story for one. The patterns are data in core.domain.phrasing.
"""

import re
from functools import cache

from core.domain.phrasing import compiled
from core.domain.sentences import Lang, mask_quotes, sentence_spans
from core.domain.typed_en import as_written
from core.domain.typed_ja import as_standard

_PICTURES = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d♪]+")


def asks_for_help(text: str, lang: Lang) -> bool:
    """Whether somebody in the community is being asked for.

    Args:
        text: What a member said; words in quotation marks are not theirs.
        lang: The language it is in.
    """
    asks, never = _signs(lang)
    masked = mask_quotes(text)
    sentences = [masked[start:end] for start, end in sentence_spans(masked, lang)]
    written = as_written if lang == "en" else as_standard
    sentences = [written(_PICTURES.sub(" ", sentence)) for sentence in sentences]
    return any(asks.search(said) and not never.search(said) for said in sentences)


@cache
def _signs(lang: Lang) -> tuple[re.Pattern[str], re.Pattern[str]]:
    return (
        _any_of(compiled("recognising", lang, "asks")),
        _any_of(compiled("recognising", lang, "never")),
    )


def _any_of(patterns: dict[str, re.Pattern[str]]) -> re.Pattern[str]:
    whole = "|".join(f"(?:{pattern.pattern})" for pattern in patterns.values())
    return re.compile(whole, re.IGNORECASE)
