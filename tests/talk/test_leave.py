"""Leaving: no reason asked, no talk of staying, nothing gone before one look at it."""

from dataclasses import replace
from datetime import UTC, datetime

from core.domain.communities import Community
from core.domain.members import Member
from core.i18n.catalog import text
from core.store import communities
from core.talk.effects.leaving import (
    BeforeErasing,
    ExportReady,
    LookBeforeErasing,
    PrepareExport,
)
from core.talk.flow import Facts
from core.talk.flows import leave
from core.talk.outgoing import Link
from core.talk.turn import Opened
from tests.databases import TestedDatabase, sqlite_database
from tests.talk.flowing import Bench, check, explore
from tests.talk.meeting import BASE_URL, met

__all__ = ["sqlite_database"]

NOW = datetime(2026, 3, 4, 3, tzinfo=UTC)
ROOM = Community("room", "坂の上の台所", "", None)
HARBOUR = Community("harbour", "The Harbour Table", "", None)
NOWHERE = Facts(Member("yuki", "ゆき", "ja"), NOW)
HERE = replace(NOWHERE, homes=(ROOM,), links=True)
BUSY = replace(HERE, homes=(ROOM, HARBOUR), busy=True)
BENCH = Bench(
    leave.FLOW,
    openings=(
        *(Opened(verb) for verb in ("stop", "cancel", "erase", "export", "rooms")),
        Opened("room", "room"),
        Opened("room", "elsewhere"),
    ),
    facts=(NOWHERE, HERE, BUSY),
    answers={
        LookBeforeErasing: (BeforeErasing(thanks=True), BeforeErasing(thanks=False)),
        PrepareExport: (ExportReady("/export/abc"),),
    },
)


def test_leaving_keeps_the_promises_of_every_flow() -> None:
    check(explore(BENCH), passing=(leave.Looking,))


async def test_to_cancel_leaves_what_runs_off_and_is_no_wish_to_leave(
    sqlite_database: TestedDatabase,
) -> None:
    async with met(sqlite_database) as (_here, yuki, _ken):
        for words in ("/cancel", "キャンセル"):
            await yuki.say("旗を立てたい")
            await yuki.say("川べりで本を読む")
            assert text("leave.left_off", "ja") in await yuki.say(words)

            heard = await yuki.say(words)

            assert heard.startswith(text("leave.nothing_runs", "ja"))
            assert text("leave.all", "ja") not in heard


async def test_stop_in_a_dialogue_leaves_that_dialogue_and_nothing_else(
    sqlite_database: TestedDatabase,
) -> None:
    async with met(sqlite_database) as (here, yuki, _ken):
        await yuki.say("旗を立てたい")
        await yuki.say("川べりで本を読む")

        heard = await yuki.say("やめる")

        assert heard.startswith("ここまでにします。")
        assert "さっきの続き" not in heard
        assert "いつごろ" not in await yuki.say("こんにちは")
        assert await here.member_id("yuki")


async def test_stop_with_nothing_under_way_asks_for_no_reason(
    sqlite_database: TestedDatabase,
) -> None:
    async with met(sqlite_database) as (_, yuki, _ken):
        heard = await yuki.say("やめたい")

        assert "わけは聞きません" in heard
        for label in ("やすむ", "この場だけ出る", "ぜんぶやめる", "なんでもない"):
            assert f"[{label}]" in heard


async def test_never_mind_leaves_a_dialogue_and_asks_nobody_whether_to_go(
    sqlite_database: TestedDatabase,
) -> None:
    async with met(sqlite_database) as (_, yuki, _ken):
        await yuki.say("旗を立てたい")

        assert text("flag.not_raised", "ja") in await yuki.say("never mind")
        heard = await yuki.say("やっぱりやめる")

    assert heard.startswith(text("home.nothing", "ja"))
    assert "ぜんぶやめる" not in heard


async def test_leaving_one_room_frees_the_seat_and_keeps_the_words(
    sqlite_database: TestedDatabase,
) -> None:
    async with met(sqlite_database) as (here, yuki, ken):
        await yuki.say("旗を立てたい")
        for words in ("川べりで本を読む", "6月", "3", "案内"):
            await yuki.say(words)
        await yuki.tap("いない")
        await yuki.tap("旗を立てる")
        await ken.say("旗")
        await ken.tap("立っている旗を見る")
        await ken.tap("この指とまれ")
        told = len(ken.heard)

        await yuki.say("やめたい")
        assert "「坂の上の台所」を出ますか" in await yuki.tap("この場だけ出る")
        assert "出ました" in await yuki.tap("出る")

        ken.seen = told
        assert ken.hears("「川べりで本を読む」の旗は、たたまれました")
        member = await here.member_id("yuki")
        homes = await here.database.read(
            lambda conn: communities.of_member(conn, member)
        )
        assert homes == ()


async def test_an_export_is_confirmed_and_comes_as_a_link(
    sqlite_database: TestedDatabase,
) -> None:
    async with met(sqlite_database) as (_, yuki, _ken):
        assert "一度だけ開けるページ" in await yuki.say("もちかえる")

        await yuki.tap("もちかえる")

        link = yuki.latest[-1]
        assert isinstance(link, Link)
        assert link.url.startswith(f"{BASE_URL}/export/")


async def test_without_pages_of_our_own_the_way_through_people_is_told(
    sqlite_database: TestedDatabase,
) -> None:
    async with met(sqlite_database, base_url="") as (_, yuki, _ken):
        heard = await yuki.say("もちかえる")

        assert "ainori export" in heard
        assert not any(isinstance(one, Link) for one in yuki.latest)


async def test_erasing_shows_what_goes_and_can_be_left_until_the_last_tap(
    sqlite_database: TestedDatabase,
) -> None:
    async with met(sqlite_database) as (here, yuki, _ken):
        heard = await yuki.say("けす")

        assert "消えるもの" in heard
        assert "残るもの" in heard
        assert "何も変えていません" in await yuki.tap("やめておく")
        assert await here.member_id("yuki")


async def test_words_can_be_taken_along_in_the_middle_of_erasing(
    sqlite_database: TestedDatabase,
) -> None:
    async with met(sqlite_database) as (_, yuki, _ken):
        await yuki.say("けす")
        heard = await yuki.tap("先にもちかえる")

        assert any(isinstance(one, Link) for one in yuki.latest)
        assert "[けす]" in heard
        assert (await yuki.tap("けす")).startswith("消しました。")
        assert "[" not in yuki.words()
