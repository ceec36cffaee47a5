"""Roads read by a second model, beside the one that is built in (docs/models.md).

Where it is somebody else's, only words of members who agreed to it leave, without names
and without private lines. One of the operator's own, which no word leaves, reads
everybody as the built-in one does. Published words are read in the background, once
each, a few members at a time, so that whoever stops goes on from there; a need is read
while somebody waits, and not for long.
The two readings have scales that say nothing about each other: members read by both
trade places among themselves by both together, and nobody else moves.
"""

import asyncio
import logging
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
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
from core.domain.helping import Candidate, Lines, PublishedLine
from core.domain.readings import Reading
from core.domain.sentences import Lang
from core.errors import AinoriError
from core.matching.embedder import Matrix, unit_rows
from core.matching.index import direction
from core.matching.need import bare_need, sentences_of
from core.matching.places import by_both, traded
from core.matching.reading import fingerprint, joined, reading_of, texts_of
from core.services import publishing
from core.store import communities, embeddings, people
from core.store.asks import Ask
from core.store.engine import Database

_AT_ONCE = 4
"""Members whose words go into one call, and whose vectors are kept in one commit: a
small server reads that in a second or two, and somebody's need comes in between."""

_LONGEST = 800
_MOST_SENTENCES = 4
"""A longer talk the built-in model reads better alone, by its telling sentences."""

_log = logging.getLogger("ainori.coach")


@dataclass(frozen=True, slots=True)
class _Unread:
    """Whom to read, and what of them.

    Attributes:
        member_id: Who.
        of: Fingerprint of everything they publish there.
        lines: What of it may be read.
    """

    member_id: str
    of: str
    lines: tuple[PublishedLine, ...]


class Vectors(Protocol):
    """Something elsewhere that turns texts into vectors."""

    @property
    def id(self) -> str:
        """Names the model and where it is."""
        ...

    @property
    def own(self) -> bool:
        """Whether it is the operator's own, so that no word leaves."""
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
    """Reads members with a second model: those who agreed, or with an own one all.

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
        need = need_sent(ask.looked_for)
        private = sensitive(ask.looked_for, lang) and not self.vectors.own
        if len(read) <= 1 or private or not need:
            return near
        names = await self.database.read(
            partial(communities.names_around, member_id=ask.asker_id)
        )
        text = (need if self.vectors.own else Masks(tuple(names)).hide(need))[:_LONGEST]
        rows = await self._asked([text], self.need_s, "need_vector")
        if rows is None:
            return near
        same = [one for one in read if stored[one.member_id].dimension == rows.shape[1]]
        if len(same) <= 1:
            return near
        roads = np.stack([direction(stored[one.member_id]) for one in same])
        order = by_both(same, unit_rows(roads) @ rows[0])
        return traded(near, order, order)

    async def _quietly(self, community_id: str) -> None:
        # One community after the other: at a start all of them are waiting.
        with suppress(AinoriError):
            async with self._one:
                await self.read(community_id)

    async def read(self, community_id: str) -> None:
        """Read everybody of a community who may be read and is not read yet."""
        missing, names = await self.database.write(
            partial(self._missing, community_id=community_id)
        )
        masks = Masks(names)
        todo = [
            replace(one, lines=tuple(self._shown(line, masks) for line in one.lines))
            for one in missing
        ]
        for done in range(0, len(todo), _AT_ONCE):
            some = todo[done : done + _AT_ONCE]
            # Whoever said one thing is read once, not as a whole and line by line.
            texts = list(dict.fromkeys(x for one in some for x in sent(one.lines)))
            rows = await self._asked(texts, self.batch_s, "road_vector")
            if rows is None:
                return  # the next one who wakes us goes on from here
            made = dict(zip(texts, rows, strict=True))
            new = {one.member_id: _read(one, made, self.vectors.id) for one in some}
            await self.database.write(
                partial(self._keep, community_id=community_id, new=new)
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
    ) -> tuple[Lang, dict[str, Reading]]:
        """Return the readings of those who may be read, if the asker's need may."""
        asker = people.member(conn, ask.asker_id)
        if asker is None or not self._agreed(conn, [asker.id]):
            return "ja", {}
        stored = embeddings.of_community(conn, ask.community_id, self.vectors.id)
        agreed = self._agreed(conn, stored)
        return asker.language, {
            one: reading
            for one, reading in stored.items()
            if one in agreed
            and one in published
            and one != asker.id
            and reading.of == fingerprint(published[one])
        }

    def _missing(
        self, conn: Connection, *, community_id: str
    ) -> tuple[list[_Unread], tuple[str, ...]]:
        """Return whom to read, and the names to leave out.

        What was read of members who no longer agree goes in the same transaction.
        """
        published = publishing.lines(conn, community_id)
        agreed = self._agreed(conn, published)
        stored = embeddings.of_community(conn, community_id, self.vectors.id)
        embeddings.drop(
            conn, community_id, self.vectors.id, sorted(stored.keys() - agreed)
        )
        members = people.several(conn, sorted(published))
        missing = []
        for one in sorted(agreed):
            of = fingerprint(published[one])
            if one in stored and stored[one].of == of:
                continue
            lines = self._sayable(published[one], members[one].language)
            if joined(lines).strip():
                missing.append(_Unread(one, of, lines))
        return missing, tuple(member.name for member in members.values() if member.name)

    def _keep(
        self, conn: Connection, *, community_id: str, new: Mapping[str, Reading]
    ) -> None:
        """Store vectors of words that are still there, of members who may be read."""
        published = publishing.lines(conn, community_id, list(new))
        agreed = self._agreed(conn, new)
        kept = {
            one: reading
            for one, reading in new.items()
            if one in agreed and reading.of == fingerprint(published.get(one, ()))
        }
        embeddings.put(conn, community_id, kept, self.clock.now())

    def _agreed(self, conn: Connection, ids: Iterable[str]) -> set[str]:
        return may_be_read(conn, ids, self.vectors)

    def _sayable(
        self, lines: Sequence[PublishedLine], lang: Lang
    ) -> tuple[PublishedLine, ...]:
        said = [line for line in lines if line.text.strip()]
        if self.vectors.own:
            return tuple(said)
        return tuple(line for line in said if not sensitive(line.text, lang))

    def _shown(self, line: PublishedLine, masks: Masks) -> PublishedLine:
        own = self.vectors.own
        return line if own else replace(line, text=masks.hide(line.text))


def need_sent(asked: str) -> str:
    """Return what is read of a need; nothing of a long talk."""
    need = bare_need(asked)
    return need if len(sentences_of(need)) <= _MOST_SENTENCES else ""


def sent(lines: Sequence[PublishedLine]) -> tuple[str, ...]:
    """Return the texts that are read of a member, in the order of `texts_of`."""
    return tuple(text[:_LONGEST] for text in texts_of(lines))


def may_be_read(conn: Connection, ids: Iterable[str], vectors: Vectors) -> set[str]:
    """Return who of these members a second model may read: an own one, everybody."""
    asked = sorted(ids)
    return set(asked) if vectors.own else people.agreed(conn, asked, ROADS_CONSENTS)


def counted(conn: Connection, vectors: Vectors) -> tuple[int, int]:
    """Count the members that were read, and those who may be."""
    read = every = 0
    for home in communities.everything(conn):
        published = publishing.lines(conn, home.id)
        agreed = may_be_read(conn, published, vectors)
        stored = embeddings.of_community(conn, home.id, vectors.id)
        every += len(agreed)
        read += sum(
            one in stored and stored[one].of == fingerprint(published[one])
            for one in agreed
        )
    return read, every


def _read(one: _Unread, vectors: Mapping[str, Matrix], embedder_id: str) -> Reading:
    rows = np.stack([vectors[text] for text in sent(one.lines)])
    return replace(reading_of(one.lines, rows, embedder_id), of=one.of)
