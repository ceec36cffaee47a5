"""Which messages bear the buttons of the question that is open in a chat.

For the eye only: what a tap means is told by its token. What is known outlives a start;
a process that dies loses the last seconds of it, and a button is then simply not known
to be old.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

import structlog

from bots.registry import Memory
from bots.telegram.lately import REMEMBERED, keep
from core.errors import Retryable

_WRITTEN_EVERY_S = 2.0

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """The latest answer in a chat: its last message, and those with buttons."""

    upto: int = 0
    messages: tuple[int, ...] = ()


class Questions:
    """The open questions of all chats.

    Args:
        memory: Where they are kept beyond this process; None for nowhere.
    """

    def __init__(self, memory: Memory | None = None) -> None:
        """Know nothing yet; `load` reads what is kept."""
        self._memory = memory
        self._asked: OrderedDict[str, Asked] = OrderedDict()
        self._changed: set[str] = set()
        self._writing: asyncio.Task[None] | None = None

    async def load(self) -> None:
        """Read what was kept before this process began.

        Raises:
            Retryable: The database is not ready.
        """
        if self._memory is None:
            return
        for chat, written in await self._memory.load(REMEMBERED):
            if chat not in self._asked:
                self._asked[chat] = _read(written)

    async def close(self) -> None:
        """Keep what is known."""
        if self._writing is not None:
            self._writing.cancel()
            await asyncio.gather(self._writing, return_exceptions=True)
        await self._write()

    def answered(self, chat: str, sent: Sequence[int], asked: Sequence[int]) -> Asked:
        """Note what was answered in a chat; return what stood there before.

        Args:
            chat: The chat.
            sent: Every message of the answer.
            asked: Those of them whose buttons are over with the next answer.
        """
        before = self._asked.get(chat, Asked())
        upto = max((before.upto, *sent))
        self._keep(chat, Asked(upto, tuple(asked)))
        return before

    def tapped(self, chat: str, message: int) -> bool:
        """Note that a button of a message was tapped; True if it is surely old."""
        known = self._asked.get(chat, Asked())
        if message in known.messages:
            others = tuple(one for one in known.messages if one != message)
            self._keep(chat, replace(known, messages=others))
            return False
        return 0 < message < known.upto

    def _keep(self, chat: str, asked: Asked) -> None:
        keep(self._asked, chat, asked)
        self._changed.add(chat)
        if self._memory is not None and self._writing is None:
            self._writing = asyncio.create_task(self._write_soon())

    async def _write_soon(self) -> None:
        await asyncio.sleep(_WRITTEN_EVERY_S)
        self._writing = None
        await self._write()

    async def _write(self) -> None:
        changed, self._changed = self._changed, set()
        if self._memory is None or not changed:
            return
        known = {chat: self._asked.get(chat, Asked()) for chat in changed}
        with suppress(Retryable):  # it is for the eye only
            await self._memory.keep({chat: _written(known[chat]) for chat in known})


def _written(asked: Asked) -> str:
    if not asked.messages:
        return ""
    return f"{asked.upto}:{','.join(map(str, asked.messages))}"


def _read(written: str) -> Asked:
    upto, _, messages = written.partition(":")
    numbers = [one for one in messages.split(",") if one.isdecimal()]
    known = upto.isdecimal() and numbers
    return Asked(int(upto), tuple(map(int, numbers))) if known else Asked()
