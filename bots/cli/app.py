"""All commands by name."""

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from bots.cli import (
    bench,
    chatting,
    evaluating,
    inviting,
    looking,
    members,
    serving,
    setting_up,
    trying,
)
from bots.cli.helping import Commands, later
from bots.cli.shell import say
from core import __version__

app = Commands("ainori", help=later("help.ainori"))


def _tell_version(wanted: bool) -> None:
    if wanted:
        say(f"ainori {__version__}")
        raise typer.Exit


@app.callback()
def ainori(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_tell_version,
            is_eager=True,
            help=later("help.version"),
        ),
    ] = False,
) -> None:
    """Tell the version, or leave it to a command."""


_UNREAD: Mapping[str, Any] = {
    # What follows the name is read by the measurements.
    "add_help_option": False,
    "context_settings": {"allow_extra_args": True, "ignore_unknown_options": True},
}

app.add("try", trying.try_, help=later("help.try"))
app.add("chat", chatting.chat, help=later("help.chat"))
app.add("serve", serving.serve, help=later("help.serve"))
app.add("worker", serving.worker, help=later("help.worker"))
app.add("migrate", looking.migrate, help=later("help.migrate"))
app.add("doctor", looking.doctor, help=later("help.doctor"))
app.add_typer(setting_up.setup)
app.add_typer(inviting.community)
app.add("invite", inviting.invite, help=later("help.invite"))
app.add("export", members.export, help=later("help.export"))
app.add("forget", members.forget, help=later("help.forget"))
app.add("bench", bench.bench, help=later("help.bench"), **_UNREAD)
app.add("eval", evaluating.evaluate, help=later("help.eval"), **_UNREAD)
