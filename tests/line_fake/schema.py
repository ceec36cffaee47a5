"""LINE's own description of its API as a second judge, where there is a copy of it.

`AINORI_LINE_OPENAPI` names a folder with `strictify.py`, which makes the description
look inside messages, and `line-openapi/messaging-api.yml`. Nothing needs it: without
the folder only `rules` judges. With it PyYAML has to be there, too.
"""

import importlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

Judge = Callable[[str, Any], list[str]]
"""Takes the name of a schema and a body; returns what is wrong with the body."""

VARIABLE = "AINORI_LINE_OPENAPI"


@cache
def judge() -> Judge | None:
    """Return the judge, or None where there is no copy of the description."""
    folder = os.environ.get(VARIABLE)
    if not folder:
        return None
    described = _strict(Path(folder))
    json_schema = importlib.import_module("jsonschema_rs")
    validators = {
        name: json_schema.Draft202012Validator(
            {"$ref": f"#/components/schemas/{name}", **described}
        )
        for name in ("ReplyMessageRequest", "PushMessageRequest")
    }

    def judged(name: str, body: Any) -> list[str]:
        # Only where it is: LINE's own complaints do not repeat what was sent either.
        errors = validators[name].iter_errors(body)
        return [".".join(map(str, error.instance_path)) for error in errors]

    return judged


def _strict(folder: Path) -> dict[str, Any]:
    source = folder / "line-openapi" / "messaging-api.yml"
    with tempfile.TemporaryDirectory() as made:
        target = Path(made) / "strict.yml"
        command = [sys.executable, str(folder / "strictify.py"), str(source)]
        subprocess.run([*command, str(target)], check=True, capture_output=True)
        described = importlib.import_module("yaml").safe_load(target.read_text("utf-8"))
    return {"components": described["components"]}
