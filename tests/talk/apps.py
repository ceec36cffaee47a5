"""Somebody with two messengers: one where mail waits, and one where it is free."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from core.domain.members import Language
from core.talk.channel import Limits
from core.talk.outgoing import Draft
from tests.databases import TestedDatabase
from tests.talk.cast import Person, neighbour
from tests.talk.talking import KeepingChannel, Phone, World, world

WAITS = Limits(5000, 5, 13, 8, 20, mail_waits=True)
FREE = Limits(5000, 5, 13, 8, 20)


@asynccontextmanager
async def two_apps(
    database: TestedDatabase, language: Language = "ja"
) -> AsyncIterator[World]:
    """Open a world with a messenger on which mail waits, and one where it is free."""
    channels = {
        "line": KeepingChannel("line", WAITS),
        "web": KeepingChannel("web", FREE),
    }
    async with world(database.at_hand(), language=language, channels=channels) as here:
        yield here


@asynccontextmanager
async def ken_on_line(database: TestedDatabase) -> AsyncIterator[tuple[World, Person]]:
    """Open it with a community, and けん in it by his LINE."""
    async with two_apps(database) as here:
        await here.community()
        yield here, await neighbour(here, "ken", channel="line")


async def code_from(person: Person) -> str:
    """Ask for a code on somebody's phone."""
    await person.commands("link")
    await person.picks("link.new")
    return next(
        one.text for one in reversed(person.phone.heard) if isinstance(one, Draft)
    )


def also(person: Person, phone: Phone) -> Person:
    """Return the same person with another phone in their hand."""
    return Person(phone, person.name, person.language, person.id)


async def linked(here: World, person: Person, channel: str) -> Person:
    """Link another phone of somebody's, the usual way."""
    other = also(person, here.phone(f"{person.phone.user}-too", channel))
    await other.says(await code_from(person))
    await other.picks("link.yes")
    assert other.was_told("link.linked_to", name=person.name)
    return other
