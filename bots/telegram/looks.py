"""What is done for the eye only: typing, ended taps, buttons that are over.

Whatever goes wrong here changes nothing. Which buttons are old is known
beyond a start (`questions`).
"""

import asyncio
from collections import OrderedDict
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from typing import Any

from bots.telegram.client import Json, TelegramClient
from bots.telegram.lately import keep
from bots.telegram.questions import Questions
from bots.telegram.rates import Rates
from bots.telegram.render import GLANCE_GRAPHEMES, LIMITS
from bots.telegram.taps import Tap
from core.domain.sentences import lang_of
from core.i18n.catalog import text
from core.runtime.limiting import Turns
from core.talk.measure import shorten, units

PATIENCE_S = 3.0
_TYPING_EVERY_S = 4.5
_TYPING_FOR_S = 60.0
# So long a tap in a group may spin before it is answered without words.
_SPINS_FOR_S = 5.0


class Looks:
    """The looks of all chats."""

    def __init__(
        self,
        client: TelegramClient,
        turns: Turns,
        rates: Rates,
        questions: Questions | None = None,
        *,
        spins_for_s: float = _SPINS_FOR_S,
    ) -> None:
        """Act through `client`, within the same limits as messages."""
        self._client = client
        self._turns = turns
        self._rates = rates
        self._spins_for_s = spins_for_s
        self.questions = questions or Questions()
        self._last_tap: OrderedDict[str, int] = OrderedDict()
        self._answered: OrderedDict[str, bool] = OrderedDict()
        self._typing: dict[str, asyncio.Task[None]] = {}
        self._aside: set[asyncio.Task[None]] = set()

    async def close(self) -> None:
        """End what runs beside."""
        running = (*self._typing.values(), *self._aside)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        await self.questions.close()

    def tapped(self, tap: Tap) -> Json | None:
        """Show what was chosen; return what answers the tap, which ends its spinning.

        None for a tap in a group: core answers it (`aside`).

        A button of a question shows on its message what was chosen. One that stays
        says above the talk what was heard, and one that is old says that it is.

        Args:
            tap: The tap, whose event is stored already.
        """
        if tap.in_group:
            self._beside(self._spin(tap.query))
            return None
        answer: Json = {"callback_query_id": tap.query}
        if toast := self._toast(tap):
            answer["text"] = toast
        return answer

    def answer(self, tap: Tap) -> None:
        """Show what was chosen and answer the tap."""
        given = self.tapped(tap)
        if given is not None:
            self._beside(self._client.quietly("answerCallbackQuery", **given))

    def aside(self, query: str, given: Json | None = None) -> None:
        """Answer a tap in a group, once: with words for whoever tapped, or without."""
        if query and query not in self._answered:
            keep(self._answered, query, given is not None)
            words = {**(given or {}), "callback_query_id": query}
            self._beside(self._client.quietly("answerCallbackQuery", **words))

    async def _spin(self, query: str) -> None:
        await asyncio.sleep(self._spins_for_s)
        self.aside(query)

    def _toast(self, tap: Tap) -> str:
        language = lang_of(tap.text or tap.label)
        if tap.stays:
            label = shorten(tap.label, GLANCE_GRAPHEMES)
            return text("telegram.heard", language, label=label) if label else ""
        if not tap.message:
            return ""
        chat = str(tap.chat)
        again = self._last_tap.get(chat) == tap.message
        old = self.questions.tapped(chat, tap.message) and not again
        keep(self._last_tap, chat, tap.message)
        self._show_chosen(tap, chat, old=old)
        return text("telegram.old_button", language) if old else ""

    def _show_chosen(self, tap: Tap, chat: str, *, old: bool) -> None:
        words = f"{tap.text}\n\n→ {tap.label}"
        shows = bool(tap.text and tap.label) and not old
        if not shows or units(words) > LIMITS.text_units:
            self._beside(self._take_buttons(chat, tap.message))
            return
        given: Json = {
            "message_id": tap.message,
            "text": words,
            "entities": list(tap.entities),
            "link_preview_options": {"is_disabled": True},
        }
        self._beside(self._edit(chat, "editMessageText", given))

    def moved_on(self, chat: str, sent: Sequence[int], asked: Sequence[int]) -> None:
        """Take away the buttons of the question before, and remember the new ones."""
        for before in self.questions.answered(chat, sent, asked).messages:
            self._beside(self._take_buttons(chat, before))

    def type_in(self, chat: str) -> None:
        """Show that we are typing, again and again until `stop_typing`."""
        if chat not in self._typing:
            self._typing[chat] = asyncio.create_task(self._keep_typing(chat))

    def stop_typing(self, chat: str) -> None:
        """Something is said now."""
        if (task := self._typing.pop(chat, None)) is not None:
            task.cancel()

    async def _keep_typing(self, chat: str) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(_TYPING_FOR_S):
                while True:
                    await self._client.quietly(
                        "sendChatAction", chat_id=int(chat), action="typing"
                    )
                    await asyncio.sleep(_TYPING_EVERY_S)
        self._typing.pop(chat, None)

    async def _take_buttons(self, chat: str, message: int) -> None:
        await self._edit(chat, "editMessageReplyMarkup", {"message_id": message})

    async def _edit(self, chat: str, method: str, given: Json) -> None:
        """Change a message; where that costs patience it is left be.

        Only in groups Telegram counts this like a message.
        """
        buckets = [self._rates.everything]
        if chat.startswith("-"):
            buckets.append(self._rates.chat(chat))
        wait_s = await self._turns.take(buckets)
        if wait_s > PATIENCE_S:
            # Or the messages would wait for turns that nobody uses.
            await self._turns.take([one.returned for one in buckets])
            return
        await asyncio.sleep(wait_s)
        await self._client.quietly(method, chat_id=int(chat), **given)

    def _beside(self, job: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(job)
        self._aside.add(task)
        task.add_done_callback(self._aside.discard)
