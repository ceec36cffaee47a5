"""What is typed wrongly on the command line is told in the terminal's language."""

import re

import pytest
import typer

from bots.cli.mistyped import tell, worded
from core.i18n.operators import text
from tests.cli.conftest import Typed

MISTYPED = [
    (["chat", "--nope"], "mistyped.no_option", {"name": "--nope"}),
    (
        ["chat", "--lnag"],
        "mistyped.no_option_near",
        {"name": "--lnag", "near": "--lang"},
    ),
    (["zzz"], "mistyped.no_command", {"name": "zzz"}),
    (["cht"], "mistyped.no_command_near", {"name": "cht", "near": "'chat'"}),
    (["invite"], "mistyped.argument_missing", {"name": "place"}),
    (["chat", "a", "b"], "mistyped.too_much", {"words": "a b"}),
    (["try", "--port"], "mistyped.value_missing", {"name": "--port"}),
    (["forget", "--yes=3", "a"], "mistyped.takes_none", {"name": "--yes"}),
    (["try", "--port", "x"], "mistyped.no_number", {"name": "--port"}),
    (["try", "--port", "-1"], "mistyped.at_least", {"name": "--port", "number": "0"}),
    (
        ["try", "--port", "65536"],
        "mistyped.at_most",
        {"name": "--port", "number": "65535"},
    ),
    (
        ["try", "--lang", "fr"],
        "mistyped.one_of",
        {"name": "--lang", "choices": "'ja', 'en'"},
    ),
]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("mistyped", MISTYPED)
def test_what_cannot_be_read_is_told_in_the_language_of_the_terminal(
    typed: Typed,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    mistyped: tuple[list[str], str, dict[str, str]],
) -> None:
    words, key, params = mistyped
    monkeypatch.setenv("LANGUAGE", language)

    said = typed(*words, code=2)

    assert text(key, **params) in said
    assert "Error" not in said
    assert bool(re.search("[ぁ-ん]", said)) == (language == "ja")


def test_a_group_without_a_command_says_what_there_is(
    typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "ja")

    assert "コマンド：" in typed("community", code=2)


def test_a_command_that_is_left_off_says_so_and_ends_with_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert tell(typer.Abort()) == 1
    assert text("mistyped.left_off") in capsys.readouterr().err


def test_what_the_library_may_say_one_day_is_left_as_it_says_it() -> None:
    assert worded("The moon is in the way.") == ""
    why = "Value must be an iterable."
    said = worded(f"Invalid value for '--port': {why}")
    assert said == text("mistyped.value", name="--port", why=why)
