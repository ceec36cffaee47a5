"""Telegram as a channel: renders, sends, and says in core's words what came of it.

Knows neither members nor flows. What it remembers of chats (open questions, parts that
went out) is for looks only or for this process alone: losing it loses no message.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Any

import structlog
from telegram.error import TelegramError

from bots.telegram.client import TelegramClient
from bots.telegram.outcomes import mend, of_sending
from bots.telegram.parse import CHANNEL, STAYS, Tap
from bots.telegram.passes import Answering, answering, titled
from bots.telegram.rates import Rates
from bots.telegram.render import LIMITS, Json, plain, render, unmarked
from bots.telegram.transport import Refused
from core.delivery.limits import Bucket
from core.runtime.limiting import OwnTurns, Turns
from core.talk.channel import Delivery, Limits, Outcome, Rejected, Sent, TryLater
from core.talk.incoming import Place
from core.talk.measure import units

log = structlog.get_logger(__name__)

# A longer wait gives its place in the queue of senders to others.
PATIENCE_S = 3.0
_TYPING_EVERY_S = 4.5
_TYPING_FOR_S = 60.0
_REMEMBERED = 4_096


@dataclass(slots=True)
class _Begun:
    """A delivery that waits for its next try: what of it went out already."""

    sent: list[str] = field(default_factory=list)
    has_turn: bool = False


class TelegramChannel:
    """Fills `core.talk.channel.Channel`."""

    def __init__(
        self,
        client: TelegramClient,
        *,
        turns: Turns | None = None,
        rates: Rates | None = None,
    ) -> None:
        """Speak through `client`, as fast as `rates` allow by the count of `turns`."""
        self._client = client
        self._turns = turns or OwnTurns()
        self._rates = rates or Rates()
        self._begun: OrderedDict[str, _Begun] = OrderedDict()
        self._open: OrderedDict[str, tuple[int, ...]] = OrderedDict()
        self._moved: dict[str, str] = {}
        self._typing: dict[str, asyncio.Task[None]] = {}
        self._aside: set[asyncio.Task[None]] = set()

    @property
    def name(self) -> str:
        """The word that stands before the colon of a lane."""
        return CHANNEL

    @property
    def limits(self) -> Limits:
        """What Telegram can carry."""
        return LIMITS

    async def close(self) -> None:
        """Let go of what runs beside, and of the connections."""
        for task in (*self._typing.values(), *self._aside):
            task.cancel()
        await asyncio.gather(
            *self._typing.values(), *self._aside, return_exceptions=True
        )
        await self._client.close()

    # --- what a tap looks like

    def tapped(self, tap: Tap, *, answered: bool = False) -> None:
        """End the spinning of a button, and show what was chosen.

        Args:
            tap: The tap, whose event is stored already.
            answered: The answer to the tap itself has gone another way.
        """
        if not answered:
            self._beside(
                self._client.quietly("answerCallbackQuery", callback_query_id=tap.query)
            )
        if tap.stays or not tap.message:
            return
        chat = str(tap.chat)
        if chat in self._open:
            others = (one for one in self._open[chat] if one != tap.message)
            self._open[chat] = tuple(others)
        if tap.text and tap.label and units(_chosen(tap)) <= LIMITS.text_units:
            self._beside(self._show_chosen(tap))
        else:
            self._beside(self._take_buttons(chat, tap.message))

    async def _show_chosen(self, tap: Tap) -> None:
        """Write the chosen label under its question, in place of the buttons."""
        given: Json = {
            "chat_id": tap.chat,
            "message_id": tap.message,
            "text": _chosen(tap),
            "entities": list(tap.entities),
            "link_preview_options": {"is_disabled": True},
        }
        await self._edit(str(tap.chat), "editMessageText", given)

    async def _take_buttons(self, chat: str, message: int) -> None:
        given = {"chat_id": int(chat), "message_id": message}
        await self._edit(chat, "editMessageReplyMarkup", given)

    async def _edit(self, chat: str, method: str, given: Json) -> None:
        """Change a message for its looks; where that costs patience it is left be.

        Only in groups Telegram counts this like a message.
        """
        alone = not chat.startswith("-")
        buckets = [self._rates.everything] if alone else self._buckets(chat)
        wait_s = await self._turns.take(buckets)
        if wait_s > PATIENCE_S:
            return
        await asyncio.sleep(wait_s)
        await self._client.quietly(method, **given)

    # --- working

    async def working(self, place: Place) -> None:
        """Show that we are typing, again and again until something is sent."""
        if place.id not in self._typing:
            task = asyncio.create_task(self._keep_typing(place.id))
            self._typing[place.id] = task
            task.add_done_callback(lambda _: self._typing.pop(place.id, None))

    async def _keep_typing(self, chat: str) -> None:
        async with asyncio.timeout(_TYPING_FOR_S):
            while True:
                await self._client.quietly(
                    "sendChatAction", chat_id=int(chat), action="typing"
                )
                await asyncio.sleep(_TYPING_EVERY_S)

    def _stop_typing(self, chat: str) -> None:
        if (task := self._typing.pop(chat, None)) is not None:
            task.cancel()

    # --- sending

    async def send(self, delivery: Delivery) -> Outcome:
        """Send the messages of a delivery, one after the other.

        A delivery that has to wait in its middle goes on there at the next try.
        """
        sendings = render(delivery.messages)
        if not sendings:
            return Rejected("nothing to say")
        chat = self._moved.get(delivery.place.id, delivery.place.id)
        to = answering(delivery.reply_pass)
        begun = self._begun.pop(delivery.id, None) or _Begun()
        self._stop_typing(delivery.place.id)
        for number, sending in enumerate(sendings[len(begun.sent) :], len(begun.sent)):
            given = _addressed(sending, to, silent=delivery.silent, first=number == 0)
            outcome = await self._in_turn(
                chat, given, to if number == 0 else None, begun
            )
            if not isinstance(outcome, Sent):
                if isinstance(outcome, TryLater):
                    self._keep(self._begun, delivery.id, begun)
                return outcome
            begun.sent += outcome.message_ids or ("",)
            begun.has_turn = False
        self._moved_on(chat, delivery, sendings, begun.sent)
        return Sent(tuple(filter(None, begun.sent)))

    async def _in_turn(
        self, chat: str, given: Json, to: Answering | None, begun: _Begun
    ) -> Outcome:
        """Send one message when its turn comes, or say that it has to wait."""
        if not begun.has_turn:
            wait_s = await self._turns.take(self._buckets(chat))
            begun.has_turn = True
            if wait_s > PATIENCE_S:
                return TryLater("Telegram's own limits", wait_s)
            await asyncio.sleep(wait_s)
        outcome = await self._hand_over(chat, given, to)
        if isinstance(outcome, TryLater):
            begun.has_turn = False
            if outcome.after_s is not None:
                await self._turns.close(self._rates.chat(chat), outcome.after_s)
        return outcome

    async def _hand_over(self, chat: str, given: Json, to: Answering | None) -> Outcome:
        """Send one message, and once more where Telegram says what would mend it."""
        edits = to.tapped if to and _same_card(given, to) else 0
        mended: set[str] = set()
        while True:
            try:
                if edits:
                    got = await self._client.call(
                        "editMessageText",
                        chat_id=int(chat),
                        message_id=edits,
                        **_editable(given),
                    )
                else:
                    got = await self._client.call(
                        "sendMessage", chat_id=int(chat), **given
                    )
            except TelegramError as error:
                way = mend(error)
                if way is None or way in mended:
                    return self._outcome(error)
                mended.add(way)
                match way:
                    case "plain":
                        given = plain(given, unmarked(given["text"]))
                    case "no_topic":
                        given = _without(given, "message_thread_id")
                    case "no_quote":
                        given = _without(given, "reply_parameters")
                    case "anew":
                        edits = 0
                    case "moved" if isinstance(error, Refused):
                        self._moved[chat] = chat = error.moved_to
            else:
                return Sent(_message_id(got))

    def _outcome(self, error: TelegramError) -> Outcome:
        outcome = of_sending(error)
        if isinstance(error, Refused) and error.code in {401, 404}:
            log.error("telegram_refuses_the_token", status=error.code)
        return outcome

    def _moved_on(
        self,
        chat: str,
        delivery: Delivery,
        sendings: Sequence[Json],
        sent: Sequence[str],
    ) -> None:
        """Take away the buttons of the question before, and remember those of this."""
        if not delivery.answers:
            return
        for before in self._open.pop(chat, ()):
            self._beside(self._take_buttons(chat, before))
        asked = zip(sent, sendings, strict=True)
        mine = tuple(int(own) for own, one in asked if own and _passes(one))
        if mine:
            self._keep(self._open, chat, mine)

    def _buckets(self, chat: str) -> list[Bucket]:
        return [self._rates.chat(chat), self._rates.everything]

    def _keep(self, kept: OrderedDict[str, Any], key: str, value: Any) -> None:
        kept[key] = value
        if len(kept) > _REMEMBERED:
            kept.popitem(last=False)

    def _beside(self, job: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(job)
        self._aside.add(task)
        task.add_done_callback(self._aside.discard)


def _chosen(tap: Tap) -> str:
    return f"{tap.text}\n\n→ {tap.label}"


def _addressed(sending: Json, to: Answering, *, silent: bool, first: bool) -> Json:
    """Return a sending with where it belongs and how loud it comes."""
    given = dict(sending)
    if silent:
        given["disable_notification"] = True
    if to.topic:
        given["message_thread_id"] = to.topic
    if to.message and first:
        given["reply_parameters"] = {
            "message_id": to.message,
            "allow_sending_without_reply": True,
        }
    return given


def _editable(given: Json) -> Json:
    kept = ("text", "parse_mode", "link_preview_options", "reply_markup")
    return {key: given[key] for key in kept if key in given}


def _same_card(given: Json, to: Answering) -> bool:
    """Tell whether this is the tapped card again: its first line is the same."""
    text = str(given["text"])
    named = text.startswith("<b>") and titled(unmarked(text)) == to.titled
    return bool(to.tapped and to.titled) and named


def _without(given: Json, key: str) -> Json:
    return {name: given[name] for name in given if name != key}


def _passes(sending: Json) -> bool:
    """Tell whether a message has buttons that are over with their question."""
    rows = sending.get("reply_markup", {}).get("inline_keyboard", ())
    data = [button.get("callback_data", "") for row in rows for button in row]
    return any(one and not one.endswith(STAYS) for one in data)


def _message_id(got: object) -> tuple[str, ...]:
    own = got.get("message_id") if isinstance(got, dict) else None
    return (str(own),) if isinstance(own, int) else ()
