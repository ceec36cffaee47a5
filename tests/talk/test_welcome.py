"""The first minutes: hello, a name, a code, what is kept, a full room."""

from datetime import timedelta

import pytest

from core.domain.communities import Community
from core.domain.members import Language
from core.i18n.catalog import text
from core.store import communities, roads
from core.talk.effects.joining import JoinByCode, Joined, NotJoined
from core.talk.flows import welcome, welcome_states
from core.talk.turn import Opened
from tests.talk.arriving import CALLED, consents, newcomer
from tests.talk.cast import LANGUAGES, neighbour
from tests.talk.flowing import Bench, check, explore
from tests.talk.talking import World
from tests.talk.totality import FACTS

ROOM = Community("room", "坂の上の台所", "", None)
NAMES: dict[Language, str] = {"ja": "ゆきです", "en": "I'm Yuki"}

BENCH = Bench(
    welcome.FLOW,
    openings=(
        Opened("hello"),
        Opened("hello", "SAKA24"),
        Opened("said", "こんにちは"),
        Opened("said", "SAKA24"),
        Opened("join"),
        Opened("join", "SAKA24"),
        Opened("keeping"),
    ),
    facts=FACTS,
    answers={
        JoinByCode: (
            Joined(ROOM),
            Joined(ROOM, already=True),
            NotJoined("full", ROOM),
            NotJoined("full", ROOM, waits=True),
            NotJoined("unknown_code"),
        )
    },
)


def test_it_keeps_the_promises_of_every_flow() -> None:
    check(explore(BENCH), passing=(welcome_states.Entering,))


@LANGUAGES
async def test_a_code_a_name_and_one_consent_lead_to_the_first_question(
    everywhere: World, language: Language
) -> None:
    await everywhere.community()
    yuki = newcomer(everywhere, language)

    await yuki.phone.open(invite="saka24", language=language)
    assert yuki.was_told("welcome.hello", room="坂の上の台所")
    await yuki.says(NAMES[language])
    assert yuki.was_told("welcome.nice_to_meet", name=CALLED[language])
    await yuki.picks("welcome.begin")
    await yuki.picks("welcome.keep")

    assert yuki.was_told("vector.ask_origin")
    assert await consents(everywhere, yuki.phone) == [True, None]


async def test_the_name_a_messenger_gives_is_not_asked_for_again(here: World) -> None:
    await here.community()
    yuki = newcomer(here)

    await yuki.phone.open(invite="SAKA24", name="ゆき", language="ja")

    assert not yuki.was_told("welcome.ask_name")
    assert yuki.may_pick("welcome.begin")


@LANGUAGES
async def test_first_words_instead_of_a_start_are_greeted_too(
    here: World, language: Language
) -> None:
    somebody = newcomer(here, language)

    await somebody.says("こんにちは")

    assert text("welcome.hello_nowhere", "ja") in somebody.heard


async def test_a_code_as_the_first_words_opens_its_room(here: World) -> None:
    await here.community()
    yuki = newcomer(here)

    await yuki.says(" SAKA24 ")

    assert yuki.was_told("welcome.hello", room="坂の上の台所")


async def test_an_unknown_code_can_be_sent_again_or_left_aside(here: World) -> None:
    await here.community()
    yuki = newcomer(here)

    await yuki.phone.open(invite="NOSUCH", language="ja")
    assert yuki.was_told("welcome.unknown_code")
    await yuki.says("NEITHER")
    assert yuki.was_told("welcome.unknown_code")
    await yuki.says("SAKA24")

    assert yuki.was_told("welcome.hello", room="坂の上の台所")


async def test_without_a_code_the_words_can_still_be_found(here: World) -> None:
    yuki = newcomer(here)
    await yuki.phone.open(invite="NOSUCH", name="ゆき", language="ja")

    await yuki.picks("welcome.without_code")
    await yuki.picks("welcome.begin")
    await yuki.picks("welcome.keep")
    for answer in ("営業を10年", "とくにない", "海の近く", "歩いてみる"):
        await yuki.says(answer)
    await yuki.picks("vector.as_it_is")

    assert yuki.was_told("vector.no_room_yet")

    await yuki.picks("welcome.have_code")
    await yuki.picks("welcome.without_code")
    assert yuki.was_told("home.menu")


async def test_hello_is_not_a_name(here: World) -> None:
    await here.community()
    yuki = newcomer(here)
    await yuki.phone.open(invite="SAKA24", language="ja")

    await yuki.says("よろしくお願いします")

    assert yuki.was_told("welcome.ask_name")


async def test_a_wish_is_not_a_name_unless_it_is_said_again(here: World) -> None:
    await here.community()
    yuki = newcomer(here)
    await yuki.phone.open(invite="SAKA24", language="ja")

    await yuki.says("保育園で働いていて、いまは育休中で、絵本の会をやってみたいです")
    assert yuki.was_told("welcome.name_first")
    await yuki.says("しばらく休みたい")
    assert yuki.was_told("welcome.name_first")
    await yuki.says("しばらく休みたい")

    assert yuki.was_told("welcome.nice_to_meet", name="しばらく休みたい")


@LANGUAGES
async def test_a_name_may_be_mended_at_once(here: World, language: Language) -> None:
    await here.community()
    yuki = newcomer(here, language)
    await yuki.phone.open(invite="SAKA24", language=language)

    await yuki.says("おなかがすいた" if language == "ja" else "hungry")
    await yuki.says("ゆきと呼んで" if language == "ja" else "call me Yuki")
    assert yuki.was_told(
        "welcome.nice_to_meet", name="ゆき" if language == "ja" else "Yuki"
    )
    await yuki.picks("welcome.other_name")
    await yuki.says("ゆう")

    assert yuki.was_told("welcome.nice_to_meet", name="ゆう")
    assert yuki.may_pick("welcome.begin")


async def test_nothing_is_kept_when_somebody_would_rather_not(here: World) -> None:
    await here.community()
    yuki = newcomer(here)
    await yuki.phone.open(invite="SAKA24", name="ゆき", language="ja")

    await yuki.picks("welcome.begin")
    await yuki.picks("welcome.keep_details")
    await yuki.picks("welcome.keep_not")

    assert yuki.was_told("welcome.kept_not")
    assert await consents(here, yuki.phone) == [None, None]


async def test_who_begins_before_the_name_is_still_greeted_in_the_room(
    here: World,
) -> None:
    await here.community()
    yuki = newcomer(here)
    await yuki.phone.open(invite="SAKA24", language="ja")

    await yuki.says("はじめる")

    assert yuki.was_told("welcome.hello", room="坂の上の台所")


@pytest.mark.parametrize("name", ["", "ゆき"])
async def test_no_typed_word_leads_past_the_consent(here: World, name: str) -> None:
    await here.community()
    yuki = newcomer(here)
    await yuki.phone.open(invite="SAKA24", name=name, language="ja")

    await yuki.commands("vector")

    assert not yuki.was_told("vector.ask_origin")
    asked = yuki.was_told("welcome.ask_keeping") or yuki.was_told("welcome.ask_name")
    assert asked


async def test_how_it_works_can_be_read_before_anything(here: World) -> None:
    await here.community()
    yuki = newcomer(here)
    await yuki.phone.open(invite="SAKA24", name="ゆき", language="ja")

    await yuki.picks("welcome.how")

    assert yuki.was_told("welcome.how_it_works")
    assert yuki.may_pick("welcome.begin")


async def test_later_is_fine_and_begin_is_there_when_one_comes_back(
    here: World,
) -> None:
    await here.community()
    yuki = newcomer(here)
    await yuki.phone.open(invite="SAKA24", name="ゆき", language="ja")
    await yuki.picks("welcome.later")
    assert yuki.was_told("welcome.see_you")

    here.clock.ahead += timedelta(days=3)
    await yuki.says(yuki.words("welcome.begin"))

    assert yuki.was_told("welcome.ask_keeping")


# More than one room


async def test_a_code_is_understood_at_any_moment_and_the_talk_goes_on(
    here: World,
) -> None:
    await here.community()
    await here.community("朝の市", "ASA555", id="market")
    yuki = newcomer(here)
    await yuki.phone.open(invite="SAKA24", name="ゆき", language="ja")
    await yuki.picks("welcome.begin")
    await yuki.picks("welcome.keep")
    await yuki.says("営業を10年")

    await yuki.says("asa555")

    assert "朝の市" in yuki.heard
    assert yuki.was_told("vector.ask_turn")


async def test_a_member_sits_in_several_rooms_and_is_visible_only_where_they_chose(
    here: World,
) -> None:
    await here.community()
    await here.community("朝の市", "ASA555", id="market")
    yuki = await neighbour(here, "yuki")

    await yuki.says("ASA555")
    assert yuki.was_told("welcome.joined", room="朝の市")

    read = here.database.read
    at_home = await read(lambda conn: roads.vectors_shown(conn, "room"))
    at_market = await read(lambda conn: roads.vectors_shown(conn, "market"))
    assert set(at_home) == {yuki.id}
    assert at_market == {}


async def test_joining_twice_says_that_the_seat_is_there(here: World) -> None:
    await here.community()
    yuki = await neighbour(here, "yuki")

    await yuki.says("SAKA24")

    assert yuki.was_told("welcome.already_in", room="坂の上の台所")
    assert yuki.may_pick("welcome.see_room")
    community = await here.database.read(
        lambda conn: communities.community(conn, "room")
    )
    assert community is not None
    assert community.taken == 1


@pytest.mark.parametrize("asked", ["is this uber", "なんで名前?"])
async def test_a_question_is_no_name(here: World, asked: str) -> None:
    await here.community()
    yuki = newcomer(here, "en")
    await yuki.phone.open(invite="SAKA24", language="en")

    await yuki.says(asked)
    assert yuki.was_told("welcome.name_first")
    await yuki.says("Jess")

    assert yuki.was_told("welcome.nice_to_meet", name="Jess")


async def test_what_is_this_is_answered_before_the_name(here: World) -> None:
    await here.community()
    yuki = newcomer(here, "en")
    await yuki.phone.open(invite="SAKA24", language="en")

    await yuki.says("whats this??")
    assert yuki.was_told("about.what")
    await yuki.picks("about.go_on")

    assert yuki.was_told("welcome.ask_name")


@pytest.mark.parametrize("name", ["🌸", "%_", "☆"])
async def test_a_name_without_a_letter_is_one_when_it_is_said_again(
    here: World, name: str
) -> None:
    await here.community()
    yuki = newcomer(here)
    await yuki.phone.open(invite="SAKA24", language="ja")

    await yuki.says(name)
    assert yuki.was_told("welcome.ask_name")
    await yuki.says(name)

    assert yuki.was_told("welcome.nice_to_meet", name=name)


@pytest.mark.parametrize(
    ("language", "typed", "name"),
    [
        ("ja", "孫にすすめられてはじめました62歳です。名前は和子と申します。", "和子"),
        (
            "en",
            "Hi, my grandson told me of this. My name is Maggie and I bake",
            "Maggie",
        ),
    ],
)
async def test_a_name_is_heard_in_the_midst_of_other_words(
    here: World, language: Language, typed: str, name: str
) -> None:
    await here.community()
    somebody = newcomer(here, language)
    await somebody.phone.open(invite="saka24", language=language)

    await somebody.says(typed)

    assert somebody.was_told("welcome.nice_to_meet", name=name)
