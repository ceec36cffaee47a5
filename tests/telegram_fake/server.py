"""The fake Telegram: people do things, a bot hears of it, words reach their screens.

    async with FakeTelegram() as telegram:
        telegram.webhook_url = ...        # pushed there; else getUpdates brings it
        await telegram.says("ゆき", "/start")
        telegram.screen("ゆき")            # messages that reached her, as they are now

Rules kept: getUpdates forgets what a later offset confirms and refuses a second
listener, HTML is read strictly, unknown parameters are refused, a tap is answered once
and while it is young, floods, blocks, moved groups and lost topics say what Telegram
says. `api.troubles` makes the next messages go wrong in the ways that happen.
"""

import json
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Any

from core.clock import Clock, SystemClock
from tests.loopback import on_loopback
from tests.telegram_fake import updates
from tests.telegram_fake.api import Chat, Flood, Shown, TelegramApi, as_message
from tests.telegram_fake.rules import Json

SECRET = "a-webhook-secret_of-ours"
_HEADER = "X-Telegram-Bot-Api-Secret-Token"


class FakeTelegram:
    """See the module."""

    def __init__(self, *, clock: Clock | None = None, language: str = "ja") -> None:
        self.api = TelegramApi(clock=clock or SystemClock())
        self.url = ""
        self._serving = AsyncExitStack()
        self.webhook_url = ""
        self._language = language
        self._people: dict[str, Json] = {}
        self._number = 4_000_000
        self._query = 0

    async def __aenter__(self) -> "FakeTelegram":
        served = on_loopback(self.api.app(), let_go=self.api.let_go)
        self.url, self._session = await self._serving.enter_async_context(served)
        return self

    async def __aexit__(self, *trouble: object) -> None:
        await self._serving.aclose()

    def person(self, name: str, *, shown: str = "") -> Json:
        """Return a person who has opened the chat with the bot.

        Args:
            name: Who it is to us.
            shown: The name they show on Telegram; the same if empty.
        """
        if name not in self._people:
            number = updates.user_id(name)
            self._people[name] = updates.user(number, shown or name, self._language)
            chat = updates.private(self._people[name])
            self.api.chats[number] = Chat(chat)
        return self._people[name]

    def chat(self, name: str) -> Chat:
        """Return the chat a person has with the bot."""
        return self.api.chats[self.person(name)["id"]]

    def screen(self, name: str) -> list[Shown]:
        """Return the bot's messages on a person's screen."""
        return self.chat(name).screen

    def group(self, number: int = -100_200, *, topics: set[int] | None = None) -> Chat:
        """Return a group with the bot in it."""
        chat = Chat(updates.group(number, forum=bool(topics)), topics=topics or set())
        return self.api.chats.setdefault(number, chat)

    def flood(self, name: str, *, retry_after: float) -> None:
        """Let Telegram take no more messages to a person for some seconds."""
        self.flood_after(0, name, retry_after=retry_after)

    def flood_after(self, messages: int, name: str, *, retry_after: float) -> None:
        """The same, once so many more went through."""
        until = self.api.now() + timedelta(seconds=retry_after)
        chat = self.person(name)["id"]
        self.api.floods.append(Flood(chat, retry_after, until, messages))

    async def says(self, name: str, words: str, **more: Any) -> int:
        """Let a person write something; returns what the webhook answered."""
        return await self.sends(name, text=words, **more)

    async def sends(self, name: str, **what: Any) -> int:
        """Let a person send a message that holds anything."""
        made = updates.message(
            self.api.next_message_id(), self.chat(name).chat, self.person(name), **what
        )
        return await self.happens(message=made)

    async def taps(self, name: str, label: str) -> int:
        """Let a person tap the newest button of that label they see."""
        chat = self.chat(name)
        for shown in reversed(chat.screen):
            for button in (button for row in shown.rows for button in row):
                if button["text"] == label and "callback_data" in button:
                    return await self.tap(name, shown, button["callback_data"])
        raise AssertionError(f"{name} sees no button {label!r}")

    async def tap(
        self, name: str, shown: Shown, data: str, *, of: Chat | None = None
    ) -> int:
        """Let a person tap a button, be it there or not; in a group with `of`."""
        self._query += 1
        query = f"7{self._query:018}"
        self.api.queries[query] = self.api.now()
        message = as_message(of or self.chat(name), shown)
        made = updates.tap(query, self.person(name), message, data)
        return await self.happens(callback_query=made)

    async def happens(self, **what: Any) -> int:
        """Let something happen, and bring it to the bot."""
        self._number += 1
        return await self.bring(updates.update(self._number, **what))

    async def bring(self, update: Json) -> int:
        """Bring an update: to the webhook if there is one, else to getUpdates."""
        if not self.webhook_url:
            self.api.happen(update)
            return 200
        return await self.post(json.dumps(update, ensure_ascii=False).encode())

    async def post(self, body: bytes, secret: str | None = SECRET) -> int:
        """Post any bytes to the webhook, and do what its answer asks for."""
        headers = {"Content-Type": "application/json"}
        if secret is not None:
            headers[_HEADER] = secret
        async with self._session.post(
            self.webhook_url, data=body, headers=headers
        ) as answer:
            words = await answer.read()
            if answer.status == 200 and words:
                call = json.loads(words)
                await self.api.call(call.pop("method"), call)
            return answer.status
