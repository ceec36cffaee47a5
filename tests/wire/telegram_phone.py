"""A phone with Telegram for transcripts: updates go in, what is on it is read back.

It reads messages as a person sees them and knows nothing of `bots.telegram`: buttons
are there only as long as the bot leaves them there, and a message that was changed in
its place is read again.
"""

from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from core.talk.outgoing import Card, Choice, Draft, Fact, Link, Message, Text
from tests.telegram_fake.api import Shown
from tests.telegram_fake.server import FakeTelegram

_CHOSEN = "\n\n→ "


class TelegramPhone:
    """Fills `bots.console.script.Phone`.

    Args:
        telegram: The Telegram this phone is on.
        name: Whose it is.
        idle: Returns once nothing is under way.
    """

    def __init__(
        self,
        telegram: FakeTelegram,
        name: str,
        *,
        idle: Callable[[], Awaitable[object]],
    ) -> None:
        self._telegram = telegram
        self._name = name
        self._idle = idle
        self._screen = telegram.screen(name)
        self._seen: dict[int, str] = {}

    async def open(self, invite: str) -> None:
        """Follow a deep link."""
        await self.say(f"/start {invite}".strip())

    async def say(self, text: str) -> None:
        """Write something."""
        assert await self._telegram.says(self._name, text) == 200

    async def tap(self, label: str) -> None:
        """Tap the newest button of that label.

        Raises:
            LookupError: There is none, or it has gone.
        """
        for shown in reversed(self._screen):
            for button in _buttons(shown):
                if button["text"] == label and "callback_data" in button:
                    data = button["callback_data"]
                    assert await self._telegram.tap(self._name, shown, data) == 200
                    return
        raise LookupError(label)

    async def heard(self) -> list[Message]:
        """Return what came or was changed since the last call."""
        await self._idle()
        new = [one for one in self._screen if self._is_news(one)]
        self._seen.update({one.message_id: one.text for one in self._screen})
        return [read(one) for one in new]

    def _is_news(self, shown: Shown) -> bool:
        seen = self._seen.get(shown.message_id)
        return (
            seen is None
            or shown.text.partition(_CHOSEN)[0] != seen.partition(_CHOSEN)[0]
        )


def read(shown: Shown) -> Message:
    """Return a message as a person reads it."""
    choices = tuple(
        Choice(button["text"], button["callback_data"])
        for button in _buttons(shown)
        if "callback_data" in button
    )
    for button in _buttons(shown):
        if "url" in button:
            return Link(button["text"], button["url"])
    title, quote = _marked(shown, "bold", at=0), _marked(shown, "blockquote")
    copied = _marked(shown, "pre") or (quote if _copies(shown) else "")
    if copied:
        return Draft(copied, choices, title=title)
    if not (title or quote):
        return Text(shown.text, choices)
    body = shown.text.removeprefix(title).removesuffix(quote).strip("\n")
    facts = tuple(_fact(line) for line in quote.splitlines())
    return Card(title, body, facts, choices)


def _fact(line: str) -> Fact:
    label, colon, value = line.partition(": ")
    return Fact(label, value) if colon else Fact("", line)


def _marked(shown: Shown, kind: str, at: int | None = None) -> str:
    """Return the first stretch of a kind, '' if there is none."""
    raw = shown.text.encode("utf-16-le")
    for one in shown.entities:
        offset, length = one["offset"], one["length"]
        if one["type"].endswith(kind) and at in {None, offset}:
            return raw[offset * 2 : (offset + length) * 2].decode("utf-16-le")
    return ""


def _copies(shown: Shown) -> bool:
    return any("copy_text" in button for button in _buttons(shown))


def _buttons(shown: Shown) -> Iterator[dict[str, Any]]:
    return (button for row in shown.rows for button in row)
