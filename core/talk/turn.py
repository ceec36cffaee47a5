"""What a flow answers: words to say, the state to be in, and what to do.

Everything here is a value. A flow names phrases by key; the engine words them in the
reader's language, mints the tokens and carries the effects out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from core.domain.calendar import When
from core.talk.outgoing import Look, Picks, Source


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence of the catalogue, with what is to be put into it.

    `at` is the moment it means, if it means one.
    """

    key: str
    params: Mapping[str, "Words"] = field(default_factory=dict)
    at: datetime | None = None


Words = str | Phrase
"""A person's own words as they are, or a phrase of the catalogue."""


def T(key: str, **params: Words) -> Phrase:
    """Name a phrase; `pybabel extract -k T` finds every key through this."""
    return Phrase(key, params)


@dataclass(frozen=True, slots=True)
class Option:
    """Something to tap.

    `verb` and `arg` come back as `Picked`. An option of the running dialogue is
    answered once and grows old with the next turn; with `flow` set it stands for
    ever, opens that flow, and the rows it is about decide what it still means.
    One that `picks` opens a calendar, and is left out where a channel has none; typed
    by its label it comes back without a day.
    """

    label: Words
    verb: str
    arg: str = ""
    flow: str = ""
    picks: Picks | None = None


@dataclass(frozen=True, slots=True)
class Say:
    """A bubble; `asks` and `aside` as in `outgoing.Text`.

    `spoken_by` is the name of who says it.
    """

    text: Words
    options: tuple[Option, ...] = ()
    asks: bool = False
    spoken_by: str = ""
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Show:
    """A card; `facts` are pairs of label and value; `again` as in `outgoing.Card`.

    `spoken_by` is the name of the member whose words it passes on, '' for none.
    """

    title: Words
    body: Words = ""
    facts: tuple[tuple[Words, Words], ...] = ()
    options: tuple[Option, ...] = ()
    look: Look = "plain"
    face: str = ""
    again: bool = False
    spoken_by: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A draft: words to copy, change or send on, and who wrote which part."""

    text: str
    options: tuple[Option, ...] = ()
    parts: tuple[tuple[str, Source], ...] = ()
    title: Words = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A link to a page of our own; `path` begins with a slash."""

    label: Words
    path: str


@dataclass(frozen=True, slots=True)
class Lead:
    """A link to somewhere else; `url` is the whole address."""

    label: Words
    url: str


Saying = Say | Show | Offer | Point | Lead


def options_of(saying: Saying) -> tuple[Option, ...]:
    """Return what can be tapped below something that is said."""
    return () if isinstance(saying, Point | Lead) else saying.options


@dataclass(frozen=True, slots=True)
class Picked:
    """A choice of this flow was tapped, or its label or number typed.

    `when` is the day that was picked with it.
    """

    verb: str
    arg: str = ""
    when: When | None = None
    kind: Literal["picked"] = "picked"


@dataclass(frozen=True, slots=True)
class Opened:
    """The flow begins: by a word, a menu, or a choice that stands."""

    verb: str = ""
    arg: str = ""
    kind: Literal["opened"] = "opened"
