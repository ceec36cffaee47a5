"""Prints a talk: one window, a coloured edge for each person.

Owns the looks. Rich leaves the colours out by itself where there is no terminal.
"""

from collections.abc import Callable, Sequence
from unicodedata import category

from rich.console import Console
from rich.text import Text as RichText

from bots.console.render import Line, Tone, screen_lines
from core.i18n.catalog import Language, text
from core.talk.outgoing import Draft, Message

_STYLES: dict[Tone, str] = {
    "said": "",
    "title": "bold",
    "fact": "dim",
    "choice": "cyan",
    "frame": "dim",
    "own": "yellow underline",
    "theirs": "bright_blue underline",
    "model": "magenta underline",
}
_EDGES = ("yellow", "cyan", "magenta", "green", "bright_blue", "bright_red")


class Screen:
    """Where messages are printed; `name_of` gives what a user is called."""

    def __init__(
        self,
        console: Console,
        name_of: Callable[[str], str],
        *,
        language: Language = "ja",
    ) -> None:
        self._console = console
        self._name_of = name_of
        self._language = language
        self._last = ""

    def show(self, user: str, messages: Sequence[Message]) -> None:
        """Print what a user is told."""
        if user != self._last:
            self._print(RichText(f"\n{self._name_of(user)}", _edge(user) + " bold"))
            self._last = user
        for line in screen_lines(messages):
            self._print(_drawn(line, user))
        mixed = any(isinstance(one, Draft) and one.parts for one in messages)
        if mixed and self._console.is_terminal:
            self.note(text("console.parts", self._language))

    def note(self, words: str) -> None:
        """Print a word of the program itself."""
        self._print(RichText(words, "dim"))

    def _print(self, words: RichText) -> None:
        # Nothing a person writes is markup, an emoji code or an address to colour.
        self._console.print(
            words, markup=False, highlight=False, emoji=False, soft_wrap=True
        )


def _drawn(line: Line, user: str) -> RichText:
    drawn = RichText()
    drawn.append("▏ ", _edge(user))
    for span in line:
        drawn.append(_visible(span.text), _STYLES[span.tone])
    return drawn


def _visible(words: str) -> str:
    """Return text without control characters, which a terminal would obey."""
    return "".join(
        " " if letter == "\t" else "�" if category(letter) == "Cc" else letter
        for letter in words
    )


def _edge(user: str) -> str:
    return _EDGES[sum(user.encode()) % len(_EDGES)]
