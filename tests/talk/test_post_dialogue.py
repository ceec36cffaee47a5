"""Posts as people write them, through the real engine."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from core.store import posts
from core.talk.incoming import Shared
from core.talk.outgoing import Draft
from tests.talk.talking import World
from tests.talk.two_rooms import (
    DAY,
    moved_in,
    moved_in_en,
    post_of,
    two_rooms,
    worded,
)


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[World]:
    """Two rooms in a world of their own."""
    async with two_rooms(tmp_path) as world:
        yield world


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
        "前の一歩：鍋を借りる → 途中\n"
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


async def test_a_button_of_the_draft_is_no_line_of_it(here: World) -> None:
    yuki = await moved_in(here, "yuki", "ゆき")
    await worded(yuki)
    await yuki.say("きょうの一枚")
    await yuki.say("鍋を見せてもらった")
    for _ in range(2):
        await yuki.say("まだ")

    assert "どの行に入れますか" in await yuki.say("赤い鍋だった")
    heard = await yuki.say("このまま出す")

    assert "どの行に入れますか" not in heard
    assert "[このまま出す]" in heard


async def test_a_few_words_may_wish_for_the_short_form(here: World) -> None:
    yuki = await moved_in(here, "yuki", "ゆき")
    await worded(yuki)
    await yuki.say("きょうの一枚")
    await yuki.say("見学してきた")
    await yuki.say("ふたつきの鍋をさがす")
    await yuki.tap("ない")

    await yuki.say("もう少し短くして")
    draft = yuki.latest[-1]
    assert isinstance(draft, Draft)
    assert "どこから" not in draft.text
    assert "見学してきた" in draft.text
    assert "どの行" in await yuki.say("直したい")


async def test_a_post_in_english(here: World) -> None:
    mia = await moved_in_en(here, "mia", "Mia")

    await mia.say("post")
    await mia.say("found the sign of an allotment")
    await mia.say("write to the address on it")
    await mia.tap("Not this time")
    heard = await mia.tap("Share as it is")

    assert "Only the people in this room can read it" in heard
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

    shared = await here.database.read(lambda conn: posts.shared_posts(conn, "kitchen"))
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
