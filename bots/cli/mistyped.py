"""What was typed wrongly on the command line, said in the language of the terminal.

The library says it in English. What it says is read here, and said again in words of
the catalogue; what is not known is left as it was said.
"""

import re
from collections.abc import Mapping

import typer
from typer.exceptions import TyperException

from bots.cli.helping import later
from bots.cli.shell import warn
from core.i18n.operators import text

_WRONG = "Invalid value for '(?P<name>.+?)': "
_SAID: Mapping[str, str] = {
    r"No such option: (?P<name>\S+) \(Possible options: (?P<near>.+)\)": later(
        "mistyped.no_option_near"
    ),
    r"No such option: (?P<name>\S+)": later("mistyped.no_option"),
    r"No such command '(?P<name>.+?)'\. Did you mean (?P<near>.+)\?": later(
        "mistyped.no_command_near"
    ),
    r"No such command '(?P<name>.+)'\.": later("mistyped.no_command"),
    r"Missing command\.": later("mistyped.command_missing"),
    r"Missing argument '(?P<name>.+?)'\..*": later("mistyped.argument_missing"),
    r"Missing option '(?P<name>.+?)'\..*": later("mistyped.option_missing"),
    r"Got unexpected extra argument\(s\) \((?P<words>.*)\)": later("mistyped.too_much"),
    r"Option '(?P<name>.+)' requires .+": later("mistyped.value_missing"),
    r"Option '(?P<name>.+)' does not take a value\.": later("mistyped.takes_none"),
    _WRONG + r"Input should be a valid integer.*": later("mistyped.no_number"),
    _WRONG + r"Input should be greater than or equal to (?P<number>-?\d+)": later(
        "mistyped.at_least"
    ),
    _WRONG + r"Input should be less than or equal to (?P<number>-?\d+)": later(
        "mistyped.at_most"
    ),
    _WRONG + r".*is not one of (?P<choices>.+?)\.?": later("mistyped.one_of"),
    _WRONG + r"(?P<why>.+)": later("mistyped.value"),
}
"""Patterns of what the library says, the nearer ones first, and the keys of ours."""


def tell(trouble: TyperException | typer.Abort) -> int:
    """Say what cannot be done with what was typed; return the code to end with."""
    if isinstance(trouble, typer.Abort):
        warn(text("mistyped.left_off"))
        return 1
    said = worded(trouble.format_message())
    context = getattr(trouble, "ctx", None)
    show = getattr(trouble, "show", None)
    if context is not None and said:
        warn(context.get_usage())
        more = text("mistyped.help", command=f"{context.command_path} --help")
        said = f"{said}\n{more}"
    if said:
        warn(said)
    elif show is not None:
        # Also the help that a group gives where no command of it was named.
        show()
    return trouble.exit_code


def worded(message: str) -> str:
    """Return what the library says in words of the catalogue; '' where unknown."""
    for pattern, key in _SAID.items():
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return text(key, **found.groupdict())
    return ""
