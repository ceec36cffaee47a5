"""The tripwire for words that are not flat: suggestions about phrases, never a verdict.

Owns which phrases of a message get a finding and with what other wording. It must not
know who wrote the message or what happens to it: nothing here stops anybody, counts
anybody or grades anything. Words in quotation marks are somebody else's and are left
alone. The phrases are data in core.domain.tone.rules; what no phrase tells, a sentence
as a whole may (core.domain.tone.learned).
"""

import re
from bisect import bisect, insort
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from core.domain.sentences import (
    Lang,
    lang_of,
    mask_quotes,
    sentence_at,
    sentence_spans,
)
from core.domain.tone.learned import hear
from core.domain.tone.rules import ENOUGH, KINDS, Kind, Rule, RuleBook, rule_book

Span = tuple[int, int]
Spans = list[Span]
Category = Literal[
    "command", "hierarchy", "over_deference", "price_first", "solicitation"
]

_CATEGORIES: dict[Kind, Category] = {
    "N1": "command",
    "N2": "hierarchy",
    "N3": "price_first",
    "N4": "command",
    "N5": "hierarchy",
    "N6": "hierarchy",
    "N7": "over_deference",
    "N8": "hierarchy",
    "N9": "hierarchy",
    "N10": "hierarchy",
    "N11": "hierarchy",
    "N12": "solicitation",
}


# No pattern of `words.toml` that says "not" before a match reaches further back.
_FURTHEST_NOT = 40


@dataclass(frozen=True, slots=True)
class Finding:
    """A phrase that puts somebody above somebody, and one other way to say it."""

    kind: Kind
    span: Span
    suggestion: str

    @property
    def category(self) -> Category:
        """The wider family of the kind, under which outside texts are labelled."""
        return _CATEGORIES[self.kind]


@dataclass(frozen=True, slots=True)
class _Hit:
    finding: Finding
    weight: float


def lint(text: str, lang: Lang | None = None) -> list[Finding]:
    """Return the un-flat phrases of a message, in the order they stand in it.

    Args:
        text: A whole message: some rules speak up only at their second match.
        lang: The language of the rules; the other language's words are not seen.
            Left out, it is the one the text is written in.

    Returns:
        Findings whose spans index `text`. Empty for most messages.
    """
    lang = lang or lang_of(text)
    masked = mask_quotes(text)
    spans = sentence_spans(masked, lang)
    told = by_rules(masked, lang, spans)
    heard = [
        finding
        for finding in by_sound(masked, lang, spans)
        if not any(_in_one_sentence(finding, other, spans) for other in told)
    ]
    return sorted([*told, *heard], key=lambda finding: finding.span)


def parks_money(text: str, lang: Lang) -> str | None:
    """Return how to put money off to a talk between two, if the text begins with it.

    Only the rules decide this: what merely sounds like money holds nothing up.
    """
    masked = mask_quotes(text)
    for finding in by_rules(masked, lang, sentence_spans(masked, lang)):
        if finding.kind == "N3":
            return finding.suggestion
    return None


def by_rules(masked: str, lang: Lang, spans: Spans) -> list[Finding]:
    """Return the phrases the rules know. Takes a masked text and its sentences."""
    book = rule_book(lang)
    hits = [
        hit
        for rule in book.worth_trying(masked)
        for hit in _hits(rule, masked, spans, book)
    ]
    return _loud_enough(_without_overlaps(hits))


def by_sound(masked: str, lang: Lang, spans: Spans) -> list[Finding]:
    """Return what sounds un-flat as a whole sentence, each by its heaviest words."""
    book = rule_book(lang)
    return [
        Finding(
            heard.kind,
            (start + heard.span[0], start + heard.span[1]),
            book.wording[heard.kind],
        )
        for start, end in spans
        if not book.frees.search(masked, start, end)
        for heard in hear(masked[start:end], lang)
    ]


def _in_one_sentence(finding: Finding, other: Finding, spans: Spans) -> bool:
    """Whether a rule already spoke of that sentence."""
    place = sentence_at(spans, finding.span[0])
    return place[0] <= other.span[0] < place[1]


def _hits(rule: Rule, masked: str, spans: Spans, book: RuleBook) -> Iterator[_Hit]:
    """Yield what nothing excuses of what a rule matches."""
    # A sentence may hold one match beside another, and is looked through once.
    excused: dict[Span, bool] = {}
    for match in rule.pattern.finditer(masked):
        if match.start() == match.end():
            continue
        sentence = sentence_at(spans, match.start())
        if rule.unless and sentence not in excused:
            excused[sentence] = rule.unless.search(masked, *sentence) is not None
        if excused.get(sentence) or (rule.negatable and _denied(match, sentence, book)):
            continue
        wording = _wording(rule, match, book)
        yield _Hit(Finding(rule.kind, match.span(), wording), rule.weight)


def _denied(match: re.Match[str], sentence: Span, book: RuleBook) -> bool:
    """Whether a "not" stands right before or right after a match."""
    nearby = max(sentence[0], match.start() - _FURTHEST_NOT)
    return bool(
        book.not_before.search(match.string, nearby, match.start())
        or book.not_after.match(match.string, match.end(), sentence[1])
    )


def _wording(rule: Rule, match: re.Match[str], book: RuleBook) -> str:
    """Return the other wording; some rules build it from the member's own verb."""
    for words, instead in rule.wordings:
        if words in match.group():
            return instead
    if "\\g" not in rule.suggestion:
        return rule.suggestion
    built = match.expand(rule.suggestion)
    flat = not any(
        other.kind != rule.kind and other.pattern.search(built)
        for other in book.worth_trying(built)
    )
    return built if flat else rule.plain_suggestion


def _without_overlaps(hits: list[_Hit]) -> list[_Hit]:
    """Say one thing about one place: of two hits of a kind keep the heavier, longer."""
    kept: list[_Hit] = []
    taken: dict[Kind, Spans] = {kind: [] for kind in KINDS}
    for hit in sorted(hits, key=_heavier_first):
        places = taken[hit.finding.kind]
        if _is_free(hit.finding.span, places):
            insort(places, hit.finding.span)
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.finding.span)


def _is_free(span: Span, taken: Spans) -> bool:
    """Whether a span overlaps none of those taken, which stand in order."""
    at = bisect(taken, span)
    after = not at or taken[at - 1][1] <= span[0]
    return after and (at == len(taken) or span[1] <= taken[at][0])


def _heavier_first(hit: _Hit) -> tuple[float, int, int]:
    start, end = hit.finding.span
    return (-hit.weight, start - end, start)


def _loud_enough(hits: list[_Hit]) -> list[Finding]:
    """Keep the kinds that reach ENOUGH; a faint order also counts beside another kind.

    One 「ください」 or one 「恐縮ですが」 is ordinary Japanese; two are a stance.
    """
    weights = dict.fromkeys(KINDS, 0.0)
    for hit in hits:
        weights[hit.finding.kind] += hit.weight
    loud = {kind for kind, weight in weights.items() if weight >= ENOUGH}
    if loud:
        loud.add("N1")
    return [hit.finding for hit in hits if hit.finding.kind in loud]


def solicits(text: str) -> bool:
    """Whether words read like signing people up, in either language (N12).

    Only the rules decide this too: nothing merely sounds like it.
    """
    masked = mask_quotes(text)
    langs: tuple[Lang, ...] = ("ja", "en")
    return any(
        finding.kind == "N12"
        for lang in langs
        for finding in by_rules(masked, lang, sentence_spans(masked, lang))
    )
