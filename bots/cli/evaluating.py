"""`ainori eval`: what the words are like, in figures."""

import typer

from bots.cli.bench import measure


def evaluate(context: typer.Context) -> None:
    """Measure the words; everything after the name goes to the measurements."""
    measure("benchmarks.evaluate", "eval", context.args)
