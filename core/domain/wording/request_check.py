"""Is what makes a request easy to decline still in it, after somebody edited it?

Owns the slots looked for (practice: Q1, Q4, Q7, Q8, Q9, Q16 and the length) and the
sentence that could be put in for each. It must not hold anything back: what is missing
is offered once, and the message goes as its writer likes. The signs are data in
core.domain.tone.rules; any wording counts, not only ours.
"""

import re
from dataclasses import dataclass
from typing import Literal

from core.domain.phrasing import page
from core.domain.sentences import (
    Lang,
    half_width,
    mask_quotes,
    quotes,
    sentence_spans,
)
from core.domain.tone.rules import slot_signs
from core.domain.wording.composing import JOINING, earning, sentence_for
from core.domain.wording.joining import Line, Tone

MissingId = Literal["Q1", "Q4", "Q7", "Q8", "Q9", "Q16", "Q13"]

_ENOUGH_OF_THEIR_WORDS: dict[Lang, int] = {"ja": 6, "en": 3}
_LOOSE = re.compile(r"[\s。、.,!?！？「」『』“”\"'’‘]+")


@dataclass(frozen=True, slots=True)
class Missing:
    """A slot that is not there, and one sentence that would fill it.

    For Q13 (length) the sentence is a remark: there is nothing to put in.
    """

    id: MissingId
    suggestion: str

    @property
    def insertable(self) -> bool:
        """Whether `suggestion` may be added to the message as it is."""
        return self.id != "Q13"


def check_request(
    text: str,
    *,
    lang: Lang,
    their_words: str,
    my_part: str = "",
    earns: bool = False,
    earns_words: str = "",
    owner: bool = False,
) -> list[Missing]:
    """Return what an edited request lost, each with a sentence to add. Never an error.

    Args:
        text: The request as it would be sent.
        lang: Its language.
        their_words: What the helper published; a part of it is enough in the text.
        my_part: What the asker does, if they said so.
        earns: Whether somebody receives money; then the text says so.
        earns_words: How the asker put that.
        owner: Whether the asker looks after the place; then declining is named.
    """
    tone = _tone(text, lang)
    joining = JOINING[lang]
    wanted: list[tuple[MissingId, bool, Line]] = [
        (
            "Q1",
            _names_their_words(text, their_words, lang),
            _their_road(their_words, lang),
        ),
        ("Q4", _has_part(text, my_part, lang), joining.part(my_part, tone)),
        ("Q7", _shows("Q7", text, lang), Line("Q7")),
        ("Q8", _shows("Q8", text, lang), Line("Q8")),
        ("Q9", not earns or _discloses(text, earns_words, lang), earning(earns_words)),
        ("Q16", not owner or _shows("Q16", text, lang), Line("Q16")),
    ]
    missing = [
        Missing(slot, sentence_for(line, lang, tone=tone))
        for slot, there, line in wanted
        if not there
    ]
    if joining.length_of(text) > joining.lengths[-1]:
        missing.append(Missing("Q13", page("request", lang)["remarks"]["Q13"]))
    return missing


def _names_their_words(text: str, their_words: str, lang: Lang) -> bool:
    said, published = _loose(text, lang), _loose(their_words, lang)
    if not published.strip():
        return bool(slot_signs(lang)["Q1_asked"].search(text))
    if published in said:
        return True
    enough = _ENOUGH_OF_THEIR_WORDS[lang]
    for quote in quotes(text):
        named = _loose(quote, lang)
        units = len(named) if lang == "ja" else len(named.split())
        if units >= enough and named in published:
            return True
    return False


def _their_road(their_words: str, lang: Lang) -> Line:
    if not their_words.strip():
        return Line("where_to")
    return Line("Q1", {"quoted": JOINING[lang].quoted(their_words)})


def _has_part(text: str, my_part: str, lang: Lang) -> bool:
    signs = slot_signs(lang)
    part = _loose(my_part, lang)
    for sentence in _sentences(text, lang):
        if not signs["Q4"].search(sentence):
            continue
        if part and part in _loose(sentence, lang):
            return True
        if not signs["Q4_unless"].search(sentence):
            return True
    return False


def _discloses(text: str, earns_words: str, lang: Lang) -> bool:
    said = _loose(earns_words, lang)
    return bool(said and said in _loose(text, lang)) or _shows("Q9", text, lang)


def _shows(slot: str, text: str, lang: Lang) -> bool:
    """Whether a sentence shows the slot and nothing in it takes it back."""
    signs = slot_signs(lang)
    unless = signs.get(f"{slot}_unless")
    return any(
        signs[slot].search(sentence) and not (unless and unless.search(sentence))
        for sentence in _sentences(text, lang)
    )


def _sentences(text: str, lang: Lang) -> list[str]:
    """Return the sentences with their quotes: 「今回はパス」 often stands in some."""
    spans = sentence_spans(mask_quotes(text), lang)
    return [half_width(text[start:end]) for start, end in spans]


def _tone(text: str, lang: Lang) -> Tone:
    polite = slot_signs(lang)["polite"].search(mask_quotes(text))
    return "desumasu" if polite else "casual"


def _loose(words: str, lang: Lang) -> str:
    """Return words without what an edit may change: spaces, marks, capitals."""
    return _LOOSE.sub("" if lang == "ja" else " ", words).strip().casefold()
