"""The bot that is killed: a real runtime with a small handler and a file platform.

It kills itself where AINORI_CRASH_AT says (`point:how often passed`), like a power cut.
Events come as a platform sends them: those that were never acknowledged come again, and
so do the last ones that were.
"""

import asyncio
import os
import signal
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from sqlalchemy import Column, Connection, Integer, Table, Text, insert

from core.clock import RandomIds, SystemClock
from core.delivery import outbox, work
from core.runtime import Pace, Runtime
from core.store.engine import open_database
from core.store.metadata import metadata
from core.talk.incoming import Incoming, Said, WorkDone
from core.talk.outgoing import Text as Bubble
from tests.crash.platform import CHANNELS, FileChannel, Files, event

POINTS = (
    "storing",
    "accepted",
    "handling",
    "handled",
    "sending",
    "answered",
    "marked",
    "claimed",
    "worked",
)
# Work ends with its process so often here that it needs more tries.
PACE = Pace(lease_s=0.6, poll_s=0.1, working_s=(0.01,) * 50)
_AGAIN = 30
_EVERY_S = 0.004
_ids = RandomIds()

handled = Table(
    "crash_handled",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("lane", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    sqlite_autoincrement=True,
)


def handle(conn: Connection, incoming: Incoming) -> None:
    """Write one row for the event; answer it, or let a worker answer every tenth."""
    match incoming.content:
        case Said(text):
            number, kind = int(text), "said"
        case WorkDone(answer=answer):
            number, kind = int(answer), "work"
        case _:
            raise AssertionError(incoming)
    row = {"lane": incoming.place.lane, "number": number, "kind": kind}
    conn.execute(insert(handled), row)
    if kind == "said" and number % 10 == 0:
        work.enqueue(
            conn,
            id=_ids.new(),
            kind="echo",
            ask=str(number),
            place=incoming.place,
            sender=incoming.sender,
            reply_pass=incoming.reply_pass,
            now=datetime.now(UTC),
        )
        return
    waited = chain(*outbox.take_waiting(conn, incoming.place.lane, 4))
    outbox.enqueue(
        conn,
        id=_ids.new(),
        place=incoming.place,
        messages=(*waited, Bubble(str(number))),
        urgency="reply",
        reply_pass=incoming.reply_pass,
        now=datetime.now(UTC),
    )


def parked(conn: Connection, incoming: Incoming) -> None:
    """Fail: nothing here is poison."""
    raise AssertionError(incoming)


async def echo(ask: str) -> str:
    """Answer after a moment."""
    await asyncio.sleep(0.005)
    return ask


def run(url: str, folder: Path, *, job: str) -> None:
    """Run until killed, or with job `begin` or `drain` until nothing is left to do."""
    asyncio.run(_run(url, Files(folder), job))


async def _run(url: str, files: Files, job: str) -> None:
    database = open_database(url)
    runtime = Runtime(
        database,
        channels={name: FileChannel(name, files) for name in CHANNELS},
        handle=handle,
        parked=parked,
        workers={"echo": echo},
        due=[],
        clock=SystemClock(),
        ids=_ids,
        pace=PACE,
        checkpoint=_killer(os.environ.get("AINORI_CRASH_AT", "")),
    )
    await runtime.start()
    if job != "work":
        await _redeliver(runtime, files)
    if job == "begin":
        await _begin(runtime, files)
    if job == "deliver":
        await _deliver(runtime, files)
    if job == "work":
        await asyncio.Event().wait()
    await runtime.idle()
    await runtime.stop()
    await database.close()


def _killer(crash_at: str) -> Callable[[str], None]:
    point, _, times = crash_at.partition(":")
    passed: Counter[str] = Counter()

    def checkpoint(here: str) -> None:
        if here == point:
            passed[here] += 1
            if passed[here] == int(times):
                os.kill(os.getpid(), signal.SIGKILL)

    return checkpoint


async def _redeliver(runtime: Runtime, files: Files) -> None:
    tried = [int(line) for line in files.lines("tried")]
    acked = [int(line) for line in files.lines("acked")]
    lost = sorted(set(tried) - set(acked))
    for number in lost + acked[-_AGAIN:]:
        await _give(runtime, files, number)


async def _begin(runtime: Runtime, files: Files) -> None:
    """Let one event be answered by a worker, and one at once."""
    for number in range(2):
        files.write("tried", str(number))
        await _give(runtime, files, number)


async def _deliver(runtime: Runtime, files: Files) -> None:
    first = max((int(line) for line in files.lines("tried")), default=-1) + 1
    async with asyncio.TaskGroup() as calls:
        for number in range(first, first + 100_000):
            files.write("tried", str(number))
            calls.create_task(_give(runtime, files, number))
            await asyncio.sleep(_EVERY_S)


async def _give(runtime: Runtime, files: Files, number: int) -> None:
    await runtime.accept([event(number)])
    files.write("acked", str(number))
