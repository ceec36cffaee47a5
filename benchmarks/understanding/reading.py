"""Reads the cases of what free messages mean, and judges how one was read."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Literal, cast

from core.domain.meaning import NOTHING, Kind, Meant
from core.domain.sentences import Lang
from core.matching.senses import read_cases

Verdict = Literal["right", "second", "unsure", "wrong"]
OTHER = Meant("about", "other")


@dataclass(frozen=True)
class Case:
    """A message, and everything that it would be right to read it as."""

    text: str
    means: frozenset[Meant]

    def verdict(self, read: Sequence[Meant]) -> Verdict:
        """Judge what is offered first, or second; offering nothing is unsure.

        A message that is only told is read right when nothing is offered for it, be it
        with a nod; so is a question that no topic answers.
        """
        offered = [_plainly(one) for one in read if one.kind not in _OPEN]
        if NOTHING in self.means and offered == [Meant("greeting")]:
            return "right"
        if not offered:
            return "right" if self.means & {NOTHING, OTHER} else "unsure"
        if offered[0] in self.means:
            return "right"
        return "second" if self.means & set(offered) else "wrong"


_OPEN = frozenset({"nothing", "unsure"})


Which = Literal["cases", "fresh"]
"""Those that were mended for on the way, and those that nothing was mended for."""


def messages(lang: Lang, which: Which = "cases") -> list[Case]:
    """Return the messages of one language."""
    tables = _tables(which, lang)
    mixed: dict[str, list[str]] = tables.pop("mixed")
    return [
        *(Case(text, frozenset({meant})) for text, meant in read_cases(tables)),
        *(Case(text, frozenset(_named(names))) for text, names in mixed.items()),
    ]


def questions(lang: Lang) -> list[Case]:
    """Return the questions about us in one language."""
    tables = _tables("questions", lang)
    return [
        Case(text, frozenset({Meant("about", topic)}))
        for topic, texts in tables.items()
        for text in texts
    ]


def _tables(name: str, lang: Lang) -> dict[str, Any]:
    path = files("benchmarks.understanding") / f"{name}_{lang}.toml"
    return tomllib.loads(path.read_text("utf-8"))


def _named(names: Sequence[str]) -> Iterator[Meant]:
    for name in names:
        kind, _, what = name.partition(" ")
        yield Meant(cast(Kind, kind), what)


def _plainly(meant: Meant) -> Meant:
    """In need, everything is answered alike."""
    return Meant("crisis") if meant.kind == "crisis" else meant
