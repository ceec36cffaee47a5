"""The terminal as a channel: every member of a talk in one window.

Owns what each phone was told and can still tap. Must not know how lines are printed.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence

from core.talk.channel import Delivery, Limits, Outcome, Sent
from core.talk.incoming import Place
from core.talk.outgoing import Choice, Message, choices_of

CHANNEL = "console"
LIMITS = Limits(
    text_units=100_000,
    unit="codepoint",
    messages=50,
    choices=50,
    card_choices=50,
    label_graphemes=60,
)

Show = Callable[[str, Sequence[Message]], None]
"""Shows what a user is told."""


class ConsoleChannel:
    """Reaches whoever sits at this terminal; fills `core.talk.channel.Channel`."""

    def __init__(self, show: Show | None = None) -> None:
        self._show = show
        self._untold: dict[str, list[Message]] = defaultdict(list)
        self._offered: dict[str, list[Choice]] = {}
        self._older: dict[str, list[Choice]] = defaultdict(list)

    @property
    def name(self) -> str:
        """The word that stands before the colon of a lane."""
        return CHANNEL

    @property
    def limits(self) -> Limits:
        """What this channel can carry."""
        return LIMITS

    async def send(self, delivery: Delivery) -> Outcome:
        """Show a delivery, and remember what can be tapped in it."""
        user = delivery.place.id
        if found := choices_of(delivery.messages):
            self._older[user].extend(self._offered.get(user, ()))
            self._offered[user] = found
        if self._show is not None:
            self._show(user, delivery.messages)
        else:
            self._untold[user].extend(delivery.messages)
        return Sent()

    async def working(self, place: Place) -> None:
        """Do nothing: a terminal shows that it waits by waiting."""

    def offered(self, user: str) -> Sequence[Choice]:
        """Return the newest choices of a user, as they are numbered."""
        return tuple(self._offered.get(user, ()))

    def older(self, user: str) -> Sequence[Choice]:
        """Return the choices that were there before, newest last."""
        return tuple(self._older[user])

    def take(self, user: str) -> list[Message]:
        """Return what was told to a user and not taken yet, when nothing shows it."""
        return self._untold.pop(user, [])
