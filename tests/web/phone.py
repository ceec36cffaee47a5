"""A phone of the web chat for transcripts: everything goes over real HTTP."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

from core.talk.codec import adapter
from core.talk.outgoing import Message
from tests.web.pages import Page


class WebPhone:
    """Fills `bots.console.script.Phone`.

    Args:
        page: A browser that is on the page.
        phone: The person's id in try mode, `me` in serve mode.
        idle: Returns once nothing is under way.
    """

    def __init__(
        self, page: Page, phone: str, *, idle: Callable[[], Awaitable[object]]
    ) -> None:
        self._page = page
        self._phone = phone
        self._idle = idle
        self._seen = 0
        self._choices: list[dict[str, str]] = []

    async def open(self, invite: str) -> None:
        """Open the conversation."""
        await self._post(kind="arrived", invite=invite)

    async def say(self, text: str) -> None:
        """Write something."""
        await self._post(kind="said", text=text)

    async def tap(self, label: str) -> None:
        """Tap the newest choice of that label."""
        for choice in reversed(self._choices):
            if choice["label"] == label:
                await self._post(kind="chose", token=choice["token"])
                return
        raise LookupError(label)

    async def heard(self) -> list[Message]:
        """Return what came since the last call, once the talk has come to rest."""
        await self._idle()
        entries = await self._page.history(self._phone)
        told = [entry for entry in entries if entry["from"] == "bot"]
        shown = [one for entry in told[self._seen :] for one in entry["messages"]]
        self._seen = len(told)
        for one in shown:
            self._choices.extend(one.get("choices", ()))
        messages: list[Message] = adapter(list[Message]).validate_python(shown)
        return messages

    async def _post(self, **posting: Any) -> None:
        status, _ = await self._page.post(self._phone, {"id": str(uuid4()), **posting})
        assert status == 202
