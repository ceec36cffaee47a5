"""All commands by name."""

from typing import Annotated

import typer

from bots.cli import (
    bench,
    chatting,
    evaluating,
    inviting,
    keeping,
    looking,
    members,
    serving,
    setting_up,
    trying,
)
from bots.cli.shell import say
from core import __version__

app = typer.Typer(
    name="ainori",
    help="A chatbot for communities that live by community sourcing.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


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
            help="Say which version.",
        ),
    ] = False,
) -> None:
    """A chatbot for communities that live by community sourcing."""


app.command("try")(trying.try_)
app.command("chat")(chatting.chat)
app.command("serve")(serving.serve)
app.command("worker")(serving.worker)
app.command("migrate")(looking.migrate)
app.command("doctor")(looking.doctor)
app.add_typer(setting_up.setup, name="setup")
inviting.community.command("keeper")(keeping.keeper)
app.add_typer(inviting.community, name="community")
app.command("invite")(inviting.invite)
app.command("export")(members.export)
app.command("forget")(members.forget)
app.command(
    "bench",
    add_help_option=False,
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
)(bench.bench)
app.command(
    "eval",
    add_help_option=False,
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
)(evaluating.evaluate)
