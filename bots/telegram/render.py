"""Turns what core says into parameters of sendMessage. Pure; owns Telegram's limits.

HTML is built here and every word in it is escaped; no markup of anybody else's gets
through. Sources: Bot API manual, "sendMessage", "Formatting options", "InlineKeyboard"
and the Bot API server's own source (read 2026-11).
"""

import html
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from bots.telegram.passes import titled
from bots.telegram.taps import STAYS
from core.talk.channel import Limits
from core.talk.fit import fact_line, fit
from core.talk.measure import shorten, units
from core.talk.outgoing import Card, Choice, Draft, Link, Message, Moment, Text

Json = dict[str, Any]

LIMITS = Limits(
    # Counted after the markup is read, in UTF-16 units to be safe.
    text_units=4_096,
    # Each is a sending of its own, and one a second goes to a chat.
    messages=4,
    # A hundred are allowed; more than this is a wall of buttons.
    choices=24,
    card_choices=12,
    label_graphemes=40,
    unit="utf16",
    edits=True,
    dates_messages=True,
    asides=True,
    # setWebhook, max_connections: 40 unless told otherwise (Bot API, 2026-11).
    unacknowledged=40,
)
COPY_UNITS = 256
# answerCallbackQuery carries 200 characters; a glance reads fewer.
ASIDE_GRAPHEMES = 190
GLANCE_GRAPHEMES = 40
_MANY_LINES = 6
# About what a row of buttons holds on a phone, in half-width characters.
_ROW = 34
_MOST_IN_ROW = 3
_PADDING = 3
_WIDE = 0x1100
_URL_LENGTH = 2_048


@dataclass(frozen=True, slots=True)
class Sending:
    """One message: its parameters, and which card it is.

    Attributes:
        given: The parameters of sendMessage, and of editMessageText.
        titled: The name of a card's title line (`passes.titled`), '' for no card.
        again: It is the card that was tapped, and nothing to be sent anew.
        asks: Words are waited for.
        aside: It answers a tap, for whoever tapped alone.
    """

    given: Json
    titled: str = ""
    again: bool = False
    asks: bool = False
    aside: bool = False


def render(messages: Sequence[Message]) -> tuple[Sending, ...]:
    """Return each sending that says `messages`, in order.

    A link stands as a button below the words before it, where these have no buttons.
    """
    sendings: list[Sending] = []
    before: Message | None = None
    for message in fit(tuple(messages), LIMITS):
        below = _below(before, message)
        if below:
            last = sendings.pop()
            markup = {"inline_keyboard": below}
            sendings.append(replace(last, given={**last.given, "reply_markup": markup}))
        else:
            sendings.append(_one(message))
        before = message
    return tuple(sendings)


def plain(given: Json) -> Json:
    """Return a sending without markup, for when Telegram cannot read ours."""
    kept = {key: given[key] for key in given if key not in {"text", "parse_mode"}}
    return {**kept, "text": unmarked(given["text"])}


def unmarked(text: str) -> str:
    """Return the words of HTML that `render` built."""
    words = []
    for piece in text.split("<"):
        _, closes, rest = piece.rpartition(">")
        words.append(rest if closes else piece)
    return html.unescape("".join(words))


def _one(message: Message) -> Sending:
    match message:
        case Text(text=text, aside=True):
            return Sending(_aside(text), aside=True)
        case Text(text=text, choices=choices, moments=moments):
            given = _given(_timed(_safe(text), moments), _keyboard(choices))
            return Sending(given, asks=message.asks)
        case Card(title=title, choices=choices, again=again):
            given = _given(_card(message), _keyboard(choices))
            return Sending(given, titled(title), again)
        case Draft():
            return Sending(_draft(message))
        case Link(label=label, url=url):
            return Sending(_link(label, url))


def _aside(text: str) -> Json:
    """Return an answer to a tap; a long one stays until it is read."""
    words = shorten(text, ASIDE_GRAPHEMES)
    return {"text": words, "show_alert": len(words) > GLANCE_GRAPHEMES}


def _given(text: str, keyboard: list[list[Json]]) -> Json:
    given: Json = {
        "text": text,
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }
    if keyboard:
        given["reply_markup"] = {"inline_keyboard": keyboard}
    return given


def _card(card: Card) -> str:
    """Return a card: its title on a line of its own, its facts set apart."""
    parts = []
    if card.title.strip():
        parts.append(f"<b>{_timed(_safe(card.title), card.moments)}</b>")
    if card.body.strip():
        parts.append(_timed(_safe(card.body), card.moments))
    if card.facts:
        lines = "\n".join(_safe(fact_line(fact)) for fact in card.facts)
        parts.append(_quote(lines))
    return "\n".join(parts)


def _quote(lines: str) -> str:
    long = lines.count("\n") >= _MANY_LINES
    return f"<blockquote{' expandable' if long else ''}>{lines}</blockquote>"


def _draft(draft: Draft) -> Json:
    """Return words to take along: by a button where they fit into one, else by a tap.

    Telegram's apps copy what stands in a `pre` block when it is tapped.
    """
    text, keyboard = draft.text, _keyboard(draft.choices)
    title = f"<b>{_safe(draft.title)}</b>\n" if draft.title.strip() else ""
    if units(text) > COPY_UNITS:
        return _given(f"{title}<pre>{_safe(text)}</pre>", keyboard)
    copy = {"text": "📋", "copy_text": {"text": text}}
    return _given(f"{title}<blockquote>{_safe(text)}</blockquote>", [*keyboard, [copy]])


def _below(before: Message | None, message: Message) -> list[list[Json]]:
    """Return a link as a button below the words before it; nothing where none fits."""
    if not (isinstance(before, Text) and isinstance(message, Link)):
        return []
    if before.choices or before.asks or not _public_host(message.url):
        return []
    return [[_link_button(message.label, message.url)]]


def _link(label: str, url: str) -> Json:
    """Return a link as a button that says where it leads, where Telegram takes it."""
    host = _public_host(url)
    if not host:
        return _given(_safe(f"{label}\n{url}".strip()), [])
    return _given(_safe(host), [[_link_button(label, url)]])


def _link_button(label: str, url: str) -> Json:
    host = shorten(_public_host(url), LIMITS.label_graphemes)
    return {"text": label if label.strip() else host, "url": url.strip()}


def _public_host(url: str) -> str:
    """Return the host of an address that Telegram takes on a button, '' for others."""
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname or ""
    except ValueError:
        return ""
    web = parts.scheme in {"http", "https"} and url.isascii() and " " not in url.strip()
    if not web or "." not in host or len(url) > _URL_LENGTH:
        return ""
    try:
        return host if ip_address(host).is_global else ""
    except ValueError:
        return host


def _keyboard(choices: Sequence[Choice]) -> list[list[Json]]:
    """Return the buttons in rows: as many side by side as can be read."""
    rows: list[list[Json]] = []
    row: list[Json] = []
    widest = 0
    for choice in choices:
        width = max(widest, _width(choice.label))
        full = len(row) == _MOST_IN_ROW or (len(row) + 1) * (width + _PADDING) > _ROW
        if row and full:
            rows.append(row)
            row, width = [], _width(choice.label)
        row.append({"text": choice.label or "…", "callback_data": data_of(choice)})
        widest = width
    return [*rows, row] if row else rows


def data_of(choice: Choice) -> str:
    """Return what comes back when a choice is tapped, far below 64 bytes."""
    return choice.token + (STAYS if choice.stands else "")


# Most labels are ours, the same for everybody.
@lru_cache(maxsize=256)
def _width(label: str) -> int:
    return sum(2 if ord(character) >= _WIDE else 1 for character in label)


def _timed(safe: str, moments: Sequence[Moment]) -> str:
    """Let the words of each moment be said by the reader's own clock and language."""
    if not moments:
        return safe
    words = _safe(moments[0].words)
    before, found, after = safe.partition(words) if words.strip() else (safe, "", "")
    if not found:
        return _timed(safe, moments[1:])
    unix = int(moments[0].at.timestamp())
    tag = f'<tg-time unix="{unix}" format="wdt">{words}</tg-time>'
    return f"{before}{tag}{_timed(after, moments[1:])}"


def _safe(text: str) -> str:
    return html.escape(text, quote=False)
