"""Slow work, outside any transaction: reading words as numbers, finding people.

Each worker takes the JSON a flow left and returns the JSON it will hear. Numbers are
computed in a thread, so that nobody waits for them.
"""

import asyncio
import json
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection

from core.clock import Clock
from core.domain.helping import NEAR_ENOUGH, Lines, choose, may_be_asked
from core.domain.meaning import UNSURE, Meant, meaning
from core.errors import Broken, Retryable
from core.loading import beside
from core.matching.embedder import Embedder, shipped_embedder
from core.matching.index import Community, Row, build
from core.matching.rank import candidates, read_need
from core.matching.reading import Reading, fingerprint, read_members
from core.matching.reasons import reason, their_words
from core.matching.senses import Senses, senses_of
from core.nearby import on_road, read_openings
from core.reading_afar import ReadingAfar
from core.second_reading import Second, SecondReading, with_quote
from core.services import asking, publishing
from core.store import asks, communities, embeddings, roads
from core.store.embeddings import Embedded
from core.store.engine import Database
from core.talk.codec import adapter

Worker = Callable[[str], Awaitable[str]]
_NEIGHBOURS_NEAR = 6
_READ_AT_ONCE = 8
"""Members read between two commits: about 0.2 s, which somebody who asks may wait."""

_GUESS_S = 0.8
"""Whoever said something out of nowhere hears from us within a second."""

_FIRST_GUESS_S = 2.5
"""Just after a start the examples are still being read: rather a moment longer, under
the sign that we are at it, than an answer that knows less."""

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Reader:
    """Reads members of communities with one embedder, loaded when first needed."""

    database: Database
    clock: Clock
    load: Callable[[], Embedder] = shipped_embedder
    afar: ReadingAfar | None = None
    second: SecondReading | None = None
    guess_s: float = _GUESS_S
    first_guess_s: float = _FIRST_GUESS_S
    _embedder: Embedder | None = None
    _senses: asyncio.Task[Senses] | None = None
    _loading: asyncio.Lock = field(default_factory=asyncio.Lock)
    _reading: defaultdict[str, asyncio.Lock] = field(
        default_factory=lambda: defaultdict(asyncio.Lock)
    )

    def workers(self) -> dict[str, Worker]:
        """Return the workers by the kind of work they do."""
        return {
            "find": self.find,
            "neighbours": self.neighbours,
            "embed": self.embed,
            "guess": self.guess,
            "nearby": self.nearby,
        }

    async def embedder(self) -> Embedder:
        """Return the embedder; the first call takes about a second."""
        async with self._loading:
            if self._embedder is None:
                self._embedder = await beside(self.load)
        return self._embedder

    async def warm(self) -> None:
        """Do beforehand what the first person to ask would wait for."""
        await self._opinions()
        for home in await self.database.read(communities.everything):
            await self._community(home.id)

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
        if self._embedder is None:
            return "[]"
        wanted = json.loads(ask)
        road, said = await self.database.read(
            lambda conn: read_openings(conn, **wanted)
        )
        near: list[str] = []
        with suppress(TimeoutError):
            async with asyncio.timeout(self.guess_s):
                near = await asyncio.to_thread(on_road, road, said, self._embedder)
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
        return await asyncio.to_thread(senses_of, await self.embedder())

    async def embed(self, ask: str) -> str:
        """Read one member anew, and see whose remembered asks their road meets."""
        member_id = json.loads(ask)["member_id"]
        homes = await self.database.read(
            lambda conn: communities.of_member(conn, member_id)
        )
        met: list[str] = []
        for home in homes:
            community = await self._community(home.id)
            met += await self._remembered(home.id, community, member_id)
        return json.dumps({"remembered": met})

    async def _remembered(
        self, community_id: str, community: Community, member_id: str
    ) -> list[str]:
        now = self.clock.now()
        waiting = await self.database.read(
            lambda conn: asks.remembered(conn, community_id, now)
        )
        embedder = await self.embedder()
        met = []
        for ask in waiting:
            near = await asyncio.to_thread(
                _near, ask.looked_for, community, embedder, ask.asker_id
            )
            if near.get(member_id, 0.0) >= NEAR_ENOUGH:
                met.append(ask.id)
        return met

    async def neighbours(self, ask: str) -> str:
        """Find members whose roads come near to a member's destination."""
        remembered = json.loads(await self.embed(ask))["remembered"]
        member_id = json.loads(ask)["member_id"]
        vector, homes = await self.database.read(
            lambda conn: (
                roads.vector(conn, member_id),
                communities.of_member(conn, member_id),
            )
        )
        wanted = vector.destination or vector.next_step
        near: dict[str, float] = {}
        for home in homes if wanted else ():
            community = await self._community(home.id)
            embedder = await self.embedder()
            found = await asyncio.to_thread(
                _near, wanted, community, embedder, member_id
            )
            near.update((one, at) for one, at in found.items() if at >= NEAR_ENOUGH)
        closest = sorted(near, key=lambda one: near[one], reverse=True)
        return json.dumps(
            {"near": closest[:_NEIGHBOURS_NEAR], "remembered": remembered}
        )

    async def find(self, ask: str) -> str:
        """Find at most three people for an ask, with reasons in their words."""
        wanted = json.loads(ask)
        stored = await self.database.read(lambda conn: asks.ask(conn, wanted["ask_id"]))
        if stored is None:
            message = f"ask {wanted['ask_id']!r} is not there"
            raise Broken(message)
        community = await self._community(stored.community_id)
        embedder = await self.embedder()
        need = await asyncio.to_thread(read_need, stored.looked_for, embedder)
        close = await asyncio.to_thread(
            candidates, need, community, asker_id=stored.asker_id
        )
        if only := wanted.get("only"):
            # Who is named is near enough, whatever the words; no limit is left aside.
            close = tuple(
                replace(one, closeness=NEAR_ENOUGH)
                for one in close
                if one.member_id == only
            )
        standings, before, sent = await self.database.read(
            lambda conn: (
                asking.standings(
                    conn,
                    [one.member_id for one in close],
                    asker_id=stored.asker_id,
                    now=self.clock.now(),
                ),
                set() if wanted.get("anew") else asks.shown_for(conn, stored.id),
                asks.of_ask(conn, stored.id),
            )
        )
        now, seed = self.clock.now(), f"{stored.id}:{wanted['seed']}"
        if self.afar is not None:
            close = await self.afar.look(stored, close, published=community.lines)
        second = Second(close)
        if self.second is not None:
            free = {one for one, at in standings.items() if may_be_asked(at, now=now)}
            second = await self.second.look(
                stored,
                close,
                free=free - set(before),
                published=community.lines,
                seed=seed,
            )
            close = second.near
        choice = choose(close, standings, now=now, seed=seed, exclude=before)
        if not choice.people and before:
            # Nobody new: those seen before who were not asked may still be on the way.
            asked = {request.helper_id for request in sent}
            choice = choose(close, standings, now=now, seed=seed, asked=asked)
        people = await asyncio.to_thread(
            _explained,
            choice.people,
            stored.looked_for,
            community.lines,
            embedder,
            second,
        )
        found = {"ask_id": stored.id, "people": people, "nobody": choice.nobody or ""}
        return json.dumps(found | {"read_by": second.by}, ensure_ascii=False)

    async def _community(self, community_id: str) -> Community:
        """Read a community as vectors, computing and storing those that are missing."""
        # Who comes while it is read waits for that, instead of reading it all again.
        async with self._reading[community_id]:
            community = await self._read_through(community_id)
        if self.afar is not None:
            self.afar.wake(community_id)
        return community

    async def _read_through(self, community_id: str) -> Community:
        embedder = await self.embedder()

        def read(conn: Connection) -> tuple[Lines, dict[str, Reading]]:
            return _stored(conn, community_id, embedder.id)

        published, readings = await self.database.read(read)
        missing = _missing(published, readings)
        # Kept a few at a time: who stops in the middle goes on from there.
        for done in range(0, len(missing), _READ_AT_ONCE):
            some = missing[done : done + _READ_AT_ONCE]
            fresh = await asyncio.to_thread(
                read_members, [published[one] for one in some], embedder
            )
            readings.update(zip(some, fresh, strict=True))
            await self._keep(community_id, some, fresh)
            if len(missing) > _READ_AT_ONCE:
                _log.info("read anew members=%d of=%d", done + len(some), len(missing))
        rows = [
            Row(member_id, said, readings.get(member_id))
            for member_id, said in published.items()
        ]
        return await asyncio.to_thread(build, rows, embedder)

    async def _keep(
        self, community_id: str, member_ids: Sequence[str], fresh: Sequence[Reading]
    ) -> None:
        """Store what was read of words that are still published."""
        new = [
            Embedded(
                member_id=member_id,
                embedder=one.embedder_id,
                dimension=one.dimension,
                of=one.of,
                whole=one.whole,
                heading=one.heading,
            )
            for member_id, one in zip(member_ids, fresh, strict=True)
        ]
        now = self.clock.now()

        def keep(conn: Connection) -> None:
            # Words may have been taken back, or their member erased, meanwhile.
            published = publishing.lines(conn, community_id, member_ids)
            still = {one: fingerprint(said) for one, said in published.items()}
            kept = [one for one in new if still.get(one.member_id) == one.of]
            embeddings.put(conn, community_id, kept, now)

        await self.database.write(keep)


def _compile() -> None:
    for text in ("あ。", "a."):
        meaning(text)


def _guessed(senses: Senses, text: str, *, topics: bool) -> tuple[Meant, ...]:
    if not topics:
        return senses.guess(text)
    topic = senses.topic(text)
    return () if topic == UNSURE else (topic,)


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
    stored = embeddings.of_community(conn, community_id, embedder_id)
    readings = {
        member_id: Reading(
            embedder_id=one.embedder,
            dimension=one.dimension,
            of=one.of,
            whole=one.whole,
            heading=one.heading,
        )
        for member_id, one in stored.items()
    }
    return publishing.lines(conn, community_id), readings


def _missing(published: Lines, readings: Mapping[str, Reading]) -> list[str]:
    return [
        member_id
        for member_id, said in published.items()
        if member_id not in readings or readings[member_id].of != fingerprint(said)
    ]


def _near(
    wanted: str, community: Community, embedder: Embedder, asker_id: str
) -> dict[str, float]:
    """Return how close each of the others comes to what somebody wants."""
    found = candidates(read_need(wanted, embedder), community, asker_id=asker_id)
    return {one.member_id: one.closeness for one in found}


def _explained(
    chosen: Sequence[str],
    need: str,
    published: Lines,
    embedder: Embedder,
    second: Second,
) -> list[dict[str, object]]:
    people: list[dict[str, object]] = []
    for member_id in chosen:
        said = published[member_id]
        quoted = second.quotes.get(member_id, "")
        why = with_quote(reason(need, said, embedder), quoted, said)
        words = their_words(need, said, embedder)
        quotes = [] if why is None else [why.first, why.beside]
        people.append(
            {
                "id": member_id,
                "reasons": [[one.kind, one.text] for one in quotes if one],
                "their_words": words.text if words else "",
            }
        )
    return people
