"""What goes out, in words every messenger shares.

Text is text: no markup, the adapter escapes. A member's own words are never changed
here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from core.domain.calendar import When

Source = Literal["own", "theirs", "bot", "model"]
"""Who wrote a part of a draft: the reader, the other person, the bot, a model."""


@dataclass(frozen=True, slots=True)
class Picks:
    """A calendar to pick a day from, by the clocks of the place.

    All three have a time of day, or none has; `first` is what is shown at first.
    """

    first: When
    earliest: When
    latest: When

    @property
    def with_time(self) -> bool:
        """Whether a time of day is picked as well."""
        return self.first.at is not None


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to tap; the token means nothing outside the database.

    One that `stands` may be tapped for ever; others are over when the talk moves on.
    One that `picks` opens a calendar; only channels that have one are handed it.
    """

    label: str
    token: str
    stands: bool = False
    picks: Picks | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A labelled line of a card."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a draft and who wrote it."""

    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class Moment:
    """Words in a text that mean a moment, for channels that can say it to each reader
    by their own clock."""

    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Text:
    """A bubble; its choices may vanish after the next message (quick replies).

    With `asks`, words are waited for; a group has to be helped to answer. `spoken_by`
    says whose words are passed on ("ゆきさんより"), for channels that can show it.
    `aside` is for whoever tapped in a group, and nobody else sees it; only channels
    that can do that are handed it.
    """

    text: str
    choices: tuple[Choice, ...] = ()
    moments: tuple[Moment, ...] = ()
    asks: bool = False
    spoken_by: str = ""
    aside: bool = False
    kind: Literal["text"] = "text"


Look = Literal["plain", "person", "request", "post", "vector", "flag", "thanks"]


@dataclass(frozen=True, slots=True)
class Card:
    """Something to keep and come back to; its choices stay.

    `face` is the name whose initial and colour stand for a person, '' for none. With
    `again` it is the card that was tapped, as it stands now: a channel that can change
    it in its place does, and others leave it out. `spoken_by` as in `Text`.
    """

    title: str
    body: str = ""
    facts: tuple[Fact, ...] = ()
    choices: tuple[Choice, ...] = ()
    look: Look = "plain"
    face: str = ""
    again: bool = False
    moments: tuple[Moment, ...] = ()
    spoken_by: str = ""
    kind: Literal["card"] = "card"


@dataclass(frozen=True, slots=True)
class Draft:
    """Words to copy, change or send on; `parts` join to `text` when given."""

    text: str
    choices: tuple[Choice, ...] = ()
    parts: tuple[Part, ...] = ()
    title: str = ""
    kind: Literal["draft"] = "draft"


@dataclass(frozen=True, slots=True)
class Link:
    """An address to open."""

    label: str
    url: str
    kind: Literal["link"] = "link"


Message = Text | Card | Draft | Link


def choices_of(messages: Iterable[Message]) -> list[Choice]:
    """Return all that can be tapped; typed numbers count them in this order from 1."""
    return [
        choice
        for message in messages
        if not isinstance(message, Link)
        for choice in message.choices
    ]
