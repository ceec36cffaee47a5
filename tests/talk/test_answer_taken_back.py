"""A request that is taken back while somebody answers it."""

import pytest

from core.domain.members import Language
from tests.talk.cast import LANGUAGES, request_between, under_way
from tests.talk.talking import World


@LANGUAGES
@pytest.mark.parametrize("how", ["ride", "suggest", "pass"])
async def test_a_dialogue_about_what_was_taken_back_ends_with_the_next_tap(
    here: World, language: Language, how: str
) -> None:
    yuki, ken = await under_way(here, language)
    await ken.picks(f"answer.{how}")
    taps = {"ride": "part_of_it", "suggest": "back", "pass": "pass_silent"}
    await yuki.picks("ask.take_back")

    await ken.picks(f"answer.{taps[how]}")

    assert ken.was_told("answer.closed", name=yuki.name)
    assert (await request_between(here, yuki, ken)).state == "withdrawn"
    assert not ken.may_pick("answer.back")


@LANGUAGES
async def test_words_for_what_was_taken_back_are_given_back(
    here: World, language: Language
) -> None:
    yuki, ken = await under_way(here, language)
    words = {"ja": "問いを3つまで", "en": "up to three questions"}[language]
    await ken.picks("answer.ride")
    await ken.says(words)
    await yuki.picks("ask.take_back")

    await ken.picks("answer.ride")

    assert ken.was_told("answer.closed", name=yuki.name)
    assert ken.was_told("answer.words_are_yours", words=words)
    await ken.commands("kept")
    assert words not in ken.heard


async def test_a_distance_may_be_kept_from_whoever_took_it_back(here: World) -> None:
    yuki, ken = await under_way(here)
    await ken.picks("answer.pass")
    await yuki.picks("ask.take_back")

    await ken.picks("apart.keep")

    assert not ken.was_told("answer.closed", name=yuki.name)
    assert yuki.name in ken.heard
