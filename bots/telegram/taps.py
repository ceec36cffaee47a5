"""Taps on buttons of ours, as Telegram tells of them. Pure, and tolerant."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bots.reading import clean, is_name

STAYS = "!"
"""Ends the data of a button that stays tappable after its question has passed."""


@dataclass(frozen=True, slots=True)
class Tap:
    """A tapped button, which spins until it is answered.

    Attributes:
        query: The id to answer.
        chat: Where the message with the button is; 0 for nowhere we know.
        message: The message with the button.
        text: What it says, and `entities` how; empty where Telegram says no more.
        label: What stands on the button, '' where it is not there any more.
        stays: Its buttons stay.
        in_group: What answers it is said by core, to whoever tapped.
    """

    query: str
    chat: int = 0
    message: int = 0
    text: str = ""
    entities: tuple[Mapping[str, Any], ...] = ()
    label: str = ""
    stays: bool = True
    in_group: bool = False


def spinning(update: object) -> Iterator[Tap]:
    """Yield the tap of an update that cannot be read: it spins all the same."""
    query = update.get("callback_query") if isinstance(update, dict) else None
    own = query.get("id") if isinstance(query, dict) else None
    if is_name(own):
        yield Tap(own)


def tap_on(own: str, data: object, message: Mapping[str, Any]) -> Tap:
    """Return what is needed to answer a tap; what is not there is left out."""
    chat = message.get("chat")
    where = chat.get("id") if isinstance(chat, dict) else None
    number = message.get("message_id")
    if not (isinstance(where, int) and isinstance(number, int)):
        return Tap(own)
    words = message.get("text")
    entities = message.get("entities")
    return Tap(
        query=own,
        chat=where,
        message=number,
        text=clean(words) if isinstance(words, str) else "",
        entities=tuple(entities) if isinstance(entities, list) else (),
        label=_label(message, data),
        stays=not isinstance(data, str) or data.endswith(STAYS),
    )


def _label(message: Mapping[str, Any], data: object) -> str:
    markup = message.get("reply_markup")
    rows = markup.get("inline_keyboard") if isinstance(markup, dict) else None
    for row in rows if isinstance(rows, list) else ():
        for button in row if isinstance(row, list) else ():
            if isinstance(button, dict) and button.get("callback_data") == data:
                return clean(str(button.get("text") or ""))
    return ""
