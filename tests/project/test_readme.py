"""What the READMEs show is what is tested, and their pictures are there."""

import re

import pytest

from tests.project.repository import ROOT

SHOWN = re.compile(
    r"<!-- transcript:(?P<name>[\w.]+) -->\n"
    r"```text\n(?P<text>.*?)```\n"
    r"<!-- /transcript -->",
    re.DOTALL,
)
PICTURE = re.compile(r"docs/images/[\w./-]+\.png")


READMES = {"en": "README.md", "ja": "README.ja.md"}


@pytest.mark.parametrize("language", READMES)
def test_the_conversation_shown_is_the_tested_one(language: str) -> None:
    name = f"readme.{language}"
    played = ROOT / "tests" / "transcripts" / f"{name}.txt"

    shown = SHOWN.findall((ROOT / READMES[language]).read_text("utf-8"))

    assert shown == [(name, played.read_text("utf-8"))]


@pytest.mark.parametrize("language", READMES)
def test_the_command_named_beside_it_plays_it(language: str) -> None:
    played = f"tests/transcripts/readme.{language}.txt"

    words = " ".join((ROOT / READMES[language]).read_text("utf-8").split())

    assert f"ainori chat --lang {language} --script {played}" in words


def test_every_picture_a_readme_shows_is_there() -> None:
    shown = {
        picture
        for readme in READMES.values()
        for picture in PICTURE.findall((ROOT / readme).read_text("utf-8"))
    }

    assert shown
    assert {picture for picture in shown if not (ROOT / picture).is_file()} == set()
