"""Turns what core says into LINE message objects. Pure; owns LINE's limits.

Sources: Messaging API reference, "Message objects", "Action objects", "Quick reply",
"Text character count in messages" (read 2026-08).
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import groupby
from unicodedata import normalize
from urllib.parse import quote, urlsplit

from bots.line.flex import Json, card_bubble, link_bubble, postback, text_bubble
from core.talk.channel import Limits
from core.talk.fit import fact_line, fit
from core.talk.measure import pieces, shorten, units
from core.talk.outgoing import Card, Choice, Draft, Link, Message, Text

LIMITS = Limits(
    text_units=5_000,
    messages=5,
    choices=13,
    # LINE sets no number; more than this is a wall of buttons.
    card_choices=8,
    label_graphemes=20,
    unit="utf16",
    mail_waits=True,
    dates_messages=True,
    picks=True,
    # Six bytes a unit on the wire, and a bubble has 30,000 for everything.
    card_units=1_500,
    cards_in_row=12,
    # Months are counted in Japan's time ("Pricing").
    month_offset_h=9,
    # "Send push message": to a friend, or to whoever wrote to the account within seven
    # days; to anybody else it answers 200 and brings nothing (read 2026-08).
    told_for=timedelta(days=7),
)
# A carousel has 50,000 bytes, some of them for itself. How LINE weighs Flex JSON is not
# documented; the SDK writes ASCII escapes, so that is the most it can mean.
_BUBBLES_BYTES = 49_900

_ALT_GRAPHEMES = 300
_CLIPBOARD_UNITS = 1_000
_URI_LENGTH = 1_000
_URI_SCHEMES = ("http", "https", "line", "tel")
_URI_SAFE = ":/?#[]@!$&'()*+,;=-._~%"
_TITLE_GRAPHEMES = 40
# LINE's own description counts the name of a sender in code points, its text in
# characters: what keeps to UTF-16 units keeps to both.
_SENDER_UNITS = 20


def render(messages: Sequence[Message]) -> tuple[Json, ...]:
    """Return the message objects that say `messages`, in order.

    There are at most `LIMITS.messages` of them unless the words need more; the
    channel then sends in several goes. Quick replies sit on the last object, because
    LINE shows no others; choices that cannot sit there become buttons that stay.
    """
    fitted = fit(tuple(_unfolded(messages)), LIMITS)
    below, kept = _quick_replies(fitted)
    objects: list[Json] = []
    for is_card, row in groupby(enumerate(fitted), key=_is_card):
        if is_card:
            objects += _cards([card for _, card in row if isinstance(card, Card)])
        else:
            for index, message in row:
                sender = _sender([message])
                objects += (
                    {**one, **sender} for one in _object(message, keeps=index in kept)
                )
    if objects and (items := below or _copy(fitted[-1])):
        objects[-1]["quickReply"] = {"items": items}
    return tuple(objects)


def _is_card(numbered: tuple[int, Message]) -> bool:
    return isinstance(numbered[1], Card)


def _unfolded(messages: Iterable[Message]) -> Iterator[Message]:
    """Yield the messages as LINE needs them: a draft alone, so that it copies clean."""
    for message in messages:
        match message:
            case Draft(title=title) if title.strip():
                yield Text(title)
                yield Draft(message.text, message.choices, message.parts)
            case Link(label=label, url=url) if not _uri(url):
                yield Text(f"{label}\n{url}")
            case _:
                yield message


def _quick_replies(fitted: Sequence[Message]) -> tuple[list[Json], set[int]]:
    """Return the quick replies, and the messages that keep their own choices."""
    below: tuple[Choice, ...] = ()
    kept: set[int] = set()
    for index, message in reversed(list(enumerate(fitted))):
        if isinstance(message, Card | Link) or not message.choices:
            continue
        # The newest question is the one just above, so its choices come first.
        together = below + message.choices
        alike = len({choice.label for choice in together}) < len(together)
        if alike or len(together) > LIMITS.choices:
            kept.add(index)
        else:
            below = together
    return [_item(postback(choice)) for choice in below], kept


def _item(action: Json) -> Json:
    return {"type": "action", "action": action}


def _copy(message: Message) -> list[Json]:
    """Return a button that copies a draft, where it hides no other choice.

    Tapping a quick reply takes all of them away, so it comes only alone; a text
    bubble can be copied by a long press in any case.
    """
    if not isinstance(message, Draft) or units(message.text) > _CLIPBOARD_UNITS:
        return []
    if message.choices:
        return []
    return [_item({"type": "clipboard", "label": "📋", "clipboardText": message.text})]


def _object(message: Message, *, keeps: bool) -> Iterator[Json]:
    """Yield a message that is not a card as LINE's object or objects."""
    match message:
        case Text(text=text, choices=choices) | Draft(text=text, choices=choices):
            if not keeps:
                yield {"type": "text", "text": text}
                return
            if isinstance(message, Draft) or units(text) > (LIMITS.card_units or 0):
                yield {"type": "text", "text": text}
                text = shorten(text, _TITLE_GRAPHEMES)
            yield _flex(text, text_bubble(text, choices))
        case Link(label=label, url=url):
            uri = _uri(url)
            host = urlsplit(uri).hostname or uri
            named = label if label.strip() else shorten(host, LIMITS.label_graphemes)
            bubble = link_bubble(uri, label=named, leads_to=host)
            yield _flex(f"{label} {uri}", bubble)
        case Card():
            yield from _cards([message])


def _cards(cards: list[Card]) -> Iterator[Json]:
    """Yield cards in a row: one alone, or as few carousels as their size allows."""
    if len(cards) == 1:
        bubble = card_bubble(cards[0], size="mega")
        yield {**_flex(_sentence(cards[0]), bubble), **_sender(cards)}
        return
    row: list[Json] = []
    named: list[Card] = []
    row_bytes = 0
    for card in cards:
        bubble = card_bubble(card, size="kilo")
        bubble_bytes = len(json.dumps(bubble)) + len(", ")
        full = len(row) == LIMITS.cards_in_row
        if row and (full or row_bytes + bubble_bytes > _BUBBLES_BYTES):
            yield _carousel(row, named)
            row, named, row_bytes = [], [], 0
        row.append(bubble)
        named.append(card)
        row_bytes += bubble_bytes
    yield _carousel(row, named)


def _carousel(bubbles: list[Json], cards: list[Card]) -> Json:
    alt = " / ".join(card.title or _sentence(card) for card in cards)
    carousel = _flex(alt, {"type": "carousel", "contents": bubbles})
    return {**carousel, **_sender(cards)}


def _sender(messages: Sequence[Message]) -> Json:
    """Return whose words these are, if one person's and by a name LINE takes."""
    names = {
        message.spoken_by if isinstance(message, Text | Card) else ""
        for message in messages
    }
    name = " ".join(names.pop().split()) if len(names) == 1 else ""
    if not name or "line" in normalize("NFKC", name).casefold():
        return {}
    short = next(iter(pieces(name, _SENDER_UNITS)), "")
    return {"sender": {"name": short}} if short else {}


def _sentence(card: Card) -> str:
    """Return what stands for a card where LINE shows one line (notifications)."""
    lines = [card.title, card.body, *map(fact_line, card.facts)]
    return " ".join(line for line in lines if line.strip())


def _flex(alt: str, contents: Json) -> Json:
    text = shorten(alt, _ALT_GRAPHEMES)
    return {"type": "flex", "altText": text, "contents": contents}


def _uri(url: str) -> str:
    """Return an address as LINE takes it in an action, '' where it does not."""
    uri = quote(url.strip(), safe=_URI_SAFE)
    try:
        scheme = urlsplit(uri).scheme.lower()
    except ValueError:
        return ""
    return uri if scheme in _URI_SCHEMES and len(uri) <= _URI_LENGTH else ""
