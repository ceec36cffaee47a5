"""Who could help: at most three people for one ask, with reasons in their words.

Slow work, outside any transaction. Owns the order of its steps: everybody's closeness,
the models beside the built-in one, the choice, the quotes. It must not know how
closeness is found (core.matching) nor who may be asked (core.domain.helping).
"""

import asyncio
import json
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from core.domain.helping import (
    NEAR_ENOUGH,
    Candidate,
    Choice,
    Lines,
    Standing,
    choose,
    may_be_asked,
)
from core.errors import Broken
from core.matching.embedder import Embedder
from core.matching.index import Community
from core.matching.rank import candidates, read_need
from core.matching.reasons import reason, their_words
from core.reading_here import ReadingHere
from core.second_reading import Second, SecondReading, with_quote
from core.services import asking
from core.store import asks
from core.store.asks import Ask


@dataclass(frozen=True, slots=True)
class _Search:
    """What a flow asks for.

    Attributes:
        ask_id: The ask.
        seed: The same one brings the same people in the same order.
        anew: Set when those shown before may be shown again.
        only: Somebody who is named, and nobody else.
    """

    ask_id: str
    seed: str
    anew: str = ""
    only: str = ""


@dataclass(frozen=True, slots=True)
class _Limits:
    """Who may be shown in one search.

    Attributes:
        standings: What is true of each member now.
        before: Members shown for this ask earlier.
        asked: Members this ask was sent to.
        now: The present moment.
        seed: Of this search.
    """

    standings: Mapping[str, Standing]
    before: Set[str]
    asked: Set[str]
    now: datetime
    seed: str

    @property
    def free(self) -> set[str]:
        """Members who may be asked now."""
        return {
            one for one, at in self.standings.items() if may_be_asked(at, now=self.now)
        }


@dataclass(slots=True)
class Finder:
    """Finds people for an ask.

    Attributes:
        here: Reads communities, and knows the second model for vectors, if any.
        second: A text model that looks again, if there is one.
    """

    here: ReadingHere
    second: SecondReading | None = None

    async def find(self, ask: str) -> str:
        """Find at most three people for an ask, with reasons in their words."""
        search = _Search(**json.loads(ask))
        now = self.here.clock.now()
        wanted = await self.here.database.read(
            lambda conn: _wanted(conn, search.ask_id)
        )
        community = await self.here.community(wanted.community_id)
        near = await self._near(wanted, community, only=search.only)
        limits = await self.here.database.read(
            lambda conn: _limits(conn, wanted, near, search, now)
        )
        second = await self._looked_at_again(wanted, near, community, limits)
        choice = _chosen(second.near, limits)
        people = await asyncio.to_thread(
            _explained,
            choice.people,
            wanted.looked_for,
            community.lines,
            await self.here.embedder(),
            second,
        )
        found = {"ask_id": wanted.id, "people": people, "nobody": choice.nobody or ""}
        return json.dumps(found | {"read_by": second.by}, ensure_ascii=False)

    async def _near(
        self, wanted: Ask, community: Community, *, only: str
    ) -> tuple[Candidate, ...]:
        """Return how near everybody comes, or somebody named alone.

        Who is named is near enough, whatever the words; no limit is left aside.
        """
        embedder = await self.here.embedder()
        near = await asyncio.to_thread(
            _closest, wanted.looked_for, community, embedder, wanted.asker_id
        )
        if not only:
            return near
        named = (one for one in near if one.member_id == only)
        return tuple(replace(one, closeness=NEAR_ENOUGH) for one in named)

    async def _looked_at_again(
        self,
        wanted: Ask,
        near: tuple[Candidate, ...],
        community: Community,
        limits: _Limits,
    ) -> Second:
        """Let the models beside the built-in one deal places anew, where there are."""
        if self.here.afar is not None:
            near = await self.here.afar.look(wanted, near, published=community.lines)
        if self.second is None:
            return Second(near)
        return await self.second.look(
            wanted,
            near,
            free=limits.free - limits.before,
            published=community.lines,
            seed=limits.seed,
        )


def _wanted(conn: Connection, ask_id: str) -> Ask:
    ask = asks.ask(conn, ask_id)
    if ask is None:
        message = f"ask {ask_id!r} is not there"
        raise Broken(message)
    return ask


def _limits(
    conn: Connection,
    wanted: Ask,
    near: Sequence[Candidate],
    search: _Search,
    now: datetime,
) -> _Limits:
    ids = [one.member_id for one in near]
    return _Limits(
        asking.standings(conn, ids, asker_id=wanted.asker_id, now=now),
        set() if search.anew else asks.shown_for(conn, wanted.id),
        {request.helper_id for request in asks.of_ask(conn, wanted.id)},
        now,
        f"{wanted.id}:{search.seed}",
    )


def _chosen(near: Sequence[Candidate], limits: _Limits) -> Choice:
    """Choose whom to show; where nobody is new, who was shown and not asked."""
    choice = partial(choose, near, limits.standings, now=limits.now, seed=limits.seed)
    fresh = choice(exclude=limits.before)
    if fresh.people or not limits.before:
        return fresh
    return choice(asked=limits.asked)


def _closest(
    wanted: str, community: Community, embedder: Embedder, asker_id: str
) -> tuple[Candidate, ...]:
    """Return how close each of the others comes to what somebody wants."""
    return candidates(read_need(wanted, embedder), community, asker_id=asker_id)


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
