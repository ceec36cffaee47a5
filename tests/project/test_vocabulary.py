"""docs/vocabulary.md names what is there: in the code, and on screen."""

import re
from collections.abc import Iterator

from core.i18n.catalog import LANGUAGES, phrases
from tests.project.repository import ROOT

ROW = re.compile(r"^\| (?!idea|-)(.+?) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
PACKAGES = ("core", "bots")


def rows() -> list[tuple[str, str, str, str]]:
    """Return idea, code, Japanese and English of each row."""
    found = ROW.findall((ROOT / "docs/vocabulary.md").read_text("utf-8"))
    assert len(found) > 40
    return found


def on_screen(cell: str) -> Iterator[re.Pattern[str]]:
    """Yield each phrase of a cell; what stands in brackets is not one."""
    for phrase in re.split(r"[・、,·:]", re.sub(r"\(.*?\)", "", cell)):
        if phrase.strip():
            words = re.escape(phrase.strip()).replace("…", ".*")
            yield re.compile(words, re.IGNORECASE)


def test_every_name_in_code_is_one() -> None:
    files = (path for one in PACKAGES for path in (ROOT / one).rglob("*.py"))
    known = set(
        re.findall(r"\w+", "\n".join(path.read_text("utf-8") for path in files))
    )

    named = {
        name
        for _, code, _, _ in rows()
        for quoted in re.findall(r"`(.+?)`", code)
        for name in re.findall(r"[A-Za-z_]\w*", quoted)
    }

    assert len(named) > 40
    assert named - known == set()


def test_every_phrase_is_said_on_screen() -> None:
    unsaid = []
    for column, language in enumerate(LANGUAGES, start=2):
        said = "\n".join(phrases(language).values())
        unsaid += [
            (row[0], phrase.pattern)
            for row in rows()
            for phrase in on_screen(row[column])
            if not phrase.search(said)
        ]

    assert unsaid == []
