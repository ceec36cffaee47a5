"""What `--help` says, and in which language."""

import re
from pathlib import Path
from unicodedata import east_asian_width

import pytest

from bots.cli.app import app
from tests.cli.conftest import Typed
from tests.cli.programs import ainori

COMMANDS = (
    "try", "chat", "serve", "worker", "migrate", "doctor", "setup", "invite",
    "export", "forget", "bench", "eval", "community",
)  # fmt: skip


def test_every_command_says_in_a_line_what_it_is_for(typed: Typed) -> None:
    said = typed("--help")

    listed = dict(re.findall(r"^  ([a-z]+) {2,}(.+)$", said, re.MULTILINE))
    assert set(listed) == set(COMMANDS)
    assert [line for line in listed.values() if line.endswith("...")] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(typed: Typed, command: str) -> None:
    assert typed(command, "--help").lower().startswith(f"usage: ainori {command} ")


@pytest.mark.parametrize("group", ["setup", "community"])
def test_no_command_of_a_group_is_described_further_than_a_line_goes(
    group: str, tmp_path: Path
) -> None:
    said = ainori(group, "--help", home=tmp_path, COLUMNS="80").stdout

    assert "Commands:" in said
    assert "..." not in said.split("Commands:")[1]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_help_is_in_the_language_of_the_terminal_and_fits_it(
    typed: Typed, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("LANGUAGE", language)
    monkeypatch.setenv("COLUMNS", "80")
    usage = {"ja": "使い方： ainori", "en": "Usage: ainori"}[language]

    pages = [typed(*words, "--help") for words in _worded()]

    assert len(pages) > len(COMMANDS)
    for page in pages:
        assert page.startswith(usage)
        assert not re.search(r"help\.[a-z]", page)
        assert [line for line in page.splitlines() if _columns(line) > 80] == []
        assert {bool(re.search("[ぁ-ん]", page))} == {language == "ja"}
        assert "this message" not in page or language == "en"


def _worded() -> list[list[str]]:
    """Return every command whose help is ours, groups and their commands as well."""
    groups = [one.typer_instance for one in app.registered_groups]
    inner = [
        [str(group.info.name), str(one.name)]
        for group in groups
        if group is not None
        for one in group.registered_commands
    ]
    return [[], *([one] for one in COMMANDS if one not in {"bench", "eval"}), *inner]


def _columns(line: str) -> int:
    return sum(2 if east_asian_width(one) in "WF" else 1 for one in line)
