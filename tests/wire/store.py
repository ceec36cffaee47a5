"""Takes events as the runtime does: durable, once, or not at all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bots.intake import Intake
from bots.reading import Quarantined
from core.errors import Retryable
from core.talk.incoming import Incoming, Said


@dataclass
class Store:
    """A store; `gone` is its database being away, `before` runs before each storing."""

    events: dict[str, Incoming] = field(default_factory=dict)
    parked: list[Quarantined] = field(default_factory=list)
    gone: bool = False
    calls: int = 0
    before: Callable[[], None] = field(default=lambda: None)

    def intake(self, channel: str) -> Intake:
        """Return the way in from a channel."""
        return Intake(channel, self.accept, self.park)

    async def accept(self, incomings: Sequence[Incoming]) -> int:
        """Keep events that are new."""
        self.calls += 1
        self.before()
        if self.gone:
            raise Retryable("the database is locked")
        before = len(self.events)
        for one in incomings:
            self.events.setdefault(one.event_id, one)
        return len(self.events) - before

    async def park(self, *, channel: str, event_id: str, raw: str, why: str) -> None:
        """Keep what could not be read, once."""
        del channel
        if self.gone:
            raise Retryable("the database is locked")
        if all(one.event_id != event_id for one in self.parked):
            self.parked.append(Quarantined(event_id, why, raw))

    @property
    def words(self) -> list[str]:
        """What was said, in the order it was stored."""
        contents = (one.content for one in self.events.values())
        return [one.text for one in contents if isinstance(one, Said)]
