"""What LINE's answer to a sending means. Pure tables; no network, no SDK.

Sources: Messaging API reference ("Status codes", "Error messages", "Send reply
message", "Send push message") and "Retrying an API request", read 2026-08. LINE tells
some cases apart by their message only and may reword it, so every comparison has a
safe side to fall to.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bots.reading import clean, decode
from core.talk.channel import (
    Gone,
    MonthOver,
    Outcome,
    PassSpent,
    Rejected,
    Sent,
    TryLater,
    Unknown,
)

_WHY_LENGTH = 200
_OK, _MULTIPLE = 200, 300
_BAD_REQUEST, _TIMEOUT, _CONFLICT, _TOO_MANY, _SERVER = 400, 408, 409, 429, 500
NOT_ALLOWED = (401, 403)

# A wrong or expired access token: nothing was sent, and a person has to mend it.
NOT_ALLOWED_S = 300.0


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of LINE's: the status, and its body if that was a JSON object."""

    status: int
    body: Mapping[str, Any]
    request_id: str = ""


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """There was none; `asked` is False when the request surely never left."""

    why: str
    asked: bool = True


def read_body(body: bytes) -> Mapping[str, Any]:
    """Return the JSON object of an answer, empty for anything else."""
    try:
        decoded = decode(body)
    except ValueError:
        return {}
    return decoded if isinstance(decoded, dict) else {}


def of_reply(answer: Answer | NoAnswer) -> Outcome:
    """Return the outcome of a reply, which is never asked for twice.

    A reply has no retry key, so where LINE may have taken it, nobody can know.
    """
    if isinstance(answer, NoAnswer):
        return Unknown(answer.why) if answer.asked else TryLater(answer.why)
    why = _why(answer)
    if _OK <= answer.status < _MULTIPLE:
        return Sent(_message_ids(answer.body))
    if answer.status >= _SERVER or answer.status == _TIMEOUT:
        return Unknown(why)
    if answer.status in NOT_ALLOWED:
        return TryLater(why, NOT_ALLOWED_S)
    if answer.status == _TOO_MANY:
        return TryLater(why)
    if answer.status == _BAD_REQUEST and "reply token" in _message(answer).lower():
        return PassSpent(why)
    return Rejected(why)


def of_push(answer: Answer | NoAnswer) -> Outcome:
    """Return the outcome of a push, which its retry key makes safe to repeat."""
    if isinstance(answer, NoAnswer):
        return TryLater(answer.why)
    why = _why(answer)
    if _OK <= answer.status < _MULTIPLE or answer.status == _CONFLICT:
        # 409: an earlier attempt with this retry key was accepted.
        return Sent(_message_ids(answer.body))
    if answer.status >= _SERVER or answer.status == _TIMEOUT:
        return TryLater(why)
    if answer.status in NOT_ALLOWED:
        return TryLater(why, NOT_ALLOWED_S)
    if answer.status == _TOO_MANY:
        # The same status for a rate, for too many to one person, and for the month.
        monthly = "monthly limit" in _message(answer).lower()
        return MonthOver(why) if monthly else TryLater(why)
    if answer.status == _BAD_REQUEST and "failed to send" in _message(answer).lower():
        return Gone(why)
    return Rejected(why)


def _message(answer: Answer) -> str:
    message = answer.body.get("message")
    return clean(message) if isinstance(message, str) else ""


def _why(answer: Answer) -> str:
    """Return status, message and the fields it is about; never what they hold."""
    details = answer.body.get("details")
    fields = [
        f"{detail.get('property')}: {detail.get('message')}"
        for detail in (details if isinstance(details, list) else ())
        if isinstance(detail, dict)
    ]
    words = "; ".join([_message(answer) or "no message", *map(clean, fields)])
    return f"{answer.status} {words}"[:_WHY_LENGTH]


def _message_ids(body: Mapping[str, Any]) -> tuple[str, ...]:
    """Return LINE's ids of what was sent; an odd body was sent all the same."""
    sent = body.get("sentMessages")
    if not isinstance(sent, list):
        return ()
    return tuple(
        str(message["id"])
        for message in sent
        if isinstance(message, dict) and isinstance(message.get("id"), str | int)
    )
