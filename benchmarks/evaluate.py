"""`ainori eval`: what the words are like, in figures; prints tables, or writes them.

    ainori eval [--prompts] [--coach] ... [--outside DIR] [--write]

Owns which subjects there are and where their tables go. What is measured is in the
modules of benchmarks.evals.
"""

import argparse
import importlib
import pkgutil
import shlex
import sys
from pathlib import Path
from types import ModuleType

from rich.console import Console

from benchmarks import evals
from benchmarks.document import write
from benchmarks.machine import ROOT, load, machine, versions

_WIDTH = 132


def subjects() -> tuple[str, ...]:
    """Return what can be measured, by name."""
    return tuple(sorted(one.name for one in pkgutil.iter_modules(evals.__path__)))


def main() -> None:
    """Measure what was asked for; every subject when none was named."""
    given = _given()
    named = [name for name in subjects() if getattr(given, name)] or list(subjects())
    console = Console(width=None if sys.stdout.isatty() else _WIDTH)
    said = [
        f"Machine: {machine()}; load {load():.1f}",
        f"Versions: {versions()}",
        f"Command: {shlex.join(['ainori', 'eval', *_public(sys.argv[1:])])}",
    ]
    for sentence in said:
        console.print(sentence, highlight=False)
    for name in named:
        subject = _subject(name)
        tables = subject.run(given)
        for table in tables:
            table.show(console)
        if given.write and tables:
            write(name, said, tables, document=ROOT / "docs" / subject.DOCUMENT)


def _subject(name: str) -> ModuleType:
    return importlib.import_module(f"{evals.__name__}.{name}")


def _public(arguments: list[str]) -> list[str]:
    """Return the arguments without the folders of this machine."""
    return [one if one.startswith("--") else "…" for one in arguments]


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="ainori eval", description=__doc__.split("\n", 1)[0]
    )
    for name in subjects():
        parser.add_argument(f"--{name}", action="store_true", help=f"measure {name}")
    parser.add_argument(
        "--outside",
        type=Path,
        metavar="DIR",
        help="a folder with data of others and their scorers, measured as well",
    )
    parser.add_argument(
        "--write", action="store_true", help="put the tables into the documents"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
