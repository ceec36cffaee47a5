"""The sample community, moved in and read once, to be copied for every talk."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import Connection

from bots.sample.people import SampleCommunity, SampleMember, load
from bots.seeding import seed
from bots.wiring import running
from core.clock import Clock, RandomIds, SystemClock
from core.domain.members import Language
from core.matching.embedder import Embedder, shipped_embedder
from core.settings import Settings
from core.store import adding, people
from core.talk.incoming import Address
from tests.line_fake.events import user_id
from tests.telegram_fake import updates


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A sample community at rest: everybody is on the web, their words are read."""

    path: Path
    language: Language
    sample: SampleCommunity
    embedder: Embedder

    def copy_to(self, folder: Path) -> str:
        """Return the address of a database with the same people in it."""
        copied = shutil.copy(self.path, folder / "talk.db")
        return f"sqlite:///{copied}"

    def key_of(self, name: str) -> str:
        """Return the web user of a neighbour, '' for somebody new."""
        keys = {member.name: member.key for member in self.sample.members}
        return keys.get(name, "")

    def also_on(
        self, conn: Connection, channel_of: Callable[[str], str], clock: Clock
    ) -> None:
        """Let everybody write from another channel too; there they are reached now."""
        now = clock.now()
        for member in self.sample.members:
            channel = channel_of(member.name)
            if channel == "web":
                continue
            known = people.at(conn, Address("web", member.key))
            assert known is not None
            there = Address(channel, user_on(channel, member))
            people.bind(conn, there, known.id, now)
            if channel == "line":
                adding.note(conn, there, "added")


def user_on(channel: str, member: SampleMember) -> str:
    """Return the id that a messenger knows a neighbour by."""
    match channel:
        case "line":
            return user_id(member.name)
        case "telegram":
            return str(updates.user_id(member.name))
        case _:
            return member.key


async def moved_in(
    folder: Path,
    language: Language,
    embedder: Embedder | None = None,
    clock: Clock | None = None,
) -> Neighbourhood:
    """Move the sample community in and read everybody's words."""
    clock = clock or SystemClock()
    path, read_by = folder / f"{language}.db", embedder or shipped_embedder()
    settings = Settings.model_validate({"AINORI_DATABASE_URL": f"sqlite:///{path}"})
    move_in = partial(
        seed,
        ids=RandomIds(),
        now=clock.now(),
        language=language,
        channel="web",
    )
    async with running(settings, ["web"], first=move_in, clock=clock) as service:
        service.reader.here.load = lambda: read_by
        await service.reader.warm()
    return Neighbourhood(path, language, load(language), read_by)
