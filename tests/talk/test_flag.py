"""Flags as people raise, join, leave and fold them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from core.domain.communities import Community
from core.domain.flags import Flag, seats_in
from core.domain.members import Member
from core.talk.effects.asks import AskSeen, LookAtAsk
from core.talk.effects.flags import (
    FlagHeld,
    FlagMissed,
    FlagMoved,
    FlagRaised,
    FlagSeen,
    FlagShown,
    FlagsSeen,
    HoldFlag,
    LookAtFlag,
    LookAtFlags,
    MoveFlag,
    RaiseFlag,
    ShowInGroups,
)
from core.talk.flow import Facts
from core.talk.flows import flag, flag_states
from core.talk.turn import Opened
from tests.databases import TestedDatabase, sqlite_database
from tests.talk.flowing import LONG, Bench, check, explore
from tests.talk.meeting import met, raise_flag, seated

__all__ = ["sqlite_database"]

NOW = datetime(2026, 3, 4, 3, tzinfo=UTC)
YUKI, TOMO = Member("yuki", "ゆき", "ja"), Member("tomo", "とも", "ja")
ROOM = Community("room", "坂の上の台所", "", None)
HARBOUR = Community("harbour", "The Harbour Table", "", None)
NOWHERE = Facts(YUKI, NOW)
HERE = replace(NOWHERE, homes=(ROOM,))
TWO_ROOMS = replace(HERE, homes=(ROOM, HARBOUR))
UP = Flag("f1", "tomo", "room", "朝市の机", "土曜", "場所とり", True, "場所代", 3, 1)
FULL, FOLDED = replace(UP, taken=3), replace(UP, state="folded")
THEIRS = FlagSeen(UP, TOMO, mine=False, holding=False)
MINE = FlagSeen(UP, YUKI, mine=True, holding=False, holders=(TOMO, TOMO), groups=True)
HELD = FlagSeen(UP, TOMO, mine=False, holding=True, holders=(YUKI,))
SEEN = tuple(
    FlagsSeen(flags)
    for flags in (
        (),
        (THEIRS,),
        (MINE, HELD),
        (MINE,) * 3,
        (replace(THEIRS, flag=FULL),),
        (replace(MINE, flag=FOLDED),),
    )
)
BENCH = Bench(
    flag.FLOW,
    openings=(
        Opened(),
        Opened("said", "川べりで本を読む"),
        Opened("said", LONG),
        *(
            Opened(verb, "f1")
            for verb in (
                "see",
                "fold",
                "join",
                "leave",
                "beside",
                "from_ask",
                "list",
                "to_groups",
                "move",
            )
        ),
        Opened("move", "f1\n|土曜"),
        Opened("move", "f1\n2026-04-04|"),
        Opened("move", "f1\n|"),
    ),
    facts=(NOWHERE, HERE, TWO_ROOMS),
    answers={
        LookAtFlags: SEEN,
        LookAtFlag: SEEN,
        LookAtAsk: (
            AskSeen("", ""),
            AskSeen("a", "room", "火の番をひとばん", "", "薪", earns=False),
            AskSeen("a", "gone", "火の番", "", "", earns=True, earns_words="薪代"),
        ),
        MoveFlag: (FlagMoved(MINE), FlagMoved(None)),
        RaiseFlag: (FlagRaised(UP), FlagRaised(UP, groups=True), FlagRaised(None)),
        ShowInGroups: (
            FlagShown(nowhere=True, later=False),
            FlagShown(nowhere=False, later=False),
            FlagShown(nowhere=False, later=True),
        ),
        HoldFlag: (
            FlagHeld(HELD),
            *(
                FlagMissed(why, seen)
                for why in ("full", "folded", "own", "already")
                for seen in (None, THEIRS)
            ),
        ),
    },
)
PASSING = (
    flag_states.Counting,
    flag_states.Raising,
    flag_states.Recalling,
    flag_states.Copying,
    flag_states.Looking,
    flag_states.Holding,
    flag_states.Finding,
    flag_states.Moving,
    flag_states.Showing,
)


def test_flags_keep_the_promises_of_every_flow() -> None:
    check(explore(BENCH), passing=PASSING)


@pytest.mark.parametrize(
    ("typed", "seats"),
    [
        *(("3", 3), ("１２席", 12), ("五人", 5), ("seven", 7), ("4人くらい", 4)),
        *(("10人くらいでお願いします", 10), ("六席くらいかな", 6), ("5 please", 5)),
    ],
)
def test_seats_are_read_as_people_write_them(typed: str, seats: int) -> None:
    assert seats_in(typed) == seats


@pytest.mark.parametrize("typed", ["1", "13", "みんな", "", "-3", "2.5", "100人"])
def test_seats_beyond_what_faces_allow_are_not_taken(typed: str) -> None:
    assert seats_in(typed) is None


async def test_a_flag_is_read_back_before_anybody_sees_it(
    sqlite_database: TestedDatabase,
) -> None:
    async with met(sqlite_database) as (_, yuki, ken):
        await yuki.say("旗")
        await yuki.say("川べりで声を出して本を読む")
        await yuki.say("6月の土曜")
        assert "2から12" in await yuki.say("40")
        await yuki.say("4")
        await yuki.say("案内と敷物")
        heard = await yuki.tap("いない")

        for words in ("川べりで声を出して本を読む", "6月の土曜", "4席", "案内と敷物"):
            assert words in heard
        await ken.say("旗")
        assert "まだありません" in await ken.tap("立っている旗を見る")


async def test_a_hand_is_told_to_the_raiser_and_may_be_taken_away_without_a_word(
    sqlite_database: TestedDatabase,
) -> None:
    async with met(sqlite_database) as (_, yuki, ken):
        await raise_flag(yuki)
        await ken.say("旗")
        assert "2席のうち、2席あいています" in await ken.tap("立っている旗を見る")
        told = len(yuki.heard)

        await ken.tap("この指とまれ")

        yuki.seen = told
        assert yuki.hears(
            "けんさんが、「川べりで声を出して本を読む」の指にとまりました"
        )
        told = len(yuki.heard)
        assert "わけはいりません" in await ken.tap("指をはなす")
        assert len(yuki.heard) == told


async def test_who_comes_too_late_hears_it_kindly_and_may_raise_one_beside(
    sqlite_database: TestedDatabase,
) -> None:
    async with met(sqlite_database) as (here, yuki, ken):
        await raise_flag(yuki)
        others = [
            ken,
            await seated(here, "miho", "みほ"),
            await seated(here, "t", "とも"),
        ]
        for phone in others:
            await phone.say("旗")
            await phone.tap("立っている旗を見る")
        for phone in others:
            await phone.tap("この指とまれ")

        late = others[-1]
        assert late.hears("席がうまったところでした")
        heard = await late.tap("となりで立てる")
        assert "いつごろ" in heard


async def test_money_is_said_on_the_flag_before_it_goes_up(
    sqlite_database: TestedDatabase,
) -> None:
    async with met(sqlite_database) as (_, yuki, ken):
        await yuki.say("旗を立てたい")
        await yuki.say("布のブックカバーをつくる会")
        await yuki.tap("まだ決めない")
        await yuki.tap("3席")
        await yuki.say("型紙")
        await yuki.tap("いる")
        await yuki.say("布代をゆきが受け取ります")
        await yuki.tap("旗を立てる")
        await ken.say("旗")

        assert "布代をゆきが受け取ります" in await ken.tap("立っている旗を見る")


async def test_an_ask_becomes_a_flag_without_asking_again_what_is_known(
    sqlite_database: TestedDatabase,
) -> None:
    async with met(sqlite_database) as (_, yuki, _ken):
        await yuki.say("声をかける")
        await yuki.say("火の番をひとばん一緒に")
        await yuki.say("囲む場所へ")
        await yuki.say("薪を運ぶ")
        await yuki.tap("いない")

        assert "いつごろ" in await yuki.tap("旗にする")
        await yuki.say("秋のおわり")
        heard = await yuki.tap("5席")

        for words in ("火の番をひとばん一緒に", "秋のおわり", "5席", "薪を運ぶ"):
            assert words in heard


async def test_with_three_flags_up_the_question_is_which_one_is_meant_now(
    sqlite_database: TestedDatabase,
) -> None:
    async with met(sqlite_database) as (_, yuki, ken):
        for purpose in ("朝市の机", "川べりで本", "台所で味噌"):
            await raise_flag(yuki, purpose)

        heard = await yuki.say("旗を立てたい")

        assert "どれか、たたみますか" in heard
        await yuki.tap("川べりで本")
        assert "旗をたたみました" in await yuki.tap("たたむ")
        await ken.say("旗")
        assert "川べりで本" not in await ken.tap("立っている旗を見る")
        assert "どこへ向かうのか、ひとことで" in await yuki.say("旗を立てたい")


async def test_folding_is_asked_once_and_told_without_a_reason(
    sqlite_database: TestedDatabase,
) -> None:
    async with met(sqlite_database) as (here, yuki, ken):
        await raise_flag(yuki)
        await ken.say("旗")
        await ken.tap("立っている旗を見る")
        await ken.tap("この指とまれ")

        assert "たたみますか" in await yuki.tap("たたむ")
        assert "そのまま" in await yuki.tap("立てておく")
        await yuki.say("旗")
        await yuki.tap("立っている旗を見る")
        await yuki.tap("たたむ")
        told = len(ken.heard)
        await yuki.tap("たたむ")

        ken.seen = told
        assert ken.hears("の旗は、たたまれました")
        here.clock.ahead += timedelta(minutes=1)
        assert "もうたたまれたようです" in await ken.tap("この指とまれ")


async def test_an_english_speaker_sees_a_japanese_flag_in_words_of_their_own(
    sqlite_database: TestedDatabase,
) -> None:
    async with met(sqlite_database) as (here, yuki, _ken):
        await raise_flag(yuki)
        kay = await seated(here, "kay", "Kay", language="en")

        await kay.say("flag")
        heard = await kay.tap("See the flags")

        assert "川べりで声を出して本を読む" in heard
        assert "2 of 2 free" in heard
