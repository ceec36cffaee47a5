"""Turns a LINE webhook into what every messenger says. Pure, and tolerant per event.

LINE adds event types, fields and values without notice (Messaging API guidelines,
"assume non-breaking changes"), so only what is needed is read, and an event that
cannot be read never costs its neighbours. Nothing here knows a secret or a network.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bots.reading import (
    Unreadable,
    clean,
    digest,
    encode,
    inside,
    is_name,
    loggable,
    name,
    text,
)
from core.talk.incoming import (
    Address,
    Arrived,
    Chose,
    Content,
    Edited,
    Incoming,
    Left,
    Place,
    ReplyPass,
    Said,
    Shared,
    Unsent,
)

CHANNEL = "line"
# A reply token is good for 60 s after the webhook arrived (Messaging API reference,
# "Reply token"); ten of them are left for the way back.
REPLY_PASS_S = 50

_SHARED: Mapping[str, Shared] = {
    "image": Shared("picture"),
    "video": Shared("video"),
    "audio": Shared("voice"),
    "file": Shared("file"),
    "location": Shared("location"),
}
_STICKER_WORDS = 15


@dataclass(frozen=True, slots=True)
class Quarantined:
    """An event that could not be read, kept whole so that it is not lost.

    Attributes:
        event_id: LINE's own id of it, or one made of its content.
        why: What is missing, without any of its content.
        raw: The event as JSON. It may hold a member's words: store it, never log it.
    """

    event_id: str
    why: str
    raw: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one webhook held; `ignored` names types only, never content."""

    incomings: tuple[Incoming, ...] = ()
    quarantined: tuple[Quarantined, ...] = ()
    ignored: tuple[str, ...] = ()


def parse(payload: object, *, received_at: datetime) -> Parsed:
    """Read a webhook.

    Args:
        payload: The decoded JSON body.
        received_at: When it came in; reply passes count from here, because a
            redelivered event brings its token to life again.
    """
    events = payload.get("events") if isinstance(payload, dict) else None
    if not isinstance(events, list):
        return Parsed(quarantined=(_quarantined(payload, "no list of events"),))
    incomings: list[Incoming] = []
    quarantined: list[Quarantined] = []
    ignored: list[str] = []
    for event in events:
        try:
            read = _read(event, received_at)
        except Unreadable as unreadable:
            quarantined.append(_quarantined(event, str(unreadable)))
            continue
        if isinstance(read, Incoming):
            incomings.append(read)
        else:
            ignored.append(read)
    return Parsed(tuple(incomings), tuple(quarantined), tuple(ignored))


def _read(event: object, received_at: datetime) -> Incoming | str:
    """Return the event in our words, or what it is that we leave alone."""
    if not isinstance(event, dict):
        raise Unreadable("not an object")
    kind = name(event, "type")
    source = event.get("source")
    where = source.get("type") if isinstance(source, dict) else None
    if not isinstance(source, dict) or where != "user":
        # Groups and rooms are quiet for now; some events come from nowhere at all.
        return f"{loggable(kind)} in {loggable(where)}"
    content = _content(kind, event)
    if content is None:
        return loggable(kind)
    if _is_test(event):
        return f"{loggable(kind)} made up by the console"
    active = event.get("mode", "active") == "active"
    if not active and not isinstance(content, Left | Unsent):
        # Another module has the word (standby): nothing may be answered.
        return f"{loggable(kind)} in standby"
    if source.get("userId") is None:
        return f"{loggable(kind)} of nobody"
    user = name(source, "userId")
    return Incoming(
        event_id=_event_id(event),
        at=_at(event, received_at),
        place=Place(CHANNEL, user),
        sender=Address(CHANNEL, user),
        content=content,
        reply_pass=_reply_pass(event, received_at) if active else None,
    )


def _content(kind: str, event: Mapping[str, Any]) -> Content | None:
    """Return what happened, or None for a type that means nothing to us (yet)."""
    match kind:
        case "message":
            return _message(inside(event, "message"))
        case "messageEdited":
            message = inside(event, "message")
            return Edited(name(message, "id"), text(message, "text"))
        case "unsend":
            return Unsent(name(inside(event, "unsend"), "messageId"))
        case "postback":
            return Chose(text(inside(event, "postback"), "data"))
        case "follow":
            return Arrived()
        case "unfollow":
            return Left("blocked")
        case _:
            return None


def _message(message: Mapping[str, Any]) -> Content:
    """Return a message; a kind we do not know yet is still something shared."""
    kind = name(message, "type")
    if kind == "text":
        own = message.get("id")
        return Said(text(message, "text"), message=own if is_name(own) else "")
    if kind == "sticker":
        return Shared("sticker", words=_sticker_words(message))
    return _SHARED.get(kind, Shared("other"))


def _sticker_words(message: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what a sticker says: its own text, else the words LINE gives it."""
    own = message.get("text")
    if isinstance(own, str) and own.strip():
        return (clean(own),)
    keywords = message.get("keywords")
    if not isinstance(keywords, list):
        return ()
    words = (clean(word) for word in keywords if isinstance(word, str))
    return tuple(word for word in words if word.strip())[:_STICKER_WORDS]


def _event_id(event: Mapping[str, Any]) -> str:
    """Return LINE's own id, or one made of the event, equal when it comes again."""
    own = event.get("webhookEventId")
    if is_name(own):
        return own
    return digest({key: event[key] for key in event if key != "deliveryContext"})


def _at(event: Mapping[str, Any], received_at: datetime) -> datetime:
    """Return the time of the event; the time of receipt where it says nothing."""
    millis = event.get("timestamp")
    if isinstance(millis, bool) or not isinstance(millis, int | float):
        return received_at
    try:
        return datetime.fromtimestamp(millis / 1000, UTC)
    except (OverflowError, ValueError, OSError):
        return received_at


def _reply_pass(event: Mapping[str, Any], received_at: datetime) -> ReplyPass | None:
    token = event.get("replyToken")
    if not is_name(token):
        return None
    return ReplyPass(token, received_at + timedelta(seconds=REPLY_PASS_S))


def _is_test(event: Mapping[str, Any]) -> bool:
    """Tell whether the console made it up: its reply token is all 0 or all f."""
    token = event.get("replyToken")
    return is_name(token) and not (token.strip("0") and token.strip("f"))


def _quarantined(event: object, why: str) -> Quarantined:
    event_id = _event_id(event) if isinstance(event, dict) else digest(event)
    return Quarantined(event_id=event_id, why=why, raw=encode(event))
