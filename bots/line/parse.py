"""Turns a LINE webhook into what every messenger says. Pure, and tolerant per event.

LINE adds event types, fields and values without notice (Messaging API guidelines,
"assume non-breaking changes"), so only what is needed is read, and an event that
cannot be read never costs its neighbours. Nothing here knows a secret or a network.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from bots.reading import (
    Parsed,
    Quarantined,
    Unreadable,
    clean,
    digest,
    each,
    encode,
    inside,
    is_name,
    loggable,
    name,
    text,
)
from core.domain.calendar import read_iso
from core.talk.calling import without_our_name
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
# What a person would type to hear that language.
_LANGUAGES = {"ja": "日本語", "en": "English"}
# Rooms became groups in 2020; the old ones are still there.
_GROUP_IDS = {"group": "groupId", "room": "roomId"}


def parse(payload: object, *, received_at: datetime) -> Parsed:
    """Read a webhook.

    Args:
        payload: The decoded JSON body.
        received_at: When it came in; reply passes count from here, because a
            redelivered event brings its token to life again.
    """
    events = payload.get("events") if isinstance(payload, dict) else None
    if not isinstance(events, list):
        return Parsed(quarantined=(_put_aside(payload, "no list of events"),))
    return each(events, partial(_read, received_at=received_at), _put_aside)


def _read(event: object, *, received_at: datetime) -> Incoming | str:
    """Return the event in our words, or what it is that we leave alone."""
    if not isinstance(event, dict):
        raise Unreadable("not an object")
    kind = name(event, "type")
    source = event.get("source")
    where = source.get("type") if isinstance(source, dict) else None
    if not isinstance(source, dict) or where not in ("user", *_GROUP_IDS):
        # Some events come from nowhere at all.
        return f"{loggable(kind)} in {loggable(where)}"
    in_group = where in _GROUP_IDS
    content = _group_content(kind, event) if in_group else _content(kind, event)
    if content is None:
        return f"{loggable(kind)} in {where}" if in_group else loggable(kind)
    if _is_test(event):
        return f"{loggable(kind)} made up by the console"
    active = event.get("mode", "active") == "active"
    if not active and not isinstance(content, Left | Unsent):
        # Another module has the word (standby): nothing may be answered.
        return f"{loggable(kind)} in standby"
    known = source.get("userId") is not None
    if not known and not in_group:
        return f"{loggable(kind)} of nobody"
    # In a group LINE names a person only if they agreed to it, and not always then.
    sender = Address(CHANNEL, name(source, "userId")) if known else None
    place = (
        Place(CHANNEL, name(source, _GROUP_IDS[where]), "group")
        if in_group
        else Place(CHANNEL, name(source, "userId"))
    )
    return Incoming(
        event_id=_event_id(event),
        at=_at(event, received_at),
        place=place,
        sender=sender,
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
            return _tapped(inside(event, "postback"))
        case "follow":
            return Arrived()
        case "unfollow":
            return Left("blocked")
        case _:
            return None


def _tapped(postback: Mapping[str, Any]) -> Content:
    """Return a tap: on a choice, or on the menu's tab, which names a language.

    Of a date picker comes the day; one that cannot be read is like none picked.
    """
    data, params = text(postback, "data"), postback.get("params")
    if not isinstance(params, dict):
        return Chose(data)
    if "newRichMenuAliasId" in params:
        return Said(_LANGUAGES.get(data, data))
    picked = params.get("datetime", params.get("date"))
    return Chose(data, read_iso(picked) if isinstance(picked, str) else None)


def _group_content(kind: str, event: Mapping[str, Any]) -> Content | None:
    """Return what concerns us in a group; what people say to one another does not.

    Whoever is in a group sees us there, so that words taken back or changed, stickers
    and pictures are not ours to answer, and are not kept.
    """
    match kind:
        case "message":
            return _called(inside(event, "message"))
        case "postback":
            return Chose(text(inside(event, "postback"), "data"))
        case "join":
            return Arrived()
        case "leave":
            return Left("left")
        case _:
            return None


def _called(message: Mapping[str, Any]) -> Said | None:
    """Return what is said to us, by mention or by name, or may answer words of ours."""
    if message.get("type") != "text":
        return None
    said = text(message, "text")
    to_us = _without_mention(said, message.get("mention"))
    if to_us is None:
        to_us = without_our_name(said)
    quoted = _id(message, "quotedMessageId")
    if to_us is None and not quoted:
        return None
    return Said(
        said if to_us is None else to_us,
        message=_id(message, "id"),
        called=to_us is not None,
        quoted=quoted,
    )


def _id(message: Mapping[str, Any], key: str) -> str:
    """Return an id that may be missing, '' then."""
    found = message.get(key)
    return found if is_name(found) else ""


def _without_mention(said: str, mention: object) -> str | None:
    """Return a text without the mentions of us in it, None where there is none.

    Args:
        said: The whole text.
        mention: LINE's own list of who is mentioned; positions are UTF-16 units.
    """
    listed = mention.get("mentionees") if isinstance(mention, dict) else None
    ours = [
        one
        for one in (listed if isinstance(listed, list) else ())
        if isinstance(one, dict) and one.get("isSelf") is True
    ]
    if not ours:
        return None
    units = said.encode("utf-16-le", "surrogatepass")
    for one in sorted(ours, key=_index, reverse=True):
        begin, length = _index(one), one.get("length")
        if begin >= 0 and isinstance(length, int) and length > 0:
            units = units[: begin * 2] + units[(begin + length) * 2 :]
    return clean(units.decode("utf-16-le", "surrogatepass")).strip()


def _index(mentionee: Mapping[str, Any]) -> int:
    index = mentionee.get("index")
    return index if isinstance(index, int) else -1


def _message(message: Mapping[str, Any]) -> Content:
    """Return a message; a kind we do not know yet is still something shared."""
    kind = name(message, "type")
    if kind == "text":
        return Said(text(message, "text"), message=_id(message, "id"))
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


def _put_aside(event: object, why: str) -> Quarantined:
    event_id = _event_id(event) if isinstance(event, dict) else digest(event)
    return Quarantined(event_id=event_id, why=why, raw=encode(event))
