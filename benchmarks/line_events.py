"""LINE webhooks as LINE would post them: one event each, signed, ready to be written.

A reply token and an event id are used once; the people are numbered.
"""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

SECRET = "b" * 32
ACCESS_TOKEN = "bench"

HELP = ("ヘルプ",)
INTERVIEW = (
    "商店街の古本屋で店番をしていました",
    "棚を閉めた日に、本より人に会いたかったと気づきました",
    "本のある縁側を、通りに開きたい",
    "今週、軒先に椅子をふたつ出してみます",
)
"""The answers to the four questions of the vector, each by the same person."""

A_PAUSE_MS = 10_000
SAID = {"help": HELP, "interview": INTERVIEW}
"""What people say, by the name of the journey."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """A request to the bot, and the reply token that its answer will bear."""

    request: bytes
    token: str


def user_id(number: int) -> str:
    """Return LINE's id of a person."""
    return f"U{number:032x}"


def webhooks(
    path: str, *, says: str, first: int, people: int, run: str
) -> Iterator[Webhook]:
    """Yield webhooks: every person says the first text, then everybody the next.

    Args:
        path: Where the bot takes them.
        says: The journey; its texts are said once each, a single one again and again.
        first: Number of the first person.
        people: How many there are.
        run: A word of this run, so that no id comes twice.
    """
    texts = SAID[says]
    numbers = count()
    while True:
        for at, text in enumerate(texts):
            for person in range(first, first + people):
                # Nobody tells of their road in the words of somebody else.
                said = f"{text}{person}" if len(texts) > 1 else text
                unique = f"{run}{next(numbers):08d}"
                yield _webhook(path, said, person, unique, pauses=at)
        if len(texts) > 1:
            return


def _webhook(path: str, text: str, person: int, unique: str, *, pauses: int) -> Webhook:
    """Return an event as LINE sends it; between two of them people take their time."""
    token = f"{unique:0>32}"
    event = {
        "type": "message",
        "mode": "active",
        "timestamp": int(time.time() * 1000) + pauses * A_PAUSE_MS,
        "source": {"type": "user", "userId": user_id(person)},
        "webhookEventId": f"01{unique:0>24}",
        "deliveryContext": {"isRedelivery": False},
        "replyToken": token,
        "message": {
            "type": "text",
            "id": f"{person:018d}",
            "quoteToken": "q3Plxr4AgKd",
            "markAsReadToken": "30yhdy232",
            "text": text,
        },
    }
    payload = {"destination": "U" + "d" * 32, "events": [event]}
    body = json.dumps(payload, ensure_ascii=False).encode()
    mac = base64.b64encode(hmac.digest(SECRET.encode(), body, hashlib.sha256))
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: LineBotWebhook/2.0\r\n"
        f"Content-Type: application/json; charset=utf-8\r\n"
        f"Content-Length: {len(body)}\r\nx-line-signature: {mac.decode()}\r\n\r\n"
    )
    return Webhook(head.encode() + body, token)
