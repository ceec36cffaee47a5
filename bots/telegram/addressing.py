"""Whether a message of Telegram's speaks to us, and what it says without our name.

Pure. Offsets of entities count UTF-16 units, as everything on Telegram.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from bots.reading import clean


class Us(Protocol):
    """Who we are; the username is '' until Telegram said it."""

    @property
    def id(self) -> int:
        """Our number."""
        ...

    @property
    def username(self) -> str:
        """Our name, without the @."""
        ...


@dataclass(frozen=True, slots=True)
class Call:
    """Somebody speaks to us: their words without our name, and what they answer."""

    words: str
    quoted: str = ""


# "/ask@our_bot more", with or without the name and more.
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]{1,64}))?(?=\s|$)")
_PAYLOAD_LENGTH = 64


def call(message: Mapping[str, Any], us: Us) -> Call | None:
    """Return what a message in a group says to us; None if it is not to us."""
    words = message.get("text")
    if not isinstance(words, str) or not words.strip():
        words = message.get("caption")
    if not isinstance(words, str) or not words.strip():
        return None
    answered = _answered(message, us)
    bare = _COMMAND.match(words.strip())
    if bare and bare[2] and bare[2].casefold() != us.username.casefold():
        return None  # a command for another bot
    said, named = _without_our_name(words, message, us)
    if not (answered or named or bare):
        return None
    return Call(command(clean(said).strip()), answered)


def forwarded(message: Mapping[str, Any]) -> bool:
    """Whether a message holds somebody else's words; one's own sent on are one's own.

    Who hides their account is named, but not known: that is somebody else (Bot API,
    "MessageOrigin", 2026-11).
    """
    origin = message.get("forward_origin")
    if not isinstance(origin, dict):
        return False
    author, sender = origin.get("sender_user"), message.get("from")
    if not (isinstance(author, dict) and isinstance(sender, dict)):
        return True
    return author.get("id") is None or author.get("id") != sender.get("id")


def begun(words: str) -> str | None:
    """Return what stands behind /start ('' if nothing does); None for other words."""
    found = _COMMAND.match(words)
    if not found or found[1].casefold() != "start":
        return None
    payload = words[found.end() :].strip()
    return payload if len(payload) <= _PAYLOAD_LENGTH else ""


def command(words: str) -> str:
    """Return words, a command among them without the name of a bot."""
    found = _COMMAND.match(words)
    if not found or not found[2]:
        return words
    return f"/{found[1]}{words[found.end() :]}"


def topic(message: Mapping[str, Any]) -> int:
    """Return the forum topic of a message, 0 for none.

    The thread of an ordinary group's answers is no topic.
    """
    thread = message.get("message_thread_id")
    stands = message.get("is_topic_message") is True
    return thread if stands and isinstance(thread, int) else 0


def _answered(message: Mapping[str, Any], us: Us) -> str:
    """Return the id of the message of ours that is answered, '' for none."""
    quoted = message.get("reply_to_message")
    if not isinstance(quoted, dict):
        return ""
    author = quoted.get("from")
    ours = isinstance(author, dict) and author.get("id") == us.id
    return str(quoted.get("message_id", "")) if ours else ""


def _without_our_name(
    words: str, message: Mapping[str, Any], us: Us
) -> tuple[str, bool]:
    """Return words without mentions of us, and whether there were any."""
    raw = words.encode("utf-16-le", "surrogatepass")
    cuts = [
        (offset * 2, (offset + length) * 2)
        for kind, offset, length, one in _entities(message)
        if (kind == "text_mention" and _is_us(one, us))
        or (
            kind == "mention"
            and us.username
            and raw[offset * 2 : (offset + length) * 2]
            .decode("utf-16-le", "replace")
            .casefold()
            == f"@{us.username}".casefold()
        )
    ]
    for begin, end in reversed(cuts):
        raw = raw[:begin] + raw[end:]
    return raw.decode("utf-16-le", "replace"), bool(cuts)


def _is_us(entity: Mapping[str, Any], us: Us) -> bool:
    user = entity.get("user")
    return isinstance(user, dict) and user.get("id") == us.id


def _entities(
    message: Mapping[str, Any],
) -> Iterator[tuple[str, int, int, Mapping[str, Any]]]:
    """Yield kind, offset and length of what is marked in a text, in order."""
    found = message.get("entities") or message.get("caption_entities")
    for one in found if isinstance(found, list) else ():
        if not isinstance(one, dict):
            continue
        kind, offset, length = one.get("type"), one.get("offset"), one.get("length")
        if (
            isinstance(kind, str)
            and isinstance(offset, int)
            and isinstance(length, int)
        ):
            yield kind, max(offset, 0), max(length, 0), one
