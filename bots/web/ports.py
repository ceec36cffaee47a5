"""What the web chat is handed: a door in, a memory, people, a menu.

Owns the shapes only. Wiring fills them from the store, the runtime and the catalogue.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from core.i18n.catalog import Language
from core.talk.incoming import Incoming
from core.talk.outgoing import Message


@dataclass(frozen=True, slots=True)
class Told:
    """What the bot said: one outbox row of a lane, under the row's own id."""

    id: str
    at: datetime
    messages: tuple[Message, ...]


Entry = Incoming | Told
"""One line of a conversation: an inbox row or an outbox row."""

History = Callable[[str], Awaitable[Sequence[Entry]]]
"""Gives the latest entries of a lane (`web:<user>`), oldest first.

A few hundred are plenty. Events from inside (timers, finished work) may be among them;
outbox rows count from the moment they are written, sent or not.
"""

Accept = Callable[[Sequence[Incoming]], Awaitable[object]]
"""Stores events; returns once they are safe. An event known already is no error."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who a phone can be in try mode.

    Attributes:
        id: The user id on this channel, 1 to 64 letters, digits, `_` or `-`.
        name: What others call them.
        heading: Their published "where to", '' when there is none.
        face: The name whose initial and colour stand for them; `name` if ''.
    """

    id: str
    name: str
    heading: str = ""
    face: str = ""


People = Callable[[], Awaitable[Sequence[Person]]]
"""Gives who can be played, in the order to show."""

TileIcon = Literal["post", "ask", "box", "road", "room", "settings"]


@dataclass(frozen=True, slots=True)
class Tile:
    """One field of the menu; tapping it says its label."""

    icon: TileIcon
    label: str


Menu = Callable[[Language], Sequence[Tile]]
"""Gives the menu in a language."""
