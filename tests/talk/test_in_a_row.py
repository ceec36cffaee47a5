"""Messages that follow one another at once are one answer, or one line."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain.members import Language
from core.talk.flows.breath import ONE_BREATH
from tests.talk.cast import LANGUAGES, Person, neighbour
from tests.talk.interview import LINES, begun, kept_answers, vector_of
from tests.talk.straight import straight_world
from tests.talk.talking import LIMITS, World

A_WHILE = ONE_BREATH + timedelta(seconds=1)
MORE: dict[Language, str] = {
    "ja": "子どもが生まれて辞めた",
    "en": "then my child was born",
}
FIRST: dict[Language, str] = {"ja": "営業を10年", "en": "ten years in sales"}
TOGETHER: dict[Language, str] = {
    "ja": "営業を10年。子どもが生まれて辞めた",
    "en": "ten years in sales then my child was born",
}


@pytest.fixture
async def dated() -> AsyncIterator[World]:
    """Open a world whose messenger tells when a message was written."""
    async with straight_world(limits=replace(LIMITS, dates_messages=True)) as opened:
        yield opened


async def after_a_while(here: World, person: Person, words: str) -> None:
    here.clock.ahead += A_WHILE
    await person.says(words)


@LANGUAGES
async def test_what_comes_in_one_breath_goes_with_the_answer_before(
    dated: World, language: Language
) -> None:
    yuki = await begun(dated, language)

    await yuki.says(FIRST[language])
    await yuki.says(MORE[language])

    assert yuki.was_told("talk.joined_before", words=TOGETHER[language])
    assert yuki.was_told("vector.ask_turn")
    assert await dated.database.read(kept_answers) == [FIRST[language], MORE[language]]
    for line in LINES[language][1:]:
        await after_a_while(dated, yuki, line)
    await yuki.picks("vector.not_out_yet")
    vector = await vector_of(dated, yuki)
    assert vector.origin == TOGETHER[language]
    assert (vector.turn, vector.destination, vector.next_step) == LINES[language][1:]


@LANGUAGES
async def test_one_tap_makes_it_the_answer_to_the_question_asked(
    dated: World, language: Language
) -> None:
    yuki = await begun(dated, language)
    await yuki.says(FIRST[language])
    await yuki.says(MORE[language])

    await yuki.picks("talk.answers_this")

    assert yuki.was_told("vector.ask_destination")
    await yuki.picks("vector.skip")
    await yuki.picks("vector.not_yet")
    await yuki.picks("vector.not_out_yet")
    vector = await vector_of(dated, yuki)
    assert (vector.origin, vector.turn) == (FIRST[language], MORE[language])


async def test_three_in_one_breath_are_one_answer_and_part_together(
    dated: World,
) -> None:
    yuki = await begun(dated)
    await yuki.says("営業を10年")
    await yuki.says("そのあと")
    await yuki.says("子どもが生まれて")
    assert yuki.was_told(
        "talk.joined_before", words="営業を10年。そのあと。子どもが生まれて"
    )

    await yuki.picks("talk.answers_this")
    await yuki.picks("vector.skip")
    await yuki.picks("vector.not_yet")
    await yuki.picks("vector.not_out_yet")

    vector = await vector_of(dated, yuki)
    assert (vector.origin, vector.turn) == ("営業を10年", "そのあと。子どもが生まれて")


async def test_a_message_that_is_sent_twice_is_one_answer(dated: World) -> None:
    yuki = await begun(dated)

    await yuki.says("営業を10年")
    await yuki.says("営業を10年")

    assert yuki.was_told("vector.ask_turn")
    assert await dated.database.read(kept_answers) == ["営業を10年"]


@pytest.mark.parametrize("said", ["わからない", "まだない"])
async def test_what_answers_any_question_answers_the_one_asked(
    dated: World, said: str
) -> None:
    yuki = await begun(dated)
    await yuki.says("営業を10年")

    await yuki.says(said)

    assert not yuki.may_pick("talk.answers_this")


async def test_what_has_no_room_beside_the_answer_before_is_an_answer_of_its_own(
    dated: World,
) -> None:
    yuki = await begun(dated)
    await yuki.says("営業を10年。" * 20)

    await yuki.says("子どもが生まれて辞めた。" * 12)

    assert yuki.was_told("vector.ask_destination")


async def test_an_answer_after_a_while_is_one(dated: World) -> None:
    yuki = await begun(dated)
    await yuki.says("営業を10年")

    await after_a_while(dated, yuki, "子どもが生まれて辞めた")

    assert yuki.was_told("vector.ask_destination")


async def test_where_no_time_is_told_every_message_is_an_answer(here: World) -> None:
    yuki = await begun(here)
    await yuki.says("営業を10年")

    await yuki.says("子どもが生まれて辞めた")

    assert yuki.was_told("vector.ask_destination")


@LANGUAGES
async def test_a_line_of_a_post_may_come_in_two_messages(
    dated: World, language: Language
) -> None:
    await dated.community(language=language)
    yuki = await neighbour(dated, "yuki", language)
    await yuki.commands("post")
    await yuki.says(FIRST[language])

    await yuki.says(MORE[language])
    assert yuki.was_told("talk.joined_before", words=TOGETHER[language])
    await yuki.picks("talk.answers_this")

    assert yuki.was_told("post.ask_with")
    await yuki.picks("post.with_nobody")
    assert FIRST[language] in yuki.heard
    assert TOGETHER[language] not in yuki.heard
    assert MORE[language] in yuki.heard


async def test_a_line_that_comes_after_a_while_is_the_next_one(dated: World) -> None:
    await dated.community()
    yuki = await neighbour(dated, "yuki")
    await yuki.commands("post")
    await yuki.says("営業を10年")

    await after_a_while(dated, yuki, "子どもが生まれて辞めた")

    assert yuki.was_told("post.ask_with")
