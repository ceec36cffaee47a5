"""Says an order as a wish: 「やっといて」, 「やっておいてもらえたらうれしい」.

Owns which sentences of a text are tried and that what comes out is flat. Only sentences
with a finding that commands are touched, only where grammar leaves no doubt, and no
word is added but those of wishing; whatever cannot be told for sure stays as it is.
"""

from dataclasses import dataclass

from core.domain import softening_en, softening_ja
from core.domain.sentences import Lang, mask_quotes, sentence_spans
from core.domain.tone import Finding, by_rules

_ORDERS = {"N1", "N4"}
_INSULTS = {"N5", "N6"}


@dataclass(frozen=True, slots=True)
class Softer:
    """A piece of a text, as a span, and what may stand there."""

    span: tuple[int, int]
    words: str


def instead(text: str, lang: Lang, finding: Finding) -> Softer:
    """Return what may stand instead of a finding.

    Its whole sentence as a wish where that is sure; else its phrase and the suggestion.
    """
    place = finding.span[1] - 1  # it may begin with a blank
    wish = (one for one in changes(text, lang) if one.span[0] <= place < one.span[1])
    found = next(wish, None) if finding.kind in _ORDERS else None
    return found or Softer(finding.span, finding.suggestion)


def softened(text: str, lang: Lang) -> str:
    """Return a text whose orders are wishes, as far as that is sure."""
    for change in reversed(changes(text, lang)):
        start, end = change.span
        text = f"{text[:start]}{change.words}{text[end:]}"
    return text


def changes(text: str, lang: Lang) -> list[Softer]:
    """Return every order that can be said as a wish, in the order they stand in."""
    masked = mask_quotes(text)
    spans = sentence_spans(masked, lang)
    findings = by_rules(masked, lang, spans)
    polite = softening_ja.POLITE.search(text) is not None
    found: list[Softer] = []
    for span in spans:
        start, end = span
        kinds = {one.kind for one in findings if start < one.span[1] <= end}
        if not kinds & _ORDERS or kinds & _INSULTS:
            continue
        said = text[start:end]
        if lang == "ja":
            words = softening_ja.wish(said.strip(), polite=polite)
        else:
            words = softening_en.wish(said.strip(), first=not found)
        if words and _flat(words, lang):
            at = start + len(said) - len(said.lstrip())
            found.append(Softer((at, at + len(said.strip())), words))
    return found


def _flat(words: str, lang: Lang) -> bool:
    masked = mask_quotes(words)
    left = by_rules(masked, lang, sentence_spans(masked, lang))
    return not any(one.kind in _ORDERS | _INSULTS for one in left)
