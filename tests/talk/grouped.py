"""A group on a messenger, two who have seats in a room and sit in it, and a flag."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count

import pytest

from core.talk.channel import Delivery, Outcome, Sent
from core.talk.incoming import (
    Address,
    Arrived,
    Chose,
    Content,
    Incoming,
    Place,
    ReplyPass,
    Said,
)
from core.talk.outgoing import Card, Link, Message
from tests.databases import TestedDatabase
from tests.talk.meeting import raise_flag, seated
from tests.talk.talking import KeepingChannel, Phone, World, words_of, world

_NUMBERS = count()


@dataclass
class NumberingChannel(KeepingChannel):
    """Gives each sending a number, as messengers do."""

    numbers: "count[int]" = field(default_factory=count)

    async def send(self, delivery: Delivery) -> Outcome:
        """Keep the messages and number them."""
        await super().send(delivery)
        return Sent((f"m{next(self.numbers)}",))


@dataclass
class Group:
    """A group on a messenger, and whoever does something there.

    Every event brings the right to answer it, as on LINE.
    """

    here: World
    place: Place

    @property
    def heard(self) -> list[Message]:
        """Everything that was ever said here by us."""
        return self.here.channels[self.place.channel].handed.get(self.place.id, [])

    async def does(self, content: Content, user: str | None = None) -> str:
        """Let something happen here; return what we say."""
        before = len(self.heard)
        now = self.here.clock.now()
        still = ReplyPass(f"pass-{next(_NUMBERS)}", now + timedelta(seconds=50))
        await self.here.runtime.accept(
            [
                Incoming(
                    event_id=f"group-{next(_NUMBERS)}",
                    at=now,
                    place=self.place,
                    sender=Address("web", user) if user else None,
                    content=content,
                    reply_pass=still,
                )
            ]
        )
        await self.here.settle()
        return "\n".join(map(words_of, self.heard[before:]))

    async def calls(self, text: str, user: str | None = None) -> str:
        """Let somebody call us."""
        return await self.does(Said(text, called=True), user)

    async def taps(self, label: str, user: str | None = None) -> str:
        """Let somebody tap the newest choice with this label."""
        cards = [one for one in self.heard if isinstance(one, Card)]
        tokens = [c.token for card in cards for c in card.choices if c.label == label]
        return await self.does(Chose(tokens[-1]), user)

    @property
    def links(self) -> list[str]:
        """Return where the links lead that were said here."""
        return [one.url for one in self.heard if isinstance(one, Link)]


@dataclass
class Scene:
    """Yuki and Ken have seats in a room; both sit in a group as well."""

    group: Group
    yuki: Phone
    ken: Phone

    async def connected(self) -> None:
        """Let the group belong to their room."""
        await self.group.does(Arrived())
        await self.group.calls("SAKA24", "yuki")

    async def with_flag(self) -> None:
        """Let a flag of Yuki's with two seats stand in the group."""
        await self.connected()
        await raise_flag(self.yuki)
        await self.yuki.tap("グループにも出す")
        await self.yuki.tap("グループにも出す")


def door(*, code: str = "", words: str = "") -> str:
    """Lead to the talk between the two of us."""
    return f"https://chat.example/{code or words}"


@pytest.fixture
async def scene(every_database: TestedDatabase) -> AsyncIterator[Scene]:
    channels: dict[str, KeepingChannel] = {"web": NumberingChannel()}
    async with world(
        every_database.at_hand(), channels=channels, doors={"web": door}
    ) as here:
        await here.community()
        yield Scene(
            Group(here, Place("web", "kawaberi", "group")),
            await seated(here, "yuki", "ゆき"),
            await seated(here, "ken", "けん"),
        )
