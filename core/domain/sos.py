"""SOS: a call for help, and the people who hear it (S1-S4).

A call goes to whom its sender chose and to nobody else; silence is a pass; a second
call is like the first. Nothing here weighs who answers or how often somebody calls.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Literal, get_args

from core.domain.shortening import first_sentence

Wish = Literal["ear", "hand", "work", "place"]
"""To be listened to, a hand with something, work, somewhere to be."""

WISHES: tuple[Wish, ...] = get_args(Wish)

Audience = Literal["chosen", "keepers", "room"]
"""People by name, those who agreed to keep watch over a room, everybody in it."""

_RINGS: tuple[Audience, ...] = get_args(Audience)

Answer = Literal["", "ear", "flag", "person", "pass"]
"""Nothing yet, "I can listen", a flag of one's own, somebody in mind, not now."""

MOST_CHOSEN = 3
MOST_KEEPERS = 5
WORDS_LENGTH = 1000
_NAME_WORDS = 3
_NAME_CHARACTERS = 10
"""Of a script that writes no spaces."""
ASK_WIDER_AFTER = timedelta(hours=24)
SETTLES_AFTER = timedelta(days=14)
"""A call that nobody closes closes by itself."""
KEPT_FOR = timedelta(days=30)
"""How long a closed call stays."""
AGAIN_WITHIN = timedelta(days=7)
"""A call so soon after another brings the help lines along, and no word about it."""


@dataclass(frozen=True, slots=True)
class Call:
    """A call for help on its way; `named` when its listeners see whose it is."""

    id: str
    sender_id: str
    community_id: str
    wish: Wish
    audience: Audience
    named: bool
    words: str
    created_at: datetime
    ended_at: datetime | None = None

    @property
    def open(self) -> bool:
        """Whether it is still heard."""
        return self.ended_at is None


@dataclass(frozen=True, slots=True)
class Listener:
    """Somebody a call went to, and what passed between the two.

    Attributes:
        reached: Whether it could be delivered, as far as we know.
        words: What they added to their answer.
        connected: The sender let the two know each other, after an answer.
        paused: They hear no more from this sender for as long as this is kept.
    """

    id: str
    call_id: str
    listener_id: str
    sender_id: str
    reached: bool
    answer: Answer = ""
    words: str = ""
    connected: bool = False
    paused: bool = False

    @property
    def offers(self) -> bool:
        """Whether they answered with something: an ear, a flag, somebody in mind."""
        return self.answer not in {"", "pass"}

    def sees_sender_of(self, call: Call) -> bool:
        """Whether they may read whose call it is."""
        return call.named or self.connected


def tells(text: str) -> bool:
    """Whether words tell how somebody is, where a name was asked for.

    A name is a word or two, without marks; 「船を降りてから眠れない」 is none.
    """
    words = text.split()
    if len(words) > _NAME_WORDS or re.search(r"[、。，．!?！？…]\s*\S", text):
        return True
    return any(len(one) > _NAME_CHARACTERS and not one.isascii() for one in words)


def tidy_words(text: str) -> str:
    """Return words as they go out: whole, unless they are very long."""
    return first_sentence(text.strip(), WORDS_LENGTH)


def widest(one: Audience, other: Audience) -> Audience:
    """Return the wider of two rings: people by name, keepers, everybody."""
    return max(one, other, key=_RINGS.index)


_TELLING = re.compile(
    r"[\u30a0-\u30ff\u3400-\u9fff]{2,}"
    r"|[\u3400-\u9fff](?![をにでがはとのもへ])[\u3041-\u309f]|[a-z]{5,}"
)
"""Katakana and kanji two by two, verbs by their beginning, longer words elsewhere."""


def touches(road: str, said: str) -> bool:
    """Whether something is about what stands in somebody's road, word for word."""
    return not _about(road).isdisjoint(_about(said))


def _about(text: str) -> set[str]:
    runs = _TELLING.findall(unicodedata.normalize("NFKC", text).casefold())
    return {
        piece
        for run in runs
        for piece in ([run] if run.isascii() else map("".join, pairwise(run)))
    }
