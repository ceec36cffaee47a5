"""Does the work "coach": decides whether words may leave, counts, and asks the coach.

Reads consent, names and what was used from the store; the words themselves are in the
work alone. Always answers; the answer says who wrote it.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from sqlalchemy import Connection

from core.clock import Clock, Ids
from core.coach import offline
from core.coach.budget import DAY, Budget, Used
from core.coach.companion import Companion, Use
from core.coach.prompts import LONGEST_PROMPT
from core.coach.sensitive import sensitive
from core.domain.coaching import (
    MODEL_CONSENT,
    ROADS_CONSENT,
    Ask,
    Drafted,
    Roads,
    Wanted,
    Why,
)
from core.store import communities, drafts, people
from core.store.engine import Database
from core.talk.codec import adapter

ROADS_CONSENTS = (MODEL_CONSENT, ROADS_CONSENT)
_MOST_BEGUN = 2
"""A draft whose process died is asked for once more, not again after that."""

_OUTCOME_LENGTH = 16
_MODEL_LENGTH = 80


class Counts(Protocol):
    """Hears how every draft ended, for the figures."""

    def __call__(self, ask: str, outcome: str, use: Use) -> None:
        """Count one."""
        ...


def count_nothing(ask: str, outcome: str, use: Use) -> None:
    """Count nothing."""


@dataclass(frozen=True, slots=True)
class Leave:
    """Whether the model may be asked: why not, or who is around and whose words go."""

    why: Why
    names: tuple[str, ...] = ()
    others: bool = False
    row: str = ""


@dataclass(slots=True)
class CoachWork:
    """The worker of kind "coach".

    Attributes:
        database: Where consent, names and counts are.
        clock: Tells the time.
        ids: Makes ids of rows.
        companion: Asks the model; None when none is set up.
        budget: The most in 24 hours.
        counts: Hears how each ended.
    """

    database: Database
    clock: Clock
    ids: Ids
    companion: Companion | None = None
    budget: Budget = field(default_factory=Budget)
    counts: Counts = count_nothing

    def workers(self) -> dict[str, Callable[[str], Awaitable[str]]]:
        """Return the worker by the kind of work it does."""
        return {"coach": self.work}

    async def warm(self) -> None:
        """Load beforehand what the first draft would wait for."""
        if self.companion is not None:
            await self.companion.warm()

    async def close(self) -> None:
        """Let go of connections."""
        if self.companion is not None:
            await self.companion.model.close()

    async def work(self, ask: str) -> str:
        """Answer work as JSON."""
        wanted: Wanted = adapter(Wanted).validate_json(ask)
        drafted = await self.draft(wanted)
        return adapter(Drafted).dump_json(drafted).decode()

    async def draft(self, wanted: Wanted) -> Drafted:
        """Answer an ask, by the model where that may be."""
        ask, companion = wanted.ask, self.companion
        if companion is None:
            return self._own(ask, "off")
        if _too_private(wanted):
            return self._own(ask, "sensitive")
        leave = await self.database.write(partial(self._leave, wanted, companion))
        if leave.why:
            return self._own(ask, leave.why)
        drafted, use = await companion.draft(
            ask,
            names=leave.names,
            others=leave.others,
            member_id=wanted.member_id,
        )
        await self.database.write(partial(_note, row=leave.row, use=use))
        self.counts(ask.kind, use.outcome, use)
        return drafted

    def _own(self, ask: Ask, why: Why) -> Drafted:
        self.counts(ask.kind, why, Use())
        return offline.drafted(ask, why)

    def _leave(self, wanted: Wanted, companion: Companion, conn: Connection) -> Leave:
        """Decide, and note the call before it is made, in one transaction."""
        now, member_id = self.clock.now(), wanted.member_id
        needed = _consents(wanted.ask)
        if not people.agreed(conn, [member_id], needed):
            return Leave("no_consent")
        ref = wanted.ref or self.ids.new()
        if drafts.begun(conn, ref) >= _MOST_BEGUN:
            return Leave("late")
        patience = timedelta(seconds=2 * companion.deadline_s)
        if drafts.in_flight(conn, member_id, ref, now - patience):
            return Leave("busy")
        names = tuple(communities.names_around(conn, member_id))
        others = (
            _may_go(wanted.ask)
            and bool(wanted.others)
            and people.agreed(conn, wanted.others, needed) == set(wanted.others)
        )
        coming = LONGEST_PROMPT + companion.most_tokens
        if self._spent(conn, wanted, now, coming):
            return Leave("spent")
        row = self.ids.new()
        drafts.begin(
            conn,
            id=row,
            ref=ref,
            member_id=member_id,
            community_id=wanted.community_id or None,
            ask=wanted.ask.kind,
            guessed=coming,
            now=now,
        )
        return Leave("", names, others, row)

    def _spent(
        self, conn: Connection, wanted: Wanted, now: datetime, coming: int
    ) -> bool:
        since = now - DAY
        member = drafts.used(conn, since, member_id=wanted.member_id)
        room = drafts.Sum(0, 0)
        if wanted.community_id:
            room = drafts.used(conn, since, community_id=wanted.community_id)
        everybody = drafts.used(conn, since)
        return self.budget.spent(
            *(Used(one.calls, one.tokens) for one in (member, room, everybody)),
            coming=coming,
        )


def _consents(ask: Ask) -> tuple[str, ...]:
    """Return everything that whose words are in an ask must have agreed to."""
    return ROADS_CONSENTS if isinstance(ask, Roads) else (MODEL_CONSENT,)


def _too_private(wanted: Wanted) -> bool:
    """Whether the asker's own words stay here, since they did not agree to this one."""
    ask = wanted.ask
    private = any(sensitive(one, ask.lang) for one in ask.own())
    return private and not wanted.send_sensitive


def _may_go(ask: Ask) -> bool:
    """Whether nothing in others' words is too private; nobody can agree for them."""
    return not any(sensitive(one, ask.lang) for one in ask.theirs())


def _note(conn: Connection, *, row: str, use: Use) -> None:
    drafts.finish(
        conn,
        row,
        calls=use.calls,
        tokens_in=use.tokens_in,
        tokens_out=use.tokens_out,
        tokens_cached=use.tokens_cached,
        tokens_guessed=use.guessed,
        latency_ms=use.latency_ms,
        model=use.model[:_MODEL_LENGTH],
        prompt_hash=use.prompt_hash,
        outcome=use.outcome[:_OUTCOME_LENGTH],
    )
