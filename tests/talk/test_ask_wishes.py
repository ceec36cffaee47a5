"""What is wished of a note while there is nobody to write to."""

import pytest

from core.domain.members import Language
from tests.talk.cast import LANGUAGES, asks, draft_of, neighbours
from tests.talk.talking import World


@LANGUAGES
@pytest.mark.parametrize("wish", ["shorter", "send"])
async def test_a_wish_about_a_note_before_somebody_is_chosen_looks_for_nobody(
    here: World, language: Language, wish: str
) -> None:
    yuki, ken = await neighbours(here, language)
    await asks(yuki)

    for said in yuki.words(f"commands.draft_{wish}").split("|"):
        await yuki.says(said)
        assert ken.name in yuki.heard
        answered = yuki.was_told("ask.somebody_first")
        assert answered or yuki.was_told("short.go_ahead"), said

    await yuki.says(ken.name)
    await yuki.picks("ask.to_this_person")
    assert draft_of(yuki)


@LANGUAGES
async def test_a_wish_about_a_note_to_nobody_says_that_there_is_none(
    here: World, language: Language
) -> None:
    (yuki,) = await neighbours(here, language, helpers=())
    await asks(yuki)

    await yuki.says(yuki.words("commands.draft_shorter").split("|")[0])
    assert yuki.was_told("ask.nobody_to_send_to")
    await yuki.says(yuki.words("commands.draft_edit").split("|")[0])
    assert yuki.was_told("ask.other_words")
