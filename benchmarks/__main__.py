"""`ainori bench`: runs the measurements, prints them, and writes them down if asked.

    ainori bench [line|telegram|month|help|matching|pgvector|search|words|
                  start|engine|crash|all] [--quick] [--write]

Owns which measurement is called how. How a thing is measured is in its own module.
"""

import argparse
import shlex
import subprocess
import sys
from collections.abc import Callable, Mapping

from rich.console import Console

from benchmarks import help as helping
from benchmarks import line, matching, month, pgvector, search, start, telegram, words
from benchmarks.document import write
from benchmarks.machine import ROOT, fsync_ms, load, machine, versions
from benchmarks.tables import Figures

_WIDTH = 132
Measurement = Callable[[argparse.Namespace], list[Figures]]


def _line(given: argparse.Namespace) -> list[Figures]:
    return line.measure(
        seconds=given.seconds, rounds=given.rounds, postgres=given.postgres
    )


def _module(name: str, *options: str) -> Measurement:
    """Return a measurement that prints its own table."""

    def run(_: argparse.Namespace) -> list[Figures]:
        command = [sys.executable, "-m", f"benchmarks.{name}", *options]
        subprocess.run(command, check=True, cwd=ROOT)
        return []

    return run


MEASUREMENTS: Mapping[str, Measurement] = {
    "line": _line,
    "telegram": lambda given: telegram.measure(
        seconds=given.seconds, rounds=given.rounds
    ),
    "month": lambda given: month.measure(days=given.days, seed=given.seed),
    "help": lambda _: helping.measure(),
    "matching": lambda given: matching.measure(given.rounds),
    "pgvector": lambda given: [pgvector.measure(given.rounds)],
    "search": lambda given: search.measure(given.rounds),
    "words": lambda _: words.measure(),
    "start": lambda given: start.measure(given.rounds),
    "engine": _module("engine"),
    "crash": _module("crash"),
}


def main() -> None:
    """Measure what was asked for."""
    given = _given()
    names = list(MEASUREMENTS) if given.what == "all" else [given.what]
    console = Console(width=None if sys.stdout.isatty() else _WIDTH)
    said = [
        f"Machine: {machine()}; load {load():.1f}; fsync {fsync_ms():.2f} ms at p50",
        f"Versions: {versions()}",
        f"Command: {shlex.join(['ainori', 'bench', *sys.argv[1:]])}",
    ]
    for sentence in said:
        console.print(sentence, highlight=False)
    for name in names:
        tables = MEASUREMENTS[name](given)
        for table in tables:
            table.show(console)
        if given.write and tables:
            write(name, said, tables)


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="ainori bench", description=__doc__.split("\n", 1)[0]
    )
    parser.add_argument(
        "what", nargs="?", default="line", choices=[*MEASUREMENTS, "all"]
    )
    parser.add_argument(
        "--seconds", type=float, default=3.0, help="how long each run posts webhooks"
    )
    parser.add_argument(
        "--rounds", type=int, default=3, help="how often each; medians are shown"
    )
    parser.add_argument(
        "--days", type=int, default=month.DAYS, help="how long the month is (month)"
    )
    parser.add_argument(
        "--seed", type=int, default=1, help="what the lot is drawn from (month)"
    )
    parser.add_argument(
        "--quick", action="store_true", help="once and shortly, to see that it works"
    )
    parser.add_argument(
        "--postgres", action="store_true", help="also on PostgreSQL (line)"
    )
    parser.add_argument(
        "--write", action="store_true", help="put the tables into docs/performance.md"
    )
    given = parser.parse_args()
    if given.quick:
        given.seconds, given.rounds, given.days = 0.3, 1, month.QUICK_DAYS
    return given


if __name__ == "__main__":
    main()
