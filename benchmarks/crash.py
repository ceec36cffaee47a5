"""Kills the bot many times on both databases and prints what came of it.

    python -m benchmarks.crash [--rounds 50]

Half of the kills come at any moment, half at named points of the way (just before a
commit, between a platform's answer and our mark of it, ...). With PostgreSQL two
processes share the lanes and both are killed. The bot, the platform in files and the
counting are those of tests/crash.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.engine import a_postgres, fsync_ms

_COLUMNS = (
    ("kills", "kills"),
    ("acked", "acked"),
    ("lost", "lost"),
    ("handled twice", "handled_twice"),
    ("out of order", "out_of_order"),
    ("unanswered", "unanswered"),
    ("in mailbox", "in_mailbox"),
    ("parked", "parked"),
    ("doubled plain", "doubled_plain"),
    ("doubled keyed", "doubled_keyed"),
    ("doubled pass", "doubled_passes"),
)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    print(
        "database  ",
        *(title for title, _ in _COLUMNS),
        "seconds",
        "fsync ms",
        sep=" | ",
    )
    with tempfile.TemporaryDirectory() as folder:
        _line("sqlite", f"sqlite:///{folder}/crash.db", given.rounds, given.seed)
    with a_postgres() as url:
        _line("postgresql", url, given.rounds, given.seed)


def _line(name: str, url: str, rounds: int, seed: int) -> None:
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "tests.crash.rounds",
                url,
                folder,
                f"{rounds}",
                f"{seed}",
            ],
            stdout=subprocess.PIPE,
            check=True,
            text=True,
            cwd=Path(__file__).parents[1],
        )
    counts = json.loads(done.stdout)
    cells = [f"{counts[key]:{len(title)}}" for title, key in _COLUMNS]
    took = time.monotonic() - began
    print(
        f"{name:10}",
        *cells,
        f"{took:7.0f}",
        f"{fsync_ms():8.2f}",
        sep=" | ",
        flush=True,
    )


if __name__ == "__main__":
    main()
