"""Core messages as JSON for the page. Pure; strings only, which the page shows as text.

Must not know HTTP. Nothing here is markup: the page puts every string into the
document as text, so that no word of a member can become code.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import assert_never
from urllib.parse import urlsplit

from bots.web.parse import posting_id
from core.delivery.history import Entry, Told
from core.talk.incoming import Chose, Incoming, Said, Shared
from core.talk.outgoing import Card, Choice, Draft, Link, Message, Picks, Text

Json = dict[str, object]


def render_entry(entry: Entry) -> Json | None:
    """Return an entry for the page, or None when there is nothing to see in it."""
    match entry:
        case Told():
            return {
                "id": entry.id,
                "at": moment(entry.at),
                "from": "bot",
                "messages": [render_message(message) for message in entry.messages],
            }
        case Incoming():
            return _heard(entry)
        case _:
            assert_never(entry)


def _heard(incoming: Incoming) -> Json | None:
    seen: Json = {
        "id": posting_id(incoming.event_id),
        "at": moment(incoming.at),
        "from": "me",
    }
    match incoming.content:
        case Said(text=text):
            return {**seen, "kind": "said", "text": text}
        case Chose(token=token, when=when):
            picked: Json = {} if when is None else {"when": when.iso}
            return {**seen, "kind": "chose", "token": token, **picked}
        case Shared(what=what):
            return {**seen, "kind": "shared", "what": what}
        case _:
            # Arrivals, timers and finished work leave no bubble of one's own.
            return None


def render_message(message: Message) -> Json:
    """Return one message for the page."""
    match message:
        case Text():
            return {
                "kind": "text",
                "text": message.text,
                "choices": _choices(message.choices),
            }
        case Card():
            return {
                "kind": "card",
                "look": message.look,
                "face": message.face,
                "title": message.title,
                "body": message.body,
                "facts": [
                    {"label": fact.label, "value": fact.value} for fact in message.facts
                ],
                "choices": _choices(message.choices),
            }
        case Draft():
            return {
                "kind": "draft",
                "title": message.title,
                "text": message.text,
                "parts": [
                    {"text": part.text, "source": part.source} for part in message.parts
                ],
                "choices": _choices(message.choices),
            }
        case Link():
            return {"kind": "link", "label": message.label, "url": _safe(message.url)}
        case _:
            assert_never(message)


def _choices(choices: Sequence[Choice]) -> list[Json]:
    return [
        {
            "label": choice.label,
            "token": choice.token,
            **({} if choice.picks is None else {"calendar": _calendar(choice.picks)}),
        }
        for choice in choices
    ]


def _calendar(picks: Picks) -> Json:
    """Return a calendar as attributes of the browser's own input."""
    return {
        "type": "datetime-local" if picks.with_time else "date",
        "value": picks.first.iso,
        "min": picks.earliest.iso,
        "max": picks.latest.iso,
    }


def _safe(url: str) -> str:
    try:
        scheme = urlsplit(url).scheme
    except ValueError:
        return ""
    # Anything else, such as `javascript:`, could act in the reader's name.
    return url if scheme in {"http", "https", "mailto", "tel"} else ""


def moment(at: datetime) -> str:
    """Return a moment as the page reads it."""
    return at.isoformat(timespec="milliseconds")
