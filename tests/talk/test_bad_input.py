"""Input nobody hopes for: endless, empty, unknown, out of order, or simply poison."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from core.domain.communities import MOST_MEMBERS
from core.domain.requests import LAPSE_AFTER
from core.store.tables.people import communities
from core.store.tables.talks import conversations
from core.talk.flow import Facts, Turn
from core.talk.flows import FLOWS, box
from core.talk.incoming import (
    Address,
    Arrived,
    Chose,
    Incoming,
    Place,
    Said,
    Shared,
    TimePassed,
    Undeliverable,
    WorkDone,
)
from core.talk.outgoing import Card, Draft, Text
from core.talk.turn import Opened
from tests.databases import TestedDatabase
from tests.talk.cast import (
    Person,
    asks,
    neighbours,
    request_between,
    sends,
    under_way,
)
from tests.talk.straight import StraightWorld
from tests.talk.talking import World, world
from tests.talk.waiting import SCENES, Scene

ENDLESS = "とても長い話です。" * 2500
LONGEST_WORDS = 6000


every_scene = pytest.mark.parametrize(
    "scene", SCENES, ids=[one.__name__.strip("_") for one in SCENES]
)


def longest_words(person: Person) -> int:
    """Return the length of the longest thing anybody was handed."""
    channel = person.phone.here.channels[person.phone.channel]
    return max(
        len(message.body if isinstance(message, Card) else message.text)
        for handed in channel.handed.values()
        for message in handed
        if isinstance(message, Card | Text | Draft)
    )


@every_scene
async def test_twenty_thousand_characters_are_taken_kindly(
    here: World, scene: Scene
) -> None:
    person = await scene(here)

    heard = await person.says(ENDLESS)

    assert heard
    assert not person.was_told("talk.stumbled")
    assert longest_words(person) < LONGEST_WORDS


@every_scene
@pytest.mark.parametrize("blank", ["", " \n　\t"])
async def test_blank_words_change_nothing_and_the_question_stays(
    here: World, scene: Scene, blank: str
) -> None:
    person = await scene(here)
    asked = person.phone.latest[-1]

    heard = await person.says(blank)

    assert heard
    assert not person.was_told("talk.stumbled")
    if isinstance(asked, Text) and not asked.choices:
        assert asked.text.split("\n")[-1] in heard


@every_scene
async def test_a_sticker_alone_is_answered_and_the_question_stays(
    here: World, scene: Scene
) -> None:
    person = await scene(here)
    asked = person.phone.latest[-1]

    heard = await person.does(Shared("sticker"))

    assert heard
    if isinstance(asked, Text) and not asked.choices:
        assert asked.text.split("\n")[-1] in heard


@every_scene
async def test_an_unknown_tap_leads_back_to_the_question(
    here: World, scene: Scene
) -> None:
    person = await scene(here)

    await person.does(Chose("zzzzzzzzzzzz"))

    assert person.was_told("talk.earlier_card")
    assert len(person.phone.latest) > 1


async def test_the_choice_of_somebody_else_means_nothing_here(here: World) -> None:
    yuki, ken = await neighbours(here)
    await asks(yuki)
    before = len(yuki.phone.heard)

    await ken.does(Chose(yuki.phone.choices()[-1].token))

    assert ken.was_told("talk.earlier_card")
    assert len(yuki.phone.heard) == before


@every_scene
async def test_there_is_always_a_way_out(here: World, scene: Scene) -> None:
    person = await scene(here)

    await person.commands("stop")
    await person.says("こんばんは")

    left = person.was_told("home.hello") or person.was_told("welcome.ask_name")
    assert left


# Events that come too late, too early, or about nobody


@pytest.mark.parametrize(
    "content",
    [
        TimePassed("lapse", "no such request"),
        TimePassed("remember", "no such ask"),
        TimePassed("no such timer", ""),
        Undeliverable("no such row", "gone"),
        Undeliverable("no such row", "rejected"),
        WorkDone("w", "find", "{}", failed=True),
        WorkDone("w", "neighbours", "", failed=True),
        WorkDone("w", "no such work", "{}"),
    ],
)
@pytest.mark.parametrize("known", [True, False])
async def test_an_event_about_nothing_says_nothing(
    here: StraightWorld, content: TimePassed, known: bool
) -> None:
    yuki, _ = await neighbours(here)
    heard_before = len(yuki.phone.heard)
    place = Place("web", "yuki" if known else "nobody")

    await here.straight.accept([Incoming("e", here.clock.now(), place, None, content)])

    assert len(yuki.phone.heard) == heard_before
    assert "nobody" not in here.channels["web"].handed


async def test_somebody_who_was_forgotten_is_told_nothing_and_found_by_nobody(
    here: StraightWorld,
) -> None:
    yuki, ken = await under_way(here)
    old_cards = ken.phone.choices()
    await ken.commands("erase")
    await ken.picks("leave.erase")
    handed = len(ken.phone.heard)
    request = await request_between(here, yuki, ken)

    await here.pass_time(LAPSE_AFTER + timedelta(hours=1))
    assert len(ken.phone.heard) == handed
    await ken.does(Chose(old_cards[0].token))
    await asks(yuki)

    assert request.state != "sent"
    assert not yuki.was_told("ask.reason_destination", quote="場をつくる側になりたい")
    assert yuki.may_pick("ask.remember")


async def test_a_full_room_and_a_wrong_code_leave_a_newcomer_with_ways_on(
    here: World,
) -> None:
    await here.community()
    full = update(communities).values(taken=MOST_MEMBERS)
    await here.database.write(lambda conn: conn.execute(full).rowcount)
    somebody = Person(here.phone("new"), "", "ja", "")

    await somebody.phone.open(invite="WRONG", language="ja")
    assert somebody.may_pick("welcome.without_code")
    await somebody.says("SAKA24")

    assert somebody.was_told("welcome.full", seats="150")
    assert somebody.may_pick("welcome.wait_seat")
    assert somebody.may_pick("welcome.words_first")


async def test_a_clock_that_jumps_back_and_forth_stops_nobody(here: World) -> None:
    yuki, ken = await under_way(here)
    here.clock.ahead -= timedelta(days=2)
    await ken.picks("answer.ride")
    here.clock.ahead += timedelta(days=9)
    await ken.picks("answer.all_the_way")
    here.clock.ahead -= timedelta(days=8)

    await ken.picks("follow.hand_contact")
    await ken.says("ken@例.jp")

    assert yuki.was_told("follow.contact_arrived", name=ken.name)


async def test_a_tap_is_not_taken_for_repeated_after_the_clock_was_set_back(
    here: World,
) -> None:
    _, ken = await under_way(here)
    await ken.commands("help")
    await ken.picks("menu.box")

    here.clock.ahead -= timedelta(hours=5)
    await ken.commands("help")
    await ken.picks("menu.box")

    assert ken.may_pick("answer.ride")


# Poison


def _breaks(opened: Opened, facts: Facts) -> Turn:
    message = f"no box today for {opened.verb!r}"
    raise LookupError(message)


async def test_an_event_that_always_raises_is_set_aside_and_the_talk_goes_on(
    every_database: TestedDatabase,
) -> None:
    flows = {**FLOWS, "box": replace(box.FLOW, open=_breaks)}
    async with world(every_database.at_hand(), flows=flows) as here:
        yuki, ken = await neighbours(here)
        await yuki.commands("ask")

        await yuki.commands("box")
        assert yuki.was_told("talk.stumbled")
        assert not yuki.was_told("ask.what")
        await yuki.picks("talk.go_on")
        assert yuki.was_told("ask.what")
        await yuki.says("読書会の問いかけを一緒に")
        assert yuki.may_pick("ask.skip")
        await yuki.picks("ask.skip")
        await yuki.says("会場")
        await yuki.picks("ask.earns_nobody")
        await sends(yuki, ken)

        assert ken.was_told("answer.arrived", name=yuki.name)


@pytest.mark.parametrize(
    "stack",
    [
        '[["ask", "{\\"kind\\": \\"a state of long ago\\"}"]]',
        '[["a flow of long ago", "{}"]]',
        '[["ask", "no json"]]',
    ],
)
async def test_a_dialogue_that_cannot_be_read_any_more_is_let_go_of(
    here: World, stack: str
) -> None:
    yuki, ken = await neighbours(here)
    stale = update(conversations).values(stack=stack)
    await here.database.write(lambda conn: conn.execute(stale).rowcount)

    await yuki.says("やっほー")
    assert yuki.was_told("home.hello")
    await asks(yuki)

    assert ken.name in yuki.heard


async def test_control_characters_and_odd_letters_are_words_like_others(
    here: World,
) -> None:
    yuki, ken = await neighbours(here)
    odd = (
        "読書会の問いかけ\u202e\u0007<b>&amp;</b> {name} %s 👩🏽‍🌾 \\n '; DROP TABLE--"
    )

    await asks(yuki, need=odd)
    await sends(yuki, ken)

    card = ken.phone.latest[-1]
    assert isinstance(card, Card)
    assert "DROP TABLE" in card.body


async def test_the_same_person_may_arrive_many_times(here: World) -> None:
    await here.community()
    phone = here.phone("new")

    for _ in range(4):
        await phone.does(Arrived("SAKA24", "ゆき", "ja"))

    assert phone.hears("席があります")


async def test_words_of_somebody_unknown_in_a_known_place_are_theirs(
    here: StraightWorld,
) -> None:
    await here.community()
    place = Place("web", "shared")
    event = Incoming("x", here.clock.now(), place, Address("web", "shared"), Said("あ"))

    await here.straight.accept([event, replace(event, event_id="y")])

    assert here.phone("shared").hears("ボットです")
