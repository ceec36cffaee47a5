"""Conversations as people have them, through the real engine, runtime and database.

    async with world(database) as here:
        yuki = here.phone("yuki")
        await yuki.open(invite="ENGAWA")
        await yuki.say("…")
        await yuki.tap("はじめる")
        assert yuki.hears("…")

Nothing is replaced but the messenger itself (a channel that keeps what it is handed)
and the clock, which runs ahead when a test says so.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count

from core.clock import RandomIds
from core.coach.companion import Companion
from core.coach.working import CoachWork
from core.domain.members import Language
from core.finding import Finder
from core.matching.embedder import BigramEmbedder, Embedder
from core.reading_here import ReadingHere
from core.runtime import Pace, Runtime
from core.store import communities, people
from core.store.engine import Database
from core.talk import inside
from core.talk.channel import Delivery, Door, Limits, Outcome, Sent
from core.talk.engine import Talk
from core.talk.flow import Flow
from core.talk.flows import FLOWS
from core.talk.incoming import (
    Address,
    Arrived,
    Chose,
    Content,
    Incoming,
    Place,
    ReplyPass,
    Said,
    Unsent,
)
from core.talk.outgoing import (
    Card,
    Choice,
    Draft,
    Link,
    Message,
    Text,
    choices_of,
)
from core.workers import Reader

LIMITS = Limits(
    text_units=5000, messages=5, choices=13, card_choices=8, label_graphemes=20
)


_PASS_LIVES = timedelta(seconds=50)


@dataclass
class MovableClock:
    """The system's clock, moved ahead by a test; with `start` it stands otherwise."""

    ahead: timedelta = timedelta()
    start: datetime | None = None

    def now(self) -> datetime:
        """Return the present moment of the test."""
        return (self.start or datetime.now(UTC)) + self.ahead


@dataclass
class KeepingChannel:
    """A messenger that keeps what it is handed."""

    name: str = "web"
    limits: Limits = LIMITS
    handed: dict[str, list[Message]] = field(default_factory=dict)
    outcome: Outcome = field(default_factory=Sent)

    async def send(self, delivery: Delivery) -> Outcome:
        """Keep the messages for the place they are for."""
        if isinstance(self.outcome, Sent):
            self.handed.setdefault(delivery.place.id, []).extend(delivery.messages)
        return self.outcome

    async def working(self, place: Place) -> None:
        """Show nothing."""


def words_of(message: Message) -> str:
    """Return everything a reader sees of a message, labels of choices included."""
    match message:
        case Text(text=text, choices=choices):
            said = [text]
        case Card(title=title, body=body, facts=facts, choices=choices):
            said = [title, body, *(f"{fact.label} {fact.value}" for fact in facts)]
        case Draft(text=text, title=title, choices=choices):
            said = [title, text]
        case Link(label=label):
            said, choices = [label], ()
    return "\n".join([*said, *(f"[{choice.label}]" for choice in choices)])


@dataclass
class Phone:
    """One person's end of a conversation."""

    here: "World"
    user: str
    channel: str = "web"
    seen: int = 0

    @property
    def heard(self) -> list[Message]:
        """Everything that ever arrived here."""
        return self.here.channels[self.channel].handed.get(self.user, [])

    @property
    def latest(self) -> list[Message]:
        """What arrived since this person last did something."""
        return self.heard[self.seen :]

    def words(self) -> str:
        """Return what arrived since, as text."""
        return "\n".join(words_of(message) for message in self.latest)

    def hears(self, words: str) -> bool:
        """Whether these words arrived since."""
        return words in self.words()

    def choices(self) -> list[Choice]:
        """Return every choice that ever arrived, the newest last."""
        return choices_of(self.heard)

    async def open(
        self, *, invite: str = "", name: str = "", language: str = ""
    ) -> str:
        """Open the conversation."""
        return await self.does(Arrived(invite, name, language))

    async def say(self, text: str) -> str:
        """Write something."""
        return await self.does(Said(text))

    async def tap(self, label: str) -> str:
        """Tap the newest choice with this label."""
        for choice in reversed(self.choices()):
            if choice.label == label:
                return await self.does(Chose(choice.token))
        message = f"no choice {label!r}; heard last:\n{self.words()}"
        raise AssertionError(message)

    async def does(self, content: Content) -> str:
        """Let something happen here; return what is heard after it."""
        self.seen = len(self.heard)
        own, now = f"{self.user}-{next(self.here.numbers)}", self.here.clock.now()
        counted = self.here.channels[self.channel].limits.mail_waits
        free = counted and not isinstance(content, Unsent)
        event = Incoming(
            event_id=own,
            at=now,
            place=Place(self.channel, self.user),
            sender=Address(self.channel, self.user),
            content=content,
            reply_pass=ReplyPass(own, now + _PASS_LIVES) if free else None,
        )
        await self.here.runtime.accept([event])
        await self.here.settle()
        return self.words()


@dataclass
class World:
    """A database, an engine and the people around it."""

    database: Database
    runtime: Runtime
    clock: MovableClock
    channels: dict[str, KeepingChannel]
    numbers: "count[int]" = field(default_factory=count)

    def phone(self, user: str, channel: str = "web") -> Phone:
        """Return somebody's end of a conversation."""
        return Phone(self, user, channel)

    async def settle(self) -> None:
        """Wait until everything that follows from an event has happened."""
        async with asyncio.timeout(20):
            await self.runtime.idle()

    async def pass_time(self, by: timedelta) -> None:
        """Let time go by, with everything that comes due."""
        self.clock.ahead += by
        events = await self.database.read(
            lambda conn: inside.due(conn, self.clock.now())
        )
        await self.runtime.accept(events)
        await self.settle()

    async def community(
        self,
        name: str = "坂の上の台所",
        code: str = "SAKA24",
        language: Language = "ja",
        id: str = "room",
    ) -> str:
        """Make a community with an invite code."""
        now = self.clock.now()
        await self.database.write(
            lambda conn: communities.add(
                conn, id=id, name=name, purpose="", language=language, now=now
            )
        )
        await self.database.write(
            lambda conn: communities.add_invite(conn, code, id, now)
        )
        return id

    async def member_id(self, user: str, channel: str = "web") -> str:
        """Return the id of the member behind a phone."""
        member = await self.database.read(
            lambda conn: people.at(conn, Address(channel, user))
        )
        assert member is not None
        return member.id


@asynccontextmanager
async def world(
    database: Database,
    *,
    language: Language = "ja",
    embedder: Embedder | None = None,
    channels: dict[str, KeepingChannel] | None = None,
    base_url: str = "",
    flows: Mapping[str, Flow] = FLOWS,
    doors: Mapping[str, Door] | None = None,
    companion: Companion | None = None,
    pace: Pace | None = None,
) -> AsyncIterator[World]:
    """Open a world on a database and close it afterwards."""
    clock, ids = MovableClock(), RandomIds()
    handed = channels or {"web": KeepingChannel()}
    talk = Talk(
        flows=flows,
        limits={name: channel.limits for name, channel in handed.items()},
        clock=clock,
        ids=ids,
        language=language,
        base_url=base_url,
        doors=doors or {},
        models_offered=companion is not None,
        model_name=companion.model.name if companion else "",
    )
    chosen = embedder or BigramEmbedder()
    read = ReadingHere(database, clock, load=lambda: chosen)
    coach = CoachWork(database, clock, ids, companion)
    runtime = Runtime(
        database,
        channels=handed,
        handle=talk.handle,
        parked=talk.parked,
        workers={
            "find": Finder(read).find,
            **Reader(read).workers(),
            **coach.workers(),
        },
        due=(),
        clock=clock,
        ids=ids,
        pace=pace or Pace(),
    )
    await runtime.start()
    try:
        yield World(database, runtime, clock, handed)
    finally:
        await runtime.stop()
        await coach.close()
        await database.close()
