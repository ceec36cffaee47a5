"""`ainori serve` and `ainori worker`: what runs day and night."""

import asyncio
import signal
import socket
from typing import TYPE_CHECKING

from bots.cli.shell import run
from core.errors import Retryable
from core.i18n.operators import text

if TYPE_CHECKING:
    from bots.wiring import Service
    from core.settings import Settings


def serve() -> None:
    """Run HTTP, dialogues, slow work and timers until a signal comes."""
    run(_serve())


def worker() -> None:
    """Do dialogues and slow work, without HTTP, until a signal comes."""
    run(_work())


async def _serve() -> None:
    from bots.cli.ports import address, is_here_only, listen  # noqa: PLC0415
    from bots.garbage import leave_be  # noqa: PLC0415
    from bots.registry import switched_on  # noqa: PLC0415
    from bots.wiring import log, running  # noqa: PLC0415
    from core.store import communities  # noqa: PLC0415

    settings = _begun()
    with listen(settings.host, settings.port) as sock:
        channels = switched_on(settings)
        if not settings.base_url and is_here_only(sock):
            settings = settings.reached_at(address(sock))
        async with running(settings, channels, settled=leave_be) as service:
            if not await service.database.read(communities.everything):
                log.info("no community yet", remedy="ainori community add NAME")
            log.info("serving", address=address(sock), channels=" ".join(channels))
            await answer(service, sock)
        log.info("stopped")


async def answer(service: "Service", sock: socket.socket) -> None:
    """Answer HTTP on a socket that listens already, until a signal comes."""
    from bots.http import HttpServer  # noqa: PLC0415

    server = HttpServer(service.app(), before_stop=service.before_stop)
    await server.serve(sockets=[sock])


async def _work() -> None:
    from bots.garbage import leave_be  # noqa: PLC0415
    from bots.registry import switched_on  # noqa: PLC0415
    from bots.wiring import log, running  # noqa: PLC0415
    from core.store.places import file_of  # noqa: PLC0415

    settings = _begun()
    if file_of(settings.database_url.get_secret_value()) is not None:
        setting = "AINORI_DATABASE_URL=postgresql://..."
        raise Retryable(text("operator.worker_alone", setting=setting))
    async with running(settings, switched_on(settings), settled=leave_be):
        log.info("working")
        await _until_told_to_end()
    log.info("stopped")


async def _until_told_to_end() -> None:
    ended = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    await ended.wait()


def _begun() -> "Settings":
    """Read the settings and begin the log."""
    from core.logs import set_up_logs  # noqa: PLC0415
    from core.reading_settings import read_settings  # noqa: PLC0415

    settings = read_settings()
    set_up_logs(settings.secrets())
    return settings
