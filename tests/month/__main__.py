"""Lives a whole month and prints what it came to, as JSON.

python -m tests.month SEED [DAYS]
"""

import asyncio
import json
import logging
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

import structlog

from tests.month.life import Plan, live


def main() -> None:
    """Live it."""
    seed, *days = (int(one) for one in sys.argv[1:])
    plan = Plan.of(days[0]) if days else Plan()
    quiet = structlog.make_filtering_bound_logger(logging.WARNING)
    structlog.configure(wrapper_class=quiet)
    with tempfile.TemporaryDirectory() as folder:
        counts = asyncio.run(live(Path(folder), plan, seed=seed))
    print(json.dumps(asdict(counts), ensure_ascii=False))  # noqa: T201


if __name__ == "__main__":
    main()
