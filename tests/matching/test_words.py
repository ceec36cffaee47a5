"""Shared words, and needs cut free of asking."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.matching.lexical import SharedWords, grams
from core.matching.need import bare_need


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("読書会の問い", ["読書", "書会", "問"]),
        ("ﾊﾟﾝを焼く", ["パン", "焼"]),
        ("Gardening for the gardeners", ["garde", "garde"]),
        ("それではまた", []),
        ("", []),
    ],
)
def test_grams_keep_what_carries_meaning(text: str, cut: list[str]) -> None:
    assert grams(text) == cut


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    words = SharedWords(["本 畑", "本 棚", "本 店", "雨"])

    share = words.share("本 畑")

    assert share[0] > share[1] == share[2] > share[3] == 0


def test_words_nobody_wrote_lower_the_share() -> None:
    words = SharedWords(["読書会", "畑"])

    assert words.share("読書会")[0] > words.share("読書会 天体望遠鏡")[0] > 0


@pytest.mark.parametrize(
    ("texts", "told"), [(["本 畑 本", "", "棚"], 1.5), (["", "それでは"], 0), ([], 0)]
)
def test_how_much_is_told_is_told_by_those_who_wrote(
    texts: list[str], told: float
) -> None:
    assert SharedWords(texts).told == told


@given(st.lists(st.text(max_size=20), max_size=5), st.text(max_size=20))
def test_a_share_is_between_nothing_and_everything(
    texts: list[str], question: str
) -> None:
    share = SharedWords(texts).share(question)

    assert share.shape == (len(texts),)
    assert np.all((share >= 0) & (share <= 1))


@pytest.mark.parametrize(
    ("asked", "need"),
    [
        ("夏祭りの受付を手伝ってくれる人いませんか", "夏祭りの受付"),
        ("誰か、帳簿のことを教えてくれる方はいますか？", "帳簿のこと"),
        ("動画の編集に詳しい人いる？", "動画の編集"),
        ("家具を運ぶのを手伝ってほしいです", "家具を運ぶの"),
        ("人に教えることが好きです", "人に教えることが好きです"),
        ("Could anyone help me with choosing questions?", "choosing questions"),
        ("I'm looking for someone who can fix a bicycle", "fix a bicycle"),
        ("I want to help others", "I want to help others"),
    ],
)
def test_a_need_is_free_of_the_way_it_is_asked(asked: str, need: str) -> None:
    assert bare_need(asked) == need


@pytest.mark.parametrize("asked", ["手伝って", "help", "  ", "だれか"])
def test_a_need_that_is_only_asking_stays_as_it_is(asked: str) -> None:
    assert bare_need(asked) == asked.strip()
