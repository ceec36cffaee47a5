"""What channels remember of their places beyond one process, in the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from core.clock import Clock
from core.store import asked
from core.store.engine import Database


@dataclass(frozen=True, slots=True)
class Remembering:
    """Fills `bots.registry.Memory` for one channel."""

    database: Database
    clock: Clock
    channel: str

    async def load(self, most: int) -> Sequence[tuple[str, str]]:
        """Return places and what is known of them, the latest last."""
        look = partial(asked.newest, channel=self.channel, most=most)
        return await self.database.read(look)

    async def keep(self, changed: Mapping[str, str]) -> None:
        """Keep what changed."""
        now = self.clock.now()
        keep = partial(asked.keep, channel=self.channel, changed=changed, now=now)
        await self.database.write(keep)
