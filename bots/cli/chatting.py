"""`ainori chat`: the sample community in a terminal, or a talk from a file."""

import asyncio
import logging
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bots.cli.helping import later
from bots.cli.shell import run
from core.errors import AinoriError

if TYPE_CHECKING:
    from bots.console.chat import ConsoleChat
    from bots.console.screen import Screen
    from bots.console.script import Phone, Step
    from core.talk.outgoing import Message

_CHANNEL = "console"
_TIMERS_EVERY_S = 0.1


def chat(
    script: Annotated[
        Path | None,
        typer.Option(
            help=later("help.script"),
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    lang: Annotated[
        Literal["ja", "en"] | None, typer.Option(help=later("help.people_lang"))
    ] = None,
) -> None:
    """Talk in this terminal, with a sample community that is gone afterwards."""
    run(_chat(script, lang))


async def _chat(script: Path | None, lang: Literal["ja", "en"] | None) -> None:
    from rich.console import Console  # noqa: PLC0415

    from bots.console.chat import talk, typed_lines  # noqa: PLC0415
    from bots.console.screen import Screen  # noqa: PLC0415

    console = Console()
    names: dict[str, str] = {}
    screen = Screen(console, lambda user: names.get(user, user))
    steps, lines = _read(script)
    async with _chatting(lang, screen, names, plays=bool(steps)) as (chat, clock):
        if steps:
            await _play(chat, screen, steps, name=str(script), clock=clock)
        elif lines:
            await talk(chat, screen, _each(_begun_by(lines, next(iter(names)))))
        else:
            await talk(chat, screen, typed_lines(console))


@asynccontextmanager
async def _chatting(
    lang: Literal["ja", "en"] | None,
    screen: "Screen",
    names: dict[str, str],
    *,
    plays: bool,
) -> "AsyncIterator[tuple[ConsoleChat, _ShiftedClock]]":
    """Run a sample community in a database that is gone afterwards."""
    from bots.console.channel import ConsoleChannel  # noqa: PLC0415
    from bots.console.chat import Cast, ConsoleChat, Member  # noqa: PLC0415
    from bots.playing import Playing  # noqa: PLC0415
    from bots.registry import Plug  # noqa: PLC0415
    from bots.sample.people import load  # noqa: PLC0415
    from bots.seeding import seed  # noqa: PLC0415
    from bots.wiring import running  # noqa: PLC0415
    from core.clock import RandomIds  # noqa: PLC0415
    from core.logs import set_up_logs  # noqa: PLC0415
    from core.reading_settings import (  # noqa: PLC0415
        LOOKING_AROUND,
        read_settings,
    )
    from core.runtime import Pace  # noqa: PLC0415

    settings = read_settings(
        given={} if lang is None else {"lang": lang}, about=LOOKING_AROUND
    )
    set_up_logs(settings.secrets(), level=logging.ERROR)
    sample = load(settings.lang)
    names.update((member.key, member.name) for member in sample.members)
    clock = _ShiftedClock()
    move_in = partial(
        seed,
        ids=RandomIds(),
        now=clock.now(),
        language=settings.lang,
        channel=_CHANNEL,
    )
    # What is played is printed where it is heard, in the order of the file.
    channel = ConsoleChannel(None if plays else screen.show)
    with tempfile.TemporaryDirectory(prefix="ainori-chat-") as folder:
        async with running(
            settings.at(f"sqlite:///{Path(folder) / 'chat.db'}"),
            [Plug(channel)],
            playing=Playing(sample.invite),
            first=move_in,
            clock=clock,
            pace=Pace(poll_s=_TIMERS_EVERY_S),
        ) as service:
            chat = ConsoleChat(
                channel=channel,
                accept=service.runtime.accept,
                idle=service.runtime.idle,
                clock=clock,
                cast=Cast([Member(key, name) for key, name in names.items()]),
                language=settings.lang,
                newcomer_invite=sample.invite,
            )
            yield chat, clock


class _ShiftedClock:
    """The machine's clock, which a transcript may put forward."""

    def __init__(self) -> None:
        from core.clock import SystemClock  # noqa: PLC0415

        self._real = SystemClock()
        self._ahead = timedelta()

    def now(self) -> datetime:
        """Return the present moment of the talk."""
        return self._real.now() + self._ahead

    async def put_forward(self, span: timedelta) -> None:
        """Let time pass, and what is due happen."""
        self._ahead += span
        await asyncio.sleep(3 * _TIMERS_EVERY_S)


def _read(script: Path | None) -> "tuple[list[Step], list[str]]":
    """Return the steps of a transcript, or the lines of anything else."""
    from bots.console.script import Unreadable, read_script  # noqa: PLC0415

    if script is None:
        return [], []
    text = script.read_text(encoding="utf-8")
    try:
        return read_script(text), []
    except Unreadable as unreadable:
        if any(line.startswith(("> ", "< ", "<= ")) for line in text.splitlines()):
            raise AinoriError(f"in {script.name}, {unreadable}") from unreadable
        return [], text.splitlines()


def _begun_by(lines: Sequence[str], somebody: str) -> Iterator[str]:
    """Put a phone in somebody's hand where the lines do not."""
    if not lines[0].lstrip().startswith(("@", "\uff20")):
        yield f"@{somebody}"
    yield from lines


async def _each(lines: Iterator[str]) -> AsyncIterator[str]:
    for line in lines:
        yield line


async def _play(
    chat: "ConsoleChat",
    screen: "Screen",
    steps: "list[Step]",
    *,
    name: str,
    clock: _ShiftedClock,
) -> None:
    """Play a transcript and print it; it ends at the first step that goes elsewhere."""
    from bots.console.play import Mismatch, Player  # noqa: PLC0415

    phones: dict[str, _PrintedPhone] = {}

    def phone(who: str) -> _PrintedPhone:
        if who not in phones:
            phones[who] = _PrintedPhone(chat.phone(who), chat.phone(who).user, screen)
        return phones[who]

    try:
        await Player(phone, name=name, pass_time=clock.put_forward).play(steps)
    except Mismatch as elsewhere:
        sys.stdout.flush()
        raise AinoriError(f"the talk went another way at {elsewhere}") from elsewhere


class _PrintedPhone:
    """A phone whose talk is printed while it is played."""

    def __init__(self, phone: "Phone", user: str, screen: "Screen") -> None:
        self._phone = phone
        self._user = user
        self._screen = screen

    async def open(self, invite: str) -> None:
        """Open the conversation."""
        await self._phone.open(invite)

    async def say(self, text: str) -> None:
        """Write something."""
        self._screen.note(f"{self._user} > {text}")
        await self._phone.say(text)

    async def tap(self, label: str) -> None:
        """Tap a choice."""
        self._screen.note(f"{self._user} > [{label}]")
        await self._phone.tap(label)

    async def heard(self) -> "list[Message]":
        """Return what came, and print it."""
        messages = await self._phone.heard()
        if messages:
            self._screen.show(self._user, messages)
        return messages
