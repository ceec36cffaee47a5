"""People who sit in a room already, for dialogues about something else."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.databases import TestedDatabase
from tests.talk.talking import KeepingChannel, Phone, World, world

BASE_URL = "https://ainori.example"


async def seated(
    here: World, user: str, name: str, *, code: str = "SAKA24", language: str = "ja"
) -> Phone:
    """Let somebody take a seat by invite code and say their name."""
    phone = here.phone(user)
    await phone.open(invite=code, language=language)
    await phone.say(name)
    await phone.tap("あとで" if language == "ja" else "Later")
    return phone


@asynccontextmanager
async def met(
    database: TestedDatabase,
    *,
    base_url: str = BASE_URL,
    channels: dict[str, KeepingChannel] | None = None,
) -> AsyncIterator[tuple[World, Phone, Phone]]:
    """Let Yuki and Ken meet in a room."""
    async with world(database.open(), base_url=base_url, channels=channels) as here:
        await here.community()
        yield (
            here,
            await seated(here, "yuki", "ゆき"),
            await seated(here, "ken", "けん"),
        )
