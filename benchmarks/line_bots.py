"""The bots that `benchmarks.line` compares, and how each is started."""

import contextlib
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.line_events import ACCESS_TOKEN, SECRET
from benchmarks.line_people import move_in
from benchmarks.postgres import a_postgres
from benchmarks.processes import Started, free_port, started

OURS = "ainori, SQLite"
OURS_SPREAD = "ainori, PostgreSQL"
PEER = "echo bot"
IDLE = 1_000
"""So many people have no dialogue running; those after them are being asked."""


@dataclass(frozen=True, slots=True)
class Bot:
    """A bot to measure: where its webhooks go, and what is worth saying to it.

    `start` takes the address of the stub and a folder of its own.
    """

    name: str
    path: str
    hears: tuple[str, ...]
    start: Callable[[str, Path], AbstractContextManager[Started]]


def both(folder: Path, *, asked: int, postgres: bool) -> list[Bot]:
    """Return this bot, on one database or two, and the peer."""
    model = folder / "people.db"
    move_in(f"sqlite:///{model}", idle=IDLE, asked=asked)

    @contextlib.contextmanager
    def on_sqlite(stub_url: str, place: Path) -> Iterator[Started]:
        database = place / "ainori.db"
        shutil.copyfile(model, database)
        with _ours(f"sqlite:///{database}", stub_url, place) as running:
            yield running

    @contextlib.contextmanager
    def on_postgres(stub_url: str, place: Path) -> Iterator[Started]:
        with a_postgres() as url:
            move_in(url, idle=IDLE, asked=asked)
            with _ours(url, stub_url, place) as running:
                yield running

    path, hears = "/line/webhook", ("help", "interview")
    bots = [Bot(OURS, path, hears, on_sqlite), Bot(PEER, "/callback", ("help",), _peer)]
    if postgres:
        bots.append(Bot(OURS_SPREAD, path, hears, on_postgres))
    return bots


def serving(
    database_url: str, folder: Path, env: Mapping[str, str] | None = None
) -> AbstractContextManager[Started]:
    """Run `ainori serve` on a database; the block begins when it is ready."""
    port = free_port()
    given = {"AINORI_DATABASE_URL": database_url, "AINORI_PORT": f"{port}"}
    return started(
        ["-m", "bots", "serve"],
        url=f"http://127.0.0.1:{port}",
        folder=folder,
        ready="/readyz",
        env={**given, **(env or {})},
    )


def _ours(
    database_url: str, stub_url: str, folder: Path
) -> AbstractContextManager[Started]:
    return serving(database_url, folder, _line(stub_url))


def _peer(stub_url: str, folder: Path) -> AbstractContextManager[Started]:
    port = free_port()
    # One process as ours; without its access log, which ours does not write either.
    command = ["-m", "uvicorn", "benchmarks.peer_line:app", "--port", f"{port}"]
    return started(
        [*command, "--no-access-log", "--log-level", "warning"],
        url=f"http://127.0.0.1:{port}",
        folder=folder,
        env=_line(stub_url),
    )


def _line(stub_url: str) -> Mapping[str, str]:
    return {
        "LINE_CHANNEL_SECRET": SECRET,
        "LINE_CHANNEL_ACCESS_TOKEN": ACCESS_TOKEN,
        "LINE_API_BASE": stub_url,
    }
