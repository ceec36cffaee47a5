"""Lives a month through: people come and go over signed webhooks and the real service.

    counts = await live(folder, Plan(), seed=1)

LINE is the stateful fake on the loopback with a month of 200, the calls go through the
official SDK, and the clock is moved from day to day. Nothing but the seed decides what
happens. People look in most days; what waited for them comes along with the answers.
"""

import random
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import cycle
from pathlib import Path

from sqlalchemy import Connection

from core.matching.embedder import Embedder
from core.store import communities
from core.talk import forgetting
from tests.month.books import Books, Counts, kind, most_a_request
from tests.month.gathering import Gathering
from tests.month.neighbour import Neighbour
from tests.month.words import FLAGS, NEEDS, NEWCOMERS, SAID
from tests.talk.talking import MovableClock
from tests.transcripts.channels import Here, service_on
from tests.transcripts.neighbourhood import moved_in
from tests.wire.line_phone import LinePhone, Talk

FREE_PLAN = 200
# The first of a month in Japan, in the morning: LINE counts one page of its ledger.
_BEGINS = datetime(2026, 12, 31, 22, 30, tzinfo=UTC)
_A_DAY = timedelta(days=1)
_COMES = 0.6
_JOINS = 0.12
_CHEERS = 0.1
_CALLED_EVERY_DAYS = 3


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to happen, spread over the days; who does it is drawn by lot."""

    days: int = 30
    newcomers: int = 16
    requests: int = 20
    flags: int = 8
    posts: int = 200

    @classmethod
    def of(cls, days: int) -> "Plan":
        """Return a shorter month in which as much happens a day."""
        whole = cls()
        share = days / whole.days
        return cls(
            days,
            round(whole.newcomers * share),
            round(whole.requests * share),
            round(whole.flags * share),
            round(whole.posts * share),
        )

    def due(self, what: int, day: int) -> int:
        """Return how many of so many should have happened by the end of a day."""
        return round(what * (day + 1) / self.days)


class SeededIds:
    """Names of rows and choices that are the same in every run of a seed."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)  # noqa: S311 - the same again, no secret
        self._count = 0

    def new(self) -> str:
        """Return the next row id."""
        self._count += 1
        return f"{self._count:010x}{self._dice.randrange(16**14):014x}"

    def token(self) -> str:
        """Return the next choice token."""
        return self.new()[-12:]


async def live(
    folder: Path, plan: Plan, *, seed: int, embedder: Embedder | None = None
) -> Counts:
    """Live through the plan and return what it came to."""
    clock = MovableClock(start=_BEGINS)
    there = await moved_in(folder, "ja", embedder, clock)
    run = folder / "month"
    run.mkdir()
    async with service_on(
        there,
        run,
        newcomers="line",
        clock=clock,
        ids=SeededIds(seed),
        quota=FREE_PLAN,
    ) as here:
        dice = random.Random(seed)  # noqa: S311 - the same again, no secret
        month = _Month(here, plan, dice)
        for day in range(plan.days):
            await month.live(day)
        return await month.counts()


class _Month:
    def __init__(self, here: Here, plan: Plan, dice: random.Random) -> None:
        self._here = here
        self._plan = plan
        self._dice = dice
        self._books = Books()
        self._did: Counter[str] = Counter()
        self._flags = cycle(dice.sample(FLAGS, len(FLAGS)))
        self._people = [
            self._neighbour(member.name)
            for member in here.neighbourhood.sample.members
            if not member.resting
        ]
        self._gathering = Gathering(
            here.line,
            members=len(self._people),
            dice=dice,
            did=self._did,
            idle=here.idle,
        )
        self._new = list(NEWCOMERS[: plan.newcomers])
        self._needs = cycle(dice.sample(NEEDS, len(NEEDS)))

    def _neighbour(self, who: str, **own: str) -> Neighbour:
        async def nobody_looks_in(_user: str) -> int:
            return 0

        talk = Talk(idle=self._here.idle, waiting=nobody_looks_in, look_in="")
        words = (
            SAID
            | {"flag": (next(self._flags),)}
            | {key: (said,) for key, said in own.items()}
        )
        phone = LinePhone(self._here.line, who, talk)
        return Neighbour(who, phone, self._here.clock, self._dice, words, self._did)

    async def live(self, day: int) -> None:
        """Let everybody do what they do on a day."""
        clock, plan = self._here.clock, self._plan
        if day == 0:
            code = self._here.neighbourhood.sample.invite
            await self._gathering.begin(code, self._people[0].name)
        arrived = plan.newcomers - len(self._new)
        for _ in range(min(plan.due(plan.newcomers, day), plan.newcomers) - arrived):
            await self._arrives()
        for one in self._dice.sample(self._people, len(self._people)):
            if self._dice.random() < _COMES:
                await self._comes(one, day)
        if day % _CALLED_EVERY_DAYS == 0:
            await self._gathering.go_on([one.name for one in self._people])
        await self._here.service.database.write(self._books.note)
        tomorrow = _BEGINS + (day + 1) * _A_DAY
        await self._here.pass_time(tomorrow - clock.now())
        await self._here.service.database.write(
            partial(forgetting.sweep, now=clock.now())
        )

    async def _arrives(self) -> None:
        road = self._new.pop(0)
        one = self._neighbour(
            road.name,
            name=road.name,
            origin=road.origin,
            destination=road.destination,
            next_step=road.next_step,
        )
        await one.arrive(self._here.neighbourhood.sample.invite)
        self._people.append(one)

    async def _comes(self, one: Neighbour, day: int) -> None:
        did, plan = self._did, self._plan
        await one.look_in()
        if did["posts"] < plan.due(plan.posts, day):
            await one.post()
        if did["flags"] < plan.due(plan.flags, day):
            await one.raise_flag()
        elif self._dice.random() < _JOINS:
            await one.join_a_flag()
        if did["requests"] < plan.due(plan.requests, day):
            await one.ask(next(self._needs))
        if self._dice.random() < _CHEERS:
            await one.cheer()

    async def counts(self) -> Counts:
        """Close the books."""
        here, books = self._here, self._books
        api = here.line.api
        pushed = books.pushed(api.sendings)
        taken = Counter(one.how for one in api.sendings)
        carried, waiting, members = await here.service.database.read(self._rows)
        return Counts(
            days=self._plan.days,
            members=members,
            did=dict(self._did),
            replies=taken["reply"],
            pushes=dict(_by_kind(pushed)),
            counted=api.account.used,
            most_a_request=most_a_request(pushed),
            to_groups=sum(
                one.how == "push" and one.to in api.groups for one in api.sendings
            ),
            carried=dict(carried),
            waiting=waiting,
            refused=len(api.complaints)
            + api.calls["reply"]
            + api.calls["push"]
            - taken.total(),
        )

    def _rows(self, conn: Connection) -> tuple[Counter[str], int, int]:
        room = communities.invited_to(conn, self._here.neighbourhood.sample.invite)
        assert room is not None
        return (
            self._books.carried(conn),
            self._books.waiting(conn),
            room.taken,
        )


def _by_kind(pushed: Counter[str]) -> Counter[str]:
    kinds: Counter[str] = Counter()
    for about, times in pushed.items():
        kinds[kind(about)] += times
    return kinds
