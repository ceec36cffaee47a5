"""Roads read by a model elsewhere, beside the one that is built in (docs/models.md).

Only words of members who agreed to it leave, without names and without private lines.
Published words are read in the background, once each, a few members at a time, so that
whoever stops goes on from there; a need is read while somebody waits, and not for long.
The two readings have scales that say nothing about each other: members read by both
trade places among themselves by both together, and nobody else moves.
"""

import asyncio
import logging
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

import numpy as np
from sqlalchemy import Connection

from core.clock import Clock
from core.coach.budget import Breaker
from core.coach.companion import Use
from core.coach.masking import Masks
from core.coach.model import NoAnswer
from core.coach.sensitive import sensitive
from core.coach.working import ROADS_CONSENTS, Counts, count_nothing
from core.domain.helping import Candidate, PublishedLine
from core.domain.sentences import Lang
from core.errors import AinoriError
from core.matching.embedder import Matrix, from_blob, to_blob
from core.matching.need import bare_need
from core.matching.places import traded
from core.matching.reading import fingerprint, joined
from core.services import publishing
from core.store import communities, embeddings, people
from core.store.asks import Ask
from core.store.embeddings import Embedded
from core.store.engine import Database

Lines = Mapping[str, tuple[PublishedLine, ...]]
_AT_ONCE = 16
"""Members whose words go into one call, and whose vectors are kept in one commit."""

_LONGEST = 800
_log = logging.getLogger("ainori.coach")


class Vectors(Protocol):
    """Something elsewhere that turns texts into vectors."""

    @property
    def id(self) -> str:
        """Names the model and where it is."""
        ...

    async def embed(self, texts: Sequence[str]) -> Matrix:
        """Return one row of length 1 for each text.

        Raises:
            NoAnswer: None came.
        """
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...


@dataclass(slots=True)
class ReadingAfar:
    """Reads those who agreed with a model elsewhere.

    Attributes:
        database: Where consents, words and vectors are.
        clock: Tells the time.
        vectors: The model.
        need_s: Longest time somebody who asks waits for it.
        batch_s: Longest time of one call in the background.
        breaker: Leaves the model alone when it keeps failing.
        counts: Hears how each call ended.
    """

    database: Database
    clock: Clock
    vectors: Vectors
    need_s: float = 1.5
    batch_s: float = 20.0
    breaker: Breaker = field(default_factory=Breaker)
    counts: Counts = count_nothing
    _reading: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _one: asyncio.Lock = field(default_factory=asyncio.Lock)

    def wake(self, community_id: str) -> None:
        """Read a community in the background, unless that is going on."""
        going = self._reading.get(community_id)
        if going is None or going.done():
            self._reading[community_id] = asyncio.create_task(
                self._quietly(community_id)
            )

    async def settled(self) -> None:
        """Wait until nothing is read in the background."""
        await asyncio.gather(*self._reading.values(), return_exceptions=True)

    async def close(self) -> None:
        """Stop reading and let go of connections."""
        for task in self._reading.values():
            task.cancel()
        await self.settled()
        await self.vectors.close()

    async def look(
        self, ask: Ask, near: tuple[Candidate, ...], *, published: Lines
    ) -> tuple[Candidate, ...]:
        """Return everybody, those read by both in the places both give them."""
        find = partial(self._stored, ask=ask, published=published)
        lang, stored = await self.database.read(find)
        read = [one for one in near if one.member_id in stored]
        need = bare_need(ask.need)
        if len(read) <= 1 or sensitive(ask.need, lang) or not need:
            return near
        names = await self.database.read(
            partial(communities.names_around, member_id=ask.asker_id)
        )
        text = Masks(tuple(names)).hide(need)[:_LONGEST]
        rows = await self._asked([text], self.need_s, "need_vector")
        if rows is None:
            return near
        same = [one for one in read if stored[one.member_id].dimension == rows.shape[1]]
        if len(same) <= 1:
            return near
        matrix = np.stack([_vector(stored[one.member_id]) for one in same])
        order = by_both(same, matrix @ rows[0])
        return traded(near, order, order)

    async def _quietly(self, community_id: str) -> None:
        # One community after the other: at a start all of them are waiting.
        with suppress(AinoriError):
            async with self._one:
                await self.read(community_id)

    async def read(self, community_id: str) -> None:
        """Read everybody of a community who agreed and is not read yet."""
        missing, names = await self.database.write(
            partial(self._missing, community_id=community_id)
        )
        masks = Masks(names)
        todo = list(missing.items())
        for done in range(0, len(todo), _AT_ONCE):
            some = todo[done : done + _AT_ONCE]
            texts = [masks.hide(text)[:_LONGEST] for _, (_, text) in some]
            rows = await self._asked(texts, self.batch_s, "road_vector")
            if rows is None:
                return  # the next one who wakes us goes on from here
            new = [
                Embedded(one, self.vectors.id, rows.shape[1], of, to_blob(row), b"")
                for (one, (of, _)), row in zip(some, rows, strict=True)
            ]
            await self.database.write(
                partial(_keep, community_id=community_id, new=new, clock=self.clock)
            )

    async def _asked(
        self, texts: Sequence[str], within_s: float, what: str
    ) -> Matrix | None:
        """Ask once; None when nothing came in time."""
        if not self.breaker.lets_through():
            self.counts(what, "resting", Use())
            return None
        began, use = time.monotonic(), Use(calls=1)
        try:
            async with asyncio.timeout(within_s):
                rows = await self.vectors.embed(texts)
        except TimeoutError:
            use.outcome = "late"
            self.breaker.went_wrong("late")
        except NoAnswer as none:
            use.outcome = none.trouble
            self.breaker.went_wrong(none.trouble)
        except BaseException:
            self.breaker.let_go()
            raise
        else:
            use.outcome = "answered"
            self.breaker.went_well()
        use.latency_ms = round((time.monotonic() - began) * 1000)
        self.counts(what, use.outcome, use)
        if use.outcome != "answered":
            _log.warning("no vectors came what=%s trouble=%s", what, use.outcome)
            return None
        return rows

    def _stored(
        self, conn: Connection, *, ask: Ask, published: Lines
    ) -> tuple[Lang, dict[str, Embedded]]:
        """Return what is stored of those who may be read, if the asker agreed."""
        asker = people.member(conn, ask.asker_id)
        if asker is None or not people.agreed(conn, [asker.id], ROADS_CONSENTS):
            return "ja", {}
        stored = embeddings.of_community(conn, ask.community_id, self.vectors.id)
        agreed = people.agreed(conn, sorted(stored), ROADS_CONSENTS)
        return asker.language, {
            one: row
            for one, row in stored.items()
            if one in agreed
            and one in published
            and one != asker.id
            and row.of == fingerprint(published[one])
        }

    def _missing(
        self, conn: Connection, *, community_id: str
    ) -> tuple[dict[str, tuple[str, str]], tuple[str, ...]]:
        """Return fingerprint and text of whom to read, and the names to leave out.

        What was read of members who no longer agree goes in the same transaction.
        """
        published = publishing.lines(conn, community_id)
        agreed = people.agreed(conn, sorted(published), ROADS_CONSENTS)
        stored = embeddings.of_community(conn, community_id, self.vectors.id)
        embeddings.drop(
            conn, community_id, self.vectors.id, sorted(stored.keys() - agreed)
        )
        members = people.several(conn, sorted(published))
        missing = {}
        for one in sorted(agreed):
            of = fingerprint(published[one])
            if one in stored and stored[one].of == of:
                continue
            if text := _text(published[one], members[one].language):
                missing[one] = (of, text)
        return missing, tuple(member.name for member in members.values() if member.name)


def by_both(near: Sequence[Candidate], alike: Matrix) -> list[str]:
    """Return who comes nearest by both readings together, nearest first.

    Args:
        near: Those read by both, with the closeness of the built-in reading.
        alike: How near each comes by the other, on whatever scale.
    """
    both = _spread(_logit([one.closeness for one in near])) + _spread(alike)
    return [near[place].member_id for place in np.argsort(-both, kind="stable")]


def counted(conn: Connection, embedder: str) -> tuple[int, int]:
    """Count the members that were read, and those who agreed to it."""
    read = every = 0
    for home in communities.everything(conn):
        published = publishing.lines(conn, home.id)
        agreed = people.agreed(conn, sorted(published), ROADS_CONSENTS)
        stored = embeddings.of_community(conn, home.id, embedder)
        every += len(agreed)
        read += sum(
            one in stored and stored[one].of == fingerprint(published[one])
            for one in agreed
        )
    return read, every


def _keep(
    conn: Connection, *, community_id: str, new: Sequence[Embedded], clock: Clock
) -> None:
    """Store vectors of words that are still there, of members who still agree."""
    ids = [one.member_id for one in new]
    published = publishing.lines(conn, community_id, ids)
    agreed = people.agreed(conn, ids, ROADS_CONSENTS)
    kept = [
        one
        for one in new
        if one.member_id in agreed
        and one.of == fingerprint(published.get(one.member_id, ()))
    ]
    embeddings.put(conn, community_id, kept, clock.now())


def _text(lines: Sequence[PublishedLine], lang: Lang) -> str:
    said = [one for one in lines if not sensitive(one.text, lang)]
    return joined(said).strip()


def _vector(stored: Embedded) -> Matrix:
    return from_blob(stored.whole, dimension=stored.dimension)


def _logit(near: Sequence[float]) -> Matrix:
    at = np.clip(np.array(near, np.float32), 1e-6, 1 - 1e-6)
    odds: Matrix = np.log(at / (1 - at)).astype(np.float32)
    return odds


def _spread(numbers: Matrix) -> Matrix:
    """Return numbers on a scale of their own: how many spreads from their middle."""
    spread = numbers.std()
    even: Matrix = (numbers - numbers.mean()) / (spread if spread > 0 else 1)
    return even
