"""What `--help` says, in the language of the terminal.

Commands name the keys of their words (`later`), which are looked up when help is
written and not before: a command that only runs waits for no catalogue.
"""

import re
import sys
from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from core.i18n.operators import operator_language, text

_KEY = re.compile(r"\bhelp\.[a-z_]+")
_AS_WRITTEN = "\b\n"
"""Keeps the lines of a paragraph: Japanese has no spaces to break a line at."""

# The library does not name it, but each context knows it.
_Plain: Any = typer.Context.formatter_class


def later(key: str) -> str:
    """Name words of the catalogue that are said once help is asked for."""
    return key


class _Worded(_Plain):  # type: ignore[misc]  # nor does it name its type
    """Writes help; keys become words here, and so do the library's own words."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        usage = text("help.usage")
        super().write_usage(prog, args, f"{usage} ")

    def write_heading(self, heading: str) -> None:
        titles = {
            "Arguments": text("help.arguments"),
            "Options": text("help.options"),
            "Commands": text("help.commands"),
        }
        self.write(f"{titles[heading]}\n")

    def write_text(self, words: str) -> None:
        super().write_text("\n\n".join(_laid_out(words)))

    def write_dl(self, rows: Sequence[tuple[str, str]]) -> None:
        super().write_dl([(name, _laid_out(words)[0]) for name, words in rows])


def _laid_out(words: str) -> list[str]:
    """Return what stands for a text with keys in it, by paragraphs."""
    known = words.replace("[required]", text("help.required"))
    known = known.replace("Show this message and exit.", text("help.this"))
    said = _KEY.sub(lambda key: text(key[0]), known).split("\n\n")
    kept = _AS_WRITTEN if operator_language() == "ja" else ""
    return [f"{kept}{one}" for one in said]


class _Context(typer.Context):
    formatter_class = _Worded


class _Command(TyperCommand):
    context_class = _Context


class _Group(TyperGroup):
    context_class = _Context

    def main(self, *args: Any, **more: Any) -> Any:
        """Run a command, and say in words of the catalogue what was typed wrongly."""
        try:
            code = super().main(*args, **{**more, "standalone_mode": False})
        except (TyperException, typer.Abort) as trouble:
            from bots.cli.mistyped import tell  # noqa: PLC0415 - mostly nobody mistypes

            sys.exit(tell(trouble))
        sys.exit(code if isinstance(code, int) else 0)


class Commands(typer.Typer):
    """Commands that go together, and whose help is worded by the catalogue."""

    def __init__(self, name: str, *, help: str) -> None:
        super().__init__(
            name=name,
            cls=_Group,
            help=help,
            no_args_is_help=True,
            add_completion=False,
            rich_markup_mode=None,
            pretty_exceptions_enable=False,
            context_settings={"help_option_names": ["-h", "--help"]},
        )

    def add(self, name: str, does: Any, *, help: str, **more: Any) -> None:
        """Let a function be a command."""
        self.command(name, cls=_Command, help=help, **more)(does)
