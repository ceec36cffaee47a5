"""What a few typed words wish of a draft: 「もう少し短く」, "too formal".

Owns which words wish for which change; the spellings are in the catalogue. A few words
are a wish or nothing; they never stand instead of a draft unasked.
"""

import re
from functools import cache

from core.domain.members import Language
from core.i18n.catalog import LANGUAGES
from core.talk.commands import plain
from core.talk.short_answers import spoken
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
_CHANGE = re.compile(
    r"(?:hm+|um+|well|but|and|ok|please|maybe|actually|[\s,.…])*(?:"
    r"(?:can|could|would)\s(?:you|it|we)\s(?:please\s)?(?:make\s(?:it|this|that|the)|sound|say|change|add"
    r"|remove|drop|take|leave|put|mention|write|rewrite|rephrase|shorten|soften)\b"
    r"|(?:make|let)\s(?:it|this|that)\b|(?:remove|delete|drop|cut|omit|add|replace"
    r"|rephrase|rewrite|soften|mention|leave\sout|take\sout)\s(?:the|that|this|it|my|a|an"
    r"|something|some)\b|(?:i'?m\s)?not\s(?:so\s|quite\s|really\s)?(?:sure|happy)\s"
    r"(?:about|of|with)\s(?:the|this|that|it)\b|i\sdon'?t\s(?:really\s)?like\s(?:the"
    r"|this|that|it)\b|(?:it|that|this)(?:'s|\sis|\ssounds)\s(?:a\s(?:bit|little)\s)?too"
    r"\b|(?:less|more)\s\w+$|instead\sof\b)"
    r"|.{0,40}(?:を|は|が)?(?:消して|けして|削って|けずって|外して|はずして|抜いて|足して"
    r"|入れて|加えて|変えて|かえて|直して|なおして|やわらかくして|柔らかくして)(?:ください"
    r"|ほしい(?:です)?|くれる|もらえますか|もらえる)?[?？。!！]*$"
    r"|.{0,20}(?:言い方|文|トーン|表現|感じ)(?:が|は)(?:ちょっと|少し|なんか)?(?:気になる"
    r"|きつい|かたい|固い|変|へん|違う|ちがう)[^。]{0,6}$",
    re.IGNORECASE,
)
_FEW = 30
_LONGEST_WISH = 90
_SHORTEST_NOTE: dict[Language, tuple[int, int]] = {"ja": (12, 25), "en": (25, 50)}
"""Characters of what may be a whole note to somebody, with a mark at its end and
without. A short question may as well be for us."""
_ENDS = tuple("。.!！…♪")


def wish(text: str) -> str:
    """Return the verb of what is wished for, '' for none."""
    said = plain(text)
    while said not in _known() and (shorter := _A_LITTLE.sub("", said)) != said:
        said = shorter.strip("、, ")
    if said in _known():
        return _known()[said]
    few = len(said) <= _FEW
    return (spoken(plain(text), "draft") or "") if few else ""


def wants_it_sent(text: str) -> bool:
    """Whether a few words ask that a draft may go, and nothing else."""
    return plain(text) in _sending()


def wishes_a_change(text: str) -> bool:
    """Whether a few words speak of the draft: "remove the tea", "it's too stiff"."""
    return len(text) <= _LONGEST_WISH and _CHANGE.match(text.strip()) is not None


def is_note(text: str, language: Language) -> bool:
    """Whether words are long enough to be the whole note."""
    said = text.strip()
    ended, open_ = _SHORTEST_NOTE[language]
    return len(said) >= (ended if said.endswith(_ENDS) else open_)


@cache
def _sending() -> frozenset[str]:
    spelled = (word(T("commands.draft_send"), one).split("|") for one in LANGUAGES)
    return frozenset(plain(one) for words in spelled for one in words)


@cache
def _known() -> dict[str, str]:
    return {
        plain(one): verb
        for verb, phrase in _SPELLINGS.items()
        for language in LANGUAGES
        for one in word(phrase, language).split("|")
    }
