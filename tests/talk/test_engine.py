"""Rules of dialogue that hold everywhere: taps, typed words, languages, old cards."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection, select

from core.domain.members import Language
from core.store import people
from core.store.tables.people import addresses, members
from core.talk.incoming import (
    Address,
    Arrived,
    Chose,
    Content,
    Edited,
    Incoming,
    Left,
    Place,
    Said,
    Shared,
    Unsent,
)
from tests.talk.cast import (
    LANGUAGES,
    Person,
    asks,
    draft_of,
    neighbour,
    neighbours,
    request_between,
    riding,
    sends,
    titles_of,
    under_way,
)
from tests.talk.straight import StraightWorld
from tests.talk.talking import World


def token_of(person: Person, key: str) -> Chose:
    """Return a tap on the newest choice with this phrase on it."""
    label, choices = person.words(key), reversed(person.phone.choices())
    return Chose(next(one.token for one in choices if one.label == label))


# Taps


async def test_a_tap_that_comes_twice_counts_once(here: World) -> None:
    yuki, ken = await under_way(here)
    await ken.picks("answer.ride")
    tap = token_of(ken, "answer.all_the_way")

    await ken.does(tap)
    heard = await ken.does(tap)

    assert heard == ""
    rides = yuki.words("follow.rides", name=ken.name)
    assert yuki.heard.count(rides) == 1


async def test_a_tap_twice_within_a_dialogue_moves_it_once(here: World) -> None:
    yuki, _ = await neighbours(here)
    await yuki.commands("ask")
    await yuki.says("読書会の問いかけを一緒に")
    tap = token_of(yuki, "ask.skip")

    await yuki.does(tap)
    await yuki.does(tap)
    await yuki.says("会場")

    assert yuki.was_told("ask.who_earns")


@LANGUAGES
async def test_an_old_card_is_answered_with_where_we_are(
    here: World, language: Language
) -> None:
    yuki, _ = await neighbours(here, language)
    await yuki.commands("ask")
    await yuki.says("読書会の問いかけを一緒に")
    old = token_of(yuki, "ask.skip")
    await yuki.says("町の本屋")
    here.clock.ahead += timedelta(minutes=1)

    await yuki.does(old)

    assert yuki.was_told("talk.earlier_card")
    assert yuki.was_told("ask.my_part")


async def test_an_old_card_out_of_any_dialogue_shows_the_menu(here: World) -> None:
    yuki, _ = await neighbours(here)
    await yuki.commands("ask")
    await yuki.says("読書会の問いかけを一緒に")
    old = token_of(yuki, "ask.skip")
    await yuki.commands("stop")

    await yuki.does(old)

    assert yuki.was_told("talk.earlier_card")
    assert yuki.may_pick("menu.ask")


async def test_a_token_nobody_made_is_like_an_old_card(here: World) -> None:
    yuki, _ = await neighbours(here)

    await yuki.does(Chose("nosuchtoken1"))

    assert yuki.was_told("talk.earlier_card")


async def test_a_notice_can_be_tapped_in_the_middle_of_something_else(
    here: World,
) -> None:
    yuki, ken = await under_way(here)
    await ken.commands("ask")
    assert ken.was_told("ask.what")

    await ken.picks("answer.pass")
    await ken.picks("answer.pass_silent")

    assert ken.was_told("answer.pass_sent", name=yuki.name)
    assert ken.was_told("talk.back_here")
    assert ken.was_told("ask.what")


# Typing instead of tapping


@LANGUAGES
async def test_a_label_may_be_typed_instead_of_tapped(
    here: World, language: Language
) -> None:
    yuki, ken = await under_way(here, language)

    await ken.says(f" {ken.words('answer.ride').upper()}。")
    await ken.says(ken.words("answer.all_the_way"))

    assert yuki.was_told("follow.rides", name=ken.name)


@pytest.mark.parametrize("number", ["2", "２", " 2 "])
async def test_a_number_may_be_typed_instead_of_tapped(
    here: World, number: str
) -> None:
    yuki, ken = await under_way(here)
    await ken.commands("box")

    await ken.says(number)

    assert ken.was_told("answer.what_idea")
    assert (await request_between(here, yuki, ken)).state == "sent"


async def test_a_number_beyond_the_choices_is_just_words(here: World) -> None:
    yuki, ken = await under_way(here)
    await ken.commands("box")

    await ken.says("9")

    assert ken.was_told("reply.is_it", name=yuki.name)
    assert (await request_between(here, yuki, ken)).state == "sent"


async def test_what_stands_on_a_button_wins_over_a_word_understood_anywhere(
    here: World,
) -> None:
    _, ken = await under_way(here)
    await ken.picks("answer.ride")

    await ken.says(ken.words("answer.back"))

    assert ken.was_told("answer.nothing_sent")


@pytest.mark.parametrize("word", ["sos", "SOS", "ＳＯＳ", "/sos", "sos!"])
async def test_sos_is_heard_at_any_moment(here: World, word: str) -> None:
    _, ken = await under_way(here)
    await ken.picks("answer.suggest")

    await ken.says(word)

    assert ken.was_told("sos.received")


# Each hears their own language


async def test_each_side_hears_its_own_language(everywhere: World) -> None:
    here = everywhere
    await here.community()
    yuki = await neighbour(here, "yuki", "ja")
    ken = await neighbour(here, "ken", "en")
    await asks(yuki, need="questions for a book circle を一緒に")
    await sends(yuki, ken)

    assert yuki.was_told("ask.sent", name=ken.name, day=day_in(yuki))
    assert ken.was_told("answer.arrived", name=yuki.name)
    await ken.picks("answer.ride")
    await ken.picks("answer.all_the_way")
    assert yuki.was_told("follow.rides", name=ken.name)


def day_in(person: Person) -> str:
    """Return the weekday that somebody was just told."""
    keys = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")
    days = [person.words(f"day.{key}day") for key in keys]
    return next(day for day in days if day in person.heard)


async def test_a_language_can_be_changed_in_the_middle_and_holds_from_then_on(
    here: World,
) -> None:
    yuki, ken = await under_way(here)
    await ken.commands("en")
    ken.language = "en"

    await yuki.picks("ask.take_back")

    assert ken.was_told("follow.taken_back", name=yuki.name)


# Coming, going, and several messengers


async def test_who_blocked_us_is_not_written_to_until_they_open_again(
    here: World,
) -> None:
    yuki, ken = await under_way(here)
    await ken.does(Left())
    heard_before = len(ken.phone.heard)

    await yuki.picks("ask.take_back")
    assert len(ken.phone.heard) == heard_before
    await ken.does(Arrived())
    await asks(yuki)

    assert yuki.was_told("ask.all_resting") or yuki.was_told("ask.nobody_yet")


async def test_news_reach_a_member_where_they_wrote_last(here: World) -> None:
    yuki, ken = await neighbours(here)
    elsewhere = Address("line", "ken-on-line")
    await here.database.write(
        lambda conn: people.bind(conn, elsewhere, ken.id, here.clock.now())
    )
    on_line = here.phone("ken-on-line", "line")
    await on_line.say("ヘルプ")

    await asks(yuki)
    await sends(yuki, ken)

    assert on_line.hears(ken.words("answer.arrived", name=yuki.name))


async def test_nothing_is_said_in_a_group(here: StraightWorld) -> None:
    group = Place("web", "family", "group")
    event = Incoming("g1", here.clock.now(), group, None, Said("こんにちは"))

    await here.straight.accept([event])

    assert here.channels["web"].handed == {}


@pytest.mark.parametrize(
    "content", [Chose("abc"), Edited("m", "x"), Unsent("m"), Left()]
)
async def test_what_follows_up_on_a_talk_that_is_not_there_makes_nobody_a_member(
    here: World, content: Content
) -> None:
    await here.phone("stranger").does(content)

    assert await here.database.read(everybody) == 0


def everybody(conn: Connection) -> int:
    """Return how many members and addresses there are."""
    rows = [*conn.execute(select(members.c.id)), *conn.execute(select(addresses))]
    return len(rows)


# Where a dialogue stands


@LANGUAGES
async def test_a_sticker_in_a_dialogue_is_thanked_for_and_the_question_stays(
    here: World, language: Language
) -> None:
    yuki, _ = await neighbours(here, language)
    await yuki.commands("ask")

    await yuki.does(Shared("sticker"))

    assert yuki.was_told("talk.sticker")
    assert yuki.was_told("ask.what")


async def test_a_menu_tap_keeps_the_draft(here: World) -> None:
    yuki, ken = await neighbours(here)
    await asks(yuki)
    await yuki.picks("ask.to_this_person")
    draft = draft_of(yuki)

    await yuki.commands("ask")

    assert draft_of(yuki) == draft
    await yuki.picks("ask.send")
    assert ken.was_told("answer.arrived", name=yuki.name)


async def test_dialogues_are_stacked_and_each_is_come_back_to(here: World) -> None:
    yuki, ken = await riding(here)
    await yuki.picks("follow.hand_contact")
    await yuki.commands("ask")
    await yuki.commands("flag")
    await yuki.commands("help")

    assert yuki.was_told("talk.back_here")
    await yuki.commands("stop")
    await yuki.says("yuki@例.jp")

    assert not ken.was_told("follow.contact_arrived", name=yuki.name)


async def test_people_who_were_shown_can_be_chosen_by_typing(here: World) -> None:
    yuki, *_ = await neighbours(here, helpers=("ken", "miho"))
    await asks(yuki)
    first = titles_of(yuki)[0]

    await yuki.says("1")

    assert yuki.was_told("ask.draft_intro", name=first)
