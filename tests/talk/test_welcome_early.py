"""What somebody tells before the consent: nothing of it is kept unasked, or lost."""

import pytest

from core.domain.members import Language
from tests.talk.arriving import CALLED, consents, newcomer
from tests.talk.cast import LANGUAGES, Person
from tests.talk.talking import World

EARLY: dict[Language, str] = {
    "ja": "給食室で12年働いて、この春に辞めました",
    "en": "twelve years in a school kitchen, until this spring",
}


async def arrived(here: World, language: Language = "ja") -> Person:
    """Return somebody new who has just opened the talk with a code."""
    await here.community()
    yuki = newcomer(here, language)
    await yuki.phone.open(invite="SAKA24", name=CALLED[language], language=language)
    return yuki


@LANGUAGES
@pytest.mark.parametrize("at", ["ready", "keeping"])
async def test_what_is_told_before_the_consent_can_be_the_first_answer(
    here: World, language: Language, at: str
) -> None:
    yuki = await arrived(here, language)
    if at == "keeping":
        await yuki.picks("welcome.begin")

    await yuki.says(EARLY[language])
    assert yuki.was_told("welcome.one_thing_first")
    assert yuki.was_told("welcome.ask_keeping")
    assert await consents(here, yuki.phone) == [None, None]

    await yuki.picks("welcome.keep")
    assert yuki.was_told("vector.told_before", words=EARLY[language])
    await yuki.picks("vector.use_early")
    assert yuki.was_told("vector.ask_turn")
    await yuki.picks("vector.skip")
    await yuki.picks("vector.skip")
    await yuki.picks("vector.not_yet")
    assert EARLY[language] in yuki.phone.words()


@LANGUAGES
async def test_a_choice_that_is_sent_twice_is_no_answer(
    here: World, language: Language
) -> None:
    yuki = await arrived(here, language)

    await yuki.says(yuki.words("welcome.begin"))
    await yuki.says(yuki.words("welcome.begin"))
    assert yuki.was_told("welcome.ask_keeping")
    assert not yuki.was_told("welcome.one_thing_first")
    await yuki.says(yuki.words("welcome.keep"))
    await yuki.says(yuki.words("welcome.keep"))

    assert yuki.was_told("vector.ask_origin")
    assert not yuki.was_told("vector.ask_turn")
    assert not yuki.may_pick("vector.use_early")


async def test_what_is_told_early_waits_until_it_is_wanted(here: World) -> None:
    yuki = await arrived(here)
    await yuki.says("夜に開く食堂をやりたい")
    await yuki.says("はい")

    await yuki.says("給食室で12年")
    await yuki.picks("vector.skip")
    await yuki.picks("vector.use_early")
    await yuki.picks("vector.not_yet")

    card = yuki.phone.words()
    assert "給食室で12年" in card
    assert "夜に開く食堂をやりたい" in card


async def test_early_words_are_let_go_with_a_no(here: World) -> None:
    yuki = await arrived(here)
    await yuki.says("夜に開く食堂をやりたい")
    await yuki.picks("welcome.keep_not")

    await yuki.commands("vector")
    await yuki.picks("welcome.keep")

    assert yuki.was_told("vector.ask_origin")
    assert "夜に開く食堂" not in yuki.phone.words()


@pytest.mark.parametrize("yes", ["はい", "OK", "👍", "わかりました"])
async def test_a_typed_yes_begins(here: World, yes: str) -> None:
    yuki = await arrived(here)

    await yuki.says(yes)

    assert yuki.was_told("welcome.ask_keeping")
    assert not yuki.was_told("welcome.one_thing_first")


@pytest.mark.parametrize(
    ("language", "wish", "button"),
    [
        ("ja", "退会したい", "home.leave"),
        ("ja", "英語にして", "home.in_english"),
        ("en", "delete everything", "home.erase"),
        ("en", "I need a rest", "home.rest"),
    ],
)
@pytest.mark.parametrize("at", ["ready", "keeping"])
async def test_a_wish_for_a_button_is_no_story_to_be_kept(
    here: World, language: Language, wish: str, button: str, at: str
) -> None:
    yuki = await arrived(here, language)
    if at == "keeping":
        await yuki.picks("welcome.begin")

    await yuki.says(wish)

    assert yuki.may_pick(button)
    assert not yuki.was_told("welcome.one_thing_first")
