"""`ainori eval`: what the words are like, in figures."""

import runpy
import sys
from importlib.util import find_spec

import typer

from core.errors import AinoriError


def evaluate(context: typer.Context) -> None:
    """Measure the words.

    Drafts, prompts, and whatever else has figures: `--prompts`, `--coach` and so on;
    without one, all of it. `--outside DIR` takes data of others, `--write` puts the
    tables into the documents.
    """
    if find_spec("benchmarks") is None or find_spec("benchmarks.evaluate") is None:
        raise AinoriError(
            "the measurements are not part of an installation; they run from a "
            "checkout of Ainori: `.venv/bin/ainori eval`"
        )
    sys.argv = ["ainori eval", *context.args]
    runpy.run_module("benchmarks.evaluate", run_name="__main__")
