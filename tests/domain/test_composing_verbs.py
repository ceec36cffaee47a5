"""Promises of the verb endings: what the asker typed is joined, or said another way."""

import pytest

from core.domain.grammar.verbs_ja import (
    Verb,
    from_dictionary,
    from_negative,
    from_potential,
    from_stem,
    from_te,
    from_volitional,
)
from tests.tables import every_row

VERBS = """
考える 考えて 考え
作る 作って 作り
つくる つくって つくり
見る 見て 見
出る 出て 出
行く 行って 行き
描く 描いて 描き
話す 話して 話し
待つ 待って 待ち
選ぶ 選んで 選び
読む 読んで 読み
買う 買って 買い
する して し
相談する 相談して 相談し
来る 来て 来
持ってくる 持ってきて 持ってき
借りる 借りて 借り
感じる 感じて 感じ
走る 走って 走り
まとめる まとめて まとめ
泳ぐ 泳いで 泳ぎ
帰る 帰って 帰り
変える 変えて 変え
教える 教えて 教え
しゃべる しゃべって しゃべり
配る 配って 配り
撮る 撮って 撮り
やる やって やり
集まる 集まって 集まり
育てる 育てて 育て
手渡す 手渡して 手渡し
頑張る 頑張って 頑張り
遊ぶ 遊んで 遊び
包む 包んで 包み
洗う 洗って 洗い
"""
WORDS = [tuple(entry.split()) for entry in VERBS.strip().splitlines()]


@every_row(WORDS)
def test_a_dictionary_form_gives_both_shapes(
    dictionary: str, te: str, stem: str
) -> None:
    assert from_dictionary(f"町で{dictionary}") == Verb(f"町で{te}", f"町で{stem}")


@every_row(WORDS)
def test_a_te_form_gives_the_stem(dictionary: str, te: str, stem: str) -> None:
    assert from_te(f"町で{te}") == Verb(f"町で{te}", f"町で{stem}")


@every_row(WORDS)
def test_a_stem_gives_the_te_form(dictionary: str, te: str, stem: str) -> None:
    if stem.endswith("持ってき"):  # reads like 書き; nobody types it before たい
        return
    assert from_stem(f"町で{stem}") == Verb(f"町で{te}", f"町で{stem}")


@pytest.mark.parametrize(
    ("te", "stem"),
    [
        ("道を通って", ""),
        ("隣にいて", "隣にい"),
        ("子どもを見ていて", "子どもを見てい"),
        ("掃除を行って", "掃除を行い"),
        ("盛り込んで", "盛り込み"),
    ],
)
def test_an_untold_stem_is_left_empty(te: str, stem: str) -> None:
    assert from_te(te) == Verb(te, stem)


@pytest.mark.parametrize("phrase", ["怒らないで", "楽しくて", "受付で", "て", ""])
def test_what_is_no_te_form_is_not_read_as_one(phrase: str) -> None:
    assert from_te(phrase) is None


def test_other_forms_lead_to_the_same_verb() -> None:
    assert from_negative("朝市に行か") == Verb("朝市に行って", "朝市に行き")
    assert from_negative("考え") == Verb("考えて", "考え")
    assert from_negative("し") == Verb("して", "し")
    assert from_negative("持ってこ") == Verb("持ってきて", "持ってき")
    assert from_volitional("行こう") == Verb("行って", "行き")
    assert from_volitional("考えよう") == Verb("考えて", "考え")
    assert from_volitional("しよう") == Verb("して", "し")
    assert from_potential("写真を撮れる") == Verb("写真を撮って", "写真を撮り")


@pytest.mark.parametrize("phrase", ["", "朝", "問いかけ"])
def test_a_noun_has_no_dictionary_form(phrase: str) -> None:
    assert from_dictionary(phrase) is None
    assert from_volitional(phrase) is None
    assert from_potential(phrase) is None
