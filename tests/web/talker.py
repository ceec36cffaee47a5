"""A talk without an engine: answers by a table, keeps what was said in memory."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import count

from bots.web.channel import WebChannel
from core.delivery.history import Entry, Told
from core.i18n.catalog import Language
from core.talk.channel import Delivery
from core.talk.incoming import Address, Chose, Incoming, Place, Said
from core.talk.outgoing import Message, Text

Answer = Callable[[Incoming], Sequence[Message]]


def echo(incoming: Incoming) -> Sequence[Message]:
    """Say back what was said."""
    match incoming.content:
        case Said(text=text):
            return [Text(text)]
        case Chose(token=token):
            return [Text(f"chose {token}")]
        case _:
            return [Text(incoming.content.kind)]


def something_of(user: str) -> Incoming:
    """Return an event of a user's conversation, to answer to."""
    place = Place("web", user)
    sender = Address("web", user)
    return Incoming(f"{user}:e", datetime.now(UTC), place, sender, Said(""))


class TickingClock:
    """A clock that is a millisecond later each time it is read."""

    def __init__(self) -> None:
        self._ticks = count()
        self._start = datetime.now(UTC)

    def now(self) -> datetime:
        """Return the next moment."""
        millis = next(self._ticks)
        return datetime.fromtimestamp(self._start.timestamp() + millis / 1000, UTC)


class Talker:
    """Takes events once each, answers, and remembers."""

    def __init__(self, answer: Answer = echo) -> None:
        self.clock = TickingClock()
        self.channel = WebChannel(self.clock)
        self.answer = answer
        self.taken: list[Incoming] = []
        self.lanes: dict[str, list[Entry]] = {}
        self.spoken: dict[str, Language] = {}
        self._numbers = count(1)

    async def accept(self, incomings: Sequence[Incoming]) -> int:
        """Take events; one that is known already changes nothing."""
        before = len(self.taken)
        for incoming in incomings:
            if any(known.event_id == incoming.event_id for known in self.taken):
                continue
            self.taken.append(incoming)
            self.lanes.setdefault(incoming.place.lane, []).append(incoming)
            await self.tell(incoming, self.answer(incoming))
        return len(self.taken) - before

    def taken_from(self, user: str) -> list[Incoming]:
        """Return what one person said or did."""
        return [incoming for incoming in self.taken if incoming.place.id == user]

    def forget(self) -> None:
        """Begin again, with nothing said."""
        self.taken.clear()
        self.lanes.clear()

    async def tell(self, incoming: Incoming, messages: Sequence[Message]) -> None:
        """Send messages to where an event came from."""
        if not messages:
            return
        told = Told(f"o{next(self._numbers):04}", self.clock.now(), tuple(messages))
        self.lanes.setdefault(incoming.place.lane, []).append(told)
        delivery = Delivery(
            id=told.id,
            place=incoming.place,
            messages=told.messages,
            reply_pass=None,
            retry_key=told.id,
        )
        await self.channel.send(delivery)

    async def speaks(self, address: Address) -> Language | None:
        """Return what somebody chose to speak."""
        return self.spoken.get(address.user)

    async def history(self, lane: str) -> Sequence[Entry]:
        """Return what was said in a lane."""
        return tuple(self.lanes.get(lane, ()))
