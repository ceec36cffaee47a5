"""Promises of hearing an ask: plain words are enough, and a story is not an ask."""

from typing import get_args

import pytest

from core.domain.asking import asks_for_help
from core.domain.phrasing import page
from core.domain.sentences import Lang
from tests.tables import every_row

LANGS: tuple[Lang, ...] = get_args(Lang)
ASKS = [
    (text, lang)
    for lang in LANGS
    for text in page("recognising", lang)["examples"]["asks"]
]
STORIES = [
    (text, lang)
    for lang in LANGS
    for text in page("recognising", lang)["examples"]["passes"]
]


@every_row(ASKS)
def test_who_could_help_is_heard_in_plain_words(text: str, lang: Lang) -> None:
    assert asks_for_help(text, lang)


@every_row(STORIES)
def test_a_story_or_an_offer_is_not_taken_for_an_ask(text: str, lang: Lang) -> None:
    assert not asks_for_help(text, lang)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("6月に読書会をひらきます。問いかけを一緒に考えてくれる人いる？", "ja"),
        ("ドイツ語を話せる人、いませんか？", "ja"),
        ("俳句をはじめたい人いませんか。", "ja"),
        ("聞き書きに興味がある人いますか", "ja"),
        ("だれか弾き語りしませんか", "ja"),
        ("We open in June. Could anyone help sort the books?", "en"),
        ("I could use a hand with the garden.", "en"),
        ("Who's up for cleaning the beach?", "en"),
        ("Wondering if anyone could help me find old photos", "en"),
    ],
)
def test_an_ask_is_heard_wherever_it_stands(text: str, lang: Lang) -> None:
    assert asks_for_help(text, lang)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("", "ja"),
        ("今日は朝市に行きました。", "ja"),
        ("会いたい人がいたら教えてください。", "ja"),
        ("人が足りている会はいいですね。", "ja"),
        ("手伝いましょうか?", "ja"),
        ("やすむ", "ja"),
        ("", "en"),
        ("The garden is doing well.", "en"),
        ("Who said that?", "en"),
        ("Let me help you with that.", "en"),
    ],
)
def test_other_talk_is_left_alone(text: str, lang: Lang) -> None:
    assert not asks_for_help(text, lang)
