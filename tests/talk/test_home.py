"""Words out of nowhere, the menu, and coming back: buttons, never guesses."""

from datetime import timedelta

import pytest

from core.domain.meaning import NOTHING
from core.domain.members import Language, Member
from core.talk.effects.somebody import LookForNames, NamesFound
from core.talk.flows import home
from core.talk.flows.meant import AS_ASK, AS_NOTHING, AS_POST, buttons
from core.talk.incoming import Arrived, Said, Shared
from core.talk.turn import Opened
from tests.talk import cast
from tests.talk.cast import LANGUAGES, Person, neighbour, neighbours
from tests.talk.flowing import Bench, check, explore
from tests.talk.talking import World
from tests.talk.totality import FACTS, TYPED

MENU = ("menu.post", "menu.ask", "menu.box", "menu.road", "menu.room", "menu.settings")
BENCH = Bench(
    home.FLOW,
    openings=(
        *(
            Opened(verb)
            for verb in ("", "back", "shared", "unread", "explain", "nothing")
        ),
        *(Opened(verb, typed) for verb in ("said", "plain") for typed in TYPED),
    ),
    facts=FACTS,
    answers={
        LookForNames: (
            NamesFound(),
            NamesFound((Member("ken", "けん", "ja"),)),
            NamesFound((Member("ken", "けん", "ja"), Member("m", "Miho", "en"))),
        )
    },
)


def test_it_keeps_the_promises_of_every_flow() -> None:
    check(explore(BENCH), passing=(home.Naming,))


@LANGUAGES
async def test_words_out_of_nowhere_become_buttons_and_keep_the_words(
    here: World, language: Language
) -> None:
    await here.community()
    yuki = await neighbour(here, "yuki", language)

    await yuki.says("市で机をひとつ出した")
    assert yuki.was_told("home.what_for")
    await yuki.picks("home.as_ask")
    await yuki.picks("ask.skip")
    await yuki.says("机")
    await yuki.picks("ask.earns_nobody")

    assert yuki.may_pick("ask.remember")


@LANGUAGES
async def test_words_may_be_left_as_they_are(here: World, language: Language) -> None:
    await here.community()
    yuki = await neighbour(here, "yuki", language)

    await yuki.says("市で机をひとつ出した")
    await yuki.picks("home.as_nothing")

    assert yuki.was_told("home.nothing")


@LANGUAGES
async def test_who_could_help_goes_straight_to_the_questions(
    here: World, language: Language
) -> None:
    yuki, _ = await neighbours(here, language)

    await yuki.says(cast.NEED[language])

    assert yuki.may_pick("ask.skip")


@LANGUAGES
async def test_the_menu_names_six_things_and_each_can_be_typed(
    here: World, language: Language
) -> None:
    await here.community()
    yuki = await neighbour(here, "yuki", language)

    await yuki.commands("help")
    assert all(yuki.may_pick(key) for key in MENU)

    for key in MENU:
        await yuki.commands("help")
        heard = await yuki.says(yuki.words(key))
        assert heard
        assert not yuki.was_told("talk.not_caught")


@pytest.mark.parametrize(
    ("shared", "said"),
    [
        (Shared("sticker"), "home.shared"),
        (Shared("picture"), "talk.shared"),
        (Shared("voice"), "talk.shared"),
    ],
)
async def test_a_sticker_is_thanked_for_and_what_cannot_be_read_is_not_taken_as_read(
    here: World, shared: Shared, said: str
) -> None:
    await here.community()
    yuki = await neighbour(here, "yuki")

    await yuki.does(shared)

    assert yuki.was_told(said)
    assert yuki.may_pick("menu.ask")


@LANGUAGES
async def test_coming_back_begins_with_the_last_step_and_no_word_about_the_gap(
    here: World, language: Language
) -> None:
    await here.community()
    yuki = await neighbour(here, "yuki", language)
    step = cast.ROADS[language]["yuki"].next_step

    here.clock.ahead += timedelta(days=40)
    await yuki.does(Arrived())

    assert yuki.was_told("home.back_with_step", name=yuki.name, step=step)


async def test_somebody_without_a_name_is_asked_for_it_on_coming_back(
    here: World,
) -> None:
    await here.community()
    somebody = Person(here.phone("somebody"), "", "ja", "")
    await somebody.phone.open(invite="SAKA24", language="ja")

    here.clock.ahead += timedelta(days=2)
    await somebody.phone.open()

    assert somebody.was_told("welcome.ask_name")
    assert "だれか" not in somebody.heard


def test_more_words_out_of_nowhere_are_kept_with_the_first() -> None:
    first = home.Wondering("きのうは棚を見に行った")

    turn = home.step(first, Said("木の匂いがした"), FACTS[1])

    assert turn is not None
    assert turn.next.text == "きのうは棚を見に行った\n木の匂いがした"
    again = home.step(first, Said("はい"), FACTS[1])
    assert again is not None
    assert again.next == first


def test_what_is_only_told_is_offered_as_a_post_first() -> None:
    assert buttons((NOTHING,), question=False) == (AS_POST, AS_ASK, AS_NOTHING)
    assert AS_POST not in buttons((NOTHING,), question=True)


async def test_short_messages_in_a_row_become_one_post(here: World) -> None:
    _, ken = await neighbours(here)

    for said in (
        "今日は川べりで本を読んだ",
        "子どもがひとり来てくれた",
        "うれしかったなあ",
    ):
        await ken.says(said)
    await ken.picks("home.as_post")
    while not ken.may_pick("post.as_it_is"):
        await ken.says("スキップ" if ken.may_pick("post.skip") else "ない")

    assert "今日は川べりで本を読んだ\n子どもがひとり来てくれた" in ken.heard


@LANGUAGES
async def test_whoever_is_worn_out_is_offered_to_be_heard_first(
    here: World, language: Language
) -> None:
    _, ken = await neighbours(here, language)

    await ken.says({"ja": "もう疲れました", "en": "I'm exhausted"}[language])

    assert ken.was_told("home.if_hard")
    assert ken.may_pick("home.sos")


@LANGUAGES
async def test_yes_to_the_one_thing_that_was_guessed_takes_it(
    here: World, language: Language
) -> None:
    _, ken = await neighbours(here, language)
    worn, yes = {"ja": ("しんどい", "うん"), "en": ("I'm exhausted", "yes")}[language]

    await ken.says(worn)
    await ken.says(yes)

    assert ken.was_told("sos.safe")


async def test_yes_where_several_things_are_offered_asks_again(here: World) -> None:
    _, ken = await neighbours(here)

    await ken.says("赤い自転車がこわれている")
    await ken.says("うん")

    assert ken.was_told("short.go_ahead")
    assert ken.may_pick("home.as_post")
