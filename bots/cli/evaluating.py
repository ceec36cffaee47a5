"""`ainori eval`: what the words are like, in figures."""

import runpy
import sys
from importlib.util import find_spec

import typer

from core.errors import AinoriError


def evaluate(context: typer.Context) -> None:
    """Measure the words: drafts, prompts, and whatever else has figures.

    Everything after the name goes to the measurements; `--help` lists what they take.
    """
    if find_spec("benchmarks") is None or find_spec("benchmarks.evaluate") is None:
        raise AinoriError(
            "the measurements are not part of an installation; they run from a "
            "checkout of Ainori: `.venv/bin/ainori eval`"
        )
    sys.argv = ["ainori eval", *context.args]
    runpy.run_module("benchmarks.evaluate", run_name="__main__")
