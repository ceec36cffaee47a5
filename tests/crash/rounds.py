"""Kills the bot again and again, then counts what is lost, doubled or out of order.

    python -m tests.crash.rounds URL FOLDER ROUNDS SEED

prints the counts as JSON. A process of its own, so that each round is a quick fork of
one that has everything imported and no threads.
"""

import asyncio
import json
import os
import random
import signal
import sys
import time
from collections import Counter
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path

from sqlalchemy import Connection, select

from core.delivery import backlog
from core.store.engine import open_database
from core.store.metadata import metadata
from tests.crash.platform import LANES, Files
from tests.crash.program import POINTS, handled, run

_LONGEST_ROUND_S = 5.0


@dataclass(frozen=True, slots=True)
class Counts:
    """What came out of all rounds."""

    kills: int
    acked: int
    lost: int
    handled_twice: int
    out_of_order: int
    unanswered: int
    in_mailbox: int
    unknown: int
    parked: int
    doubled_plain: int
    doubled_keyed: int
    doubled_passes: int


def main() -> None:
    """Run the rounds and print the counts."""
    url, folder, rounds, seed = sys.argv[1:]
    print(json.dumps(asdict(play(url, Path(folder), int(rounds), int(seed)))))  # noqa: T201


def play(url: str, folder: Path, rounds: int, seed: int) -> Counts:
    """Run the rounds and return the counts."""
    dice = random.Random(seed)  # noqa: S311  a repeatable choice, no secret
    _create_table(url)
    # What this compiles, no round has to.
    run(url, folder, job="begin")
    kills = 0
    for number in range(rounds):
        # Every second round dies at a named point, the others at any moment.
        point = POINTS[number // 2 % len(POINTS)] if number % 2 else ""
        bots = [_fork(url, folder, "deliver", f"{point}:{dice.randint(1, 12)}")]
        if url.startswith("postgres"):
            bots.append(_fork(url, folder, "work", ""))
        _wait_for_acks(Files(folder), bots[0], dice.randint(10, 60))
        time.sleep(dice.uniform(0, 0.02))
        kills += _end(bots)
    for bot in [_fork(url, folder, "drain", "")]:
        _, status = os.waitpid(bot, 0)
        if status != 0:
            raise SystemExit(f"the last run failed with status {status}")
    return _count(url, Files(folder), kills)


def _fork(url: str, folder: Path, job: str, crash_at: str) -> int:
    bot = os.fork()
    if bot:
        return bot
    try:
        os.environ["AINORI_CRASH_AT"] = crash_at
        run(url, folder, job=job)
    except BaseException as error:
        sys.stderr.write(f"{job} failed: {error!r}\n")
        os._exit(1)
    os._exit(0)


def _wait_for_acks(files: Files, bot: int, number: int) -> None:
    """Wait until a bot acknowledged some more events, or died, or is too slow."""
    wanted = len(set(files.lines("acked"))) + number
    until = time.monotonic() + _LONGEST_ROUND_S
    while time.monotonic() < until and len(set(files.lines("acked"))) < wanted:
        ended = os.waitid(os.P_PID, bot, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        if ended is not None:
            break
        time.sleep(0.002)


def _end(bots: list[int]) -> int:
    """Kill the bots that are alive; return how many were killed, also by themselves."""
    for bot in bots:
        os.kill(bot, signal.SIGKILL)
    killed = 0
    for bot in bots:
        _, status = os.waitpid(bot, 0)
        killed += os.WIFSIGNALED(status)
    return killed


def _create_table(url: str) -> None:
    async def create() -> None:
        database = open_database(url)
        await database.create_all(metadata)
        await database.close()

    asyncio.run(create())


def _count(url: str, files: Files, kills: int) -> Counts:
    async def read() -> tuple[list[tuple[str, int, str]], dict[str, dict[str, int]]]:
        database = open_database(url)
        try:
            return await database.read(_rows), await database.read(backlog.counts)
        finally:
            await database.close()

    rows, left = asyncio.run(read())
    acked = {int(line) for line in files.lines("acked")}
    times = Counter((number, kind) for _, number, kind in rows)
    sent = Counter(files.sent())
    doubled: Counter[str] = Counter()
    for (channel, _), number in sent.items():
        doubled[channel] += number - 1
    answered = {int(number) for _, number in sent}
    waits = left["outbox"].get("waiting", 0)
    return Counts(
        kills=kills,
        acked=len(acked),
        lost=sum((number, "said") not in times for number in acked),
        handled_twice=sum(number - 1 for number in times.values()),
        out_of_order=_out_of_order(rows),
        unanswered=len(acked - answered) - waits,
        in_mailbox=waits,
        unknown=left["outbox"].get("unknown", 0),
        parked=left["inbox"].get("parked", 0),
        doubled_plain=doubled["plain"],
        doubled_keyed=doubled["keyed"],
        doubled_passes=doubled["passes"],
    )


def _rows(conn: Connection) -> list[tuple[str, int, str]]:
    query = select(handled.c.lane, handled.c.number, handled.c.kind)
    return [(*row,) for row in conn.execute(query.order_by(handled.c.seq))]


def _out_of_order(rows: list[tuple[str, int, str]]) -> int:
    lanes: dict[str, list[int]] = {}
    for lane, number, kind in rows:
        if kind == "said":
            lanes.setdefault(lane, []).append(number)
    assert len(lanes) <= LANES
    return sum(
        after < before
        for numbers in lanes.values()
        for before, after in pairwise(numbers)
    )


if __name__ == "__main__":
    main()
