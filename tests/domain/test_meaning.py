"""Free messages mean what people mean by them, or nothing; never something worse."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.domain.meaning import Meant, meaning
from core.domain.sentences import Lang

LANGUAGES = pytest.mark.parametrize("lang", ["ja", "en"])


def cases(lang: Lang) -> Iterator[tuple[str, Meant]]:
    """Yield messages and what they mean."""
    written = Path(__file__).parent / f"meaning_cases_{lang}.toml"
    tables = tomllib.loads(written.read_text("utf-8"))
    for kind in ("ask", "nothing", "crisis"):
        yield from ((text, Meant(kind)) for text in tables[kind])
    for what, texts in tables["about"].items():
        yield from ((text, Meant("about", what)) for text in texts)
    for what, texts in tables["wish"].items():
        yield from ((text, Meant("wish", what)) for text in texts)


def shown(meant: Meant) -> str:
    """Return what decides the answer: in need, everything is answered alike."""
    return "crisis" if meant.kind == "crisis" else f"{meant.kind} {meant.what}".strip()


@LANGUAGES
def test_messages_are_understood_or_left_alone(lang: Lang) -> None:
    wrong = {
        text: (shown(meaning(text)), shown(meant))
        for text, meant in cases(lang)
        if shown(meaning(text)) != shown(meant)
    }

    assert wrong == {}
