"""Rules for tests that ruff has no code for: real things only, nothing left out."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.project.repository import ROOT, tracked

FORBIDDEN = {
    "monkeypatch.setattr": "inject it",
    "monkeypatch.setitem": "inject it",
    "pytest.importorskip": "declare the library",
    "pytest.skip": "make it run everywhere, or mark it and let make say so",
    "pytest.xfail": "mend it",
    "pytest.mark.skip": "make it run everywhere, or mark it and let make say so",
    "pytest.mark.skipif": "make it run everywhere, or mark it and let make say so",
    "pytest.mark.xfail": "mend it",
}


def attributes(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the line and text of each dotted name in a file."""
    for node in ast.walk(ast.parse((ROOT / path).read_text("utf-8"))):
        if isinstance(node, ast.Attribute):
            yield node.lineno, ast.unparse(node)


def test_no_test_patches_skips_or_expects_failure() -> None:
    found = [
        f"{path}:{line} {name}: {FORBIDDEN[name]}"
        for path in tracked("tests/*.py")
        for line, name in attributes(path)
        if name in FORBIDDEN
    ]

    assert found == []
