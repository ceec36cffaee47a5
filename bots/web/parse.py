"""What the page posts, as events. Pure: bytes in, an `Incoming` or a kind no out.

Tolerant of fields it does not know, strict about sizes. Must not know sessions.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from core.domain.calendar import read_iso
from core.errors import Refusal
from core.talk.incoming import Address, Arrived, Chose, Content, Incoming, Place, Said
from core.talk.turn import Phrase, T

CHANNEL = "web"
TEXT_CHARACTERS = 20_000

_UNREAD = T("web.trouble_unread")
_EMPTY = T("web.trouble_empty")
_LONG = T("web.trouble_long", most=f"{TEXT_CHARACTERS:,}")

_TOKEN = re.compile(r"[!-~]{1,64}")
INVITE_CHARACTERS = 64
_LANGUAGE_CHARACTERS = 16


class NotTaken(Refusal):
    """A posting that cannot be taken; `status` is what HTTP calls it."""

    def __init__(self, why: Phrase, *, status: int = 400) -> None:
        super().__init__(why.key, **{name: str(v) for name, v in why.params.items()})
        self.status = status


def parse_posting(body: bytes, *, user: str, at: datetime) -> Incoming:
    """Read one posting of `user`.

    The event id joins the user and the page's own UUID, so that a posting sent twice
    is handled once and nobody can use up another person's ids.

    Raises:
        NotTaken: With the key of the phrase that says why.
    """
    posting = _object(body)
    posted = _uuid(posting.get("id"))
    return Incoming(
        event_id=f"{user}:{posted}",
        at=at,
        place=Place(CHANNEL, user),
        sender=Address(CHANNEL, user),
        content=_content(posting, posted),
    )


def posting_id(event_id: str) -> str:
    """Return the page's own id of an event."""
    return event_id.rpartition(":")[2]


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        posting = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise NotTaken(_UNREAD) from None
    if not isinstance(posting, dict):
        raise NotTaken(_UNREAD)
    return posting


def _uuid(given: object) -> str:
    try:
        return str(UUID(given)) if isinstance(given, str) else _unread()
    except ValueError:
        return _unread()


def _unread() -> str:
    raise NotTaken(_UNREAD)


def _content(posting: Mapping[str, Any], posted: str) -> Content:
    match posting:
        case {"kind": "said", "text": str(text)}:
            return Said(_whole(text), message=posted)
        case {"kind": "chose", "token": str(token)} if _TOKEN.fullmatch(token):
            when = posting.get("when")
            return Chose(token, read_iso(when) if isinstance(when, str) else None)
        case {"kind": "arrived"}:
            return Arrived(
                invite=_short(posting.get("invite"), INVITE_CHARACTERS),
                language=_short(posting.get("language"), _LANGUAGE_CHARACTERS),
            )
        case _:
            raise NotTaken(_UNREAD)


def _whole(text: str) -> str:
    # PostgreSQL's text cannot hold NUL, and no keyboard writes it.
    words = text.replace("\0", "")
    if not words.strip():
        raise NotTaken(_EMPTY)
    if len(words) > TEXT_CHARACTERS:
        raise NotTaken(_LONG, status=413)
    return words


def _short(given: object, most: int) -> str:
    if not isinstance(given, str):
        return ""
    return given.replace("\0", "").strip()[:most]
