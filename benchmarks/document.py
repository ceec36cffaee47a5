"""Puts measured tables into documents, between the marks of each measurement.

What stands around the marks is written by people.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from benchmarks.machine import ROOT
from benchmarks.tables import Figures

DOCUMENT = ROOT / "docs" / "performance.md"


def write(
    name: str,
    said: Sequence[str],
    tables: Sequence[Figures],
    *,
    document: Path = DOCUMENT,
) -> None:
    """Replace what a measurement left there the last time.

    Args:
        name: The measurement, as in its marks `<!-- name -->` ... `<!-- /name -->`.
        said: What it ran on.
        tables: What came of it.
        document: Where the marks are.

    Raises:
        ValueError: The document has no such marks.
    """
    text = document.read_text("utf-8")
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    between = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
    if not between.search(text):
        raise ValueError(f"{document.name} has no marks {begin!r} and {end!r}")
    ran = "\n".join(f"- {sentence}" for sentence in said)
    shown = "\n".join(table.markdown() for table in tables)
    new = f"{begin}\n{shown}\n{ran}\n{end}"
    document.write_text(between.sub(lambda _: new, text), "utf-8")
