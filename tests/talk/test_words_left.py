"""What somebody left unfinished goes along with their words, and is found from afar."""

from dataclasses import replace

import pytest

from bots.export import archive_of, render
from core.domain.members import Language
from core.services.exporting import Archive
from core.talk.flow import Facts, Unfinished
from core.talk.flows import kept
from core.talk.incoming import Said, Unsent
from core.talk.notices import app
from core.talk.turn import Opened, Say
from core.talk.unfinished import KEPT_FOR
from core.talk.voice import word
from tests.databases import TestedDatabase, every_database
from tests.talk.apps import linked, two_apps
from tests.talk.cast import LANGUAGES, Person, neighbour
from tests.talk.talking import World
from tests.talk.totality import KNOWN

__all__ = ["every_database"]

NOW: dict[Language, str] = {
    "ja": "文庫本を三冊ならべた",
    "en": "put three paperbacks out",
}


async def taken_along(here: World, person: Person) -> Archive:
    """Return somebody's archive."""
    now = here.clock.now()
    found = await here.database.read(
        lambda conn: archive_of(conn, person.id, "Asia/Tokyo", now=now)
    )
    assert found is not None
    return found


async def in_a_post(here: World, language: Language = "ja") -> Person:
    """Return somebody in the middle of a post, one line of which is said."""
    await here.community(language=language)
    yuki = await neighbour(here, "yuki", language)
    await yuki.commands("post")
    await yuki.says(NOW[language])
    return yuki


@LANGUAGES
async def test_what_is_being_written_and_what_was_left_is_taken_along(
    here: World, language: Language
) -> None:
    yuki = await in_a_post(here, language)
    running = await taken_along(here, yuki)
    await yuki.commands("stop")
    await yuki.commands("stop")
    left = await taken_along(here, yuki)

    for archive in (running, left):
        (one,) = archive.sections["unfinished"]
        assert one["words"] == NOW[language]
        assert one["channel"] == "web"
        assert NOW[language] in render(archive, language)


async def test_what_was_let_go_or_is_too_old_is_not_taken_along(here: World) -> None:
    yuki = await in_a_post(here)
    await yuki.commands("stop")
    if not yuki.may_pick("kept.let_go"):
        await yuki.commands("stop")
    here.clock.ahead += KEPT_FOR
    assert (await taken_along(here, yuki)).sections["unfinished"] == ()


async def test_nobody_elses_is_taken_along(here: World) -> None:
    await in_a_post(here)
    ken = await neighbour(here, "ken")

    assert (await taken_along(here, ken)).sections["unfinished"] == ()


@LANGUAGES
async def test_on_another_messenger_it_is_said_where_something_lies(
    every_database: TestedDatabase, language: Language
) -> None:
    async with two_apps(every_database, language) as here:
        yuki = await in_a_post(here, language)
        await yuki.commands("stop")
        await yuki.commands("stop")
        other = await linked(here, yuki, "line")

        await other.commands("kept")
        assert other.was_told("kept.elsewhere", app=word(app("web"), language))
        assert not other.was_told("kept.nothing")
        await yuki.commands("kept")
        assert not yuki.was_told("kept.elsewhere", app=word(app("line"), language))
        await yuki.picks("kept.go_on")

        await other.commands("kept")
        assert other.was_told("kept.nothing")


@pytest.mark.parametrize("unfinished", [(), ("post",)])
def test_what_lies_elsewhere_is_told_below_what_lies_here(
    unfinished: tuple[str, ...],
) -> None:
    here = tuple(Unfinished(one, one, "本を並べた") for one in unfinished)
    facts: Facts = replace(KNOWN, unfinished=here, left_elsewhere=("line", "telegram"))

    said = kept.open_(Opened(), facts).say

    assert len(said) == len(here) + 2
    assert all(isinstance(one, Say) for one in said[-2:])


async def test_words_taken_back_are_not_taken_along(here: World) -> None:
    await here.community()
    yuki = await neighbour(here, "yuki")
    await yuki.commands("post")
    await yuki.phone.does(Said(NOW["ja"], message="m1"))
    await yuki.does(Unsent("m1"))

    assert (await taken_along(here, yuki)).sections["unfinished"] == ()
