"""Signed webhooks in, answers at a stub of LINE out: this bot beside an echo bot.

Both send through line-bot-sdk. Bot, stub and load are processes of their own, started
anew for each round; the rounds of the bots alternate, and medians are shown.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import line_bots
from benchmarks.line_bots import PEER, Bot
from benchmarks.line_load import Run
from benchmarks.machine import ROOT, fsync_ms, ground, load
from benchmarks.processes import free_port, started
from benchmarks.tables import Figures, middle, ms

RATE = 100.0
OPEN = 0
"""Stands for the open loop where others say how many webhooks are under way."""

_PACES = (1, 16, 64, OPEN)
_WARM_UP_S = 0.5
# More than any bot here takes; nobody is asked a fifth question.
_MOST_A_SECOND = {1: 2_000, 16: 4_000, 64: 5_000, OPEN: RATE}
_QUESTIONS = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """One run, what it cost, and what it was measured on."""

    run: Run
    cpu_s: float
    memory_mib: float
    fsync_ms: float
    load: float


@dataclass(frozen=True, slots=True)
class Key:
    """What was run: the bot, what people said, and how many webhooks at once."""

    bot: str
    says: str
    at_once: int


Cells = dict[Key, list[Cell]]


def measure(*, seconds: float, rounds: int, postgres: bool = False) -> list[Figures]:
    """Measure the bots side by side and return the tables."""
    cells: Cells = {}
    asked = sum(_asked(pace, seconds) for pace in _PACES)
    with tempfile.TemporaryDirectory(dir=ground()) as held:
        folder = Path(held)
        bots = line_bots.both(folder, asked=asked, postgres=postgres)
        for number in range(rounds):
            for bot in bots:
                place = folder / f"{number}-{bot.name.split()[0]}"
                place.mkdir()
                for key, cell in _round(bot, place, seconds=seconds):
                    cells.setdefault(key, []).append(cell)
    return [_closed(cells), _open(cells)]


def _round(bot: Bot, folder: Path, *, seconds: float) -> Iterator[tuple[Key, Cell]]:
    """Run everything once on fresh processes."""
    port = free_port()
    stub = started(
        ["-m", "benchmarks.line_stub", "--port", f"{port}"],
        url=f"http://127.0.0.1:{port}",
        folder=folder,
        ready="/count",
    )
    with stub as line, bot.start(line.url, folder) as running:
        url, first = f"{running.url}{bot.path}", line_bots.IDLE
        _post(url, line.url, "help", 4, seconds=_WARM_UP_S, run="warm")
        running.settle()
        for pace in _PACES:
            for says in bot.hears:
                probe, busy, before = fsync_ms(), load(), running.cpu_s()
                run = _post(
                    *(url, line.url, says, pace),
                    seconds=seconds,
                    run=f"{says}{pace}",
                    first=first if says == "interview" else 0,
                )
                spent = running.cpu_s() - before
                cell = Cell(run, spent, running.memory_mib(), probe, busy)
                yield Key(bot.name, says, pace), cell
            first += _asked(pace, seconds)


def _asked(pace: int, seconds: float) -> int:
    """Return how many people are asked the four questions in a run."""
    return int(_MOST_A_SECOND[pace] * seconds) // _QUESTIONS + 1


def _post(
    url: str,
    stub_url: str,
    says: str,
    pace: int,
    *,
    seconds: float,
    run: str,
    first: int = 0,
) -> Run:
    """Let another process post webhooks and wait for the answers."""
    people = line_bots.IDLE if says == "help" else _asked(pace, seconds)
    paced = ["--at-once", f"{pace}"] if pace != OPEN else ["--rate", f"{RATE}"]
    done = subprocess.run(
        [
            *(sys.executable, "-m", "benchmarks.line_load", url, stub_url),
            *("--says", says, "--seconds", f"{seconds}", "--run", run),
            *("--first", f"{first}", "--people", f"{people}", *paced),
        ],
        stdout=subprocess.PIPE,
        check=True,
        cwd=ROOT,
    )
    return Run(**json.loads(done.stdout))


def _closed(cells: Cells) -> Figures:
    """Return the table of the closed loop, each of our rows against the peer's."""
    table = Figures(
        "LINE: signed webhook to answer, N webhooks at a time",
        (
            *("bot", "people say", "N", "answers/s", "of the peer", "ack p50 ms"),
            *("ack p99 ms", "reply p50 ms", "CPU us", "fsync ms", "load"),
        ),
        named=2,
    )
    for key in sorted(cells, key=lambda key: (key.at_once, key.bot, key.says)):
        if key.at_once == OPEN:
            continue
        runs = [cell.run for cell in cells[key]]
        peer = [cell.run for cell in cells[Key(PEER, "help", key.at_once)]]
        rate = middle([run.answers_per_s for run in runs])
        share = rate / middle([run.answers_per_s for run in peer])
        table.add(
            *(key.bot, key.says, f"{key.at_once}", f"{rate:,.0f}", f"{share:.2f}"),
            ms(middle([run.ack_p50_s for run in runs])),
            ms(middle([run.ack_p99_s for run in runs])),
            ms(middle([run.reply_p50_s for run in runs])),
            f"{middle([c.cpu_s / c.run.answered for c in cells[key]]) * 1e6:,.0f}",
            *_ground(cells[key]),
        )
    table.notes.append(_lost(cells))
    return table


def _open(cells: Cells) -> Figures:
    """Return the table of the open loop, and of memory after all of it."""
    table = Figures(
        f"LINE: event to reply, {RATE:.0f} webhooks a second whatever the bot does",
        (
            *("bot", "people say", "ack p50 ms", "ack p99 ms", "reply p50 ms"),
            *("reply p99 ms", "RSS MiB", "fsync ms", "load"),
        ),
        named=2,
    )
    for key in sorted(cells, key=lambda key: (key.bot, key.says)):
        if key.at_once != OPEN:
            continue
        runs = [cell.run for cell in cells[key]]
        table.add(
            *(key.bot, key.says),
            ms(middle([run.ack_p50_s for run in runs])),
            ms(middle([run.ack_p99_s for run in runs])),
            ms(middle([run.reply_p50_s for run in runs])),
            ms(middle([run.reply_p99_s for run in runs])),
            f"{middle([cell.memory_mib for cell in cells[key]]):.0f}",
            *_ground(cells[key]),
        )
    return table


def _ground(cells: Sequence[Cell]) -> tuple[str, str]:
    return (
        f"{middle([cell.fsync_ms for cell in cells]):.2f}",
        f"{middle([cell.load for cell in cells]):.1f}",
    )


def _lost(cells: Cells) -> str:
    """Say how many were acknowledged, and what became of them."""
    said = []
    for bot in sorted({key.bot for key in cells}):
        runs = [c.run for key in cells if key.bot == bot for c in cells[key]]
        posted, answered = sum(r.posted for r in runs), sum(r.answered for r in runs)
        said.append(
            f"{bot}: {posted:,} acknowledged, {answered:,} answered, "
            f"{sum(r.doubled for r in runs)} twice, "
            f"{sum(r.refused for r in runs)} refused"
        )
    return "; ".join(said) + "."
