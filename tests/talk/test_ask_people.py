"""Who is shown to somebody who asks: few, in their words, never against their will."""

import pytest
from sqlalchemy import Connection, select

from core.domain.members import Language, Member
from core.domain.vectors import Vector
from core.store import roads
from core.store.tables.asks import shown
from core.talk.effects.asks import PeopleFound, Person
from core.talk.flows import ask_people
from core.talk.flows.ask_states import Shown, Task
from core.talk.incoming import Left, WorkDone
from core.talk.outgoing import Card
from tests.tables import every_row
from tests.talk.cast import (
    LANGUAGES,
    asks,
    draft_of,
    neighbour,
    neighbours,
    titles_of,
    to_card_of,
    under_way,
)
from tests.talk.straight import StraightWorld
from tests.talk.talking import World


async def test_at_most_three_people_are_shown(here: World) -> None:
    yuki, *others = await neighbours(here, helpers=("ken", "miho", "tomo", "aki"))

    await asks(yuki)

    titles = [one.title for one in yuki.phone.latest if isinstance(one, Card)]
    assert len(titles) == 3
    assert set(titles) <= {other.name for other in others}


@LANGUAGES
async def test_one_of_them_may_be_named_in_words(
    here: World, language: Language
) -> None:
    yuki, ken = await neighbours(here, language)
    await asks(yuki)

    await yuki.says({"ja": "けんさんって?", "en": "Ken?"}[language])
    assert yuki.may_pick("ask.to_this_person")
    await yuki.says({"ja": "じゃあ、けんさんで", "en": "ok Ken please"}[language])

    assert yuki.may_pick("ask.send")
    assert not ken.was_told("answer.arrived", name=yuki.name)


SHOWN = tuple(
    Shown(id=name, name=name, their_words="") for name in ("源", "志乃", "みね")
)
IN_PLACE = (
    ("源", "一番上の人で", "最初の方でお願いします", "左の人", "the first one please"),
    (
        "志乃",
        "二番目の人",
        "真ん中の人がええな",
        "2人目の方にお願いしたいです",
        "second",
    ),
    ("みね", "最後の人", "右の人", "3番で", "the last person"),
    ("", "上手な人", "右利きの人", "中の人", "一番近い人", "first aid people"),
    ("", "源さんと志乃さん、どっちがいいと思いますか"),
)


@every_row((name, said) for name, *row in IN_PLACE for said in row)
def test_one_of_them_may_be_pointed_at(name: str, said: str) -> None:
    found = ask_people.named(SHOWN, said)

    assert (found.name if found else "") == name


@pytest.mark.parametrize("said", ["真ん中の人で", "三番目の人", "the third one please"])
async def test_a_place_where_nobody_stands_is_nobodys_and_no_word_to_look_with(
    here: World, said: str
) -> None:
    yuki, *_ = await neighbours(here, helpers=("ken", "miho"))
    await asks(yuki)

    await yuki.says(said)

    assert yuki.was_told("ask.who_of_them")
    assert not yuki.was_told("ask.looked_with", words=said)


@pytest.mark.parametrize(
    "said", ["could you make it shorter", "手伝ってもらえる時間は?"]
)
async def test_a_question_that_names_nobody_leads_back_to_who_was_shown(
    here: World, said: str
) -> None:
    yuki, *_ = await neighbours(here, helpers=("ken", "miho"))
    await asks(yuki)

    await yuki.says(said)

    assert yuki.may_pick("ask.make_flag")


async def test_pointing_where_nobody_was_found_is_no_other_ask(here: World) -> None:
    yuki, *_ = await neighbours(here, helpers=())
    await asks(yuki)
    assert yuki.may_pick("ask.remember")

    await yuki.says("最初の人で")

    assert yuki.may_pick("ask.remember")
    assert not yuki.was_told("ask.still_looking")


async def test_the_next_look_brings_others_and_then_those_who_were_not_asked(
    here: World,
) -> None:
    yuki, *_ = await neighbours(here, helpers=("ken", "miho", "tomo", "aki"))
    await asks(yuki)
    first = {one.title for one in yuki.phone.latest if isinstance(one, Card)}

    await yuki.picks("ask.other_people")
    second = {one.title for one in yuki.phone.latest if isinstance(one, Card)}
    await yuki.picks("ask.other_people")
    third = {one.title for one in yuki.phone.latest if isinstance(one, Card)}

    assert not first & second
    assert first | second == {"けん", "みほ", "とも", "あき"}
    assert third
    assert not yuki.was_told("ask.nobody_else")


async def test_who_asks_for_others_where_nobody_else_is_near_hears_so(
    here: World,
) -> None:
    yuki, ken = await neighbours(here, helpers=("ken",))
    await asks(yuki)

    await yuki.picks("ask.other_people")

    assert yuki.was_told("ask.nobody_else")
    assert [one.title for one in yuki.phone.latest if isinstance(one, Card)] == [
        ken.name
    ]


@LANGUAGES
async def test_more_shows_what_a_person_publishes_here_and_nothing_else(
    here: World, language: Language
) -> None:
    yuki, _ = await neighbours(here, language)
    secret = Vector("保育園", "本屋の人に救われた日", "qqqq zzzz", "声に出す")
    tomo = await neighbour(here, "tomo", language, vector=secret)
    await asks(yuki, need="qqqq zzzz")

    await to_card_of(yuki, tomo, choice="ask.know_more")

    assert "声に出す" in yuki.heard
    assert "本屋の人に救われた日" not in yuki.heard


@LANGUAGES
async def test_nobody_in_sight_has_four_ways_on(
    here: World, language: Language
) -> None:
    yuki, _ = await neighbours(here, language)

    await asks(yuki, need="qqqq zzzz xxxx")

    assert yuki.was_told("ask.nobody_yet")
    for way in ("ask.make_flag", "ask.change_words", "ask.remember", "ask.stop"):
        assert yuki.may_pick(way)


async def test_other_words_ask_only_for_the_words(here: World) -> None:
    yuki, ken = await neighbours(here)
    await asks(yuki, need="qqqq zzzz xxxx")

    await yuki.picks("ask.change_words")
    await yuki.says("読書会の問いかけを一緒に")

    assert ken.name in yuki.heard


async def test_a_remembered_need_comes_back_when_a_road_comes_near(
    here: World,
) -> None:
    yuki, ken = await neighbours(here)
    await asks(yuki, need="金継ぎの漆をさわってみたい")
    await yuki.picks("ask.remember")
    assert yuki.was_told("ask.remembered")

    await ken.commands("vector")
    await ken.picks("vector.moved")
    await ken.says("配達")
    await ken.picks("vector.skip")
    await ken.says("金継ぎの漆を教えられる人")
    await ken.picks("vector.not_yet")
    await ken.picks("vector.as_it_is")
    await ken.phone.tap("坂の上の台所")

    assert yuki.was_told("ask.road_came_near", need="金継ぎの漆をさわってみたい")
    await yuki.picks("ask.look_again")
    assert ken.name in yuki.heard


async def test_who_rests_is_not_found_and_looks_like_anybody_busy(
    here: World,
) -> None:
    yuki, ken = await neighbours(here)
    await ken.commands("rest")
    await ken.picks("settings.rest")

    await asks(yuki)

    assert yuki.was_told("ask.all_resting")
    assert ken.name not in yuki.heard


async def test_who_closed_us_out_is_not_found_and_looks_like_resting(
    here: World,
) -> None:
    yuki, ken = await neighbours(here)
    await ken.does(Left())

    await asks(yuki)

    assert yuki.was_told("ask.all_resting")


async def test_a_rest_begun_after_the_look_is_kept(here: World) -> None:
    yuki, ken = await neighbours(here)
    await asks(yuki)
    await to_card_of(yuki, ken)
    await ken.commands("rest")
    await ken.picks("settings.rest")
    heard_before = len(ken.phone.heard)

    await yuki.picks("ask.send")

    assert yuki.was_told("ask.not_now", name=ken.name)
    assert len(ken.phone.heard) == heard_before


async def test_a_road_taken_out_of_sight_after_the_look_is_not_quoted(
    here: World,
) -> None:
    yuki, ken = await neighbours(here)
    await asks(yuki)
    await to_card_of(yuki, ken)
    await here.database.write(
        lambda conn: roads.show_vector_in(conn, ken.id, [], here.clock.now())
    )

    await yuki.picks("ask.send")

    assert yuki.was_told("ask.not_now", name=ken.name)
    assert not ken.was_told("answer.arrived", name=yuki.name)


async def test_a_road_taken_out_of_sight_while_we_look_is_not_shown(
    here: StraightWorld,
) -> None:
    yuki, ken, miho = await neighbours(here, helpers=("ken", "miho"))
    here.straight.work_waits = True
    await asks(yuki)
    found = await here.straight.found()
    await here.database.write(
        lambda conn: roads.show_vector_in(conn, ken.id, [], here.clock.now())
    )

    await here.straight.accept(found)

    assert miho.name in yuki.heard
    assert ken.name not in yuki.heard


async def test_people_found_for_a_talk_that_went_elsewhere_are_not_used_up(
    here: StraightWorld,
) -> None:
    yuki, ken = await neighbours(here)
    here.straight.work_waits = True
    await asks(yuki)
    found = await here.straight.found()
    await yuki.commands("stop")

    await here.straight.accept(found)

    assert ken.name not in yuki.heard
    assert await here.database.read(everybody_shown) == set()


def everybody_shown(conn: Connection) -> set[str]:
    """Return everybody who was ever shown to anybody."""
    return set(conn.execute(select(shown.c.member_id)).scalars())


async def test_while_we_look_there_is_something_to_say_and_a_way_out(
    here: StraightWorld,
) -> None:
    yuki, _ = await neighbours(here)
    here.straight.work_waits = True
    await asks(yuki)

    await yuki.says("まだかな")

    assert yuki.was_told("ask.still_looking")
    await yuki.picks("ask.stop")
    assert yuki.was_told("ask.stopped")


async def test_a_look_that_broke_says_so_and_offers_other_ways(
    here: StraightWorld,
) -> None:
    yuki, _ = await neighbours(here)
    here.straight.work_waits = True
    await asks(yuki)

    await yuki.does(WorkDone("w", "find", "", failed=True))

    assert yuki.was_told("ask.search_failed")
    assert yuki.may_pick("ask.make_flag")


async def test_words_taken_out_of_sight_are_not_shown_once_more(here: World) -> None:
    yuki, ken, miho = await neighbours(here, helpers=("ken", "miho"))
    await asks(yuki)
    await to_card_of(yuki, ken)
    await here.database.write(
        lambda conn: roads.show_vector_in(conn, miho.id, [], here.clock.now())
    )

    await yuki.picks("ask.back_to_people")
    assert yuki.was_told("ask.who_of_them")
    assert not titles_of(yuki)
    await yuki.phone.tap(miho.name)
    assert yuki.was_told("ask.person_gone")
    await yuki.phone.tap(ken.name)
    await yuki.picks("ask.to_this_person")

    assert yuki.was_told("ask.draft_intro", name=ken.name)


@pytest.mark.parametrize("read_by", ["", "Akari"])
def test_a_second_look_by_a_text_model_is_said_before_the_choices(read_by: str) -> None:
    ken = Person(Member("ken", "けん", "ja"), (), "海の近く", "歩く", "海の近く")

    said = ask_people.found(Task(), PeopleFound("a", (ken,), read_by=read_by)).say

    assert ("ask.read_by" in repr(said[:-1])) is bool(read_by)
    assert "ask.other_ways" in repr(said[-1])


@LANGUAGES
async def test_somebody_who_is_not_among_those_shown_can_be_named(
    here: World, language: Language
) -> None:
    yuki, *helpers = await neighbours(
        here, language, helpers=("ken", "miho", "tomo", "aki")
    )
    await asks(yuki)
    other = next(one for one in helpers if one.name not in titles_of(yuki))
    wish = {
        "ja": f"{other.name}さんにお願いしたい",
        "en": f"I'd like to ask {other.name}",
    }

    await yuki.says(wish[language])

    assert draft_of(yuki)
    assert other.name in yuki.heard


async def test_who_is_named_and_may_not_be_asked_now_is_told_as_anybody_busy(
    here: World,
) -> None:
    _, ken = await under_way(here)
    miho = await neighbour(here, "miho")
    await asks(miho)
    assert ken.name not in titles_of(miho)

    await miho.says(f"{ken.name}さんにお願いしたい")

    assert miho.was_told("ask.not_them")
    assert not ken.was_told("answer.arrived", name=miho.name)
    await miho.says("朝の市で机を運ぶのを手伝ってほしい")
    assert not miho.was_told("ask.not_them")
