"""After the ride: four endings, thanks with a reason, and what moved."""

from datetime import timedelta

import pytest

from core.domain.members import Language
from core.domain.requests import ENDINGS, Ending
from core.store import asks as stored
from core.store import growth, roads
from tests.talk.cast import (
    LANGUAGES,
    asks,
    leaves,
    neighbours,
    request_between,
    riding,
    says_it_ended,
    sends,
)
from tests.talk.straight import StraightWorld
from tests.talk.talking import World

MINUTES = timedelta(minutes=5)


@pytest.mark.parametrize("ending", ENDINGS)
async def test_either_side_may_say_how_it_ended_and_every_ending_is_fine(
    here: World, ending: Ending
) -> None:
    yuki, ken = await riding(here)

    await says_it_ended(ken)
    assert ken.was_told("follow.what_became", name=yuki.name)
    await ken.picks(f"follow.{ending}")

    words = yuki.words(f"follow.{ending}")
    assert yuki.was_told("follow.other_ended", name=ken.name, ending=words)
    assert yuki.may_pick("follow.write_thanks")
    assert (await request_between(here, yuki, ken)).state == ending


@LANGUAGES
async def test_thanks_name_one_joy_and_growth_is_noted_on_both_roads(
    everywhere: World, language: Language
) -> None:
    here = everywhere
    yuki, ken = await riding(here, language)

    await says_it_ended(yuki)
    await yuki.picks("follow.done")
    await yuki.says("問いを当日つくる案")
    assert "問いを当日つくる案" in yuki.heard
    await yuki.picks("ask.send")
    assert yuki.was_told("follow.thanks_sent", name=ken.name)
    assert ken.was_told("follow.thanks_arrived", name=yuki.name)
    assert "問いを当日つくる案" in ken.heard

    await yuki.picks("follow.moved")
    await yuki.says("手渡すのは本だけじゃなかった")
    await yuki.says("市に机を1つ出す")
    assert yuki.was_told("follow.step_taken", step="市に机を1つ出す")

    await ken.picks("follow.my_road")
    await ken.picks("follow.other_road")
    await ken.picks("follow.no_words")
    await ken.picks("follow.same_step")
    assert ken.was_told("follow.all_done")

    read = here.database.read
    hers = await read(lambda conn: growth.latest_notes(conn, yuki.id, most=9))
    his = await read(lambda conn: growth.latest_notes(conn, ken.id, most=9))
    vector = await read(lambda conn: roads.vector(conn, yuki.id))
    assert [(one.moved, one.words) for one in hers] == [
        ("moved", "手渡すのは本だけじゃなかった")
    ]
    assert [(one.moved, one.words) for one in his] == [("other_road", "")]
    assert vector.next_step == "市に机を1つ出す"


async def test_nobody_else_ever_reads_what_moved(here: World) -> None:
    yuki, ken = await riding(here)

    await says_it_ended(yuki)
    await yuki.picks("follow.done")
    await yuki.picks("follow.skip_thanks")
    await yuki.picks("follow.moved")
    await yuki.says("ひそかな一歩")
    await ken.picks("follow.my_road")
    await ken.picks("follow.not_yet")

    assert "ひそかな一歩" not in "\n".join(map(str, ken.phone.heard))


async def test_thanks_may_be_said_in_own_words(here: World) -> None:
    yuki, ken = await riding(here)
    await says_it_ended(yuki)
    await yuki.picks("follow.done")
    await yuki.says("問いを当日つくる案")

    await yuki.says("けんさんのおかげで、みんなが話し出しました。")
    await yuki.picks("ask.send")

    assert "けんさんのおかげで、みんなが話し出しました。" in ken.heard


async def test_thanks_are_sent_once(here: World) -> None:
    yuki, ken = await riding(here)
    await says_it_ended(ken)
    await ken.picks("follow.done")
    await yuki.picks("follow.write_thanks")
    await yuki.says("来てくれたこと")
    await yuki.picks("ask.send")

    here.clock.ahead += MINUTES
    await yuki.picks("follow.write_thanks")

    assert yuki.was_told("follow.thanked_already", name=ken.name)


async def test_an_ending_told_by_both_is_told_once(here: World) -> None:
    yuki, ken = await riding(here)
    await says_it_ended(yuki)
    await says_it_ended(ken)
    await yuki.picks("follow.done")
    heard_before = len(yuki.phone.heard)

    await ken.picks("follow.faded")

    assert ken.was_told("box.rode_with", name=yuki.name)
    assert len(yuki.phone.heard) == heard_before
    assert (await request_between(here, yuki, ken)).state == "done"


@LANGUAGES
async def test_who_leaves_in_the_middle_of_a_ride_can_be_thanked_from_the_notice(
    here: World, language: Language
) -> None:
    yuki, ken = await riding(here, language)

    await leaves(ken)
    assert yuki.was_told("follow.got_off", name=ken.name)
    await yuki.says({"ja": "おわった", "en": "It's finished"}[language])
    assert yuki.was_told("box.rode_with", name=ken.name)
    await yuki.picks("follow.write_thanks")
    await yuki.says("問いを当日つくる案")
    await yuki.picks("ask.send")

    assert "問いを当日つくる案" in ken.heard


async def test_somebody_who_leaves_the_room_gets_off_and_only_that_is_told(
    here: StraightWorld,
) -> None:
    yuki, ken, miho = await neighbours(here, helpers=("ken", "miho"))
    await asks(yuki)
    await sends(yuki, ken)
    heard_before = len(miho.phone.heard)

    await ken.commands("stop")
    await ken.picks("leave.one_room")
    await ken.picks("leave.part")

    assert yuki.was_told("follow.got_off", name=ken.name)
    assert len(miho.phone.heard) == heard_before
    left = await here.database.read(
        lambda conn: stored.open_of_asker(conn, yuki.id, here.clock.now())
    )
    assert left == 0


@LANGUAGES
async def test_a_plain_yes_or_no_tells_what_moved(
    here: World, language: Language
) -> None:
    yuki, ken = await riding(here, language)
    await says_it_ended(yuki)
    await yuki.picks("follow.done")
    await yuki.says({"ja": "わからない", "en": "dunno"}[language])
    await yuki.says({"ja": "うん", "en": "yeah a bit"}[language])
    await yuki.picks("follow.no_words")
    await ken.picks("follow.my_road")
    await ken.says({"ja": "いいえ", "en": "not really"}[language])
    await ken.picks("follow.no_words")

    read = here.database.read
    hers = await read(lambda conn: growth.latest_notes(conn, yuki.id, most=9))
    his = await read(lambda conn: growth.latest_notes(conn, ken.id, most=9))
    assert [one.moved for one in (*hers, *his)] == ["moved", "not_yet"]
    assert not ken.was_told("follow.thanks_arrived", name=yuki.name)


@LANGUAGES
async def test_what_is_told_before_the_choice_becomes_the_note(
    here: World, language: Language
) -> None:
    _, ken = await riding(here, language)
    await says_it_ended(ken)
    await ken.picks("follow.done")
    told = {"ja": "昔の写真に名前が書けた", "en": "I named an old photograph"}[language]

    await ken.says(told)
    assert ken.was_told("follow.growth_heard")
    await ken.picks("follow.moved")
    assert ken.was_told("follow.growth_kept")

    await ken.says({"ja": "同じままで", "en": "the same"}[language])
    assert ken.was_told("follow.all_done")
    assert not ken.was_told("follow.step_taken", step="同じままで")
