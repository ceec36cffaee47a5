"""A bot killed again and again loses nothing, does nothing twice, keeps the order."""

import json
import subprocess
import sys
from pathlib import Path

from tests.databases import TestedDatabase

_ROUNDS = 10
_SEED = 7


def test_no_kill_loses_doubles_or_reorders_what_was_acknowledged(
    every_database: TestedDatabase, tmp_path: Path
) -> None:
    done = subprocess.run(
        [
            sys.executable,
            *("-m", "tests.crash.rounds"),
            *(every_database.url, str(tmp_path), str(_ROUNDS), str(_SEED)),
        ],
        capture_output=True,
        check=True,
        text=True,
        timeout=100,
        cwd=Path(__file__).parents[2],
    )

    counts = json.loads(done.stdout)
    assert counts["kills"] >= _ROUNDS
    assert counts["acked"] > 100
    for promise in ("lost", "handled_twice", "out_of_order", "unanswered", "parked"):
        assert (promise, counts[promise]) == (promise, 0)
    # Where the platform can tell a double, no double arrives.
    assert counts["doubled_keyed"] == counts["doubled_passes"] == 0
    # Where it cannot, what was on its way at the kill may double, and only that.
    assert counts["doubled_plain"] <= 4 * counts["kills"]
