"""Says an order as a wish, and what bows without the bow.

Owns which sentences of a text are tried and that what comes out is flat. Only those
with a finding that commands or bows are touched, only where grammar leaves no doubt,
and no word is added but those of wishing; whatever is not sure stays as it is.
"""

from dataclasses import dataclass

from core.domain.sentences import Lang, mask_quotes, sentence_at, sentence_spans
from core.domain.tone import Finding, by_rules, plain_ja, softening_en, softening_ja
from core.domain.tone.rules import Kind

_ORDERS = {"N1", "N4"}
_INSULTS = {"N5", "N6"}
_BOWS = {"N7"}
_MARKS = " \n。．.!?！？…〜~"
# No sentence that orders is longer; trying a page of one word as a wish takes seconds.
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Softer:
    """A piece of a text, as a span, and what may be said instead.

    `fits` says whether the words can stand right there; else they are an example of
    another way, and the sentence around them is for its author to change.
    """

    span: tuple[int, int]
    words: str
    fits: bool = True


def instead(text: str, lang: Lang, finding: Finding) -> Softer:
    """Return what may stand instead of a finding.

    Its whole sentence, as a wish or without bows, where that is sure; else its phrase
    and the suggestion.
    """
    place = finding.span[1] - 1  # it may begin with a blank
    wish = (one for one in changes(text, lang) if one.span[0] <= place < one.span[1])
    found = next(wish, None) if finding.kind in _ORDERS | _BOWS else None
    if found:
        return found
    return Softer(finding.span, finding.suggestion, _fits(text, lang, finding))


def _fits(text: str, lang: Lang, finding: Finding) -> bool:
    """Whether a suggestion can stand for a whole sentence, or for a bow at its end."""
    first, last = finding.span
    for start, end in sentence_spans(mask_quotes(text), lang):
        if start <= last - 1 < end:
            whole = not text[start:first].strip()
            return not text[last:end].strip(_MARKS) and (whole or finding.kind in _BOWS)
    return False


def softened(text: str, lang: Lang) -> str:
    """Return a text without orders and bows, as far as that is sure."""
    for change in reversed(changes(text, lang)):
        start, end = change.span
        text = f"{text[:start]}{change.words}{text[end:]}"
    return text


def changes(text: str, lang: Lang) -> list[Softer]:
    """Return what can stand instead of whole sentences, in the order they stand in."""
    masked = mask_quotes(text)
    spans = sentence_spans(masked, lang)
    kinds_at: dict[int, set[Kind]] = {}
    for one in by_rules(masked, lang, spans):
        start, _ = sentence_at(spans, one.span[1] - 1)
        kinds_at.setdefault(start, set()).add(one.kind)
    polite = softening_ja.POLITE.search(text) is not None
    found: list[Softer] = []
    for start, end in spans:
        kinds = kinds_at.get(start, set())
        said = text[start:end].strip()
        words = None
        if len(said) > _LONGEST:
            continue
        if kinds & _ORDERS and not kinds & _INSULTS:
            words = _wish(said, lang, polite=polite, first=not found)
        if not words and kinds & _BOWS and lang == "ja":
            words = plain_ja.plain(said)
        if words and _flat(words, lang):
            at = start + text[start:end].index(said)
            found.append(Softer((at, at + len(said)), words))
    return found


def _wish(said: str, lang: Lang, *, polite: bool, first: bool) -> str | None:
    if lang == "ja":
        return softening_ja.wish(said, polite=polite)
    return softening_en.wish(said, first=first)


def _flat(words: str, lang: Lang) -> bool:
    masked = mask_quotes(words)
    left = by_rules(masked, lang, sentence_spans(masked, lang))
    return not any(one.kind in _ORDERS | _INSULTS | _BOWS for one in left)
