"""Webhook events as LINE sends them, with invented people and ids."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime
from itertools import count
from typing import Any

Event = dict[str, Any]

BOT = "U" + "b" * 32
_numbers = count(1)


def user_id(name: str) -> str:
    """Return the user id of an invented person, always the same."""
    return "U" + hashlib.md5(name.encode(), usedforsecurity=False).hexdigest()


def group_id(name: str) -> str:
    """Return the id of an invented group, always the same."""
    return "C" + user_id(name)[1:]


def event(
    kind: str,
    source: Mapping[str, str],
    *,
    at: datetime,
    reply_token: str = "",
    **more: Any,
) -> Event:
    """Return an event of a kind, with everything LINE puts into each."""
    made: Event = {
        "type": kind,
        "mode": "active",
        "timestamp": int(at.timestamp() * 1000),
        "source": dict(source),
        # A ULID is 26 characters of Crockford's alphabet.
        "webhookEventId": f"01J{next(_numbers):023d}",
        "deliveryContext": {"isRedelivery": False},
        **more,
    }
    if reply_token:
        made["replyToken"] = reply_token
    return made


def user(name: str) -> dict[str, str]:
    """Return a person as the source of an event."""
    return {"type": "user", "userId": user_id(name)}


def group(name: str, by: str = "") -> dict[str, str]:
    """Return a group as the source of an event; LINE may not say who did it."""
    source = {"type": "group", "groupId": group_id(name)}
    return source | ({"userId": user_id(by)} if by else {})


def text(words: str) -> dict[str, Any]:
    """Return the message of a person who wrote something."""
    number = f"{next(_numbers):018d}"
    return {
        "type": "text",
        "id": number,
        "quoteToken": f"q{number}",
        "markAsReadToken": f"r{number}",
        "text": words,
    }


def mention(words: str) -> dict[str, Any]:
    """Return the message of a person who mentions us first."""
    name = "@相乗り係"
    me = {"index": 0, "length": len(name), "type": "user", "isSelf": True}
    return {**text(f"{name} {words}"), "mention": {"mentionees": [me]}}


def webhook(*events: Event) -> dict[str, Any]:
    """Return the body of a webhook with these events."""
    return {"destination": BOT, "events": list(events)}


def signature(body: bytes, secret: str) -> str:
    """Return what LINE puts into `x-line-signature`."""
    mac = hmac.new(secret.encode(), body, hashlib.sha256)
    return base64.b64encode(mac.digest()).decode()
