"""Slow work, outside any transaction: reading words as numbers.

Each worker takes the JSON a flow left and returns the JSON it will hear. Numbers are
computed in a thread, so that nobody waits for them.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

from core.domain.helping import NEAR_ENOUGH
from core.domain.meaning import UNSURE, Meant, meaning
from core.errors import Retryable
from core.matching.embedder import Embedder
from core.matching.index import Community
from core.matching.rank import candidates, read_need
from core.matching.senses import Senses, senses_of
from core.nearby import on_road, read_openings
from core.reading_here import ReadingHere
from core.store import asks, communities, roads
from core.talk.codec import adapter

Worker = Callable[[str], Awaitable[str]]
_NEIGHBOURS_NEAR = 6
_GUESS_S = 0.8
"""Whoever said something out of nowhere hears from us within a second."""

_FIRST_GUESS_S = 2.5
"""Just after a start the examples are still being read: rather a moment longer, under
the sign that we are at it, than an answer that knows less."""


@dataclass(slots=True)
class Reader:
    """Does the work of reading: roads as they change, messages out of nowhere.

    Attributes:
        here: Reads communities with the embedder that is built in.
        guess_s: Longest time a message out of nowhere waits for its examples.
        first_guess_s: The same, while these are being read.
    """

    here: ReadingHere
    guess_s: float = _GUESS_S
    first_guess_s: float = _FIRST_GUESS_S
    _senses: asyncio.Task[Senses] | None = None

    def workers(self) -> dict[str, Worker]:
        """Return the workers by the kind of work they do."""
        return {
            "neighbours": self.neighbours,
            "embed": self.embed,
            "guess": self.guess,
            "nearby": self.nearby,
        }

    async def warm(self) -> None:
        """Do beforehand what the first person to ask would wait for."""
        await self._opinions()
        for home in await self.here.database.read(communities.everything):
            await self.here.community(home.id)

    async def guess(self, ask: str) -> str:
        """Compare a message with examples; in time, or nobody knows."""
        wanted = json.loads(ask)
        meant: tuple[Meant, ...] = ()
        with suppress(TimeoutError, Retryable):
            opinions = self._opinions()
            ready = opinions.done()
            async with asyncio.timeout(self.guess_s if ready else self.first_guess_s):
                senses = await asyncio.shield(opinions)
                meant = await asyncio.to_thread(_guessed, senses, **wanted)
        return adapter(tuple[Meant, ...]).dump_json(meant).decode()

    async def nearby(self, ask: str) -> str:
        """Say which openings are on a member's road; at once, or nobody knows.

        What is compared is the road and what others wrote, never a call for help.
        """
        embedder = self.here.ready
        if embedder is None:
            return "[]"
        wanted = json.loads(ask)
        road, said = await self.here.database.read(
            lambda conn: read_openings(conn, **wanted)
        )
        near: list[str] = []
        with suppress(TimeoutError):
            async with asyncio.timeout(self.guess_s):
                near = await asyncio.to_thread(on_road, road, said, embedder)
        return json.dumps(near)

    def _opinions(self) -> asyncio.Task[Senses]:
        """Return the examples, read once, also if nobody waits for them any more."""
        learning = self._senses
        if learning is None or (learning.done() and learning.exception()):
            learning = self._senses = asyncio.create_task(self._learn())
        return learning

    async def _learn(self) -> Senses:
        # Before that, so that the first message out of nowhere does not wait for it.
        await asyncio.to_thread(_compile)
        return await asyncio.to_thread(senses_of, await self.here.embedder())

    async def embed(self, ask: str) -> str:
        """Read one member anew, and see whose remembered asks their road meets."""
        member_id = json.loads(ask)["member_id"]
        homes = await self.here.database.read(
            lambda conn: communities.of_member(conn, member_id)
        )
        met: list[str] = []
        for home in homes:
            community = await self.here.community(home.id)
            met += await self._remembered(home.id, community, member_id)
        return json.dumps({"remembered": met})

    async def _remembered(
        self, community_id: str, community: Community, member_id: str
    ) -> list[str]:
        now = self.here.clock.now()
        waiting = await self.here.database.read(
            lambda conn: asks.remembered(conn, community_id, now)
        )
        embedder = await self.here.embedder()
        met = []
        for ask in waiting:
            touching = await asyncio.to_thread(
                _touching, ask.looked_for, community, embedder, ask.asker_id
            )
            if member_id in touching:
                met.append(ask.id)
        return met

    async def neighbours(self, ask: str) -> str:
        """Find members whose roads come near to a member's destination."""
        remembered = json.loads(await self.embed(ask))["remembered"]
        member_id = json.loads(ask)["member_id"]
        vector, homes = await self.here.database.read(
            lambda conn: (
                roads.vector(conn, member_id),
                communities.of_member(conn, member_id),
            )
        )
        wanted = vector.destination or vector.next_step
        near: dict[str, float] = {}
        for home in homes if wanted else ():
            community = await self.here.community(home.id)
            embedder = await self.here.embedder()
            near |= await asyncio.to_thread(
                _touching, wanted, community, embedder, member_id
            )
        closest = sorted(near, key=lambda one: near[one], reverse=True)
        return json.dumps(
            {"near": closest[:_NEIGHBOURS_NEAR], "remembered": remembered}
        )


def _compile() -> None:
    for text in ("あ。", "a."):
        meaning(text)


def _guessed(senses: Senses, text: str, *, topics: bool) -> tuple[Meant, ...]:
    if not topics:
        return senses.guess(text)
    topic = senses.topic(text)
    return () if topic == UNSURE else (topic,)


def _touching(
    wanted: str, community: Community, embedder: Embedder, asker_id: str
) -> dict[str, float]:
    """Return the closeness of those whose roads touch what somebody wants."""
    need = read_need(wanted, embedder)
    return {
        one.member_id: one.closeness
        for one in candidates(need, community, asker_id=asker_id)
        if one.closeness >= NEAR_ENOUGH
    }
