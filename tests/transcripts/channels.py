"""The whole service around a neighbourhood, and the phones of whichever channel.

    async with service_on(neighbourhood, folder, newcomers="line") as here:
        await here.play(script, name="readme.en")
        assert here.pushed() == ["Stan", "Robin"]

Everything is real but the messengers' own servers and the clock, which runs ahead when
a transcript says so.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Literal, cast

from sqlalchemy import Connection

from bots.console.channel import ConsoleChannel
from bots.console.phone import ConsolePhone
from bots.console.play import Player
from bots.console.script import Phone, Step
from bots.line import webhook
from bots.playing import Playing
from bots.registry import Plug
from bots.telegram import webhook as telegram_webhook
from bots.telegram.plug import plug
from bots.telegram.rates import Rates
from bots.wiring import Service, running
from core.clock import Clock, Ids
from core.delivery import outbox
from core.i18n.catalog import text
from core.settings import Settings
from core.talk import inside
from tests.line_fake.server import ACCESS_TOKEN, SECRET, FakeLine
from tests.loopback import open_door
from tests.talk.talking import MovableClock
from tests.telegram_fake.server import SECRET as TELEGRAM_SECRET
from tests.telegram_fake.server import FakeTelegram
from tests.telegram_fake.updates import TOKEN
from tests.transcripts.neighbourhood import Neighbourhood
from tests.transcripts.noting import Noted, NotingPhone
from tests.web.pages import Page, browsing
from tests.web.phone import WebPhone
from tests.wire.line_phone import LinePhone, Talk
from tests.wire.telegram_phone import TelegramPhone

Where = Literal["console", "web", "line", "line on a pc", "telegram"]

# People answer within seconds; a transcript does at once.
_UNHURRIED = Rates(chat_s=0, group_s=0, all_s=0)


@dataclass
class Here:
    """A running service, the phones in it, and the messengers around it.

    Attributes:
        newcomers: Where those write from who are new in the neighbourhood.
        neighbours: Where those write from who live there.
        but: Where some of them write from instead, by name.

    A phone is called by its owner's name, and a second one `ゆき/telegram`.
    """

    neighbourhood: Neighbourhood
    service: Service
    clock: MovableClock
    line: FakeLine
    telegram: FakeTelegram
    page: Page
    console: ConsoleChannel
    newcomers: Where
    neighbours: Where
    but: Mapping[str, Where]
    _phones: dict[str, Phone] = field(default_factory=dict)

    async def play(self, script: Sequence[Step], *, name: str) -> None:
        """Play a transcript to its end."""
        noted = Noted()

        def phone(whose: str) -> Phone:
            return NotingPhone(self.phone(whose), noted)

        await Player(phone, name=name, pass_time=self.pass_time).play(script)

    def phone(self, name: str) -> Phone:
        """Return the phone of a neighbour, or of somebody new."""
        if name not in self._phones:
            owner, _, elsewhere = name.partition("/")
            key = self.neighbourhood.key_of(owner)
            at = self.neighbours if key else self.newcomers
            where = cast(Where, elsewhere) if elsewhere else self.but.get(owner, at)
            self._phones[name] = self._on(where, owner, key or f"new-{len(owner)}")
        return self._phones[name]

    def _on(self, where: Where, name: str, user: str) -> Phone:
        if where == "web":
            return WebPhone(self.page, user, idle=self.idle)
        if where == "console":
            return ConsolePhone(
                user,
                self.console,
                accept=self.service.runtime.accept,
                idle=self.idle,
                clock=self.clock,
            )
        if where == "telegram":
            # Who shows no name is asked for one, as on messengers that tell none.
            self.telegram.person(name, shown=".")
            return TelegramPhone(self.telegram, name, idle=self.idle)
        talk = Talk(
            idle=self.idle,
            waiting=self._waiting,
            look_in=text("menu.box", self.neighbourhood.language),
        )
        return LinePhone(self.line, name, talk, on_pc=where == "line on a pc")

    async def idle(self) -> None:
        """Wait until everything that follows from an event has happened."""
        async with asyncio.timeout(20):
            await self.service.runtime.idle()

    async def pass_time(self, span: timedelta) -> None:
        """Let time pass, and what is due happen."""
        await self.idle()
        self.clock.ahead += span
        due = partial(inside.due, now=self.clock.now())
        await self.service.runtime.accept(await self.service.database.write(due))
        await self.idle()

    async def _waiting(self, user: str) -> int:
        count = partial(outbox.waiting, lane=f"line:{user}")
        return await self.service.database.read(count)

    def pushed(self) -> list[str]:
        """Return to whom something went unasked, in this order: what LINE counts."""
        people = self.line.api.people
        sendings = self.line.api.sendings
        return [people[one.to].name for one in sendings if one.how == "push"]


@asynccontextmanager
async def service_on(
    neighbourhood: Neighbourhood,
    folder: Path,
    *,
    newcomers: Where,
    neighbours: Where | None = None,
    but: Mapping[str, Where] | None = None,
    clock: MovableClock | None = None,
    ids: Ids | None = None,
    quota: int | None = None,
) -> AsyncIterator[Here]:
    """Serve a copy of a neighbourhood on every channel, over real HTTP.

    Args:
        neighbourhood: Who lives there.
        folder: Where the copy is kept.
        newcomers: Where those write from who are new.
        neighbours: Where those write from who live there; the same if None.
        but: Where some of them write from instead, by name.
        clock: Runs with the machine's if None.
        ids: Random if None.
        quota: What LINE's month carries; no limit if None.
    """
    at = neighbours or newcomers
    clock, console = clock or MovableClock(), ConsoleChannel()
    async with AsyncExitStack() as closing:
        line = await closing.enter_async_context(FakeLine(clock=clock, quota=quota))
        telegram = await closing.enter_async_context(
            FakeTelegram(clock=clock, language=neighbourhood.language)
        )
        for neighbour in neighbourhood.sample.members:
            line.person(neighbour.name)
            telegram.person(neighbour.name)
        service = await closing.enter_async_context(
            running(
                _settings(neighbourhood, folder, line, telegram),
                ["web", "line", partial(plug, rates=_UNHURRIED), Plug(console)],
                playing=Playing(neighbourhood.sample.invite),
                first=_moved(neighbourhood, at, but or {}, clock),
                clock=clock,
                ids=ids,
            )
        )
        service.reader.here.load = lambda: neighbourhood.embedder
        base = await closing.enter_async_context(
            open_door(service.app(), before_stop=service.before_stop)
        )
        line.webhook_url = base + webhook.PATH
        telegram.webhook_url = base + telegram_webhook.PATH
        page = await closing.enter_async_context(browsing(base))
        yield Here(
            neighbourhood,
            service,
            clock,
            line,
            telegram,
            page,
            console,
            newcomers,
            at,
            but or {},
        )


def _settings(
    neighbourhood: Neighbourhood, folder: Path, line: FakeLine, telegram: FakeTelegram
) -> Settings:
    return Settings.model_validate(
        {
            "AINORI_DATABASE_URL": neighbourhood.copy_to(folder),
            "AINORI_LANG": neighbourhood.language,
            "LINE_CHANNEL_SECRET": SECRET,
            "LINE_CHANNEL_ACCESS_TOKEN": ACCESS_TOKEN,
            "LINE_API_BASE": line.url,
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_BASE": telegram.url,
            "TELEGRAM_MODE": "webhook",
            "TELEGRAM_WEBHOOK_SECRET": TELEGRAM_SECRET,
        }
    )


def _moved(
    neighbourhood: Neighbourhood, where: Where, but: Mapping[str, Where], clock: Clock
) -> Callable[[Connection], None]:
    """Return what lets the neighbours write from elsewhere than the web."""

    def channel_of(name: str) -> str:
        return but.get(name, where).partition(" ")[0]

    return partial(neighbourhood.also_on, channel_of=channel_of, clock=clock)


def keeps_the_rules(here: Here) -> None:
    """Check that nothing was refused: no text, button, object, spent reply token."""
    line = here.line.api
    taken = [sending.how for sending in line.sendings]
    assert here.telegram.api.complaints == []
    assert line.complaints == []
    assert (line.calls["reply"], line.calls["push"]) == (
        taken.count("reply"),
        taken.count("push"),
    )
