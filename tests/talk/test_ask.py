"""Who could help with …?: few questions, few people in no order, one flat request."""

from dataclasses import replace

import pytest

from core.domain.formats import Post
from core.domain.members import Language, Member
from core.domain.requests import LAPSE_AFTER, Request
from core.talk.effects.asks import (
    AskOpened,
    AskSeen,
    FindPeople,
    LookAtAsk,
    LookAtPerson,
    OpenAsk,
    PeopleFound,
    Person,
    PersonSeen,
)
from core.talk.effects.coaching import AskCoach
from core.talk.effects.requests import NotSent, RequestSent, SendRequest
from core.talk.effects.somebody import LookForNames, NamesFound
from core.talk.flows import ask, ask_states
from core.talk.outgoing import Card
from core.talk.turn import Opened
from tests.talk import cast
from tests.talk.cast import LANGUAGES, asks, neighbours, sends, to_card_of
from tests.talk.drafts import FOR_ASK
from tests.talk.flowing import (
    Bench,
    check,
    comes_back_from_storage,
    explore,
    keeps_its_offers,
    speaks_both_languages,
)
from tests.talk.talking import World
from tests.talk.totality import FACTS, NOW

EARNS: dict[Language, str] = {
    "ja": "本の売上はわたしが受け取ります",
    "en": "I keep what the books bring in",
}

KEN = Member("ken", "けん", "ja")
SHOWN = Person(
    KEN,
    (("destination", "場をつくる側"), ("next_step", "10人の場で話す")),
    "場をつくる側",
    "10人の場で話す",
    "場をつくる側",
    met=True,
)
PLAIN = Person(Member("miho", "みほ", "ja"), (), "", "", "")
REQUEST = Request("r", "a", "yuki", "ken", "room", "文", "sent", NOW, NOW + LAPSE_AFTER)
BENCH = Bench(
    ask.FLOW,
    openings=(
        Opened(),
        Opened("said", "机を運ぶ"),
        Opened("again", "a"),
        Opened("close", "a"),
    ),
    facts=FACTS[1:3],
    answers={
        AskCoach: FOR_ASK,
        OpenAsk: (AskOpened("a"),),
        FindPeople: (
            PeopleFound("a", (SHOWN, PLAIN)),
            PeopleFound("a", (PLAIN,)),
            PeopleFound("a", (), "no_words"),
            PeopleFound("a", (), "all_resting"),
            PeopleFound("", (), failed=True),
            None,
        ),
        LookForNames: (
            NamesFound(),
            NamesFound((KEN,)),
            NamesFound((KEN, Member("m", "Miho", "en"))),
        ),
        LookAtAsk: (
            AskSeen("a", "room", "机を運ぶ", my_part="車"),
            AskSeen("a", "room", seat_free=False),
            AskSeen("", ""),
        ),
        LookAtPerson: (
            PersonSeen(SHOWN, "配達", Post("p", "ken", {"now": "見学した"})),
            PersonSeen(PLAIN),
            PersonSeen(None),
        ),
        SendRequest: (
            RequestSent(REQUEST, KEN),
            NotSent("not_now"),
            NotSent("own_limit"),
            NotSent("one_at_a_time"),
            NotSent("closed"),
        ),
    },
)


def test_it_keeps_the_promises_of_every_flow() -> None:
    passing = (ask_states.Opening, ask_states.Recalling, ask_states.Sending)
    check(explore(BENCH), passing=passing)


def test_it_keeps_them_with_help_of_a_text_model() -> None:
    found = explore(replace(BENCH, facts=FACTS[-1:]), most=40)

    keeps_its_offers(found)
    comes_back_from_storage(found)
    speaks_both_languages(found)


# The questions


@LANGUAGES
async def test_three_questions_lead_to_people(here: World, language: Language) -> None:
    yuki, ken = await neighbours(here, language)
    road = cast.ROADS[language]["yuki"].destination

    await yuki.says(cast.NEED[language])
    assert yuki.was_told("ask.which_road", destination=road)
    await yuki.picks("ask.skip")
    assert yuki.was_told("ask.my_part")
    await yuki.says(cast.MY_PART[language])
    assert yuki.was_told("ask.who_earns")
    await yuki.picks("ask.earns_nobody")

    assert ken.name in yuki.heard
    assert yuki.may_pick("ask.to_this_person")


@pytest.mark.parametrize(
    ("language", "typed"), [("ja", "誰か手伝って"), ("en", "can someone help me?")]
)
async def test_who_asks_for_nothing_in_particular_is_asked_what_it_is(
    here: World, language: Language, typed: str
) -> None:
    yuki, _ = await neighbours(here, language)

    await yuki.says(typed)
    assert yuki.was_told("ask.what")

    await yuki.says(cast.NEED[language])
    assert not yuki.was_told("ask.what")
    assert yuki.may_pick("ask.that_road")


@pytest.mark.parametrize("typed", ["送って", "お願いします", "send it"])
async def test_to_go_ahead_is_no_answer_to_who_earns(here: World, typed: str) -> None:
    yuki, _ = await neighbours(here)
    await yuki.says(cast.NEED["ja"])
    await yuki.picks("ask.skip")
    await yuki.says(cast.MY_PART["ja"])

    await yuki.says(typed)
    assert not yuki.was_told("ask.earns_how")
    assert yuki.was_told("ask.who_earns")

    await yuki.says("はい")
    assert yuki.was_told("ask.earns_how")


async def test_one_can_go_back_a_question_and_leave_at_any(here: World) -> None:
    yuki, _ = await neighbours(here)
    await yuki.says(cast.NEED["ja"])
    await yuki.picks("ask.skip")
    await yuki.says(cast.MY_PART["ja"])
    await yuki.picks("ask.earns_somebody")

    await yuki.picks("ask.one_back")
    assert yuki.was_told("ask.who_earns")
    await yuki.picks("ask.one_back")
    assert yuki.was_told("ask.my_part")
    await yuki.says("鍵を開けます")
    assert yuki.was_told("ask.who_earns")
    await yuki.picks("ask.stop")

    assert yuki.was_told("ask.stopped")


async def test_without_words_it_asks_for_them_first(here: World) -> None:
    yuki, ken = await neighbours(here)

    await yuki.commands("ask")
    assert yuki.was_told("ask.what")
    await yuki.says("読書会の問いかけを一緒に")
    await yuki.picks("ask.skip")
    await yuki.says("会場")
    await yuki.picks("ask.earns_nobody")

    assert ken.name in yuki.heard


async def test_somebody_of_several_rooms_is_asked_which(here: World) -> None:
    yuki, ken = await neighbours(here)
    await here.community("朝の市", "ASA555", id="market")
    await yuki.says("ASA555")

    await yuki.says(cast.NEED["ja"])
    assert yuki.was_told("ask.which_room")
    await yuki.phone.tap("坂の上の台所")
    await yuki.picks("ask.skip")
    await yuki.says("会場")
    await yuki.picks("ask.earns_nobody")

    assert ken.name in yuki.heard


async def test_without_a_room_there_is_a_way_in(here: World) -> None:
    phone = here.phone("somebody")
    await phone.open(name="だれか", language="ja")

    await phone.say("声をかける")

    assert phone.hears("招待コードがあれば入れます")


@LANGUAGES
async def test_who_earns_is_in_the_request_and_on_the_card(
    here: World, language: Language
) -> None:
    yuki, ken = await neighbours(here, language)

    await asks(yuki, earns=EARNS[language])
    await sends(yuki, ken)

    card = ken.phone.latest[-1]
    assert isinstance(card, Card)
    assert EARNS[language] in card.body
    assert (ken.words("answer.who_earns"), EARNS[language]) in [
        (fact.label, fact.value) for fact in card.facts
    ]


async def test_a_request_without_the_promised_disclosure_is_not_sent(
    here: World,
) -> None:
    yuki, ken = await neighbours(here)
    await asks(yuki, earns=EARNS["ja"])
    await to_card_of(yuki, ken)

    await yuki.says("けんさん、一緒に問いかけを考えませんか。断って大丈夫です。")
    await yuki.picks("ask.send")

    assert yuki.was_told("ask.say_who_earns", words=EARNS["ja"])
    assert not ken.was_told("answer.arrived", name=yuki.name)
    assert yuki.may_pick("ask.edit")


@LANGUAGES
async def test_not_knowing_is_no_part_of_ones_own(
    here: World, language: Language
) -> None:
    yuki, ken = await neighbours(here, language)
    unsure = {"ja": "わからない", "en": "dunno"}[language]
    await yuki.commands("ask")

    await yuki.says(unsure)
    assert yuki.was_told("ask.unsure_need")
    await yuki.says(cast.NEED[language])
    await yuki.says(unsure)
    assert yuki.was_told("ask.my_part")
    await yuki.says(unsure)
    assert yuki.was_told("ask.unsure_part")
    await yuki.says(cast.MY_PART[language])
    await yuki.says({"ja": "いません", "en": "nope, nobody"}[language])

    assert ken.name in yuki.heard


async def test_a_yes_to_who_earns_is_asked_about(here: World) -> None:
    yuki, _ = await neighbours(here)
    await yuki.says(cast.NEED["ja"])
    await yuki.picks("ask.skip")
    await yuki.says(cast.MY_PART["ja"])

    await yuki.says("はい")

    assert yuki.was_told("ask.earns_how")
