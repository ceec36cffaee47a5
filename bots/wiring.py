"""The one place where everything is put together.

Owns which parts there are and the order in which they begin and end. Must not know
what any of them does.
"""

import asyncio
from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Coroutine,
    Iterator,
    Mapping,
    Sequence,
)
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

import structlog
from sqlalchemy import Connection
from starlette.types import ASGIApp

from bots import chores, export
from bots.coaching import coach_work, reading_afar
from bots.http import LOOPBACK_HOSTS, Check, build_app
from bots.playing import Playing
from bots.registry import Parts, Played, Plug, plug_in
from bots.remembering import Remembering
from core.clock import Clock, Ids, RandomIds, SystemClock
from core.coach.working import CoachWork
from core.delivery import history, quarantine
from core.delivery.history import Entry
from core.finding import Finder
from core.i18n.catalog import Language
from core.metrics import Figures
from core.reading_here import ReadingHere
from core.runtime import Pace, Runtime
from core.runtime.alone import alone
from core.runtime.limiting import OwnTurns, SharedTurns
from core.second_reading import SecondReading
from core.settings import Settings, told
from core.store import people
from core.store.engine import Database, nothing, open_database
from core.store.migrating import migrate, revision
from core.store.migrations import head
from core.store.places import make_sure
from core.talk.engine import Talk
from core.talk.flows import FLOWS
from core.talk.incoming import Address, Incoming
from core.talk.inside import due
from core.workers import Reader

log = structlog.get_logger(__name__)

Plugged = str | Plug | Callable[[Parts], Plug]
"""A channel by name, one made elsewhere, or what makes one."""

Chore = Coroutine[object, object, None]


@dataclass(slots=True)
class Service:
    """Everything that runs, and the door it is reached by."""

    settings: Settings
    clock: Clock
    database: Database
    plugs: dict[str, Plug]
    reader: Reader
    coach: CoachWork
    runtime: Runtime
    figures: Figures

    def app(self) -> ASGIApp:
        """Return the HTTP door with everybody's routes."""
        return build_app(
            [
                *(r for plug in self.plugs.values() for r in plug.routes),
                *export.routes(
                    self.database,
                    self.clock,
                    zone=self.settings.timezone,
                    language=self.settings.lang,
                ),
            ],
            self._checks(),
            registry=self.figures.registry,
            hosts=_hosts(self.settings),
        )

    def before_stop(self) -> None:
        """End what would keep the door open for ever."""
        for plug in self.plugs.values():
            plug.before_stop()

    def _checks(self) -> Mapping[str, Check]:
        async def database() -> bool:
            return await self.database.read(revision) == head()

        async def writing() -> bool:
            await self.database.write(nothing)
            return True

        return {"database": database, "writing": writing}


@asynccontextmanager
async def running(
    settings: Settings,
    channels: Sequence[Plugged],
    *,
    playing: Playing | None = None,
    first: Callable[[Connection], object] | None = None,
    clock: Clock | None = None,
    ids: Ids | None = None,
    pace: Pace | None = None,
    settled: Callable[[], object] = chores.nothing_more,
) -> AsyncIterator[Service]:
    """Run everything but the HTTP door for as long as the block lasts.

    Args:
        settings: What the operator set.
        channels: Names of channels to plug in, or plugs made elsewhere, or what
            makes them.
        playing: A community whose people can all be played.
        first: Done in the database before anything runs.
        clock: Tells the time; the machine's own if None.
        ids: Makes the names of rows and choices; random ones if None.
        pace: How much at once, how often; the usual if None.
        settled: Called when what stays in memory is there: once everything runs, and
            once everybody was read beforehand.

    Raises:
        Retryable: The database is not there, or another process serves it.
        Broken: The database does not fit this version.
    """
    url = told(settings.database_url)
    await ready(url)
    service = _assembled(
        settings,
        channels,
        playing=playing,
        clock=clock or SystemClock(),
        ids=ids or RandomIds(),
        pace=pace or Pace(),
    )
    chores.keep_words_out_of(asyncio.get_running_loop())
    aside: list[asyncio.Task[None]] = []
    try:
        if first is not None:
            await service.database.write(first)
        await service.runtime.start()
        settled()
        aside = [asyncio.create_task(chore) for chore in _aside(service, settled)]
        yield service
    finally:
        for task in aside:
            task.cancel()
        await asyncio.gather(*aside, return_exceptions=True)
        await service.runtime.stop()
        for plug in service.plugs.values():
            await plug.close()
        await service.coach.close()
        if service.reader.here.afar is not None:
            await service.reader.here.afar.close()
        await service.database.close()


def _aside(service: Service, settled: Callable[[], object]) -> Iterator[Chore]:
    """Yield what goes on beside the service for as long as it runs."""
    database, clock = service.database, service.clock
    yield chores.warm(service.reader, settled)
    yield chores.warm_coach(service.coach)
    yield chores.sweep(database, clock)
    for name, plug in service.plugs.items():
        yield chores.introduce(name, plug.introduce)
        yield chores.keep_serving(name, plug.serve)
        if plug.month is not None:
            yield chores.count_month(
                database, clock, plug.channel, plug.month, service.figures.month
            )
        if plug.added is not None:
            yield chores.note_added(database, name, plug.added)


async def ready(url: str) -> None:
    """See to it that the database is there, ours alone where it must be, and current.

    Raises:
        Retryable: It is not there, or another process serves it.
        Broken: It does not fit this version.
    """
    make_sure(url)
    # Nobody's tables change under a process that serves them.
    probe = open_database(url)
    try:
        await probe.hold()
        before, after = await migrate(url)
    finally:
        await probe.close()
    if before != after:
        log.info("database migrated", was=before, now=after)


def _assembled(
    settings: Settings,
    channels: Sequence[Plugged],
    *,
    playing: Playing | None,
    clock: Clock,
    ids: Ids,
    pace: Pace,
) -> Service:
    database = open_database(told(settings.database_url))
    figures = Figures()
    parts = _parts(settings, database, clock, playing, lambda: runtime.accept)
    plugged = [_plugged(one, parts) for one in channels]
    plugs = {plug.channel.name: plug for plug in plugged}
    coach = coach_work(settings, database, clock, ids, figures.count_draft)
    second = SecondReading(database, coach.draft) if coach.companion else None
    afar = reading_afar(settings, database, clock, figures.count_draft)
    here = ReadingHere(database, clock, afar=afar)
    reader, finder = Reader(here), Finder(here, second)
    talk = Talk(
        flows=FLOWS,
        limits={name: plug.channel.limits for name, plug in plugs.items()},
        clock=clock,
        ids=ids,
        language=settings.lang,
        zone=settings.timezone,
        base_url=settings.base_url,
        help_lines={"ja": settings.help_lines_ja, "en": settings.help_lines_en},
        doors={name: plug.door for name, plug in plugs.items()},
        models_offered=coach.companion is not None,
        model_name=coach.companion.model.name if coach.companion else "",
        budget=coach.budget if coach.companion else None,
    )
    doing = {"find": finder.find} | reader.workers() | coach.workers()
    runtime = Runtime(
        database,
        channels={
            name: figures.timed_channel(plug.channel) for name, plug in plugs.items()
        },
        handle=talk.handle,
        parked=talk.parked,
        workers={
            kind: figures.timed_worker(kind, worker) for kind, worker in doing.items()
        },
        due=[due],
        clock=clock,
        ids=ids,
        pace=pace,
    )
    runtime.listen(figures.hear)
    return Service(settings, clock, database, plugs, reader, coach, runtime, figures)


def _plugged(one: Plugged, parts: Parts) -> Plug:
    if isinstance(one, Plug):
        return one
    return plug_in(one, parts) if isinstance(one, str) else one(parts)


def _parts(
    settings: Settings,
    database: Database,
    clock: Clock,
    playing: Playing | None,
    door: Callable[[], Callable[[Sequence[Incoming]], Awaitable[int]]],
) -> Parts:
    async def accept(incomings: Sequence[Incoming]) -> int:
        return await door()(incomings)

    async def said(lane: str) -> Sequence[Entry]:
        return await database.read(partial(history.of_lane, lane=lane))

    async def spoken(address: Address) -> Language | None:
        member = await database.read(partial(people.at, address=address))
        return member.language if member else None

    async def keep(*, channel: str, event_id: str, raw: str, why: str) -> None:
        await database.write(
            partial(
                quarantine.keep,
                channel=channel,
                event_id=event_id,
                raw=raw,
                why=why,
                now=clock.now(),
            )
        )

    async def everybody(channel: str) -> Sequence[Played]:
        if playing is None:
            return []
        return await database.read(partial(playing.everybody, channel=channel))

    several = database.dialect == "postgresql"
    return Parts(
        settings=settings,
        clock=clock,
        accept=accept,
        quarantine=keep,
        history=said,
        speaks=spoken,
        alone=partial(alone, database, worker=RandomIds().new()),
        turns=SharedTurns(database) if several else OwnTurns(),
        memory=partial(Remembering, database, clock),
        several_processes=several,
        people=None if playing is None else everybody,
        invite="" if playing is None else playing.invite,
    )


def _hosts(settings: Settings) -> tuple[str, ...]:
    """Return the names this service answers to; none means any."""
    if settings.host not in LOOPBACK_HOSTS:
        return ()
    public = urlsplit(settings.base_url).hostname
    return (*LOOPBACK_HOSTS, *([public] if public else []))
