"""Deliveries to people of the fake LINE."""

from datetime import UTC, datetime

from core.talk.channel import Delivery
from core.talk.incoming import Place, ReplyPass
from core.talk.outgoing import Choice, Message, Text
from tests.line_fake.events import user_id
from tests.line_fake.server import FakeLine

KEY = "5f3f9c7e-8a53-4a1c-b4f5-3f5c1b0f9a77"
FAR = datetime(2030, 1, 1, tzinfo=UTC)
HELLO = (Text("はじめまして。", (Choice("はじめる", "token1"),)),)


def reply_to(
    line: FakeLine, name: str = "ゆき", messages: tuple[Message, ...] = HELLO
) -> Delivery:
    """Return a delivery that answers an event of somebody."""
    token = line.reply_token(name)
    place = Place("line", user_id(name))
    return Delivery("d1", place, messages, ReplyPass(token, FAR), KEY)


def push_to(
    line: FakeLine, name: str = "ゆき", messages: tuple[Message, ...] = HELLO
) -> Delivery:
    """Return a delivery that speaks first."""
    line.person(name)
    return Delivery("d1", Place("line", user_id(name)), messages, None, KEY)
