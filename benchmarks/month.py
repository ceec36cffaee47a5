"""A month of a community on LINE: what is pushed, what comes along, what it counts.

    ainori bench month [--seed 1] [--days 30]

Forty people live through it over signed webhooks, the real service and LINE's own SDK;
the LINE they are on, their habits and the books are those of tests/month.
"""

import json
import subprocess
import sys
from typing import Any

from benchmarks.machine import ROOT
from benchmarks.tables import Figures

DAYS = 30
QUICK_DAYS = 4
_PLAN = 200
_ABOUT = {
    "request": "a request, and what follows the first answer",
    "answer": "the first answer to it",
    "post": "cheers, and words back",
    "flag": "flags: somebody joined, or it was folded",
    "ask": "a road that came near to what was asked for",
    "other": "anything else",
}


def measure(*, days: int, seed: int) -> list[Figures]:
    """Live the month in a process of its own and return what came of it."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.month", f"{seed}", f"{days}"],
        stdout=subprocess.PIPE,
        check=True,
        text=True,
        cwd=ROOT,
    )
    counts = json.loads(done.stdout.splitlines()[-1])
    return [_books(counts, seed=seed)]


def _books(counts: dict[str, Any], *, seed: int) -> Figures:
    pushes, carried = counts["pushes"], counts["carried"]
    table = Figures(
        f"LINE: {counts['days']} days, {counts['members']} members, seed {seed}",
        ("what it is about", "pushed", "with the next reply"),
    )
    kinds = [*_ABOUT, *sorted({*pushes, *carried} - {*_ABOUT})]
    for one in kinds:
        if one in pushes or one in carried:
            told = pushes.get(one, 0), carried.get(one, 0)
            table.add(_ABOUT.get(one, one), *(f"{many:,}" for many in told))
    table.add("all", f"{sum(pushes.values()):,}", f"{sum(carried.values()):,}")
    table.notes += [_counted(counts), _done(counts["did"])]
    return table


def _counted(counts: dict[str, Any]) -> str:
    return (
        f"LINE counts {counts['counted']:,} of the {_PLAN} that its free plan carries; "
        f"at most {counts['most_a_request']} pushes in the life of one request, "
        f"{counts['to_groups']} to the group they have. "
        f"{counts['replies']:,} replies, which are free. {counts['waiting']:,} still "
        f"wait for somebody's next message; LINE refused {counts['refused']:,}."
    )


def _done(did: dict[str, int]) -> str:
    return "Done: " + ", ".join(f"{what} {did[what]:,}" for what in sorted(did)) + "."
