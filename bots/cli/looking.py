"""`ainori doctor` and `ainori migrate`: looking after a running service."""

from typing import TYPE_CHECKING

import typer

from bots.cli.shell import complain, run, say
from core.errors import AinoriError
from core.i18n.operators import text

if TYPE_CHECKING:
    from bots.findings import Finding

_MARKS = {"well": "  ok ", "look": "look ", "wrong": " !!  ", "ask": " you "}
_STYLES = {"well": "", "look": "yellow", "wrong": "bold red", "ask": "cyan"}


def doctor() -> None:
    """Look at what may need mending; ends with 1 when something is wrong."""
    if not run(_doctor()):
        raise typer.Exit(1)


def migrate() -> None:
    """Bring the database up to date."""
    run(_migrate())


async def _doctor() -> bool:
    """Print the findings; return whether nothing is wrong."""
    import logging  # noqa: PLC0415

    from core.logs import set_up_logs  # noqa: PLC0415
    from core.reading_settings import Misconfigured, read_settings  # noqa: PLC0415

    try:
        settings = read_settings()
    except Misconfigured as wrong:
        complain([text("doctor.bad_settings")])
        complain([f"  {problem}" for problem in wrong.problems])
        return False
    set_up_logs(settings.secrets(), level=logging.ERROR)

    from bots.checkup import look_at_everything  # noqa: PLC0415

    fine = True
    async for finding in look_at_everything(settings):
        show(finding)
        fine = fine and finding.how != "wrong"
    return fine


def show(finding: "Finding") -> None:
    """Print a finding and what would help."""
    first, *more = finding.says.splitlines()
    style = _STYLES[finding.how]
    line = text("doctor.line", what=finding.what, says=first)
    say(f"{_MARKS[finding.how]}{line}", style=style)
    for line in more:
        say(f"       {line}")
    if finding.remedy:
        say(f"       -> {finding.remedy}")


async def _migrate() -> None:
    from core.logs import set_up_logs  # noqa: PLC0415
    from core.reading_settings import read_settings  # noqa: PLC0415
    from core.store import migrating  # noqa: PLC0415
    from core.store.places import make_sure, shown  # noqa: PLC0415

    settings = read_settings()
    set_up_logs(settings.secrets())
    url = settings.database_url.get_secret_value()
    make_sure(url)
    try:
        was, now = await migrating.migrate(url)
    except AinoriError as trouble:
        why = text("doctor.tables_stay", why=str(trouble))
        raise AinoriError(why) from trouble
    where = shown(url)
    if was == now:
        say(text("doctor.up_to_date", where=where, now=now))
    else:
        say(text("doctor.migrated", where=where, was=was, now=now))
