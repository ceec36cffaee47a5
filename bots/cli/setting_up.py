"""`ainori setup`: what a messenger has to know about us, told by a program."""

from typing import TYPE_CHECKING

import typer

from bots.cli.helping import Commands, later
from bots.cli.looking import show
from bots.cli.shell import run
from core.errors import AinoriError
from core.i18n.operators import text

if TYPE_CHECKING:
    from core.settings import Settings

setup = Commands("setup", help=later("help.setup"))


def line() -> None:
    """Tell LINE the webhook address and the menu under the talk."""
    _set_up("line", "LINE_CHANNEL_SECRET")


def telegram() -> None:
    """Tell Telegram the way in, the commands and the descriptions."""
    _set_up("telegram", "TELEGRAM_BOT_TOKEN")


def _set_up(name: str, switch: str) -> None:
    if not run(_steps(name, switch)):
        raise typer.Exit(1)


async def _steps(name: str, switch: str) -> bool:
    """Print each step; return whether nothing went wrong."""
    import logging  # noqa: PLC0415

    from core.logs import set_up_logs  # noqa: PLC0415
    from core.reading_settings import read_settings  # noqa: PLC0415

    settings = read_settings()
    set_up_logs(settings.secrets(), level=logging.ERROR)
    return await _told(name, settings, switch)


async def _told(name: str, settings: "Settings", switch: str) -> bool:
    from bots.adding import noted  # noqa: PLC0415
    from bots.registry import CHANNELS, set_up  # noqa: PLC0415

    if not CHANNELS[name].is_on(settings):
        raise AinoriError(text("setup.off", switch=switch))
    steps = set_up(name, settings)
    fine = True
    if steps is not None:
        async for finding in steps:
            show(finding)
            fine = fine and finding.how != "wrong"
    async for finding in noted(name, settings):
        show(finding)
    return fine


setup.add("line", line, help=later("help.setup_line"))
setup.add("telegram", telegram, help=later("help.setup_telegram"))
