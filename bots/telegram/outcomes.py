"""What the Bot API's answer to a sending means. Pure tables; no network.

Sources: the Bot API server's own source (tdlib/telegram-bot-api, error texts) and the
Bot API manual, "Making requests". Telegram tells cases apart by its English words only
and may reword them, so every comparison has a safe side to fall to.
"""

from typing import Literal

from telegram.error import NetworkError, TelegramError

from bots.telegram.transport import NotSent, Refused
from core.talk.channel import Gone, Outcome, Rejected, Sent, TryLater, Unknown

NOT_ALLOWED_S = 300.0
"""A wrong token: nothing was sent, and a person has to mend it."""

BUSY_S = 5.0
"""A 429 that does not say how long."""

_BAD_REQUEST, _FORBIDDEN, _CONFLICT, _TOO_MANY = 400, 403, 409, 429
_SERVER, _GATEWAY_TIMEOUT = 500, 504

Mend = Literal["plain", "no_topic", "no_quote", "anew", "moved"]
"""What to do differently, once: without markup, outside of the topic, without the
message it answers, as a new message instead of an edit, in the group's new place."""

_MENDS: tuple[tuple[str, Mend], ...] = (
    ("can't parse entities", "plain"),
    ("message thread not found", "no_topic"),
    ("topic_deleted", "no_topic"),
    ("topic_closed", "no_topic"),
    ("message to be replied not found", "no_quote"),
    ("message to reply not found", "no_quote"),
    ("message to edit not found", "anew"),
    ("message can't be edited", "anew"),
    ("message_id_invalid", "anew"),
)
# The 403s that are about the person or the place; others are about rights.
_AWAY = (
    "blocked",
    "deactivated",
    "kicked",
    "not a member",
    "was deleted",
    "can't initiate conversation",
)
_NOWHERE = ("chat not found", "user not found", "peer_id_invalid", "chat_id is empty")


def of_sending(error: TelegramError) -> Outcome:
    """Return the outcome of a sending that did not simply succeed."""
    if isinstance(error, NotSent):
        return TryLater(str(error))
    if not isinstance(error, Refused):
        # No answer, or one that nobody can read: it may have arrived.
        kind = "" if isinstance(error, NetworkError) else "unreadable: "
        return Unknown(f"{kind}{error}")
    words = error.description.lower()
    why = str(error)
    if error.code == _TOO_MANY:
        return TryLater(why, error.retry_after or BUSY_S)
    if error.code == _FORBIDDEN:
        away = any(sign in words for sign in _AWAY)
        return Gone(why) if away else Rejected(why)
    if error.of_token:
        return TryLater(why, NOT_ALLOWED_S)
    if error.code == _GATEWAY_TIMEOUT:
        return Unknown(why)
    if error.code >= _SERVER or error.code == _CONFLICT:
        return TryLater(why)
    if "message is not modified" in words:
        return Sent()
    return Gone(why) if any(sign in words for sign in _NOWHERE) else Rejected(why)


def mend(error: TelegramError) -> Mend | None:
    """Return what would make a refused sending go through, None where nothing would."""
    if not isinstance(error, Refused) or error.code != _BAD_REQUEST:
        return None
    if error.moved_to:
        return "moved"
    words = error.description.lower()
    return next((way for sign, way in _MENDS if sign in words), None)
