"""Another day for a flag that is up: its raiser changes it, those under it hear it."""

from dataclasses import replace
from datetime import timedelta

from core.domain.members import Language
from core.i18n.catalog import text
from core.talk.incoming import Chose, Place, Said, Unsent
from tests.databases import TestedDatabase, every_database
from tests.talk.cast import LANGUAGES
from tests.talk.grouped import Group, Scene
from tests.talk.meeting import met, raise_flag, seated
from tests.talk.talking import LIMITS, KeepingChannel, Phone, World, words_of

__all__ = ["every_database"]

A_WHILE = timedelta(minutes=1)


async def under_a_flag(here: World) -> tuple[Phone, Phone]:
    """Let Yuki raise a flag that Ken holds."""
    await here.community()
    yuki, ken = await seated(here, "yuki", "ゆき"), await seated(here, "ken", "けん")
    await held(yuki, ken)
    return yuki, ken


async def held(yuki: Phone, ken: Phone) -> None:
    await raise_flag(yuki)
    await ken.say("旗")
    await ken.tap("立っている旗を見る")
    await ken.tap("この指とまれ")


async def to_another_day(phone: Phone, when: str) -> str:
    phone.here.clock.ahead += A_WHILE
    await phone.tap("日を変える")
    return await phone.say(when)


async def test_those_who_hold_a_flag_hear_once_of_another_day(
    here: World,
) -> None:
    yuki, ken = await under_a_flag(here)
    told = len(ken.heard)

    read_back = await to_another_day(yuki, "6月の日曜")
    assert "6月の日曜" in read_back
    assert "一度だけ" in read_back
    assert len(ken.heard) == told
    assert "いつごろ 6月の日曜" in await yuki.tap("この日に変える")

    (news,) = ken.heard[told:]
    assert "日が変わりました：6月の日曜" in words_of(news)
    assert "いつごろ 6月の日曜" in await ken.tap("見る")
    assert "指をはなしました" in await ken.tap("指をはなす")


async def test_the_day_before_is_one_tap_away(here: World) -> None:
    yuki, ken = await under_a_flag(here)
    await to_another_day(yuki, "6月の日曜")
    await yuki.tap("この日に変える")

    assert "6月の土曜" in await yuki.tap("元の日にもどす")
    assert "いつごろ 6月の土曜" in await yuki.tap("この日に変える")

    assert "6月の土曜" in words_of(ken.heard[-1])


async def test_it_may_stay_as_it_is_be_left_open_or_be_yet_another_one(
    here: World,
) -> None:
    yuki, ken = await under_a_flag(here)
    told = len(ken.heard)

    await yuki.tap("日を変える")
    assert "そのまま" in await yuki.tap("いまの日のまま")
    assert "そのまま" in await to_another_day(yuki, "6月の土曜")
    await to_another_day(yuki, "6月の日曜")
    await yuki.tap("ほかの日にする")
    assert len(ken.heard) == told
    assert "未定" in await yuki.tap("まだ決めない")
    assert "いつごろ" not in (await yuki.tap("この日に変える")).replace("。", "")

    assert "未定" in words_of(ken.heard[-1])


async def test_a_day_gone_by_is_asked_for_again(here: World) -> None:
    yuki, _ = await under_a_flag(here)

    assert "[いまの日のまま]" in await to_another_day(yuki, "2020/1/1")


async def test_only_its_raiser_changes_it_and_only_while_it_is_up(
    here: World,
) -> None:
    yuki, ken = await under_a_flag(here)
    assert "[日を変える]" not in await ken.say("旗")
    await yuki.tap("日を変える")
    await yuki.say("6月の日曜")
    changes = next(c for c in reversed(yuki.choices()) if c.label == "この日に変える")
    await yuki.tap("たたむ")
    await yuki.tap("たたむ")
    told = len(ken.heard)

    await yuki.does(Chose(changes.token))
    await yuki.does(Said("旗"))

    assert len(ken.heard) == told


async def test_of_two_changes_in_a_row_the_mailbox_tells_the_last(
    every_database: TestedDatabase,
) -> None:
    waits = KeepingChannel(limits=replace(LIMITS, mail_waits=True))
    async with met(every_database, channels={"web": waits}) as (_, yuki, ken):
        await held(yuki, ken)
        for day in ("6月の日曜", "7月の土曜"):
            await to_another_day(yuki, day)
            await yuki.tap("この日に変える")

        heard = await ken.say("ヘルプ")

        assert heard.count("日が変わりました") == 1
        assert "7月の土曜" in heard
        assert "6月の日曜" not in heard


@LANGUAGES
async def test_nobody_is_told_where_nobody_holds_it(
    here: World, language: Language
) -> None:
    await here.community()
    yuki = await seated(here, "yuki", "ゆき")
    await raise_flag(yuki)
    await yuki.say("English" if language == "en" else "日本語")

    await yuki.say(text("commands.flags", language).split("|")[0])
    await yuki.tap(text("flag.change_day", language))
    heard = await yuki.say("2026-12-31")

    assert text("flag.move", language) in heard
    assert "一度だけ" not in heard
    assert "once" not in heard


async def test_a_group_that_sees_the_flag_sees_the_day(
    every_database: TestedDatabase,
) -> None:
    async with met(every_database) as (here, yuki, ken):
        scene = Scene(Group(here, Place("web", "kawaberi", "group")), yuki, ken)
        await scene.connected()
        await raise_flag(yuki)
        await yuki.tap("グループにも出す")
        await yuki.tap("グループにも出す")
        shown = len(scene.group.heard)

        await to_another_day(yuki, "6月の日曜")
        await yuki.tap("この日に変える")

        (card,) = scene.group.heard[shown:]
        assert "6月の日曜" in words_of(card)


async def test_a_day_taken_back_before_it_is_changed_is_asked_for_again(
    here: World,
) -> None:
    yuki, ken = await under_a_flag(here)
    told = len(ken.heard)
    yuki.here.clock.ahead += A_WHILE
    await yuki.tap("日を変える")
    await yuki.does(Said("祖母の命日の翌日", "m1"))

    heard = await yuki.does(Unsent("m1"))

    assert "いつにしますか" in heard
    assert "命日" not in heard
    assert len(ken.heard) == told
