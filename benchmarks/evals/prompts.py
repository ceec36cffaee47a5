"""How long the prompts are, for the longest asks that are realistic."""

import argparse

from benchmarks.coaching.reading import cases, longest
from benchmarks.tables import Figures, middle
from core.coach.prompts import LONGEST_PROMPT, Prompts

DOCUMENT = "models.md"


def run(_: argparse.Namespace) -> list[Figures]:
    """Return estimated tokens by ask; a Japanese character counts as one."""
    prompts = Prompts()
    table = Figures(
        "Prompts, in estimated tokens",
        ("ask", "language", "template", "usual", "longest", "at most"),
        named=3,
    )
    asks = [case.ask for case in cases()]
    for ask in longest():
        usual = [
            prompts.render(one, names=(), others=True).tokens
            for one in asks
            if (one.kind, one.lang) == (ask.kind, ask.lang)
        ]
        prompt = prompts.render(ask, names=(), others=True)
        table.add(
            ask.kind,
            ask.lang,
            prompt.hash,
            f"{middle(usual):.0f}" if usual else "",
            f"{prompt.tokens}",
            f"{LONGEST_PROMPT}",
        )
    return [table]
