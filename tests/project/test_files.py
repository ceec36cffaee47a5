"""What every tracked file keeps: its size, and no trace of a machine."""

import re
from pathlib import Path

import pytest

from tests.project.repository import ROOT, tracked

SOURCES = ("*.py", "*.js", "*.css", "*.html", "*.j2", "*.toml", "Makefile")
LINES_MAX = 400

# Put together here, so that this file does not name them itself.
HOSTS = (
    "py" + "pi.org",
    "python" + "hosted.org",
    "npm" + "js.org",
    "anaconda" + ".org",
)
FOLDERS = ("work", "tmp", "root", "home", "opt", "Users")
MACHINE = re.compile(
    r"(?<![\w.~*-])/(?:" + "|".join(FOLDERS) + r")/[\w.-]|file:" + "///"
)

UNJOINED = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)


def words(path: Path) -> str:
    """Return the text of a file, and nothing for a picture or a font."""
    content = (ROOT / path).read_bytes()
    return "" if b"\0" in content else content.decode("utf-8")


def test_no_source_file_is_longer_than_400_lines() -> None:
    lengths = {path: words(path).count("\n") for path in tracked(*SOURCES)}

    too_long = {path: lines for path, lines in lengths.items() if lines > LINES_MAX}

    assert too_long == {}


def test_no_file_names_a_package_registry() -> None:
    assert [p for p in tracked() if any(host in words(p) for host in HOSTS)] == []


def test_no_file_names_a_folder_of_a_machine() -> None:
    traces = {path: MACHINE.findall(words(path)) for path in tracked()}

    assert {path: found for path, found in traces.items() if found} == {}


def test_no_file_holds_two_sides_of_a_merge() -> None:
    assert [path for path in tracked() if UNJOINED.search(words(path))] == []


@pytest.mark.parametrize("package", ["core", "bots", "prompts"])
def test_each_package_says_that_it_is_typed(package: str) -> None:
    assert (ROOT / package / "py.typed").is_file()


def test_every_python_folder_is_a_regular_package() -> None:
    folders = {path.parent for path in tracked("core/*.py", "bots/*.py", "tests/*.py")}

    bare = [
        folder for folder in folders if not (ROOT / folder / "__init__.py").exists()
    ]

    assert bare == []
