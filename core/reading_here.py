"""Roads read by the embedder that is built in, kept, and put together a community.

Owns that each member's published words are read once and again when they change, in
steps that somebody who asks may wait for; who stops in the middle goes on from there.
It must not know who asks, nor what is near.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection

from core.clock import Clock
from core.domain.helping import Lines
from core.domain.readings import Reading
from core.loading import beside
from core.matching.embedder import Embedder, shipped_embedder
from core.matching.index import Community, Row, build
from core.matching.reading import fingerprint, read_members
from core.reading_afar import ReadingAfar
from core.services import publishing
from core.store import communities, embeddings
from core.store.engine import Database

_READ_AT_ONCE = 8
"""Members read between two commits: about 0.2 s, which somebody who asks may wait."""

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class ReadingHere:
    """Reads members of communities with one embedder, loaded when first needed.

    Attributes:
        database: Where words and readings are.
        clock: Tells the time.
        load: Makes the embedder.
        afar: A second model, if there is one; it reads the same in the background.
    """

    database: Database
    clock: Clock
    load: Callable[[], Embedder] = shipped_embedder
    afar: ReadingAfar | None = None
    _embedder: Embedder | None = None
    _loading: asyncio.Lock = field(default_factory=asyncio.Lock)
    _reading: defaultdict[str, asyncio.Lock] = field(
        default_factory=lambda: defaultdict(asyncio.Lock)
    )

    @property
    def ready(self) -> Embedder | None:
        """The embedder, if it is loaded."""
        return self._embedder

    async def embedder(self) -> Embedder:
        """Return the embedder; the first call takes about a second."""
        async with self._loading:
            if self._embedder is None:
                self._embedder = await beside(self.load)
        return self._embedder

    async def community(self, community_id: str) -> Community:
        """Return a community as vectors, computing and storing those that are missing.

        Who comes while it is read waits for that, instead of reading it all again.
        """
        async with self._reading[community_id]:
            community = await self._read_through(community_id)
        if self.afar is not None:
            self.afar.wake(community_id)
        return community

    async def _read_through(self, community_id: str) -> Community:
        embedder = await self.embedder()

        def stored(conn: Connection) -> tuple[Lines, dict[str, Reading]]:
            return _stored(conn, community_id, embedder.id)

        published, readings = await self.database.read(stored)
        missing = _missing(published, readings)
        for done in range(0, len(missing), _READ_AT_ONCE):
            some = missing[done : done + _READ_AT_ONCE]
            said = [published[one] for one in some]
            made = await asyncio.to_thread(read_members, said, embedder)
            fresh = dict(zip(some, made, strict=True))
            readings |= fresh
            await self._keep(community_id, fresh)
            if len(missing) > _READ_AT_ONCE:
                _log.info("read anew members=%d of=%d", done + len(some), len(missing))
        rows = [Row(one, said, readings.get(one)) for one, said in published.items()]
        return await asyncio.to_thread(build, rows, embedder)

    async def _keep(self, community_id: str, fresh: Mapping[str, Reading]) -> None:
        """Store what was read of words that are still published."""
        now = self.clock.now()

        def keep(conn: Connection) -> None:
            # Words may have been taken back, or their member erased, meanwhile.
            published = publishing.lines(conn, community_id, list(fresh))
            still = {
                one: reading
                for one, reading in fresh.items()
                if one in published and reading.of == fingerprint(published[one])
            }
            embeddings.put(conn, community_id, still, now)

        await self.database.write(keep)


def read_so_far(conn: Connection, embedder_id: str) -> tuple[int, int]:
    """Count the members one embedder has read, and those with words to be read.

    A member counts once in each community; words changed since are not read yet.
    """
    read = every = 0
    for home in communities.everything(conn):
        published, readings = _stored(conn, home.id, embedder_id)
        every += len(published)
        read += len(published) - len(_missing(published, readings))
    return read, every


def _stored(
    conn: Connection, community_id: str, embedder_id: str
) -> tuple[Lines, dict[str, Reading]]:
    readings = embeddings.of_community(conn, community_id, embedder_id)
    return publishing.lines(conn, community_id), readings


def _missing(published: Lines, readings: Mapping[str, Reading]) -> list[str]:
    return [
        one
        for one, said in published.items()
        if one not in readings or readings[one].of != fingerprint(said)
    ]
