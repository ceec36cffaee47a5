"""The settings as a table: `python -m core.settings_table docs/operations.md`.

Writes it between two marks of a document; a test sees that it was not forgotten.
"""

import sys
from pathlib import Path

from pydantic import SecretStr

from core.reading_settings import names_of
from core.settings import Settings, told

BEGIN = "<!-- settings: written by python -m core.settings_table -->\n"
END = "<!-- /settings -->\n"


def table() -> str:
    """Return all settings as a table in Markdown."""
    lines = ["| name | default | what it is |", "|---|---|---|"]
    for field in Settings.model_fields.values():
        names = " or ".join(f"`{name}`" for name in names_of(field))
        lines.append(f"| {names} | {_shown(field.default)} | {field.description} |")
    return "\n".join(lines) + "\n"


def written_into(document: str) -> str:
    """Return a document with the table of today between its marks.

    Raises:
        ValueError: The marks are not there.
    """
    before, _, rest = document.partition(BEGIN)
    _, mark, after = rest.partition(END)
    if not mark:
        raise ValueError(f"the document lacks {BEGIN!r} or {END!r}")
    return f"{before}{BEGIN}{table()}{END}{after}"


def _shown(default: object) -> str:
    value = told(default) if isinstance(default, SecretStr) else default
    return "" if value in {"", None} else f"`{value}`"


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_text(written_into(path.read_text("utf-8")), "utf-8")
