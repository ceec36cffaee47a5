"""Promises of the rule files: what each rule is for, and what it leaves alone."""

from collections import Counter
from typing import get_args

import pytest

from core.domain.sentences import Lang, mask_quotes
from core.domain.tone import lint
from core.domain.tone.rules import KINDS, Kind, Rule, rule_book
from core.domain.tone.rules.needles import Haystack, as_needles_are, needles
from tests.tables import every_row

LANGS: tuple[Lang, ...] = get_args(Lang)
RULES = [(lang, rule) for lang in LANGS for rule in rule_book(lang).rules]


@every_row(RULES)
def test_every_pattern_can_be_compiled(lang: Lang, rule: Rule) -> None:
    del lang
    assert rule.pattern.pattern == rule.source
    assert (rule.unless.pattern if rule.unless else "") == rule.excused_by


@every_row(RULES)
def test_a_rule_finds_the_sentences_it_is_for(lang: Lang, rule: Rule) -> None:
    for text in rule.flags:
        kinds = [finding.kind for finding in lint(text, lang)]

        assert rule.kind in kinds, text


@every_row(RULES)
def test_a_rule_leaves_its_tricky_sentences_alone(lang: Lang, rule: Rule) -> None:
    for text in rule.passes:
        assert lint(text, lang) == [], text


@every_row(RULES)
def test_a_suggestion_would_itself_pass(lang: Lang, rule: Rule) -> None:
    for text in rule.flags:
        for finding in lint(text, lang):
            assert lint(finding.suggestion, lang) == [], finding.suggestion
            assert 0 < len(finding.suggestion) <= 60
            assert "?" not in finding.suggestion[:-1]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_shown_by_many_sentences(lang: Lang, kind: Kind) -> None:
    shown = Counter[str]()
    for rule in rule_book(lang).rules:
        if rule.kind == kind:
            shown["flags"] += len(rule.flags)
            shown["passes"] += len(rule.passes)

    assert shown["flags"] >= 8
    assert shown["passes"] >= 6


@every_row(RULES)
def test_needles_never_hide_a_match(lang: Lang, rule: Rule) -> None:
    everything = [
        text for other in rule_book(lang).rules for text in other.flags + other.passes
    ]
    for text in everything:
        masked = mask_quotes(text)
        small = as_needles_are(masked)
        if rule.pattern.search(masked) and rule.needles:
            assert any(needle in small for needle in rule.needles), text


@pytest.mark.parametrize("lang", LANGS)
def test_no_rule_with_a_needle_in_a_text_is_passed_over(lang: Lang) -> None:
    book = rule_book(lang)
    for text in (text for rule in book.rules for text in rule.flags + rule.passes):
        small = as_needles_are(mask_quotes(text))
        one_by_one = [
            rule
            for rule in book.rules
            if not rule.needles or any(needle in small for needle in rule.needles)
        ]

        assert list(book.worth_trying(mask_quotes(text))) == one_by_one, text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [2]),
        ("あ", [0, 2]),
        ("いう", [1, 2]),
        ("いい、うえお", [2, 3]),
        ("うえ", [2]),
        ("いうえおあ", [0, 1, 2, 3]),
    ],
)
def test_sets_are_found_by_any_of_their_needles(text: str, found: list[int]) -> None:
    sets = Haystack([["あ"], ["xyz", "いう"], [], ["うえお"]])

    assert sets.found_in(text) == found


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("outsourc", {"outsourc"}),
        ("外注|発注", {"外注", "発注"}),
        ("いくら(?:で|なら)", {"いくらで", "いくらなら"}),
        (r"\byou\sowe\b", {"you owe"}),
        ("(?:a|bc)?", set()),
        ("[あい]", {"あ", "い"}),
        ("[あ-い]|う", set()),
        ("[^あい]", set()),
        (r"\b(?:a|b)(?:c|d)\b", {"ac", "ad", "bc", "bd"}),
        ("(?:a|b.)(?:cd|e)", {"a", "b"}),
        ("x(?:ab)+(?:c|d)", {"xab"}),
        (r"(?-i:[A-Z]\w+) is late|(?-i:A)b", {" is late", "ab"}),
        ("x*yy+z?", {"yy"}),
        ("(?P<te>して)ください", {"してください"}),
        ("(?<!く)ださい(?=よ)", {"ださい"}),
        (r"納(?:品|期)\d{1,2}回", {"納品", "納期"}),
        ("段取り{0,3}", {"段取"}),
        (r"[\]x]a|b", {"a", "b"}),
    ],
)
def test_needles_are_what_every_match_must_hold(pattern: str, found: set[str]) -> None:
    assert needles(pattern) == found
