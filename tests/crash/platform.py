"""A messenger that outlives the bot: what it sent and what it got, in files.

Three channels stand for the three kinds there are: `plain` forgets what it took
(Telegram), `keyed` drops a repeated retry key (LINE push), `passes` takes a reply pass
once and keeps mail waiting (LINE reply). Appends are single writes, so a killed process
leaves whole lines behind.
"""

import asyncio
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from core.talk.channel import Delivery, Limits, Outcome, PassSpent, Sent
from core.talk.incoming import Address, Incoming, Place, ReplyPass, Said
from core.talk.outgoing import Text

LANES = 30
CHANNELS = ("plain", "keyed", "passes")
_BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
_LATENCY_S = 0.001


@dataclass(frozen=True, slots=True)
class Files:
    """The files of one platform."""

    folder: Path

    def write(self, name: str, line: str) -> None:
        """Append a line; it is there even if we are killed right after."""
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
        file = os.open(self.folder / name, flags)
        try:
            os.write(file, f"{line}\n".encode())
        finally:
            os.close(file)

    def lines(self, name: str) -> Iterator[str]:
        """Return the lines of a file that may not be there yet."""
        path = self.folder / name
        if path.exists():
            yield from path.read_text().splitlines()

    def once(self, word: str, lines: str) -> bool:
        """Write lines under a word in one step; False if the word was used before."""
        draft = self.folder / f"draft-{os.getpid()}"
        # A link shares its file with the draft: each word gets a new one.
        draft.unlink(missing_ok=True)
        draft.write_text(lines)
        (self.folder / "once").mkdir(exist_ok=True)
        try:
            os.link(draft, self.folder / "once" / word)
        except FileExistsError:
            return False
        return True

    def sent(self) -> Iterator[tuple[str, str]]:
        """Return channel and text of every message that arrived."""
        papers = [self.folder / "sent", *(self.folder / "once").glob("*")]
        for paper in papers:
            if paper.exists():
                for line in paper.read_text().splitlines():
                    channel, text = line.split()
                    yield channel, text


class FileChannel:
    """One of the three kinds of channel."""

    def __init__(self, name: str, files: Files) -> None:
        self.name = name
        self.limits = Limits(4096, 5, 8, 8, 20, mail_waits=name == "passes")
        self._files = files

    async def send(self, delivery: Delivery) -> Outcome:
        """Take a message a millisecond later, and answer a millisecond after that."""
        await asyncio.sleep(_LATENCY_S)
        texts = [one.text for one in delivery.messages if isinstance(one, Text)]
        lines = "\n".join(f"{self.name} {text}" for text in texts)
        if delivery.reply_pass is not None:
            if not self._files.once(delivery.reply_pass.token, lines):
                return PassSpent("used")
        elif self.name == "keyed":
            self._files.once(delivery.retry_key, lines)
        else:
            self._files.write("sent", lines)
        await asyncio.sleep(_LATENCY_S)
        return Sent()

    async def working(self, place: Place) -> None:
        """Do nothing."""


def event(number: int) -> Incoming:
    """Return the event of a number, the same whenever it is delivered."""
    lane = number % LANES
    channel = CHANNELS[lane % len(CHANNELS)]
    at = _BEGAN + timedelta(milliseconds=number)
    reply_pass = None
    if channel == "passes":
        until = datetime.now(UTC) + timedelta(seconds=50)
        reply_pass = ReplyPass(f"t{number}", until)
    return Incoming(
        event_id=f"e{number}",
        at=at,
        place=Place(channel, f"p{lane}"),
        sender=Address(channel, f"p{lane}"),
        content=Said(str(number)),
        reply_pass=reply_pass,
    )
