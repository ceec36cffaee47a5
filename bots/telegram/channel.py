"""Telegram as a channel: renders, sends, and says in core's words what came of it.

Knows neither members nor flows. What it remembers (parts that went out, the newest
message of a chat) is for this process alone: losing it loses no message.
"""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, field

import structlog
from telegram.error import TelegramError

from bots.telegram.client import TelegramClient
from bots.telegram.lately import keep
from bots.telegram.looks import PATIENCE_S, Looks
from bots.telegram.outcomes import Mend, mend, of_sending
from bots.telegram.parse import CHANNEL
from bots.telegram.passes import Answering, answering
from bots.telegram.questions import Questions
from bots.telegram.rates import Rates
from bots.telegram.render import LIMITS, Json, Sending, plain, render
from bots.telegram.taps import STAYS
from bots.telegram.transport import Refused
from core.delivery.limits import Bucket
from core.runtime.limiting import OwnTurns, Turns
from core.talk.channel import (
    Delivery,
    Limits,
    Outcome,
    Rejected,
    Sent,
    TryLater,
    Unknown,
)
from core.talk.incoming import Place

# Within the 30 s a delivery may take, with one more wait for a turn and an answer.
_ENOUGH_S = 15.0
_GOES_ON = TryLater("slow: it goes on with the next message", 0.0)

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class _Begun:
    """A delivery under way: what of it went out, and why some of it only may have."""

    sent: list[str] = field(default_factory=list)
    has_turn: bool = False
    doubt: str = ""


class TelegramChannel:
    """Fills `core.talk.channel.Channel`."""

    def __init__(
        self,
        client: TelegramClient,
        *,
        turns: Turns | None = None,
        rates: Rates | None = None,
        questions: Questions | None = None,
        enough_s: float = _ENOUGH_S,
    ) -> None:
        """Speak through `client`, as fast as `rates` allow by the count of `turns`.

        After `enough_s` a delivery leaves the rest of its messages to its next try.
        """
        self._client = client
        self._turns = turns or OwnTurns()
        self._rates = rates or Rates()
        self._enough_s = enough_s
        self.looks = Looks(client, self._turns, self._rates, questions)
        self._begun: OrderedDict[str, _Begun] = OrderedDict()
        self._newest: OrderedDict[str, int] = OrderedDict()
        self._moved: dict[str, str] = {}

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
        await self.looks.close()
        await self._client.close()

    async def working(self, place: Place) -> None:
        """Show that we are typing until something is sent."""
        self.looks.type_in(self._now(place))

    async def send(self, delivery: Delivery) -> Outcome:
        """Send the messages of a delivery, one after the other.

        A delivery that has to wait in its middle goes on there at the next try. After
        a message that only may have arrived the next ones follow: they did not.
        """
        sendings = render(delivery.messages)
        if not sendings:
            return Rejected("nothing to say")
        chat = self._now(delivery.place)
        to = answering(delivery.reply_pass)
        begun = self._begun.pop(delivery.id, None) or _Begun()
        self.looks.stop_typing(chat)
        enough_at = asyncio.get_running_loop().time() + self._enough_s
        first = len(begun.sent)
        for number in range(first, len(sendings)):
            sending = sendings[number]
            if sending.aside:
                self.looks.aside(to.query, sending.given)
                begun.sent.append("")
                continue
            stands = self._stands(chat, sending, to)
            if sending.again and not stands:
                begun.sent.append("")
                continue
            given = _addressed(sending, to, silent=delivery.silent, first=number == 0)
            outcome: Outcome = _GOES_ON
            if number == first or asyncio.get_running_loop().time() < enough_at:
                outcome = await self._in_turn(chat, given, begun, edits=stands)
            match outcome:
                case Sent(message_ids):
                    begun.sent += message_ids or ("",)
                case Unknown(why):
                    begun.sent.append("")
                    begun.doubt = why
                case TryLater():
                    keep(self._begun, delivery.id, begun)
                    return outcome
                case _:
                    return outcome
            begun.has_turn = False
        self.looks.aside(to.query)
        if delivery.answers:
            sent = [int(own or 0) for own in begun.sent]
            asked = [
                own for own, one in zip(sent, sendings, strict=True) if _passes(one)
            ]
            self.looks.moved_on(chat, sent, [own for own in asked if own])
        if begun.doubt:
            return Unknown(begun.doubt)
        return Sent(tuple(filter(None, begun.sent)))

    def _stands(self, chat: str, sending: Sending, to: Answering) -> int:
        """Return the message where this card stands already; 0 to send it anew.

        Unless it only says how a card stands, a person has to see it: below.
        """
        newest = self._newest.get(chat) == to.tapped
        same = bool(sending.titled) and sending.titled == to.titled
        return to.tapped if sending.again or (same and newest) else 0

    async def _in_turn(
        self, chat: str, given: Json, begun: _Begun, *, edits: int
    ) -> Outcome:
        """Send one message when its turn comes, or say that it has to wait."""
        if not begun.has_turn:
            wait_s = await self._turns.take(self._buckets(chat))
            begun.has_turn = True
            if wait_s > PATIENCE_S:
                # Others have this place among the senders meanwhile.
                return TryLater("Telegram's own limits", wait_s)
            await asyncio.sleep(wait_s)
        outcome = await self._hand_over(chat, given, edits=edits)
        if isinstance(outcome, TryLater):
            begun.has_turn = False
            if outcome.after_s is not None:
                await self._turns.close(self._rates.chat(chat), outcome.after_s)
        return outcome

    async def _hand_over(self, chat: str, given: Json, *, edits: int) -> Outcome:
        """Send one message, and once more where Telegram says what would mend it."""
        mended: set[Mend] = set()
        while True:
            try:
                if edits:
                    kept = {key: given[key] for key in _EDITABLE if key in given}
                    method, given_now = "editMessageText", {**kept, "message_id": edits}
                else:
                    method, given_now = "sendMessage", given
                got = await self._client.call(method, chat_id=int(chat), **given_now)
            except TelegramError as error:
                way = mend(error)
                if way is None or way in mended:
                    return _outcome(error)
                mended.add(way)
                match way:
                    case "plain":
                        given = plain(given)
                    case "no_topic":
                        given = _without(given, "message_thread_id")
                    case "no_quote":
                        given = _without(given, "reply_parameters")
                    case "anew":
                        edits = 0
                    case "moved" if isinstance(error, Refused):
                        self._moved[chat] = chat = error.moved_to
            else:
                own = _message_id(got)
                if own and not edits:
                    keep(self._newest, chat, own)
                return Sent((str(own),) if own else ())

    def _now(self, place: Place) -> str:
        """Return the chat a place is now: a group may have moved."""
        return self._moved.get(place.id, place.id)

    def _buckets(self, chat: str) -> list[Bucket]:
        return [self._rates.chat(chat), self._rates.everything]


_EDITABLE = ("text", "parse_mode", "link_preview_options", "reply_markup")


def _addressed(sending: Sending, to: Answering, *, silent: bool, first: bool) -> Json:
    """Return a sending with where it belongs and how loud it comes."""
    given = dict(sending.given)
    if silent:
        given["disable_notification"] = True
    if to.topic:
        given["message_thread_id"] = to.topic
    if to.message and first:
        given["reply_parameters"] = {
            "message_id": to.message,
            "allow_sending_without_reply": True,
        }
    if to.message and sending.asks and "reply_markup" not in given:
        # In privacy mode we hear an answer only if it is a reply.
        given["reply_markup"] = {"force_reply": True, "selective": True}
    return given


def _outcome(error: TelegramError) -> Outcome:
    if isinstance(error, Refused) and error.of_token:
        log.error("telegram_refuses_the_token", status=error.code)
    return of_sending(error)


def _without(given: Json, key: str) -> Json:
    return {name: given[name] for name in given if name != key}


def _passes(sending: Sending) -> bool:
    """Tell whether a message has buttons that are over with their question."""
    rows = sending.given.get("reply_markup", {}).get("inline_keyboard", ())
    data = [button.get("callback_data", "") for row in rows for button in row]
    return any(one and not one.endswith(STAYS) for one in data)


def _message_id(got: object) -> int:
    """Return Telegram's number of a message; 0 where the answer is odd."""
    own = got.get("message_id") if isinstance(got, dict) else None
    return own if isinstance(own, int) else 0
