"""What is open nearby to somebody who calls for help: seats, and posts that wish."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest

from core.clock import RandomIds
from core.domain.communities import Community
from core.domain.flags import Flag
from core.domain.formats import Post
from core.domain.members import Member
from core.domain.sos import touches
from core.domain.vectors import Vector
from core.services import vectors
from core.talk.effects import Done
from core.talk.effects.calls import (
    AudienceSeen,
    CallSent,
    FindCalled,
    FoundCalled,
    LookAtAudience,
    SendCall,
)
from core.talk.effects.flags import FlagSeen
from core.talk.effects.openings import (
    FindNearby,
    LookAtOpenings,
    NearbyFound,
    OpeningsSeen,
)
from core.talk.flow import Facts, Turn
from core.talk.flows import sos, sos_states
from core.talk.incoming import Said
from core.talk.turn import Opened, Say, Show, T, Words
from tests.databases import TestedDatabase, sqlite_database
from tests.talk.cast import shared
from tests.talk.flowing import Bench, check, explore
from tests.talk.meeting import met
from tests.talk.talking import Phone, World, words_of

__all__ = ["sqlite_database"]

NOW = datetime(2026, 3, 4, 3, tzinfo=UTC)
ROOM = Community("room", "坂の上の台所", "", None)
HERE = Facts(Member("yuki", "ゆき", "ja"), NOW, homes=(ROOM,))
ON_THE_WAY = replace(HERE, vector=Vector(destination="川べりで読む会をひらく"))
TOMO, MIHO = Member("tomo", "とも", "ja"), Member("miho", "みほ", "ja")
FLAG = Flag("f", "tomo", "room", "朝市の机", "", "場所とり", False, "", 3, 1)
SEEN = FlagSeen(FLAG, TOMO, mine=False, holding=False)
RIVER = replace(SEEN, flag=replace(FLAG, id="r", purpose="川べりで読む会"))
POST = Post(
    "p", "tomo", {"now": "本を並べた", "with": "本の話をする人"}, community_id="room"
)
NEARBY = Bench(
    sos.FLOW,
    openings=(Opened("safe"),),
    facts=(ON_THE_WAY,),
    answers={
        LookAtOpenings: (OpeningsSeen((SEEN, RIVER), ((POST, TOMO), (POST, MIHO))),),
        LookAtAudience: (AudienceSeen(),),
        FindCalled: (FoundCalled(()),),
        SendCall: (CallSent("c"),),
    },
)


def test_looking_nearby_keeps_the_promises_of_every_flow() -> None:
    elsewhere = set(get_args(sos_states.State)) - {sos_states.Nearing}

    check(explore(NEARBY), passing=elsewhere)


@pytest.mark.parametrize(
    ("road", "flag", "near"),
    [
        ("市場で机をひとつ出す", "朝市の市場で本を並べる", True),
        ("パンを焼いて配る", "日曜のパン焼き", True),
        ("人に本を手渡せる場所", "朝市の机", False),
        ("a stall at the market", "the Saturday market", True),
        ("a room with a view", "reading with a friend", False),
        ("", "朝市の机", False),
    ],
)
def test_a_flag_is_near_when_it_is_about_the_same_thing(
    road: str, flag: str, *, near: bool
) -> None:
    assert touches(road, flag) is near


def _openings(*purposes: str) -> OpeningsSeen:
    flags = (
        replace(SEEN, flag=replace(FLAG, id=f"f{at}", purpose=purpose))
        for at, purpose in enumerate(purposes)
    )
    return OpeningsSeen(tuple(flags), ((POST, TOMO),))


def _titles(turn: Turn | None) -> list[Words]:
    assert turn is not None
    return [one.title for one in turn.say if isinstance(one, Show)]


def test_at_most_three_openings_stand_as_they_were_and_those_on_the_road_are_in() -> (
    None
):
    seen = _openings("朝市の机", "空き家の草刈り", "豆の選別", "川べりで読む会")
    looking = sos_states.Looking("place", near=("f1",))

    turn = sos.FLOW.step(looking, Done(seen), ON_THE_WAY)

    # One is near by meaning, one by its words; one more fits.
    assert _titles(turn) == ["朝市の机", "空き家の草刈り", "川べりで読む会"]


def test_what_is_near_is_asked_only_where_more_is_open_than_fits() -> None:
    few, many = _openings("朝市の机"), _openings("朝市の机", "豆の選別", "草刈り")
    looking = sos_states.Looking("work")

    assert _titles(sos.FLOW.step(looking, Done(few), ON_THE_WAY)) == [
        "朝市の机",
        "本の話をする人",
    ]
    asked = sos.FLOW.step(looking, Done(many), ON_THE_WAY)
    assert asked is not None
    assert [type(one) for one in asked.do] == [FindNearby]
    assert asked.say == ()
    assert len(_titles(sos.FLOW.step(looking, Done(many), HERE))) == 3


def test_whoever_speaks_meanwhile_is_heard_and_a_late_answer_is_not() -> None:
    nearing = sos_states.Nearing("place", "t1")

    spoken = sos.FLOW.step(nearing, Said("もう消えてしまいたい"), ON_THE_WAY)
    late = sos.FLOW.step(nearing, Done(NearbyFound("t0", ("f",))), ON_THE_WAY)

    assert spoken is not None
    said = [one.text for one in spoken.say if isinstance(one, Say)]
    assert T("sos.help_lines") in said
    assert late is None


async def test_a_place_to_be_may_be_a_free_seat_nearby(
    sqlite_database: TestedDatabase,
) -> None:
    async with met(sqlite_database) as (_, yuki, ken):
        await ken.say("旗を立てたい")
        for words in ("朝市の机", "土曜", "3", "場所とり"):
            await ken.say(words)
        await ken.tap("いない")
        await ken.tap("旗を立てる")

        await yuki.say("SOS")
        await yuki.tap("大丈夫")
        heard = await yuki.tap("居場所がほしい")

        assert "朝市の机" in heard
        assert "隣の席があいています" in heard
        assert "[乗ってみる]" in heard
        assert "[話だけ聞く]" in heard
        assert "[人に届ける]" in heard


async def wishes(here: World, phone: Phone, words: str, *, ago: timedelta) -> None:
    """Let somebody have shared a post that wishes for company."""
    lines = {"now": "本を並べた", "with": words}
    await shared(here, await here.member_id(phone.user), lines, ago=ago)


async def looks_for_a_place(phone: Phone) -> str:
    """Say SOS, that one is safe, and that one wishes for somewhere to be."""
    await phone.say("SOS")
    await phone.tap("大丈夫")
    return await phone.tap("居場所がほしい")


async def test_a_post_that_wishes_for_somebody_is_open_to_a_hand(
    sqlite_database: TestedDatabase,
) -> None:
    async with met(sqlite_database) as (here, yuki, ken):
        await wishes(here, ken, "本の話をする人", ago=timedelta(days=3))
        await wishes(here, ken, "去年の夏に、漕ぐ人", ago=timedelta(days=200))

        heard = await looks_for_a_place(yuki)

        assert "本の話をする人" in heard
        assert "けんさんの一枚の〈よかったら〉です" in heard
        assert "漕ぐ人" not in heard
        await yuki.tap("手伝わせて")
        await yuki.say("土曜なら行けます")
        assert "SOS" not in "".join(map(words_of, ken.heard))

        assert "本の話をする人" not in await looks_for_a_place(yuki)


async def test_whoever_wishes_for_somebody_may_be_asked_about_it_like_any_call(
    sqlite_database: TestedDatabase,
) -> None:
    async with met(sqlite_database) as (here, yuki, ken):
        await wishes(here, ken, "本の話をする人", ago=timedelta(days=3))
        await looks_for_a_place(yuki)
        before = len(ken.heard)

        await yuki.tap("話だけ聞く")
        assert "「本の話をする人」の話を聞かせてもらえますか" in await yuki.tap(
            "はじめは名前なしで"
        )
        assert len(ken.heard) == before
        await yuki.tap("届ける")

        assert "居場所がほしい" in "".join(map(words_of, ken.heard[before:]))


async def test_where_more_is_open_than_fits_three_come_with_those_on_the_road(
    sqlite_database: TestedDatabase,
) -> None:
    async with met(sqlite_database) as (here, yuki, ken):
        me = await here.member_id("yuki")
        road = Vector(destination="川べりで読む会をひらく")
        await here.database.write(
            lambda conn: vectors.publish(
                conn,
                ids=RandomIds(),
                member_id=me,
                vector=road,
                community_ids=(),
                now=here.clock.now(),
            )
        )
        for n, words in enumerate(("豆の選別", "草刈り", "朝市の机", "川べりで読む人")):
            await wishes(here, ken, words, ago=timedelta(days=n))

        heard = await looks_for_a_place(yuki)

        assert heard.count("[話だけ聞く]") == 3
        assert "川べりで読む人" in heard
