"""A channel to the fake Telegram, and deliveries for it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from itertools import count
from typing import Any

from bots.telegram.channel import TelegramChannel
from bots.telegram.client import TelegramClient
from bots.telegram.passes import Answering
from bots.telegram.questions import Questions
from bots.telegram.rates import Rates
from core.talk.channel import Delivery
from core.talk.incoming import Place
from core.talk.outgoing import Choice, Message, Text
from tests.telegram_fake import updates
from tests.telegram_fake.server import FakeTelegram

NOW = datetime(2026, 11, 30, 3, 0, tzinfo=UTC)
FREELY = Rates(chat_s=0, group_s=0, all_s=0)
YUKI = "ゆき"

_numbers = count(1)


@asynccontextmanager
async def speaking(
    telegram: FakeTelegram,
    *,
    rates: Rates = FREELY,
    answer_s: float = 5.0,
    questions: Questions | None = None,
    **more: Any,
) -> AsyncIterator[TelegramChannel]:
    """Give a channel that speaks to a Telegram."""
    client = TelegramClient(
        token=updates.TOKEN, api_base=telegram.url, answer_s=answer_s, connect_s=1.0
    )
    channel = TelegramChannel(client, rates=rates, questions=questions, **more)
    try:
        yield channel
    finally:
        await channel.close()


def to(chat: int | str, *messages: Message, **more: Any) -> Delivery:
    """Return a delivery; a name stands for the chat with that person."""
    kind = "group" if isinstance(chat, int) and chat < 0 else "direct"
    number = updates.user_id(chat) if isinstance(chat, str) else chat
    answering: Answering = more.pop("answering", Answering())
    own = f"d{next(_numbers)}"
    return Delivery(
        id=more.pop("id", own),
        place=Place("telegram", str(number), "group" if kind == "group" else "direct"),
        messages=messages or (Text("こんにちは"),),
        reply_pass=answering.at(NOW),
        retry_key=own,
        **more,
    )


def question(words: str, *labels: str, stands: bool = False) -> Text:
    """Return a text with buttons, each with a token of its own."""
    choices = (Choice(one, f"t{next(_numbers)}", stands=stands) for one in labels)
    return Text(words, tuple(choices))
