"""What a reader is told to type or open is there."""

import re
from collections.abc import Iterator
from pathlib import Path

from typer.core import TyperGroup
from typer.main import get_command

from bots.cli.app import app
from tests.project.repository import ROOT, tracked

# Code only: fenced blocks and `inline` pieces, never running text.
CODE = re.compile(r"^```[^\n]*\n(.*?)^```|`([^`\n]+)`", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^(#+) ", re.MULTILINE)
# Figures a command wrote between two marks, and code, stand in one language only.
ASIDE = re.compile(
    r"^```.*?^```|^<!-- (?P<mark>\w+) -->.*?^<!-- /(?P=mark) -->",
    re.MULTILINE | re.DOTALL,
)
SETTING = re.compile(r"^\| `([A-Z_]+)`", re.MULTILINE)
LINK = re.compile(r"\]\((?!\w+:|#)([^)#\s]+)")


def code_lines() -> Iterator[tuple[Path, str]]:
    """Yield each line of code in the documents, with its file."""
    for path in tracked("*.md"):
        for match in CODE.finditer((ROOT / path).read_text("utf-8")):
            for line in (match[1] or match[2]).splitlines():
                yield path, line.strip().removeprefix("$ ").removeprefix(".venv/bin/")


def named_after(command: str) -> dict[str, Path]:
    """Return the words documents put right after a command, with one file each."""
    typed = re.compile(rf"{command} ([a-z][a-z-]*)")
    return {
        found[1]: path for path, line in code_lines() if (found := typed.match(line))
    }


def test_every_make_target_a_document_names_exists() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = re.findall(r"^([a-z]+):.*##", makefile, re.MULTILINE)

    named = named_after("make")

    assert {
        target: path for target, path in named.items() if target not in targets
    } == {}


def test_every_ainori_command_a_document_names_exists() -> None:
    known = get_command(app)
    assert isinstance(known, TyperGroup)

    assert {
        command: path
        for command, path in named_after("ainori").items()
        if command not in known.commands
    } == {}


def test_every_link_to_a_file_leads_to_one() -> None:
    links = [
        (path, target)
        for path in tracked("*.md")
        for target in LINK.findall((ROOT / path).read_text("utf-8"))
    ]

    assert [one for one in links if not (ROOT / one[0].parent / one[1]).exists()] == []


def in_japanese() -> list[Path]:
    """Return the documents that stand in Japanese as well, by their Japanese file."""
    return tracked("*.ja.md")


def in_english(path: Path) -> Path:
    """Return the English document beside a Japanese one."""
    return path.with_name(path.name.replace(".ja.md", ".md"))


def skeleton(path: Path) -> list[str]:
    """Return the levels of the headings of a document, in their order."""
    return HEADING.findall(ASIDE.sub("", (ROOT / path).read_text("utf-8")))


def test_what_stands_in_two_languages_has_the_same_parts() -> None:
    apart = [
        str(path)
        for path in in_japanese()
        if skeleton(path) != skeleton(in_english(path))
    ]

    assert len(in_japanese()) > 1
    assert apart == []


def test_each_of_two_languages_leads_to_the_other() -> None:
    lone = [
        str(one)
        for path in in_japanese()
        for one, other in ((path, in_english(path)), (in_english(path), path))
        if f"]({other.name})" not in (ROOT / one).read_text("utf-8")
    ]

    assert lone == []


def test_a_japanese_page_leads_to_japanese_pages_where_there_are_some() -> None:
    """The other language of the page itself, and figures, are in English."""
    pages = in_japanese()
    away = [
        (str(path), target)
        for path in pages
        for target in LINK.findall((ROOT / path).read_text("utf-8"))
        if (path.parent / target).with_suffix(".ja.md") in pages
        and path.parent / target != in_english(path)
    ]

    assert away == []


def test_the_settings_stand_in_both_languages() -> None:
    pages = [Path("docs/operations.md"), Path("docs/operations.ja.md")]

    english, japanese = (
        SETTING.findall((ROOT / page).read_text("utf-8")) for page in pages
    )

    assert english
    assert japanese == english
