"""Polite words said as among friends: only where grammar leaves no doubt."""

import csv
from pathlib import Path

import pytest

from core.coach.content import kept, numbers, turned
from core.domain.grammar import casual_en, casual_ja
from tests.tables import every_row

TABLE = (Path(__file__).parent / "test_casual_ja.tsv").read_text("utf-8")
JAPANESE = list(csv.DictReader(TABLE.splitlines(), delimiter="\t"))
FORMS = {
    "書き": "書く 書いた 書かない 書かなかった 書こう",
    "泳ぎ": "泳ぐ 泳いだ 泳がない 泳がなかった 泳ごう",
    "話し": "話す 話した 話さない 話さなかった 話そう",
    "待ち": "待つ 待った 待たない 待たなかった 待とう",
    "死に": "死ぬ 死んだ 死なない 死ななかった 死のう",
    "遊び": "遊ぶ 遊んだ 遊ばない 遊ばなかった 遊ぼう",
    "読み": "読む 読んだ 読まない 読まなかった 読もう",
    "送り": "送る 送った 送らない 送らなかった 送ろう",
    "歌い": "歌う 歌った 歌わない 歌わなかった 歌おう",
    "食べ": "食べる 食べた 食べない 食べなかった 食べよう",
    "起き": "起きる 起きた 起きない 起きなかった 起きよう",
    "でき": "できる できた できない できなかった できよう",
}


@every_row(zip(JAPANESE))
def test_a_sentence_is_said_as_among_friends_or_left_alone(
    row: dict[str, str],
) -> None:
    said = casual_ja.casual(row["polite"])

    assert said == (row["casual"] or None)


@pytest.mark.parametrize("stem", FORMS)
def test_every_kind_of_verb_in_every_form(stem: str) -> None:
    polite = ("ます", "ました", "ません", "ませんでした", "ましょう")

    said = [casual_ja.casual(f"朝に{stem}{form}。") for form in polite]

    assert said == [f"朝に{form}。" for form in FORMS[stem].split()]


@every_row(zip(JAPANESE))
def test_what_was_said_stays_said(row: dict[str, str]) -> None:
    said = casual_ja.casual(row["polite"]) or row["polite"]

    assert kept(row["polite"].replace("お願いします", ""), said) == 1
    assert numbers(said) == numbers(row["polite"])
    assert not turned([row["polite"]], said, "ja")
    assert casual_ja.casual(said) is None


def test_one_doubtful_end_leaves_the_whole_text() -> None:
    sure, doubtful = "机は私が運びます。", "お迎えに上がります。雪が降ります。"

    assert casual_ja.casual(sure) == "机は私が運ぶ。"
    assert casual_ja.casual(sure + doubtful) is None


@pytest.mark.parametrize(
    ("stiff", "casual"),
    [
        ("I will bring the chairs.", "I'll bring the chairs."),
        ("I am at the harbour. It is windy.", "I'm at the harbour. It's windy."),
        ("Could you please bring a lamp?", "Could you bring a lamp?"),
        ("You do not have to come.", "You don't have to come."),
        ("I cannot carry it alone.", "I can't carry it alone."),
        ("Let us walk there.", "Let's walk there."),
        ("Yes, I am.", None),
        ("I know what it is.", None),
        ("Bring it to the shed?", None),
    ],
)
def test_english_pairs_are_said_as_one(stiff: str, casual: str | None) -> None:
    assert casual_en.casual(stiff) == casual
