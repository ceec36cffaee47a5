"""The talk at a terminal: reads lines, hands them on, waits for the answers.

Owns who is speaking. Must not know what is said, nor where it is kept.
"""

import asyncio
import sys
import threading
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from rich.console import Console

from bots.console.channel import ConsoleChannel
from bots.console.parse import content_of, parse_line
from bots.console.phone import ConsolePhone, Idle
from bots.console.screen import Screen
from bots.intake import Accept
from core.clock import Clock
from core.i18n.catalog import Language, text

# Longer work goes on in the background; its answer is printed when it comes.
_PATIENCE_S = 10.0
_SOME = 3
_BETWEEN: dict[Language, str] = {"ja": "、", "en": ", "}


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who can speak here: the user id on this channel and the name."""

    id: str
    name: str


class Cast:
    """Everybody who can speak, by id or by name."""

    def __init__(self, members: Sequence[Member]) -> None:
        self._names = {member.id: member.name for member in members}
        self._ids = {member.name: member.id for member in members}

    def id_of(self, word: str) -> str | None:
        """Return the user of an id or a name."""
        return word if word in self._names else self._ids.get(word)

    def name_of(self, user: str) -> str:
        """Return what a user is called."""
        return self._names.get(user, user)

    def some(self) -> list[str]:
        """Return a few names, so that somebody who knows nobody can begin."""
        return list(self._ids)[:_SOME]

    def add(self, word: str) -> None:
        """Let somebody new in, under the word they were called by."""
        self._names[word] = word


@dataclass(frozen=True, slots=True)
class ConsoleChat:
    """What the talk at a terminal is made of.

    Attributes:
        channel: Where answers come out; made with `screen.show` to print them as they
            come, without it to play transcripts.
        accept: Where events go in.
        idle: Returns once nothing is under way.
        clock: When something is said.
        cast: Who can speak; a name nobody has is a newcomer.
        language: Of the program's own words.
        newcomer_invite: The code with which a newcomer arrives.
    """

    channel: ConsoleChannel
    accept: Accept
    idle: Idle
    clock: Clock
    cast: Cast
    language: Language = "ja"
    newcomer_invite: str = ""

    def phone(self, name: str) -> ConsolePhone:
        """Return the phone of an id or a name (`bots.console.script.Phones`)."""
        return ConsolePhone(
            self.cast.id_of(name) or name,
            self.channel,
            accept=self.accept,
            idle=self.idle,
            clock=self.clock,
        )


async def talk(chat: ConsoleChat, screen: Screen, lines: AsyncIterator[str]) -> None:
    """Talk until the lines end or somebody types `/quit`."""
    phone: ConsolePhone | None = None
    some = _BETWEEN[chat.language].join(chat.cast.some())
    screen.note(text("console.how", chat.language, some=some))
    async for line in lines:
        typed = parse_line(line)
        if typed.ends:
            return
        if typed.who:
            phone = await _hand_over(chat, screen, typed.who)
        if phone is None:
            screen.note(text("console.who", chat.language))
            continue
        if typed.text:
            offered = chat.channel.offered(phone.user)
            older = chat.channel.older(phone.user)
            content = content_of(typed.text, offered, older)
            if content is None:
                screen.note(text("console.no_choice", chat.language, label=typed.text))
                continue
            await phone.do(content)
        await _rest(chat, screen)


async def _hand_over(chat: ConsoleChat, screen: Screen, who: str) -> ConsolePhone:
    phone = chat.phone(who)
    screen.note(text("console.now", chat.language, name=chat.cast.name_of(phone.user)))
    if chat.cast.id_of(who) is None:
        chat.cast.add(who)
        await phone.open(chat.newcomer_invite)
    return phone


async def _rest(chat: ConsoleChat, screen: Screen) -> None:
    try:
        async with asyncio.timeout(_PATIENCE_S):
            await chat.idle()
    except TimeoutError:
        screen.note(text("console.later", chat.language))


async def typed_lines(console: Console) -> AsyncIterator[str]:
    """Give what is typed, line by line, until the input ends."""
    loop = asyncio.get_running_loop()
    lines: asyncio.Queue[str | None] = asyncio.Queue()

    def read() -> None:
        for line in sys.stdin:
            loop.call_soon_threadsafe(lines.put_nowait, line)
        loop.call_soon_threadsafe(lines.put_nowait, None)

    # A thread of its own that ends with the process: reading a terminal cannot be
    # cancelled, and an executor would wait for it.
    threading.Thread(target=read, daemon=True).start()
    while True:
        if console.is_terminal:
            console.print("> ", end="", style="bold")
        line = await lines.get()
        if line is None:
            return
        yield line
