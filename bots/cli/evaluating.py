"""`ainori eval`: what the words are like, in figures."""

import typer

from bots.cli.bench import measure


def evaluate(context: typer.Context) -> None:
    """Measure the words.

    Drafts, prompts, and whatever else has figures: `--prompts`, `--coach` and so on;
    without one, all of it. `--outside DIR` takes data of others, `--write` puts the
    tables into the documents.
    """
    measure("benchmarks.evaluate", "eval", context.args)
