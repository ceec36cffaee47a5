"""Turns an update of Telegram's into what every messenger says. Pure, and tolerant.

Telegram adds kinds and fields without notice, so only what is needed is read, and an
update that cannot be read never costs its neighbours. Telegram's own times are whole
seconds, and a tap has none: that of a message is kept, for anything else the moment of
arrival is. In a group only what is said to us is read at all. Nothing here knows a
token or a network.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
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
)
from bots.telegram import addressing
from bots.telegram.passes import Answering, titled
from bots.telegram.taps import STAYS, Tap, spinning, tap_on
from core.talk.incoming import (
    Address,
    Arrived,
    CameBack,
    Chose,
    Content,
    Edited,
    Incoming,
    Left,
    Moved,
    Place,
    Said,
    Shared,
)

CHANNEL = "telegram"
KINDS = ("message", "edited_message", "callback_query", "my_chat_member")
"""The updates that are understood here, and asked of Telegram."""

_SHARED: Mapping[str, Shared] = {
    "photo": Shared("picture"),
    "animation": Shared("video"),
    "video": Shared("video"),
    "video_note": Shared("video"),
    "voice": Shared("voice"),
    "audio": Shared("voice"),
    "document": Shared("file"),
    "location": Shared("location"),
    "venue": Shared("location"),
    "contact": Shared("contact"),
    "poll": Shared("other"),
    "dice": Shared("other"),
    "game": Shared("other"),
    "story": Shared("other"),
    "checklist": Shared("other"),
    "paid_media": Shared("other"),
    "rich_message": Shared("other"),
}
_GROUPS = ("group", "supergroup")
_OUT = ("left", "kicked")
_THE_YEAR_9999 = 253_370_764_800
_PEOPLE_ONLY = "somebody who is no person"


def parse(
    updates: Iterable[object], *, received_at: datetime, me: addressing.Us
) -> tuple[Parsed, tuple[Tap, ...]]:
    """Read updates, in the order in which Telegram gave them, and taps to answer.

    Args:
        updates: Decoded JSON.
        received_at: When they came in.
        me: Who we are, to know when we are spoken to.
    """
    taps: list[Tap] = []

    def read(update: object) -> Incoming | str:
        try:
            found, tap = _read(update, received_at, me)
        except Unreadable:
            taps.extend(spinning(update))
            raise
        if tap is not None:
            taps.append(tap)
        return found

    return each(updates, read, put_aside), tuple(taps)


def put_aside(update: object, why: str) -> Quarantined:
    """Return an update that cannot be read as it is kept."""
    number = number_of(update)
    event_id = digest(update) if number is None else f"{number}.unreadable"
    return Quarantined(event_id=event_id, why=why, raw=encode(update))


def number_of(update: object) -> int | None:
    """Return the number by which an update is confirmed, if it has one."""
    number = update.get("update_id") if isinstance(update, dict) else None
    whole = isinstance(number, int) and not isinstance(number, bool)
    return number if whole else None


def _read(
    update: object, received_at: datetime, me: addressing.Us
) -> tuple[Incoming | str, Tap | None]:
    """Return the update in our words, or what it is that we leave alone."""
    if not isinstance(update, dict):
        raise Unreadable("not an object")
    number = number_of(update)
    if number is None:
        raise Unreadable("no 'update_id'")
    kind = next((key for key in update if key != "update_id"), "nothing")
    frame = _Frame(number, received_at, me)
    match kind:
        case "message":
            return frame.message(inside(update, kind)), None
        case "edited_message":
            return frame.edited(inside(update, kind)), None
        case "callback_query":
            return frame.tapped(inside(update, kind))
        case "my_chat_member":
            return frame.membership(inside(update, kind)), None
        case _:
            return loggable(kind), None


@dataclass(frozen=True, slots=True)
class _Frame:
    """One update while it is read."""

    number: int
    received_at: datetime
    me: addressing.Us

    def message(self, message: Mapping[str, Any]) -> Incoming | str:
        chat, person = _chat(message), _person(message)
        if isinstance(moved := message.get("migrate_to_chat_id"), int):
            old = Place(CHANNEL, str(_whole(chat, "id")), "group")
            return self._event(old, None, Moved(str(moved)), f"moved{moved}")
        if person is None:
            return _PEOPLE_ONLY
        place = _place(chat)
        if place is None:
            return f"message in {loggable(chat.get('type'))}"
        own = _whole(message, "message_id")
        if place.kind == "group":
            content, answers = self._in_group(message)
        else:
            # A talk with us alone may have topics, too.
            content = _in_direct(message)
            answers = Answering(topic=addressing.topic(message))
        if content is None:
            return f"message with {_what(message)}"
        event = self._event(place, person, content, f"m{own}", answers)
        event = replace(event, at=_written(message, self.received_at))
        album = message.get("media_group_id")
        if isinstance(content, Shared) and is_name(album):
            # Each picture of an album is a message; the album is answered once.
            event = replace(event, event_id=f"{place.id}.album.{album}")
        return event

    def _in_group(self, message: Mapping[str, Any]) -> tuple[Content | None, Answering]:
        """Return what was said to us in a group, and where to answer it."""
        call = addressing.call(message, self.me)
        if call is None or addressing.forwarded(message):
            return None, Answering()
        own = _whole(message, "message_id")
        answers = Answering(own, addressing.topic(message))
        begun = addressing.begun(call.words)
        if begun is not None:
            return Arrived(invite=begun), answers
        said = Said(call.words, str(own), called=True, quoted=call.quoted)
        return said, answers

    def edited(self, message: Mapping[str, Any]) -> Incoming | str:
        chat, person = _chat(message), _person(message)
        place = _place(chat)
        words = _words(message)
        if person is None or place is None or place.kind == "group" or not words:
            return f"edited message with {_what(message)}"
        own = _whole(message, "message_id")
        when = message.get("edit_date", self.number)
        return self._event(place, person, Edited(str(own), words), f"e{own}.{when}")

    def tapped(self, query: Mapping[str, Any]) -> tuple[Incoming | str, Tap]:
        own = name(query, "id")
        person = _whole(inside(query, "from"), "id")
        data = query.get("data")
        message = query.get("message")
        if not isinstance(message, dict):
            message = {}
        tap = tap_on(own, data, message)
        if not isinstance(data, str):
            return "callback_query without data", tap
        alone = Place(CHANNEL, str(person))
        place = _place(_chat(message)) if message else alone
        if place is None:
            return "callback_query in no place of ours", tap
        content = Chose(clean(data).removesuffix(STAYS))
        # A question that is over keeps its place; only a card that stays may change.
        answers = Answering(topic=addressing.topic(message))
        if tap.stays:
            answers = replace(answers, tapped=tap.message, titled=titled(tap.text))
        if place.kind == "group":
            tap, answers = replace(tap, in_group=True), replace(answers, query=own)
        return self._event(place, person, content, f"c{own}", answers), tap

    def membership(self, change: Mapping[str, Any]) -> Incoming | str:
        """Read how our own standing in a chat changed."""
        place = _place(_chat(change))
        if place is None:
            return "my_chat_member in no place of ours"
        person = _whole(inside(change, "from"), "id")
        was = name(inside(change, "old_chat_member"), "status") in _OUT
        out = name(inside(change, "new_chat_member"), "status") in _OUT
        if was == out:
            return "my_chat_member that lets us stay as we were"
        content: Content
        if place.kind == "group":
            content = Left("left") if out else Arrived()
        else:
            content = Left("blocked") if out else CameBack()
        when = change.get("date", self.number)
        return self._event(place, person, content, f"s{when}")

    def _event(
        self,
        place: Place,
        person: int | None,
        content: Content,
        own: str,
        answers: Answering | None = None,
    ) -> Incoming:
        """Return an event; its id holds more than the number, which may repeat.

        After a week without updates Telegram begins to count anywhere.
        """
        return Incoming(
            event_id=f"{self.number}.{own}",
            at=self.received_at,
            place=place,
            sender=None if person is None else Address(CHANNEL, str(person)),
            content=content,
            reply_pass=answers.at(self.received_at) if answers else None,
        )


def _written(message: Mapping[str, Any], received_at: datetime) -> datetime:
    """Return when a message was written; the time of receipt where it says nothing."""
    seconds = message.get("date")
    if isinstance(seconds, bool) or not isinstance(seconds, int):
        return received_at
    if 0 < seconds < _THE_YEAR_9999:
        return datetime.fromtimestamp(seconds, UTC)
    return received_at


def _in_direct(message: Mapping[str, Any]) -> Content | None:
    """Return what somebody sent us alone, None for what nobody sent."""
    own = _whole(message, "message_id")
    words = _words(message)
    if words:
        # Whoever sends "/start code" on passes an invitation on, and starts nothing.
        begun = None if addressing.forwarded(message) else addressing.begun(words)
        if begun is None:
            beside = any(kind in message for kind in _SHARED)
            return Said(
                addressing.command(words),
                message=str(own),
                beside=beside,
                forwarded=addressing.forwarded(message),
            )
        sender = inside(message, "from")
        return Arrived(
            invite=begun,
            name=clean(str(sender.get("first_name") or "")),
            language=clean(str(sender.get("language_code") or "")),
        )
    if isinstance(sticker := message.get("sticker"), dict):
        emoji = sticker.get("emoji")
        return Shared("sticker", (clean(emoji),) if isinstance(emoji, str) else ())
    return next((_SHARED[kind] for kind in _SHARED if kind in message), None)


def _words(message: Mapping[str, Any]) -> str:
    """Return what a message says, be it under a picture."""
    for key in ("text", "caption"):
        value = message.get(key)
        if isinstance(value, str) and value.strip():
            return clean(value)
    return ""


def _chat(holder: Mapping[str, Any]) -> Mapping[str, Any]:
    return inside(holder, "chat")


def _place(chat: Mapping[str, Any]) -> Place | None:
    """Return where it happened; None for channels and what is new to us."""
    kind, own = name(chat, "type"), _whole(chat, "id")
    if kind == "private":
        return Place(CHANNEL, str(own))
    return Place(CHANNEL, str(own), "group") if kind in _GROUPS else None


def _person(message: Mapping[str, Any]) -> int | None:
    """Return who sent it; None for channels, bots and hidden administrators."""
    sender = message.get("from")
    if not isinstance(sender, dict) or sender.get("is_bot") is True:
        return None
    return _whole(sender, "id")


def _whole(holder: Mapping[str, Any], key: str) -> int:
    value = holder.get(key)
    if not isinstance(value, int) or isinstance(value, bool):
        raise Unreadable(f"no whole number {key!r}")
    return value


_FRAME = frozenset(
    {"message_id", "from", "chat", "date", "message_thread_id", "sender_chat"}
)


def _what(message: Mapping[str, Any]) -> str:
    """Name what a message holds beside its frame; never what it says."""
    return loggable(next((key for key in message if key not in _FRAME), "nothing"))
