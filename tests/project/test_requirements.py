"""The locked requirements agree with pyproject.toml and can be trusted alone."""

import re
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.project.repository import ROOT, imported_modules, tracked

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
OURS = {"bots", "core", "prompts", "tests", "benchmarks"}
PYPROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))

RUN: list[str] = [
    *PYPROJECT["project"]["dependencies"],
    *PYPROJECT["project"]["optional-dependencies"]["postgres"],
]
GROUPS: dict[str, list[str]] = PYPROJECT["dependency-groups"]
DECLARED = {
    "run": RUN + GROUPS["build"],
    "test": RUN + GROUPS["build"] + GROUPS["test"],
    "model": GROUPS["model"],
    "lock": GROUPS["lock"],
}


def pins(path: Path) -> dict[str, str]:
    """Return the version of each distribution a lock names."""
    found = re.findall(r"^([\w.-]+)==(\S+)", path.read_text("utf-8"), re.MULTILINE)
    return {canonicalize_name(name): version for name, version in found}


def names(requirements: list[str]) -> set[str]:
    """Return the distributions these requirements name."""
    return {canonicalize_name(Requirement(line).name) for line in requirements}


# Looking through what is installed takes seconds.
_providers = cache(packages_distributions)


def undeclared(folders: list[str], declared: list[str]) -> dict[str, set[str]]:
    """Return what files import that pyproject.toml does not name, by file."""
    allowed = names(declared)
    providers = _providers()
    found: dict[str, set[str]] = {}
    for path in tracked(*(f"{folder}/*.py" for folder in folders)):
        roots = {module.partition(".")[0] for module in imported_modules(path)}
        for root in roots - OURS - sys.stdlib_module_names:
            if not names(providers.get(root, [root])) & allowed:
                found.setdefault(str(path), set()).add(root)
    return found


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.stem)
def test_every_line_of_a_lock_is_a_pin_a_hash_or_a_comment(lock: Path) -> None:
    entry = re.compile(r" *#.*|[\w.-]+==\S+( ; .+)? \\|    --hash=sha256:\w{64}( \\)?")
    lines = lock.read_text("utf-8").splitlines()

    strange = [line for line in lines if not entry.fullmatch(line)]

    assert strange == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.stem)
def test_a_lock_keeps_what_pyproject_asks_for(lock: Path) -> None:
    pinned = pins(lock)
    asked = [Requirement(line) for line in DECLARED[lock.stem]]

    astray = [
        str(one)
        for one in asked
        if canonicalize_name(one.name) not in pinned
        or not one.specifier.contains(pinned[canonicalize_name(one.name)])
    ]

    assert astray == []


@pytest.mark.parametrize("lock", ["test"])
def test_what_is_tested_is_what_is_run(lock: str) -> None:
    run = pins(ROOT / "requirements/run.txt")
    other = pins(ROOT / "requirements" / f"{lock}.txt")

    assert {name: other.get(name) for name in run} == run


def test_the_product_imports_only_what_it_declares() -> None:
    assert undeclared(["core", "bots", "prompts"], RUN) == {}


def test_the_tests_import_only_what_they_declare() -> None:
    assert undeclared(["tests"], RUN + GROUPS["test"]) == {}
