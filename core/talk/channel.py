"""The port every messenger fills: how it sends, and what its limits are.

The outcomes are the only words in which a channel speaks about a delivery; errors of
its library never come through.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, Protocol

from core.talk.incoming import Place, ReplyPass
from core.talk.outgoing import Message


@dataclass(frozen=True, slots=True)
class Limits:
    """What a channel can carry, as data.

    Attributes:
        text_units: Longest text in `unit`.
        unit: How the platform counts text: UTF-16 code units or code points.
        messages: Most messages in one sending.
        choices: Most choices under a text.
        card_choices: Most choices on a card.
        label_graphemes: Longest label, in what a reader calls characters.
        card_units: Longest text of a card in `unit`, where it is less than of a text.
        cards_in_row: Most neighbouring cards that the channel shows as one message.
        mail_waits: True when sending unasked costs something, so that what can wait
            goes out together with the next reply.
        edits: True when a card can be changed where it stands.
        picks: True when a choice can open a calendar.
        asides: True when a tap in a group can be answered for nobody else to see.
        dates_messages: True when the platform tells when a message was written.
        month_offset_h: Where sendings without a pass are counted by the month, how
            many hours its clock runs before UTC; None where nobody counts.
        told_for: How long somebody who has not added our account there is told things
            unasked after they last wrote; None where everybody is, always.
        unacknowledged: How many events the platform brings at the same time, and no
            more until one of them is acknowledged; None where it sets no such limit.
    """

    text_units: int
    messages: int
    choices: int
    card_choices: int
    label_graphemes: int
    unit: Literal["utf16", "codepoint"] = "utf16"
    mail_waits: bool = False
    edits: bool = False
    picks: bool = False
    asides: bool = False
    dates_messages: bool = False
    card_units: int | None = None
    cards_in_row: int = 1
    month_offset_h: int | None = None
    told_for: timedelta | None = None
    unacknowledged: int | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """One outbox row on its way out.

    `reply_pass` is present only when it was still fresh at the moment of sending;
    `retry_key` is this delivery's alone and stays the same over all attempts. With
    `answers` the dialogue has moved on: what was asked before is over.
    """

    id: str
    place: Place
    messages: tuple[Message, ...]
    reply_pass: ReplyPass | None
    retry_key: str
    attempt: int = 1
    silent: bool = False
    answers: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """The platform took it; `message_ids` are its own ids, if it gives any."""

    message_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TryLater:
    """Not now; the row waits `after_s` seconds, or as the retry table says if None."""

    why: str
    after_s: float | None = None


@dataclass(frozen=True, slots=True)
class PassSpent:
    """The reply pass was refused and nothing was sent; another way may be taken."""

    why: str


@dataclass(frozen=True, slots=True)
class MonthOver:
    """The month carries nothing more unasked, and nothing was sent; it can wait."""

    why: str


@dataclass(frozen=True, slots=True)
class Gone:
    """This person cannot be reached here any more (blocked, left, deleted)."""

    why: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """The platform refused this very message; sending it again changes nothing."""

    why: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """It may or may not have arrived; it is never sent again blindly."""

    why: str


Outcome = Sent | TryLater | PassSpent | MonthOver | Gone | Rejected | Unknown


class Channel(Protocol):
    """A way to reach people."""

    @property
    def name(self) -> str:
        """The word that stands before the colon of a lane."""
        ...

    @property
    def limits(self) -> Limits:
        """What this channel can carry."""
        ...

    async def send(self, delivery: Delivery) -> Outcome:
        """Hand a delivery to the platform; raises nothing it can name."""
        ...

    async def working(self, place: Place) -> None:
        """Show that an answer is on its way (typing, loading); best effort."""
        ...


class Door(Protocol):
    """Where a conversation with us alone can be opened from outside."""

    def __call__(self, *, code: str = "", words: str = "") -> str:
        """Return an address to tap, '' where there is none (yet).

        Args:
            code: An invite or a link code that is handed over on arrival.
            words: What stands ready there to be sent, where the platform can do that.
        """
        ...


def no_door(*, code: str = "", words: str = "") -> str:
    """Lead nowhere: this channel cannot be opened by an address."""
    del code, words
    return ""
