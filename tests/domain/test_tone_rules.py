"""Promises of the rule files: what each rule is for, and what it leaves alone."""

from collections import Counter
from typing import get_args

import pytest

from core.domain.sentences import Lang, mask_quotes
from core.domain.tone import KINDS, Kind, lint
from core.domain.tone_rules import Rule, rule_book
from core.domain.tone_rules.needles import needles

LANGS: tuple[Lang, ...] = get_args(Lang)
RULES = [
    pytest.param(lang, rule, id=f"{lang}-{rule.id}")
    for lang in LANGS
    for rule in rule_book(lang).rules
]


@pytest.mark.parametrize(("lang", "rule"), RULES)
def test_a_rule_finds_the_sentences_it_is_for(lang: Lang, rule: Rule) -> None:
    for text in rule.flags:
        kinds = [finding.kind for finding in lint(text, lang)]

        assert rule.kind in kinds, text


@pytest.mark.parametrize(("lang", "rule"), RULES)
def test_a_rule_leaves_its_tricky_sentences_alone(lang: Lang, rule: Rule) -> None:
    for text in rule.passes:
        assert lint(text, lang) == [], text


@pytest.mark.parametrize(("lang", "rule"), RULES)
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


@pytest.mark.parametrize(("lang", "rule"), RULES)
def test_needles_never_hide_a_match(lang: Lang, rule: Rule) -> None:
    everything = [
        text for other in rule_book(lang).rules for text in other.flags + other.passes
    ]
    for text in everything:
        masked = mask_quotes(text)
        small = masked.lower().replace("\n", " ")
        if rule.pattern.search(masked) and rule.needles:
            assert any(needle in small for needle in rule.needles), text


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("outsourc", {"outsourc"}),
        ("外注|発注", {"外注", "発注"}),
        ("いくら(?:で|なら)", {"いくら"}),
        (r"\byou\sowe\b", {"you owe"}),
        ("(?:a|bc)?", set()),
        ("[あい]", set()),
        ("x*yy+z?", {"yy"}),
        ("(?P<te>して)ください", {"ください"}),
        ("(?<!く)ださい(?=よ)", {"ださい"}),
        (r"納(?:品|期)\d{1,2}回", {"納"}),
        ("段取り{0,3}", {"段取"}),
        (r"[\]x]a|b", {"a", "b"}),
    ],
)
def test_needles_are_what_every_match_must_hold(pattern: str, found: set[str]) -> None:
    assert needles(pattern) == found
