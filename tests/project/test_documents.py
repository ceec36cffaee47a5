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
