"""How messages stand in texts, and what is left when they change or go."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.echoes import Mend, as_part, forms, instead, standing

LONG = "きのうは朝から豆を煮ました。" + "湯気がよかった。" * 20


@pytest.mark.parametrize(
    ("said", "text", "words"),
    [
        ("豆", "豆", "豆"),
        ("豆", "豆を煮る", ""),
        ("豆", "きょう\n豆", "豆"),
        ("豆を煮る  鍋", "豆を煮る 鍋", "豆を煮る 鍋"),
        ("会場の鍵と案内", "わたしは会場の鍵と案内を持ちます", "会場の鍵と案内"),
        (LONG, forms(LONG)[-1], forms(LONG)[-1]),
        ("", "豆", ""),
    ],
)
def test_a_message_is_found_where_it_stands_and_nowhere_else(
    said: str, text: str, words: str
) -> None:
    assert standing(said, text) == words


@pytest.mark.parametrize(
    ("text", "words", "new", "left"),
    [
        ("豆", "豆", "", ""),
        ("きょう\n豆", "豆", "", "きょう"),
        ("きょう\n豆", "豆", "麦", "きょう\n麦"),
        ("わたしは鍵と案内を持ちます", "鍵と案内", "…", "わたしは…を持ちます"),
    ],
)
def test_other_words_stand_where_the_message_stood(
    text: str, words: str, new: str, left: str
) -> None:
    assert instead(text, words, new) == left


@given(said=st.text(min_size=6).filter(lambda said: len(said.strip()) >= 6))
@settings(max_examples=100)
def test_nothing_of_a_message_is_left_once_it_is_out(said: str) -> None:
    for text in (said.strip(), f"わたし\n{said.strip()}", f"＜{said.strip()}＞"):
        assert said.strip() not in Mend(said, "").of(text)


def test_edited_words_have_room_where_they_stand() -> None:
    assert len(as_part("post", "next", LONG)) <= 80
    assert len(as_part("vector", "origin", LONG * 3)) <= 200
    assert as_part("post", "now", "一行\n二行") == "一行\n二行"
    assert as_part("post", "next", "一行\n二行") == "一行 二行"
