"""Promises of the learned layer: it hears what no rule names, and leaves talk alone."""

from typing import get_args

import pytest

from benchmarks.train_tone import digest
from core.domain.sentences import Lang, mask_quotes, sentence_spans
from core.domain.tone import by_rules, by_sound, lint
from core.domain.tone.learned import hear, weights

LANGS: tuple[Lang, ...] = get_args(Lang)


@pytest.mark.parametrize("lang", LANGS)
def test_the_weights_were_trained_on_the_corpus_that_is_there(lang: Lang) -> None:
    """After a change of benchmarks/tone: `python -m benchmarks.train_tone`."""
    assert weights(lang).corpus == digest(lang)


@pytest.mark.parametrize(
    ("text", "lang", "kind"),
    [
        ("手は出さないのに、文句は人一倍なんだね。", "ja", "N5"),
        ("君の案は誰の役にも立っていない。", "ja", "N5"),
    ],
)
def test_it_hears_what_no_rule_names(text: str, lang: Lang, kind: str) -> None:
    spans = sentence_spans(text, lang)

    assert by_rules(text, lang, spans) == []
    assert [finding.kind for finding in by_sound(text, lang, spans)] == [kind]
    assert [finding.kind for finding in lint(text, lang)] == [kind]


def test_it_shows_the_clause_that_weighed_most() -> None:
    text = "はじめまして。手は出さないのに、文句は人一倍なんだね。"
    (finding,) = lint(text, "ja")

    assert text[slice(*finding.span)] == "手は出さないのに"


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("絵は口より達者で、手がよく動くんだね。", "ja"),
        ("「手は出さないのに、文句は人一倍なんだね」と言われました。", "ja"),
        ("だめだ。", "ja"),
        ("I went on like that and found someone else to walk with.", "en"),
        ("No.", "en"),
        ("", "ja"),
    ],
)
def test_it_leaves_talk_and_quotes_alone(text: str, lang: Lang) -> None:
    masked = mask_quotes(text)

    assert by_sound(masked, lang, sentence_spans(masked, lang)) == []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    "text", ["", "。。。。。。。。。。。。", "?!" * 40, "🌱" * 30, "1234567890"]
)
def test_any_sentence_may_be_heard(text: str, lang: Lang) -> None:
    for heard in hear(text, lang):
        assert 0 <= heard.span[0] < heard.span[1] <= len(text)
