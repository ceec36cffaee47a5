"""A text model helps in the middle of a talk: asked once, tapped for, never waited for.

The model is a server on the loopback that says what the test wants; everything between
the phone and it is real.
"""

import asyncio
import json

from sqlalchemy import Connection

from core.domain.coaching import MODEL_CONSENT, ROADS_CONSENT
from core.domain.members import Language
from core.domain.readings import Reading
from core.store import embeddings, people
from tests.databases import TestedDatabase
from tests.moments import until
from tests.talk.cast import LANGUAGES, Person, neighbours
from tests.talk.helped import NAME, THANKS, drafts, helped, to_draft, words_by
from tests.talk.talking import World

SHORT: dict[Language, str] = {"ja": "海の近く", "en": "the sea"}
QUESTION: dict[Language, str] = {
    "ja": "「海の近く」で、まず目に浮かぶのはどんな場面ですか。",
    "en": "With “the sea”, which scene comes to mind first?",
}
MORE: dict[Language, str] = {
    "ja": "朝の浜で本を読む",
    "en": "reading on the beach in the morning",
}
LINES: dict[Language, tuple[str, str]] = {
    "ja": ("営業を10年、子どもが生まれて辞めた", "一箱本棚を駅前の通りで借りる"),
    "en": (
        "ten years in sales before my child was born",
        "rent one box of a shelf near the station",
    ),
}
OTHER: dict[Language, str] = {
    "ja": "営業を10年、子どもが生まれて辞めました",
    "en": "ten years in sales, before my child was born",
}
NOTES: dict[Language, str] = {
    "ja": "納屋の舟を見に行った。底板が2枚割れていた。" * 20,
    "en": "Went to see the boat in the barn. Two bottom boards are cracked. " * 8,
}
NOW_LINE: dict[Language, str] = {
    "ja": "納屋の舟を見に行った。底板が2枚割れていた。",
    "en": "Went to see the boat in the barn. Two bottom boards are cracked.",
}


async def newcomer(here: World, language: Language, *, consent: str) -> Person:
    """Return somebody who answered the question about the text model."""
    await here.community(language=language)
    yuki = Person(here.phone("yuki"), "Yuki", language, "")
    await yuki.phone.open(invite="SAKA24", name="Yuki", language=language)
    await yuki.picks("welcome.begin")
    await yuki.picks("welcome.keep")
    assert yuki.was_told("welcome.ask_model", model=NAME)
    await yuki.picks(f"welcome.model_{consent}")
    return yuki


# The interview


@LANGUAGES
async def test_a_short_answer_is_asked_about_twice_at_most(
    sqlite_database: TestedDatabase, language: Language
) -> None:
    async with helped(sqlite_database, language) as (here, server):
        yuki = await newcomer(here, language, consent="yes")
        server.says = json.dumps({"question": QUESTION[language]})

        await yuki.says(SHORT[language])
        assert yuki.was_told(
            "vector.follow_up_by", question=QUESTION[language], model=NAME
        )
        await yuki.says(MORE[language])
        assert yuki.was_told("vector.ask_turn")

        await yuki.says(SHORT[language])
        await yuki.picks("vector.leave_so")
        assert yuki.was_told("vector.ask_destination")

        await yuki.says(SHORT[language])
        assert yuki.was_told("vector.ask_next_step")
        assert len(server.heard) == 2

        await yuki.picks("vector.not_yet")
        assert SHORT[language] in yuki.heard
        assert MORE[language] in yuki.heard


@LANGUAGES
async def test_who_declined_is_never_asked_again_and_nothing_leaves(
    sqlite_database: TestedDatabase, language: Language
) -> None:
    async with helped(sqlite_database, language) as (here, server):
        yuki = await newcomer(here, language, consent="no")
        for _ in range(4):
            await yuki.says(SHORT[language])

        assert yuki.was_told("vector.only_lined_up")
        assert not yuki.may_pick("vector.see_wordings")
        assert server.heard == []


@LANGUAGES
async def test_other_wordings_stand_below_ones_own_with_what_is_new_in_them(
    sqlite_database: TestedDatabase, language: Language
) -> None:
    async with helped(sqlite_database, language) as (here, server):
        yuki = await newcomer(here, language, consent="yes")
        origin, step = LINES[language]
        await yuki.says(origin)
        await yuki.picks("vector.skip")
        await yuki.picks("vector.skip")
        await yuki.says(step)
        server.says = json.dumps({"origin": [OTHER[language]]})

        await yuki.picks("vector.see_wordings")

        assert yuki.was_told("coached.by_model", model=NAME)
        [offered] = drafts(yuki)
        assert offered.text.startswith(yuki.words("vector.your_words", line=origin))
        assert offered.choices[0].label == yuki.words("vector.own_words")
        assert 0 < len(words_by(offered, "model")) < len(OTHER[language])
        await yuki.phone.tap("①")
        assert OTHER[language] in yuki.heard
        assert yuki.was_told("vector.as_you_chose")


# Whoever was never asked


@LANGUAGES
async def test_the_first_tap_asks_once_and_names_the_model(
    sqlite_database: TestedDatabase, language: Language
) -> None:
    async with helped(sqlite_database, language) as (here, server):
        yuki, ken, first = await to_draft(here, language)

        await yuki.picks("ask.models_wording")
        assert yuki.was_told("coached.may_i", model=NAME)
        assert server.heard == []
        await yuki.picks("coached.use_not")

        [again] = drafts(yuki)
        assert again.text == first.text
        assert not yuki.may_pick("ask.models_wording")
        given = await here.database.read(lambda conn: people.consented(conn, yuki.id))
        assert given[MODEL_CONSENT] is False
        await yuki.picks("ask.send")
        assert ken.was_told("answer.arrived", name=yuki.name)


@LANGUAGES
async def test_a_request_is_worded_anew_for_this_one_person(
    sqlite_database: TestedDatabase, language: Language
) -> None:
    async with helped(sqlite_database, language) as (here, server):
        yuki, _, first = await to_draft(here, language)
        server.says = json.dumps({"stretch": "", "thanks": THANKS[language]})

        await yuki.picks("ask.models_wording")
        await yuki.picks("coached.use")

        assert yuki.was_told("coached.by_model", model=NAME)
        [second] = drafts(yuki)
        assert THANKS[language] in second.text
        assert words_by(second, "model")
        assert second.text != first.text
        assert yuki.may_pick("ask.softer")
        await yuki.picks("ask.redo")
        [third] = drafts(yuki)
        assert not words_by(third, "model")


@LANGUAGES
async def test_shorter_and_more_casual_are_there_at_once_with_a_model_too(
    sqlite_database: TestedDatabase, language: Language
) -> None:
    async with helped(sqlite_database, language) as (here, server):
        yuki, _, first = await to_draft(here, language)

        await yuki.picks("ask.shorter")
        [short] = drafts(yuki)
        await yuki.picks("ask.more_casual")
        [casual] = drafts(yuki)

        assert len(short.text) < len(first.text)
        assert casual.text != short.text
        assert server.heard == []
        server.says = json.dumps({"stretch": "", "thanks": THANKS[language]})
        await yuki.picks("ask.models_wording")
        await yuki.picks("coached.use")
        [worded] = drafts(yuki)
        assert words_by(worded, "model")
        # In the manner that was on the screen.
        assert casual.text[:20] == worded.text[:20]


@LANGUAGES
async def test_a_model_that_fails_leaves_the_coachs_draft_and_a_kind_word(
    sqlite_database: TestedDatabase, language: Language
) -> None:
    async with helped(sqlite_database, language, model="close") as (here, _):
        yuki, ken, _ = await to_draft(here, language)

        await yuki.picks("ask.shorter")
        [short] = drafts(yuki)
        await yuki.picks("ask.models_wording")
        await yuki.picks("coached.use")

        assert yuki.was_told("coached.late")
        [draft] = drafts(yuki)
        assert draft.text == short.text
        assert not words_by(draft, "model")
        await yuki.picks("ask.send")
        assert ken.was_told("answer.arrived", name=yuki.name)


@LANGUAGES
async def test_who_goes_on_does_not_hear_the_late_answer(
    every_database: TestedDatabase, language: Language
) -> None:
    async with helped(every_database, language, model="held") as (here, server):
        yuki, _, _ = await to_draft(here, language)
        server.says = json.dumps({"stretch": "", "thanks": THANKS[language]})
        await yuki.picks("ask.models_wording")
        asked = asyncio.create_task(yuki.picks("coached.use"))
        await server.hears(1)

        going_on = asyncio.create_task(yuki.says(MORE[language]))
        await until(lambda: MORE[language] in yuki.heard)
        server.let_go.set()
        await asyncio.gather(asked, going_on)

        assert MORE[language] in yuki.heard
        assert THANKS[language] not in yuki.heard
        assert not yuki.was_told("coached.by_model", model=NAME)


# A post


@LANGUAGES
async def test_notes_become_a_draft_and_one_tap_brings_back_what_was_said(
    sqlite_database: TestedDatabase, language: Language
) -> None:
    async with helped(sqlite_database, language) as (here, server):
        [yuki] = await neighbours(here, language, helpers=())
        server.says = json.dumps({"now": NOW_LINE[language]})
        await yuki.commands("post")
        for _ in range(3):
            if not yuki.may_pick("post.from_notes"):
                await yuki.says(NOTES[language])

        await yuki.picks("post.from_notes")
        await yuki.picks("coached.use")

        [draft] = drafts(yuki)
        assert NOW_LINE[language] in draft.text
        assert yuki.may_pick("post.as_said")
        await yuki.picks("post.as_said")
        [own] = drafts(yuki)
        assert not words_by(own, "model")


# Being read when somebody asks who could help


@LANGUAGES
async def test_what_models_elsewhere_made_of_words_goes_with_the_agreement(
    sqlite_database: TestedDatabase, language: Language
) -> None:
    async with helped(sqlite_database, language) as (here, _):
        yuki = await newcomer(here, language, consent="yes")
        member_id = await here.member_id("yuki")
        await yuki.says(yuki.words("commands.settings").split("|")[0])
        await yuki.picks("settings.roads")
        await yuki.picks("settings.use")
        readings = ("built-in", "roads@afar")
        now = here.clock.now()

        def read(conn: Connection) -> None:
            for embedder in readings:
                made = Reading(embedder, 1, "of", b"0000", b"0000")
                embeddings.put(conn, "room", {member_id: made}, now)

        await here.database.write(read)

        await yuki.picks("settings.undo")

        def kept(conn: Connection) -> list[str]:
            return [
                embedder
                for embedder in readings
                if embeddings.of_community(conn, "room", embedder)
            ]

        assert await here.database.read(kept) == ["built-in"]
        assert not await here.database.read(
            lambda conn: people.agreed(conn, [member_id], [ROADS_CONSENT])
        )
