"""Whose road is touched: only people who were there, only words they published."""

import pytest

from core.coach.guard import faults
from core.coach.roads import stands, touching
from core.domain.coaching import Roads, Touching

ASK = Roads(
    "ja",
    need="底板に使う木を一緒に選ぶ",
    people=(
        ("木の手ざわりを 人に手渡せる工房をひらく", "杉の端材で匙を削る"),
        ("夜の港で星を見る会をひらく", "海"),
        ("ＺＩＮＥを Café に置く",),
    ),
)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (["P1: 杉の端材で匙を削る"], {0: "杉の端材で匙を削る"}),
        (["P1 「手渡せる工房」"], {0: "手渡せる工房"}),
        (["[P1]：木の手ざわりを人に手渡せる"], {0: "木の手ざわりを 人に手渡せる"}),
        (["P3: zineをcafé"], {2: "ＺＩＮＥを Café"}),
        (["P2: 海"], {1: "海"}),
        (["P2: 星を見る会", "P1: 匙を削る"], {0: "匙を削る", 1: "星を見る会"}),
        (["P1: 匙を削る", "P1: 工房をひらく"], {0: "匙を削る"}),
        # What does not stand goes, what does is kept.
        (["P1: 名人の大工", "P2: 星を見る会"], {1: "星を見る会"}),
        (["P9: 星を見る会", "P2: 星を見る会"], {1: "星を見る会"}),
    ],
)
def test_a_quote_is_a_piece_of_a_line_letter_for_letter(
    said: list[str], kept: dict[int, str]
) -> None:
    answer = touching(ASK, said)

    assert dict(answer.people) == kept
    assert faults(ASK, answer) == []


@pytest.mark.parametrize(
    "said",
    [
        "P1: 星を見る会",  # somebody else's words
        "P1: の",  # could be anybody's
        "P1: 底板に使う木",  # the asker's words
        "P0: 星を見る会",
        "P4: 星を見る会",
        "P99: 星を見る会",
        "P2:",
        "P2: 星を見る会に来てください",
    ],
)
def test_what_does_not_stand_there_is_told_and_never_shown(said: str) -> None:
    answer = touching(ASK, [said])

    assert [one.code for one in faults(ASK, answer)] == ["changed"]


@pytest.mark.parametrize("said", [[], ["けんさんが一番です"], [""], ["all of them"]])
def test_saying_nobody_is_an_answer(said: list[str]) -> None:
    assert touching(ASK, said) == Touching(())
    assert faults(ASK, Touching(())) == []


def test_an_empty_quote_stands_nowhere() -> None:
    assert not stands(ASK, 0, "")
    assert not stands(Roads("ja", "木", (("",),)), 0, "")
