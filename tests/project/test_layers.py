"""Layers that import-linter cannot word; its own contracts run in `make check`."""

import subprocess
import sys

import pytest

from tests.project.repository import ROOT, imported_modules, tracked

# Each of these sees the standard library and the others on this list, nothing else.
PURE = (
    "core/domain",
    "core/errors.py",
    "core/talk/incoming.py",
    "core/talk/outgoing.py",
    "core/talk/turn.py",
)
PURE_MODULES = tuple(path.removesuffix(".py").replace("/", ".") for path in PURE)

IMPORT_ALL = """
import importlib, pkgutil, sys
package = importlib.import_module(sys.argv[1])
for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    importlib.import_module(module.name)
print(*{name.partition(".")[0] for name in sys.modules})
"""


def is_pure(module: str) -> bool:
    """Tell whether a pure module may import this one."""
    if module.partition(".")[0] in sys.stdlib_module_names:
        return True
    return any(f"{module}.".startswith(f"{allowed}.") for allowed in PURE_MODULES)


def test_the_domain_and_the_talk_vocabulary_import_the_standard_library_only() -> None:
    strangers = [
        f"{path} imports {module}"
        for path in tracked(*PURE)
        if path.suffix == ".py"
        for module in sorted(imported_modules(path))
        if not is_pure(module)
    ]

    assert strangers == []


@pytest.mark.parametrize("channel", ["bots.web", "bots.console"])
def test_the_web_and_the_console_load_no_messenger_and_no_llm(channel: str) -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL, channel],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()

    assert {"telegram", "linebot", "openai"} & set(loaded) == set()
