"""Cheers, the road and the room as people live them, through the real engine."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert

from core.store import communities, roads
from core.store.growth import note_growth
from core.store.tables.asks import asks, requests
from core.talk.incoming import Chose
from core.talk.outgoing import Card
from tests.talk.talking import World
from tests.talk.two_rooms import (
    DAY,
    moved_in,
    posted,
    token,
    two_rooms,
    worded,
)


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[World]:
    """Two rooms in a world of their own."""
    async with two_rooms(tmp_path) as world:
        yield world


# Cheering


async def test_a_cheer_with_words_and_a_word_back(here: World) -> None:
    yuki, ken = (
        await moved_in(here, "yuki", "ゆき"),
        await moved_in(here, "ken", "けん"),
    )
    await posted(yuki, "豆を煮た")
    await ken.say("場")
    await ken.tap("みんなの一枚")
    yuki.seen = len(yuki.heard)

    await ken.tap("応援を置く")
    heard = await ken.say("湯気が見えるようです")

    assert "ゆきさんに届きます" in heard
    assert yuki.hears("けんさんが応援を置きました")
    assert yuki.hears("湯気が見えるようです")
    ken.seen = len(ken.heard)
    await yuki.tap("ひとこと返す")
    await yuki.say("こんど一緒に")
    assert ken.hears("「こんど一緒に」")


async def test_a_line_is_cheered_once_and_the_second_tap_is_met_kindly(
    here: World,
) -> None:
    yuki, ken = (
        await moved_in(here, "yuki", "ゆき"),
        await moved_in(here, "ken", "けん"),
    )
    await posted(yuki, "豆を煮た")
    await ken.say("場")
    await ken.tap("みんなの一枚")
    await ken.tap("応援を置く")
    await ken.tap("言葉なしで")
    await here.pass_time(timedelta(minutes=1))
    yuki.seen = len(yuki.heard)

    heard = await ken.tap("応援を置く")

    assert "もう置いてあります" in heard
    assert yuki.latest == []


async def test_a_hand_is_lent_unasked(here: World) -> None:
    yuki, ken = (
        await moved_in(here, "yuki", "ゆき"),
        await moved_in(here, "ken", "けん"),
    )
    await posted(yuki, "豆を煮た", company="運ぶのを手伝ってくれる人")
    await ken.say("場")
    await ken.tap("みんなの一枚")
    yuki.seen = len(yuki.heard)

    await ken.tap("手伝わせて")
    await ken.say("日曜なら行けます")

    assert yuki.hears("けんさんから「手伝わせて」")
    assert yuki.hears("運ぶのを手伝ってくれる人")
    ken.seen = len(ken.heard)
    await yuki.tap("ひとこと返す")
    await yuki.tap("「ありがとう」だけ")
    assert ken.hears("おかげさまで")


async def test_a_member_of_another_room_neither_reads_nor_cheers(here: World) -> None:
    yuki = await moved_in(here, "yuki", "ゆき")
    ken = await moved_in(here, "ken", "けん")
    tomo = await moved_in(here, "tomo", "とも", "ASA555")
    await posted(yuki, "豆を煮た")
    await ken.say("場")
    await ken.tap("みんなの一枚")
    await tomo.say("場")
    assert "まだ一枚もありません" in await tomo.tap("みんなの一枚")

    stolen = await tomo.does(Chose(token(ken, "応援を置く")))

    assert "豆を煮た" not in stolen
    assert "応援を置きます" not in stolen


async def test_who_left_the_room_reads_it_no_more(here: World) -> None:
    yuki, ken = (
        await moved_in(here, "yuki", "ゆき"),
        await moved_in(here, "ken", "けん"),
    )
    await posted(yuki, "豆を煮た")
    await ken.say("場")
    await ken.tap("みんなの一枚")
    ken_id = await here.member_id("ken")
    await here.database.write(
        lambda conn: communities.leave_seat(conn, "kitchen", ken_id)
    )

    heard = await ken.tap("応援を置く")

    assert "いまは見られなくなっています" in heard
    assert "豆を煮た" not in heard


# The road and the room


async def test_my_road_shows_what_is_mine_alone(here: World) -> None:
    yuki, ken = (
        await moved_in(here, "yuki", "ゆき"),
        await moved_in(here, "ken", "けん"),
    )
    await worded(yuki)
    yuki_id, ken_id = await here.member_id("yuki"), await here.member_id("ken")
    await here.database.write(lambda conn: _ridden(conn, yuki_id, ken_id))

    heard = await yuki.say("わたしの道")

    assert "見える場所 坂の上の台所" in heard
    assert "けんさんと 動いた。人に頼めた" in heard
    assert "人に頼めた" not in await ken.say("わたしの道")


def _ridden(conn: Connection, yuki_id: str, ken_id: str) -> None:
    """Store a ride of the two, with a note of one of them."""
    now = roads.vector(conn, yuki_id).created_at
    assert now is not None
    conn.execute(
        insert(asks).values(
            id="a",
            asker_id=yuki_id,
            community_id="kitchen",
            need="鍋",
            earns=False,
            state="open",
            created_at=now,
        )
    )
    conn.execute(
        insert(requests).values(
            id="r",
            ask_id="a",
            asker_id=yuki_id,
            helper_id=ken_id,
            community_id="kitchen",
            text="一緒に",
            state="done",
            sent_at=now,
            lapse_at=now,
        )
    )
    note_growth(
        conn,
        request_id="r",
        member_id=yuki_id,
        moved="moved",
        words="人に頼めた",
        now=now,
    )


async def test_earlier_directions_can_be_looked_back_at(here: World) -> None:
    yuki = await moved_in(here, "yuki", "ゆき")
    await worded(yuki)
    await here.pass_time(DAY)
    await yuki.say("投稿")
    await yuki.tap("できた")
    await yuki.say("借りられた")
    await yuki.say("豆を水につける")
    await yuki.tap("ない")
    await yuki.tap("このまま出す")

    assert "つぎの一歩 豆を水につける" in await yuki.say("わたしの道")
    assert "つぎの一歩 鍋を借りる" in await yuki.tap("前の向きを見る")


async def test_the_room_shows_people_and_only_what_they_show_there(
    here: World,
) -> None:
    ken = await moved_in(here, "ken", "けん")
    yuki = await moved_in(here, "yuki", "ゆき")
    miho = await moved_in(here, "miho", "みほ")
    await worded(yuki)
    await miho.say("ベクトル")
    await miho.tap("預ける")
    await miho.say("海のそば")
    await miho.tap("とばす")
    await miho.say("だれにも言っていない港")
    await miho.tap("まだない")
    await miho.tap("まだ出さない")

    await ken.say("場")
    heard = await ken.tap("いる人")

    assert "どこへ 知らない人と同じ鍋を囲める場所" in heard
    assert "みほ" in heard
    assert "だれにも言っていない港" not in heard
    assert "給食室" not in heard
    assert "けん" not in heard


async def test_many_people_come_a_few_at_a_time_and_all_of_them_once(
    here: World,
) -> None:
    ken = await moved_in(here, "ken", "けん")
    names = [f"人{letter}" for letter in "あいうえおかき"]
    for name in names:
        await moved_in(here, name, name)
    await ken.say("場")

    await ken.tap("いる人")
    first = [one.title for one in ken.latest if isinstance(one, Card)]
    await ken.tap("つぎの人たち")
    second = [one.title for one in ken.latest if isinstance(one, Card)]

    assert len(first) == 5
    assert sorted(first + second) == sorted(names)


async def test_every_member_can_hand_on_the_invite(here: World) -> None:
    ken = await moved_in(here, "ken", "けん")
    await ken.say("場")

    assert "SAKA24" in await ken.tap("招待の言葉")
