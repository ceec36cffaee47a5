"""Posts, cheers, the road and the room as people live them, through the real engine."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert

from core.domain.formats import Post
from core.store import communities, practice
from core.store.asks import note_growth
from core.store.engine import open_database
from core.store.metadata import metadata
from core.store.tables.asks import asks, requests
from core.talk.incoming import Chose, Shared
from core.talk.outgoing import Card, Draft
from tests.talk.talking import Phone, World, world

DAY = timedelta(days=1)


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[World]:
    """Two rooms in a world of their own."""
    database = open_database(f"sqlite:///{tmp_path / 'ainori.db'}")
    await database.create_all(metadata)
    async with world(database) as open_world:
        await open_world.community("坂の上の台所", "SAKA24", id="kitchen")
        await open_world.community("朝の市", "ASA555", id="market")
        yield open_world


async def moved_in(here: World, user: str, name: str, code: str = "SAKA24") -> Phone:
    """Return the phone of somebody who took a seat and left it at that."""
    phone = here.phone(user)
    await phone.open(invite=code, name=name, language="ja")
    await phone.tap("あとで")
    return phone


async def moved_in_en(here: World, user: str, name: str) -> Phone:
    """Return the phone of somebody who reads English."""
    phone = here.phone(user)
    await phone.open(invite="SAKA24", name=name, language="en")
    await phone.tap("Later")
    return phone


async def worded(phone: Phone) -> None:
    """Put a vector into words and show it in the one room."""
    await phone.say("ベクトル")
    await phone.say("給食室で12年")
    await phone.tap("とばす")
    await phone.say("知らない人と同じ鍋を囲める場所")
    await phone.say("鍋を借りる")
    await phone.tap("このまま")
    await phone.tap("坂の上の台所")


async def post_of(here: World, phone: Phone) -> Post:
    """Return somebody's latest post as it is stored."""
    member_id = await here.member_id(phone.user)
    post = await here.database.read(lambda conn: practice.last_post(conn, member_id))
    assert post is not None
    return post


async def posted(phone: Phone, now: str, *, company: str = "") -> None:
    """Write a first post and share it as it stands."""
    await phone.say("投稿")
    await phone.say(now)
    await phone.tap("まだない")
    if company:
        await phone.say(company)
    else:
        await phone.tap("ない")
    await phone.tap("このまま出す")


def token(phone: Phone, label: str) -> str:
    """Return the token behind the newest choice of this label."""
    return next(one.token for one in reversed(phone.choices()) if one.label == label)


# Writing


async def test_a_post_from_the_last_step_to_the_room(here: World) -> None:
    yuki = await moved_in(here, "yuki", "ゆき")
    await worded(yuki)
    await here.pass_time(DAY)

    assert "「鍋を借りる」でした。どうなりましたか" in await yuki.say("きょうの一枚")
    await yuki.tap("途中")
    await yuki.say("見せてもらっただけ。思ったより重かった")
    await yuki.say("ふたつきの鍋をさがす")
    await yuki.say("運ぶのを手伝ってくれる人")
    draft = yuki.latest[-1]
    assert isinstance(draft, Draft)
    assert draft.text == (
        "どこから：給食室で12年\n"
        "きのうの一歩：鍋を借りる → 途中\n"
        "いま：見せてもらっただけ。思ったより重かった\n"
        "こっちへ：知らない人と同じ鍋を囲める場所\n"
        "つぎの一歩：ふたつきの鍋をさがす\n"
        "よかったら：運ぶのを手伝ってくれる人"
    )
    heard = await yuki.tap("このまま出す")

    assert "「坂の上の台所」に出しました" in heard
    assert "ベクトルの〈つぎの一歩〉も、これに合わせました" in heard
    assert "[声をかける]" in heard
    post = await post_of(here, yuki)
    assert (post.community_id, post.outcome) == ("kitchen", "halfway")


async def test_a_post_in_english(here: World) -> None:
    mia = await moved_in_en(here, "mia", "Mia")

    await mia.say("post")
    await mia.say("found the sign of an allotment")
    await mia.say("write to the address on it")
    await mia.tap("Not this time")
    heard = await mia.tap("Share as it is")

    assert "Only the people of this room can read it" in heard
    await here.pass_time(DAY)
    assert "Last time your next step was" in await mia.say("post")
    await mia.tap("Let go")
    await mia.say("in bed with a fever")
    await mia.tap("Not yet")
    heard = await mia.tap("Not this time")
    assert "Last step: write to the address on it – Let go" in heard


async def test_the_chain_goes_on_over_three_posts(here: World) -> None:
    yuki = await moved_in(here, "yuki", "ゆき")
    steps = ["鍋を借りる", "豆を水につける", "となりに声をかける"]

    ids: list[str] = []
    for number, step in enumerate(steps):
        heard = await yuki.say("投稿")
        if number:
            assert f"「{steps[number - 1]}」でした" in heard
            await yuki.tap("できた")
        await yuki.say("台所にいる")
        await yuki.say(step)
        await yuki.tap("ない")
        await yuki.tap("このまま出す")
        post = await post_of(here, yuki)
        assert post.previous_id == (ids[-1] if ids else None)
        ids.append(post.id)
        await here.pass_time(7 * DAY)

    assert "「となりに声をかける」でした" in await yuki.say("投稿")


async def test_words_out_of_nowhere_become_the_line_of_now(here: World) -> None:
    yuki = await moved_in(here, "yuki", "ゆき")

    await yuki.say("豆がふくらんで、鍋からあふれた")
    await yuki.tap("一枚にする")
    await yuki.tap("まだない")
    heard = await yuki.tap("ない")

    assert "いま：豆がふくらんで、鍋からあふれた" in heard


@pytest.mark.parametrize("length", [301, 4_000, 20_000])
async def test_long_words_are_never_lost_or_refused(here: World, length: int) -> None:
    yuki = await moved_in(here, "yuki", "ゆき")
    await yuki.say("投稿")

    heard = await yuki.say(("豆の話をします。" * 2_500)[:length])

    assert "ぜんぶ預かりました" in heard
    await yuki.tap("ここまでで")
    await yuki.tap("まだない")
    await yuki.tap("ない")
    assert "出しました" in await yuki.tap("このまま出す")


async def test_a_sticker_in_the_middle_is_taken_kindly(here: World) -> None:
    yuki = await moved_in(here, "yuki", "ゆき")
    await yuki.say("投稿")

    heard = await yuki.does(Shared("sticker"))

    assert "ありがとう" in heard
    assert "いまのことを" in heard
    assert "つぎの一歩" in await yuki.say("豆を煮た")


@pytest.mark.parametrize("word", ["やめる", "stop"])
async def test_stopping_in_the_middle_shares_nothing(here: World, word: str) -> None:
    yuki = await moved_in(here, "yuki", "ゆき")
    await yuki.say("投稿")
    await yuki.say("豆を煮た")

    await yuki.say(word)

    shared = await here.database.read(
        lambda conn: practice.shared_posts(conn, "kitchen")
    )
    assert shared == []
    assert "どうしましょう" in await yuki.say("豆がやわらかい")


async def test_what_is_for_oneself_is_read_by_nobody_else(here: World) -> None:
    yuki, ken = (
        await moved_in(here, "yuki", "ゆき"),
        await moved_in(here, "ken", "けん"),
    )
    await yuki.say("投稿")
    await yuki.say("豆を焦がした")
    await yuki.tap("まだない")
    await yuki.tap("ない")
    await yuki.tap("自分だけ")

    await ken.say("場")
    assert "まだ一枚もありません" in await ken.tap("みんなの一枚")


async def test_with_two_rooms_it_goes_to_the_chosen_one(here: World) -> None:
    yuki = await moved_in(here, "yuki", "ゆき")
    await yuki.say("ASA555")
    await yuki.say("投稿")
    await yuki.say("豆を煮た")
    await yuki.tap("まだない")
    await yuki.tap("ない")

    assert "どこに出しますか" in await yuki.tap("このまま出す")
    assert "「朝の市」に出しました" in await yuki.tap("朝の市")
    assert (await post_of(here, yuki)).community_id == "market"


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

    assert "ゆきさんにとどきます" in heard
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
    assert "けんさんと 少し動いた。人に頼めた" in heard
    assert "人に頼めた" not in await ken.say("わたしの道")


def _ridden(conn: Connection, yuki_id: str, ken_id: str) -> None:
    """Store a ride of the two, with a note of one of them."""
    now = practice.vector(conn, yuki_id).created_at
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
