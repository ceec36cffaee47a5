"""Private words, a second look, one's own tone, and back to what was said."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from core.domain.members import Language
from tests.coach.hostile import Hostile
from tests.databases import TestedDatabase
from tests.talk.cast import LANGUAGES, Person, neighbours
from tests.talk.helped import NAME, THANKS, agrees, drafts, helped, to_draft, words_by

PRIVATE: dict[Language, str] = {
    "ja": "入院している友だちと、読書会の問いかけを一緒に考えてくれる人いる?",
    "en": "Who could help me think up questions for the book circle of a friend "
    "with cancer?",
}

# A text that is too private to be sent without asking


@LANGUAGES
async def test_a_private_text_stays_here_until_its_author_says_this_one_may_go(
    sqlite_database: TestedDatabase, language: Language
) -> None:
    async with helped(sqlite_database, language) as (here, server):
        yuki, ken, first = await to_draft(here, language, need=PRIVATE[language])
        await agrees(here, yuki)
        server.says = json.dumps({"stretch": "", "thanks": THANKS[language]})

        await yuki.picks("ask.models_wording")
        assert yuki.was_told("coached.too_private", model=NAME)
        await yuki.picks("coached.keep_here")
        [kept] = drafts(yuki)
        assert (kept.text, server.heard) == (first.text, [])

        await yuki.picks("ask.models_wording")
        await yuki.picks("coached.send_this")
        assert yuki.was_told("coached.by_model", model=NAME)
        assert len(server.heard) == 1

        # It was a word about that one text: the next is asked about again.
        await yuki.picks("ask.softer")
        assert yuki.was_told("coached.too_private", model=NAME)
        assert len(server.heard) == 1
        await yuki.picks("coached.keep_here")
        await yuki.picks("ask.send")
        assert ken.was_told("answer.arrived", name=yuki.name)


@LANGUAGES
async def test_a_private_post_can_go_on_without_a_word_leaving(
    sqlite_database: TestedDatabase, language: Language
) -> None:
    lines: dict[Language, str] = {
        "ja": "手術の日が決まった",
        "en": "the day of my surgery is set",
    }
    async with helped(sqlite_database, language) as (here, server):
        [yuki] = await neighbours(here, language, helpers=())
        await agrees(here, yuki)
        await to_sheet(yuki, lines[language])

        await yuki.picks("post.own_tone")
        assert yuki.was_told("coached.too_private", model=NAME)
        await yuki.picks("coached.keep_here")

        assert lines[language] in drafts(yuki)[0].text
        await yuki.picks("post.only_me")
        assert yuki.was_told("post.kept")
        assert server.heard == []


# A second look at what the asker wrote


BOSSY: dict[Language, tuple[str, str, str]] = {
    "ja": (
        "けんさん、問いかけの案をまとめておいて。会場は私が用意します。",
        "まとめておいて",
        "一緒に考えませんか",
    ),
    "en": (
        "Ken, have the questions finished. The room is mine to prepare.",
        "have the questions finished",
        "think about the questions with me",
    ),
}


@asynccontextmanager
async def bossy(
    database: TestedDatabase, language: Language
) -> AsyncIterator[tuple[Person, Person, Hostile]]:
    """Yield who wrote a bossy request, whom it is for, and the model's server."""
    async with helped(database, language) as (here, server):
        yuki, ken, _ = await to_draft(here, language)
        await agrees(here, yuki)
        await yuki.says(BOSSY[language][0])
        yield yuki, ken, server


@LANGUAGES
async def test_a_second_look_shows_one_span_and_one_other_wording(
    sqlite_database: TestedDatabase, language: Language
) -> None:
    text, quote, instead = BOSSY[language]
    async with bossy(sqlite_database, language) as (yuki, ken, server):
        server.says = json.dumps({"quote": quote, "instead": instead})

        await yuki.picks("ask.second_look")
        assert yuki.was_told("ask.may_change", words=quote, other=instead)
        assert yuki.was_told("coached.looked_by_model", model=NAME)
        [same] = drafts(yuki)
        assert same.text == text

        await yuki.picks("ask.change")
        [changed] = drafts(yuki)
        assert changed.text == text.replace(quote, instead)
        await yuki.picks("ask.send")
        assert ken.was_told("answer.arrived", name=yuki.name)
        assert instead in ken.heard


@LANGUAGES
async def test_a_second_look_is_never_a_gate(
    sqlite_database: TestedDatabase, language: Language
) -> None:
    text, quote, instead = BOSSY[language]
    async with bossy(sqlite_database, language) as (yuki, ken, server):
        server.says = json.dumps({"quote": quote, "instead": instead})
        await yuki.picks("ask.second_look")

        await yuki.picks("ask.send")

        assert ken.was_told("answer.arrived", name=yuki.name)
        assert text in ken.heard


@LANGUAGES
async def test_a_look_that_quotes_what_is_not_there_changes_nothing(
    sqlite_database: TestedDatabase, language: Language
) -> None:
    text, _, instead = BOSSY[language]
    async with bossy(sqlite_database, language) as (yuki, _, server):
        server.says = json.dumps({"quote": "…?", "instead": instead})

        await yuki.picks("ask.second_look")
        assert instead not in yuki.heard
        [same] = drafts(yuki)
        assert same.text == text

        server.says = json.dumps({"quote": "", "instead": ""})
        await yuki.picks("ask.second_look")
        looked = yuki.words("coached.looked_by_model", model=NAME)
        assert yuki.was_told("ask.nothing_found", looked=looked)


# A post in one's own tone, and as it was said


SAID: dict[Language, tuple[str, str]] = {
    "ja": (
        "きのう納屋の舟を見に行ってきました",
        "きのう、納屋の舟を見に行った。",
    ),
    "en": (
        "Yesterday I was going to see the boat in the barn",
        "Yesterday I went to see the boat in the barn.",
    ),
}
BEFORE: dict[Language, str] = {
    "ja": "浜で板を拾った。重かった。",
    "en": "Found a board on the beach. Heavy one.",
}


async def to_sheet(person: Person, line: str) -> None:
    """Write a post with one line of one's own, up to its draft."""
    await person.commands("post")
    if person.may_pick("post.halfway"):
        await person.picks("post.halfway")
    await person.says(line)
    for way_on in ("post.not_yet", "post.same", "post.with_nobody"):
        if person.may_pick(way_on):
            await person.picks(way_on)
    assert drafts(person)


@LANGUAGES
async def test_a_post_in_ones_own_tone_and_back_as_it_was_said(
    sqlite_database: TestedDatabase, language: Language
) -> None:
    said, worded = SAID[language]
    async with helped(sqlite_database, language) as (here, server):
        [yuki] = await neighbours(here, language, helpers=())
        await agrees(here, yuki)
        await to_sheet(yuki, BEFORE[language])
        await yuki.picks("post.only_me")
        await to_sheet(yuki, said)
        [own] = drafts(yuki)
        server.says = json.dumps({"now": worded})

        await yuki.picks("post.own_tone")

        assert yuki.was_told("coached.by_model", model=NAME)
        [toned] = drafts(yuki)
        assert worded in words_by(toned, "model")
        # The tone is that of their last post.
        assert BEFORE[language] in server.last
        # It was not only lined up.
        assert toned.title == yuki.words("post.draft_worded")
        await yuki.picks("post.as_said")
        [back] = drafts(yuki)
        assert back.text == own.text
        assert words_by(back, "model") == ""
        await yuki.picks("post.only_me")
        assert yuki.was_told("post.kept")


@LANGUAGES
async def test_what_the_model_invents_leaves_the_post_as_it_was_said(
    sqlite_database: TestedDatabase, language: Language
) -> None:
    said, worded = SAID[language]
    invented: dict[Language, str] = {
        "ja": "灯台の番人に手紙を渡した。",
        "en": "Handed a letter to the lighthouse keeper.",
    }
    async with helped(sqlite_database, language) as (here, server):
        [yuki] = await neighbours(here, language, helpers=())
        await agrees(here, yuki)
        await to_sheet(yuki, said)
        [own] = drafts(yuki)
        server.says = json.dumps({"now": f"{worded}{invented[language]}"})

        await yuki.picks("post.own_tone")

        assert yuki.was_told("coached.unfit")
        [same] = drafts(yuki)
        assert same.text == own.text
        assert len(server.heard) == 2
