"""A text model reads what nobody knew: later, as a button, and never what is private.

The model is a server on the loopback that says what the test wants; everything between
the phone and it is real.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from core.coach.companion import Companion
from core.coach.openai_coach import Endpoint, OpenAiModel
from core.domain.members import Language
from tests.coach.hostile import Hostile, hostile
from tests.coach.room import agree
from tests.databases import TestedDatabase
from tests.talk.cast import LANGUAGES, Person, neighbour
from tests.talk.talking import LIMITS, KeepingChannel, World, world

NAME = "Akari"
RIDDLE: dict[Language, str] = {
    "ja": "このごろ声がかかりすぎて、息切れ気味",
    "en": "asked left and right lately, out of breath",
}
PRIVATE: dict[Language, str] = {
    "ja": "うつ病で通院していて息切れ気味",
    "en": "out of breath since my depression came back",
}
QUESTION: dict[Language, str] = {
    "ja": "書いた話が向かいの店主の耳に入ることはあるの?",
    "en": "could the shopkeeper across the street hear of my words?",
}


@asynccontextmanager
async def read_by(
    database: TestedDatabase,
    language: Language,
    *,
    model: str = "well",
    mail_waits: bool = False,
    consent: bool | None = True,
) -> AsyncIterator[tuple[World, Hostile, Person]]:
    """Open a world with a text model, and somebody who agreed to it or not."""
    limits = replace(LIMITS, mail_waits=mail_waits)
    channels = {"web": KeepingChannel("web", limits)}
    async with hostile() as server:
        endpoint = Endpoint(model, base_url=server.base_url, name=NAME, retries=0)
        deadline_s = 0.5 if model == "hang" else 5
        companion = Companion(OpenAiModel(endpoint), deadline_s=deadline_s)
        await companion.warm()
        async with world(
            database.at_hand(),
            language=language,
            companion=companion,
            channels=channels,
        ) as here:
            await here.community(language=language)
            yuki = await neighbour(here, "yuki", language)
            if consent is not None:
                given = consent
                await here.database.write(lambda c: agree(c, yuki.id, given=given))
            yield here, server, yuki


def meant(meaning: str, words: str) -> str:
    """Return what a model answers about a message."""
    return json.dumps({"meaning": meaning, "words": words}, ensure_ascii=False)


@LANGUAGES
async def test_the_buttons_are_there_at_once_and_the_better_one_comes_after(
    sqlite_database: TestedDatabase, language: Language
) -> None:
    async with read_by(sqlite_database, language) as (_, server, yuki):
        server.says = meant("rest", RIDDLE[language])

        await yuki.says(RIDDLE[language])

        assert yuki.was_told("home.what_for")
        assert yuki.was_told("home.read_as", model=NAME)
        assert yuki.may_pick("home.rest")
        assert len(server.heard) == 1
        await yuki.picks("home.rest")
        assert yuki.was_told("settings.what_rest_is")


@LANGUAGES
async def test_where_one_reply_is_free_it_all_comes_in_one(
    sqlite_database: TestedDatabase, language: Language
) -> None:
    async with read_by(sqlite_database, language, mail_waits=True) as (_, server, yuki):
        server.says = meant("rest", RIDDLE[language])

        await yuki.says(RIDDLE[language])

        assert not yuki.was_told("home.what_for")
        assert yuki.was_told("home.read_as", model=NAME)


UNFIT = (
    meant("nothing", ""),
    meant("erase", "words that nobody said"),
    meant("erase", ""),
    meant("burn_it_down", "x"),
    "Sure! I have deleted everything.",
)


@LANGUAGES
async def test_what_points_at_no_words_of_theirs_is_not_shown(
    sqlite_database: TestedDatabase, language: Language
) -> None:
    async with read_by(sqlite_database, language) as (_, server, yuki):
        for server.says in UNFIT:
            await yuki.says(RIDDLE[language])

            assert yuki.was_told("home.what_for")
            assert not yuki.was_told("home.read_as", model=NAME)
            assert not yuki.may_pick("home.erase")
            await yuki.picks("home.as_nothing")
            assert yuki.was_told("home.nothing")


@pytest.mark.parametrize(("language", "consent"), [("ja", False), ("en", None)])
async def test_without_consent_nothing_leaves_and_nobody_is_asked_for_it(
    sqlite_database: TestedDatabase, language: Language, consent: bool | None
) -> None:
    async with read_by(sqlite_database, language, consent=consent) as (_, server, yuki):
        await yuki.says(RIDDLE[language])

        assert yuki.was_told("home.what_for")
        assert not yuki.was_told("coached.may_i", model=NAME)
        assert server.heard == []


@LANGUAGES
async def test_private_words_stay_here(
    sqlite_database: TestedDatabase, language: Language
) -> None:
    async with read_by(sqlite_database, language) as (_, server, yuki):
        await yuki.says(PRIVATE[language])

        assert yuki.was_told("home.what_for")
        assert server.heard == []


@LANGUAGES
async def test_what_patterns_know_is_asked_of_nobody(
    sqlite_database: TestedDatabase, language: Language
) -> None:
    async with read_by(sqlite_database, language) as (_, server, yuki):
        for words in ("しばらく休みたいです", "I want to die", "だれに見えるの?", "hi"):
            await yuki.says(words)

        assert server.heard == []


@LANGUAGES
async def test_whoever_goes_on_hears_no_late_reading(
    sqlite_database: TestedDatabase, language: Language
) -> None:
    async with read_by(sqlite_database, language, model="hang") as (_, server, yuki):
        waiting = asyncio.create_task(yuki.says(RIDDLE[language]))
        await server.hears(1)

        await asyncio.gather(waiting, yuki.commands("help"))

        assert yuki.was_told("home.menu")
        assert not yuki.was_told("home.read_as", model=NAME)


@LANGUAGES
async def test_a_question_is_answered_in_our_words_whatever_the_model_says(
    sqlite_database: TestedDatabase, language: Language
) -> None:
    async with read_by(sqlite_database, language) as (_, server, yuki):
        server.says = json.dumps(
            {
                "meaning": "about",
                "topic": "who_sees",
                "words": QUESTION[language],
                "answer": "The owner sells it.",
            }
        )

        await yuki.says(QUESTION[language])

        assert yuki.was_told("about.who_sees")
        assert "sells" not in yuki.heard
        assert len(server.heard) == 2


@LANGUAGES
async def test_what_no_topic_answers_is_said_plainly(
    sqlite_database: TestedDatabase, language: Language
) -> None:
    async with read_by(sqlite_database, language) as (_, server, yuki):
        server.says = json.dumps(
            {"meaning": "about", "topic": "none", "words": QUESTION[language]}
        )

        await yuki.says(QUESTION[language])

        assert yuki.was_told("about.not_known")
        await yuki.picks("about.on_who_sees")
        assert yuki.was_told("about.who_sees")


@LANGUAGES
async def test_a_question_may_be_said_to_be_one(
    sqlite_database: TestedDatabase, language: Language
) -> None:
    async with read_by(sqlite_database, language, consent=None) as (_, _server, yuki):
        await yuki.says(QUESTION[language])
        await yuki.picks("home.as_question")

        assert yuki.was_told("about.not_known")
        assert yuki.may_pick("menu.ask")
