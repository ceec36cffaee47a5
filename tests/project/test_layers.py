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
CHANNELS = {"bots.console", "bots.line", "bots.telegram", "bots.web"}
PURE_MODULES = tuple(path.removesuffix(".py").replace("/", ".") for path in PURE)

SQL_HOMES = ("core/store/", "core/delivery/")
SQL_LIBRARIES = {"alembic", "asyncpg", "sqlalchemy", "sqlite3"}
# Others hold a connection and hand it on; they do not speak to it.
SQL_HANDED_ON = {"sqlalchemy.Connection"}

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


def test_sql_is_spoken_in_the_store_and_the_delivery_only() -> None:
    speakers = [
        f"{path} imports {module}"
        for path in tracked("core/*.py", "bots/*.py")
        if not path.as_posix().startswith(SQL_HOMES)
        for module in sorted(imported_modules(path) - SQL_HANDED_ON)
        if module.partition(".")[0] in SQL_LIBRARIES
    ]

    assert speakers == []


def test_only_the_wiring_imports_more_than_one_channel() -> None:
    for path in tracked("bots/*.py"):
        modules = imported_modules(path)
        channels = {".".join(module.split(".")[:2]) for module in modules} & CHANNELS

        assert len(channels) <= 1 or path.as_posix() == "bots/wiring.py", path


@pytest.mark.parametrize("channel", ["bots.web", "bots.console"])
def test_the_web_and_the_console_load_no_messenger_and_no_llm(channel: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL, channel],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stderr
    assert {"telegram", "linebot", "openai"} & set(done.stdout.split()) == set()
