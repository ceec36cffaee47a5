"""Every trap of a messenger has a test that says it, and every such test is there."""

import ast
from functools import cache
from pathlib import Path

import pytest

TRAPS = Path(__file__).with_name("traps")
TESTS = Path(__file__).parent.parent


@pytest.mark.parametrize("messenger", ["line", "telegram"])
def test_every_trap_has_a_test_that_is_there(messenger: str) -> None:
    _, *lines = (TRAPS / f"{messenger}.txt").read_text("utf-8").splitlines()
    tests: dict[str, list[str]] = {}
    trap = ""
    for line in lines:
        if line.startswith(" "):
            file, test = line.split()
            assert test in _tests(file), f"{trap}: {file} has no {test}"
            tests[trap].append(test)
        else:
            trap = line
            assert trap not in tests, f"{trap} stands there twice"
            tests[trap] = []

    assert [trap for trap, named in tests.items() if not named] == []


@cache
def _tests(file: str) -> frozenset[str]:
    tree = ast.parse((TESTS / file).read_text("utf-8"))
    defined = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(one.name for one in ast.walk(tree) if isinstance(one, defined))
