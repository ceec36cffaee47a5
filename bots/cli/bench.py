"""`ainori bench`: the measurements, where they are."""

import runpy
import sys
from importlib.util import find_spec

import typer

from core.errors import AinoriError


def bench(context: typer.Context) -> None:
    """Measure this machine.

    Events stored, answered and sent a second.

    Everything after the name goes to the measurements; `--help` lists what they take.
    """
    if find_spec("benchmarks") is None or find_spec("benchmarks.__main__") is None:
        raise AinoriError(
            "the measurements are not part of an installation; they run from a "
            "checkout of Ainori: `.venv/bin/ainori bench`"
        )
    sys.argv = ["ainori bench", *context.args]
    runpy.run_module("benchmarks", run_name="__main__")
