"""Updates in, answers at a stub of Telegram out: this bot beside two echo bots.

One is python-telegram-bot's `Application`, the other aiogram; both as their own
examples write them, both at-most-once. Ours stores every update before it is
acknowledged, and every answer before it leaves. All send through their libraries'
`Bot`. Bot and stub are processes of their own, started anew for each round; the rounds
of the bots alternate, and medians are shown.
"""

import contextlib
import json
import shutil
import tempfile
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.line_people import move_in
from benchmarks.machine import fsync_ms, ground, load
from benchmarks.processes import Started, free_port, started
from benchmarks.tables import Figures, middle, ms
from benchmarks.telegram_side import FIRST, PEOPLE, SECRET, TOKEN, Run
from core.talk.incoming import Address

OURS, PTB, AIOGRAM = "ainori, SQLite", "python-telegram-bot", "aiogram"
MODES = ("webhook", "polling")
_PACES = (1, 16, 64)
_WARM_UP_S = 0.5
_MODULES = {
    OURS: "benchmarks.telegram_ours",
    PTB: "benchmarks.peer_ptb",
    AIOGRAM: "benchmarks.peer_aiogram",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One run, what it cost, and what it was measured on."""

    run: Run
    cpu_s: float
    memory_mib: float
    fsync_ms: float
    load: float


Cells = dict[tuple[str, str, int], list[Cell]]


def measure(*, seconds: float, rounds: int) -> list[Figures]:
    """Measure the bots side by side and return the tables."""
    cells: Cells = {}
    with tempfile.TemporaryDirectory(dir=ground()) as held:
        folder = Path(held)
        model = folder / "people.db"
        move_in(
            f"sqlite:///{model}",
            idle=PEOPLE,
            asked=0,
            on=lambda number: Address("telegram", f"{FIRST + number}"),
        )
        for number in range(rounds):
            for mode in MODES:
                for bot in _MODULES:
                    place = folder / f"{number}-{mode}-{bot.split()[0].strip(',')}"
                    place.mkdir()
                    shutil.copyfile(model, place / "ainori.db")
                    for pace, cell in _round(bot, mode, place, seconds):
                        cells.setdefault((mode, bot, pace), []).append(cell)
    return [_table(cells, mode) for mode in MODES]


def _round(
    bot: str, mode: str, folder: Path, seconds: float
) -> Iterator[tuple[int, Cell]]:
    """Run everything once on fresh processes."""
    port = free_port()
    side = started(
        ["-m", "benchmarks.telegram_side", "--port", f"{port}"],
        url=f"http://127.0.0.1:{port}",
        folder=folder,
        ready="/ready",
    )
    with side as telegram, _bot(bot, mode, telegram.url, folder) as running:
        path = "/telegram/webhook" if bot == OURS else "/telegram"
        asked = {"url": running.url + path}
        _run(telegram.url, mode, 4, _WARM_UP_S, asked)
        for pace in _PACES:
            probe, busy, before = fsync_ms(), load(), running.cpu_s()
            run = _run(telegram.url, mode, pace, seconds, asked)
            spent = running.cpu_s() - before
            yield pace, Cell(run, spent, running.memory_mib(), probe, busy)


@contextlib.contextmanager
def _bot(bot: str, mode: str, side: str, folder: Path) -> Iterator[Started]:
    port = free_port()
    options: list[str] = []
    url, ready = f"http://127.0.0.1:{port}", "/"
    if bot == OURS:
        ready = "/readyz"
    elif mode == "webhook":
        options = ["--port", f"{port}"]
    else:
        # It opens no port: what answers instead is the stub, which it asks.
        url, ready = side, "/ready"
    with started(
        ["-m", _MODULES[bot], *options],
        url=url,
        folder=folder,
        ready=ready,
        env={
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_BASE": side,
            "TELEGRAM_MODE": mode,
            "TELEGRAM_WEBHOOK_SECRET": SECRET,
            "AINORI_BASE_URL": "https://bench.example.org",
            "AINORI_DATABASE_URL": f"sqlite:///{folder / 'ainori.db'}",
            "AINORI_PORT": f"{port}",
            # As the command `ainori` sets it before anything is loaded.
            "OPENBLAS_NUM_THREADS": "1",
        },
    ) as running:
        running.settle()
        yield running


def _run(side: str, mode: str, pace: int, seconds: float, asked: dict[str, str]) -> Run:
    query = urlencode({**asked, "at_once": pace, "seconds": seconds})
    with urllib.request.urlopen(f"{side}/{mode}?{query}", timeout=120) as answer:  # noqa: S310
        return Run(**json.load(answer))


def _table(cells: Cells, mode: str) -> Figures:
    """Return the table of a mode, each row against python-telegram-bot's."""
    unit = "unacknowledged" if mode == "webhook" else "unanswered"
    table = Figures(
        f"Telegram, {mode}: update to answer, N updates {unit} at a time",
        (
            *("bot", "N", "answers/s", "of PTB", "ack p50 ms", "ack p99 ms"),
            *("reply p50 ms", "reply p99 ms", "CPU us", "RSS MiB", "fsync ms", "load"),
        ),
    )
    for pace in _PACES:
        peer = _median(cells[mode, PTB, pace], "answers_per_s")
        for bot in _MODULES:
            held = cells[mode, bot, pace]
            rate = _median(held, "answers_per_s")
            cpu = middle([c.cpu_s / max(c.run.answered, 1) for c in held])
            table.add(
                *(bot, f"{pace}", f"{rate:,.0f}", f"{rate / max(peer, 1e-9):.2f}"),
                *(ms(_median(held, f"ack_p{one}_s")) for one in (50, 99)),
                *(ms(_median(held, f"reply_p{one}_s")) for one in (50, 99)),
                f"{cpu * 1e6:,.0f}",
                f"{middle([c.memory_mib for c in held]):.0f}",
                f"{middle([c.fsync_ms for c in held]):.2f}",
                f"{middle([c.load for c in held]):.1f}",
            )
    for bot in _MODULES:
        runs = [c.run for (m, b, _), held in cells.items() if (m, b) == (mode, bot)
                for c in held]  # fmt: skip
        table.notes.append(
            f"{bot}: {sum(r.posted for r in runs):,} acknowledged, "
            f"{sum(r.answered for r in runs):,} answered, "
            f"{sum(r.doubled for r in runs)} twice, "
            f"{sum(r.refused for r in runs)} refused."
        )
    return table


def _median(cells: list[Cell], name: str) -> float:
    return middle([float(getattr(cell.run, name)) for cell in cells])
