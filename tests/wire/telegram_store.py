"""Takes updates as the runtime does: durable, once, or not at all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from core.errors import Retryable
from core.talk.incoming import Incoming, Said


@dataclass
class Store:
    """A store; `gone` is its database being away, `before` runs before each storing."""

    events: dict[str, Incoming] = field(default_factory=dict)
    parked: dict[str, str] = field(default_factory=dict)
    gone: bool = False
    calls: int = 0
    before: Callable[[], None] = field(default=lambda: None)

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
        """Keep what could not be read."""
        del channel, raw
        if self.gone:
            raise Retryable("the database is locked")
        self.parked[event_id] = why

    @property
    def words(self) -> list[str]:
        """What was said, in the order it was stored."""
        contents = (one.content for one in self.events.values())
        return [one.text for one in contents if isinstance(one, Said)]
