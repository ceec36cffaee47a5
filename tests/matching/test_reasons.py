"""Reasons are people's own words, letter for letter."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.helping import LineKind, PublishedLine
from core.matching.embedder import BigramEmbedder, Usem3Embedder
from core.matching.reasons import (
    LEAST_CHARS,
    LEAST_WORDS,
    MOST_CHARS,
    MOST_WORDS,
    cut,
    reason,
    their_words,
)
from tests.matching.cases import MEMBERS_EN, MEMBERS_JA, NEEDS_EN, NEEDS_JA

BIGRAM = BigramEmbedder()
JAPANESE = re.compile(r"[ぁ-ヿ一-龥]")
KINDS: tuple[LineKind, ...] = (
    "destination",
    "next_step",
    "origin",
    "post_now",
    "post_next",
    "post_with",
)
texts = st.text("本を手渡す場所。、にへ abc,.\n\u3000ハヒ", max_size=90)
published = st.lists(
    st.builds(PublishedLine, st.sampled_from(KINDS), texts), max_size=5
)


@given(texts, published)
def test_every_quote_is_a_substring_of_a_line_of_that_kind(
    need: str, lines: list[PublishedLine]
) -> None:
    why = reason(need, lines, BIGRAM)
    words = their_words(need, lines, BIGRAM)

    quotes = [q for q in (why and why.first, why and why.beside, words) if q]
    for quote in quotes:
        assert quote.text.strip()
        assert any(x.kind == quote.kind and quote.text in x.text for x in lines)


@given(texts, texts)
def test_a_cut_is_short_enough_for_one_line(text: str, need: str) -> None:
    part = cut(text, need)

    assert part in text
    if JAPANESE.search(part):
        assert len(part) <= MOST_CHARS
    else:
        assert len(part.split()) <= MOST_WORDS


VOICE = "声が震えた。でも、来てよかったと言ってもらえて、もう一度司会をしたくなった。"
DRAFT = (
    "人に渡す前に、原稿の「右の図」で手が止まった。耳には右も図もない。虫がさわいだ。"
)
PHOTOS = (
    "子どもが生まれてから毎日撮りためてきた写真をいつか一冊の本にまとめて"
    "家族みんなで囲めるようにしたい"
)
SALES = (
    "After ten years in sales I left my company, "
    "to open a small place where people can be handed a book."
)


@pytest.mark.parametrize(
    ("text", "need", "part"),
    [
        ("場をつくる側になりたい", "", "場をつくる側になりたい"),
        ("絵本。", "", "絵本"),
        (VOICE, "司会", "もう一度司会をしたくなった"),
        (PHOTOS, "", PHOTOS[: PHOTOS.index("家族")]),
        (DRAFT, "朗読", "人に渡す前に、原稿の「右の図」で手が止まった"),
        ("one book", "", "one book"),
        (SALES, "book", "to open a small place where people can be handed a book"),
        (SALES, "sales", "After ten years in sales I left my company"),
    ],
)
def test_a_long_line_is_cut_where_a_phrase_ends(
    text: str, need: str, part: str
) -> None:
    assert cut(text, need) == part


def test_the_reason_begins_with_where_they_are_heading(usem3: Usem3Embedder) -> None:
    lines = [
        PublishedLine("origin", "会社で議事録を書いてきた"),
        PublishedLine("post_next", "来月の集まりで問いかけを3つ用意する"),
        PublishedLine("destination", "場をつくる側になりたい"),
    ]

    why = reason("読書会の問いかけを一緒に考える", lines, usem3)

    assert why is not None
    assert why.first.kind == "destination"
    assert why.beside is not None
    assert why.beside.kind == "post_next"


def test_their_words_say_enough_even_if_the_destination_is_short(
    usem3: Usem3Embedder,
) -> None:
    short = [
        PublishedLine("destination", "絵本"),
        PublishedLine("next_step", "くまを描く"),
    ]
    longer = [*short, PublishedLine("post_now", "雨の場面を色鉛筆で描いた")]

    brief = their_words("挿絵", short, usem3)
    enough = their_words("挿絵", longer, usem3)

    assert brief is not None
    assert brief.kind in {"destination", "next_step"}
    assert enough is not None
    assert enough.kind == "post_now"


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_member_can_be_quoted_long_enough(
    language: str, usem3: Usem3Embedder
) -> None:
    members, needs = (
        (MEMBERS_JA, NEEDS_JA) if language == "ja" else (MEMBERS_EN, NEEDS_EN)
    )

    for lines in members.values():
        words = their_words(needs[0][0], lines, usem3)
        assert words is not None
        if language == "ja":
            assert len(words.text) >= LEAST_CHARS
        else:
            assert len(words.text.split()) >= LEAST_WORDS


@given(st.text("本を手渡す場所。、に", min_size=LEAST_CHARS, max_size=90))
def test_a_cut_says_enough_if_the_line_does(text: str) -> None:
    said = text.strip("。、")

    assert len(cut(text)) >= min(LEAST_CHARS, len(said))


@pytest.mark.parametrize("lines", [[], [PublishedLine("destination", " 。\n")]])
def test_without_published_words_there_is_no_reason(
    lines: list[PublishedLine],
) -> None:
    assert reason("本", lines, BIGRAM) is None
    assert their_words("本", lines, BIGRAM) is None
