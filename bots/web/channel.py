"""The web as a channel: what is sent goes to every open page of that conversation.

Owns who listens right now. Must not know HTTP; the stream endpoint listens through
`listening`, and whoever comes back later reads the history, so sending never fails.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from bots.web.parse import CHANNEL, TEXT_CHARACTERS
from core.clock import Clock
from core.delivery.history import Entry, Told
from core.talk.channel import Delivery, Limits, Outcome, Sent
from core.talk.incoming import Incoming, Place

LIMITS = Limits(
    text_units=TEXT_CHARACTERS,
    unit="codepoint",
    messages=20,
    choices=12,
    card_choices=12,
    label_graphemes=40,
    picks=True,
)

News = Entry | Literal["working", "closing"]
Listener = asyncio.Queue[News]

# A page that does not read for so long comes back with its last id and misses nothing.
_QUEUE_ENTRIES = 256


class WebChannel:
    """Reaches people who have the page open; fills `core.talk.channel.Channel`."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._listeners: dict[str, set[Listener]] = defaultdict(set)
        self._closing = False

    @property
    def name(self) -> str:
        """The word that stands before the colon of a lane."""
        return CHANNEL

    @property
    def limits(self) -> Limits:
        """What this channel can carry."""
        return LIMITS

    async def send(self, delivery: Delivery) -> Outcome:
        """Show a delivery on every open page; the history keeps it for later."""
        told = Told(delivery.id, self._clock.now(), delivery.messages)
        self._spread(delivery.place.lane, told)
        return Sent((delivery.id,))

    async def working(self, place: Place) -> None:
        """Show the typing sign."""
        self._spread(place.lane, "working")

    def heard(self, incoming: Incoming) -> None:
        """Show what a person said to the other pages they have open."""
        self._spread(incoming.place.lane, incoming)

    @contextmanager
    def listening(self, lane: str) -> Iterator[Listener]:
        """Receive the news of a lane for as long as the block lasts."""
        listener: Listener = asyncio.Queue(_QUEUE_ENTRIES)
        if self._closing:
            listener.put_nowait("closing")
        self._listeners[lane].add(listener)
        try:
            yield listener
        finally:
            self._forget(lane, listener)

    @property
    def streams(self) -> int:
        """How many pages are listening right now."""
        return sum(len(listeners) for listeners in self._listeners.values())

    def close(self) -> None:
        """End every stream, now and later, so that the server can stop."""
        self._closing = True
        for listeners in self._listeners.values():
            for listener in listeners:
                _end(listener)

    def _spread(self, lane: str, news: News) -> None:
        for listener in tuple(self._listeners.get(lane, ())):
            if listener.full():
                _end(listener)
                self._forget(lane, listener)
            else:
                listener.put_nowait(news)

    def _forget(self, lane: str, listener: Listener) -> None:
        listeners = self._listeners.get(lane)
        if listeners is None:
            return
        listeners.discard(listener)
        if not listeners:
            del self._listeners[lane]


def _end(listener: Listener) -> None:
    while not listener.empty():
        listener.get_nowait()
    listener.put_nowait("closing")
