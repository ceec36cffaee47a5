"""`ainori try`: a first look, with a sample community and nothing to set up."""

import logging
import os
import sys
import tempfile
import webbrowser
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bots.cli.helping import later
from bots.cli.shell import run, say
from core.errors import Retryable
from core.i18n.operators import text

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from sqlalchemy import Connection

    from core.settings import Settings

_CHANNEL = "web"


def try_(
    port: Annotated[
        int | None,
        typer.Option(help=later("help.port"), min=0, max=65535),
    ] = None,
    lang: Annotated[
        Literal["ja", "en"] | None, typer.Option(help=later("help.people_lang"))
    ] = None,
    browser: Annotated[
        bool,
        typer.Option(
            "--browser/--no-browser", help=later("help.browser"), show_default=False
        ),
    ] = True,
    fresh: Annotated[bool, typer.Option("--fresh", help=later("help.fresh"))] = False,
) -> None:
    """Open the web chat with a sample community, in a database of its own."""
    run(_try(port, lang, browser=browser, fresh=fresh))


async def _try(
    port: int | None, lang: Literal["ja", "en"] | None, *, browser: bool, fresh: bool
) -> None:
    from bots.cli.ports import address, listen  # noqa: PLC0415
    from bots.cli.serving import answer  # noqa: PLC0415
    from bots.playing import Playing  # noqa: PLC0415
    from bots.sample.people import load  # noqa: PLC0415
    from bots.wiring import running  # noqa: PLC0415

    settings = _settings(port, lang)
    path = _file(settings.lang)
    settings = settings.at(f"sqlite:///{path}")
    await _alone(path, fresh=fresh)
    if not path.exists():
        say(text("operator.moving_in"))
    with listen(settings.host, settings.port, or_next=True) as sock:
        where = address(sock)
        _note(path, where)
        async with running(
            settings.reached_at(where),
            [_CHANNEL],
            playing=Playing(load(settings.lang).invite),
            first=_moving_in(settings),
        ) as service:
            # The socket listens already: who comes early waits a moment.
            _welcome(sock, settings.port, browser=browser)
            await answer(service, sock)
    say(text("operator.kept"))


async def _alone(path: Path, *, fresh: bool) -> None:
    """See that no other `ainori try` has this community open, and perhaps forget it.

    Raises:
        Retryable: Another one has.
    """
    from core.store.engine import open_database  # noqa: PLC0415

    database = open_database(f"sqlite:///{path}")
    try:
        await database.hold()
        if fresh:
            _forget(path)
    except Retryable as taken:
        noted = _noted(path)
        if noted.exists():
            says = text("operator.open_at", where=noted.read_text("utf-8"))
        else:
            says = text("operator.open_already")
        raise Retryable(says) from taken
    finally:
        await database.close()


def _noted(path: Path) -> Path:
    return path.with_suffix(".address")


def _note(path: Path, where: str) -> None:
    """Leave word where it is open, for somebody who starts it twice."""
    _noted(path).write_text(where, "utf-8")


def _moving_in(settings: "Settings") -> "Callable[[Connection], object]":
    from bots.seeding import seed  # noqa: PLC0415
    from core.clock import RandomIds, SystemClock  # noqa: PLC0415

    return partial(
        seed,
        ids=RandomIds(),
        now=SystemClock().now(),
        language=settings.lang,
        channel=_CHANNEL,
    )


def _welcome(sock: "socket.socket", wanted: int, *, browser: bool) -> None:
    from bots.cli.ports import address  # noqa: PLC0415

    if wanted and wanted != sock.getsockname()[1]:
        say(text("operator.next_port", port=str(wanted)))
    where, here = address(sock), text("operator.is_here")
    say(f"{here}  {where}", style="bold")
    say(text("operator.ends"))
    if browser and _somebody_looks():
        webbrowser.open(where)


def _somebody_looks() -> bool:
    """Tell whether a browser that opens would be seen."""
    if not sys.stdout.isatty() or "SSH_CONNECTION" in os.environ:
        return False
    if sys.platform in {"darwin", "win32"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _settings(port: int | None, lang: Literal["ja", "en"] | None) -> "Settings":
    from core.logs import set_up_logs  # noqa: PLC0415
    from core.reading_settings import (  # noqa: PLC0415
        LOOKING_AROUND,
        read_settings,
    )

    chosen = {"port": port, "lang": lang, "base_url": ""}
    given = {name: value for name, value in chosen.items() if value is not None}
    settings = read_settings(given=given, about=LOOKING_AROUND)
    set_up_logs(settings.secrets(), level=logging.WARNING)
    return settings


def _file(lang: str) -> Path:
    """Return where the sample community of a language is kept."""
    from core.folders import data_folder  # noqa: PLC0415

    try:
        folder = data_folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (OSError, RuntimeError):
        # No home to write into, as in some containers.
        folder = Path(tempfile.gettempdir()) / f"ainori-try-{_user()}"
        folder.mkdir(mode=0o700, exist_ok=True)
    return folder / f"try-{lang}.db"


def _user() -> str:
    return str(os.getuid()) if hasattr(os, "getuid") else "me"


def _forget(path: Path) -> None:
    """Remove a sample database with what SQLite keeps beside it."""
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
