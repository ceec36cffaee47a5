"""Servers on ports of their own: a fake platform, and our own door."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import aiohttp
from aiohttp import web
from starlette.types import ASGIApp

from bots.http import HttpServer


@asynccontextmanager
async def on_loopback(
    app: web.Application, *, let_go: asyncio.Event
) -> AsyncIterator[tuple[str, aiohttp.ClientSession]]:
    """Serve an application; yield its address, and what it calls others with.

    Args:
        app: The platform's endpoints.
        let_go: Set at the end, for answers that are held back until then.
    """
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with aiohttp.ClientSession() as session:
        try:
            yield f"http://127.0.0.1:{runner.addresses[0][1]}", session
        finally:
            let_go.set()
            await runner.cleanup()


@asynccontextmanager
async def open_door(
    app: ASGIApp, *, before_stop: Callable[[], None] = lambda: None
) -> AsyncIterator[str]:
    """Serve our own app on a free port; gives the address without a closing slash."""
    server = HttpServer(app, before_stop=before_stop, grace_s=3)
    running = asyncio.create_task(server.serve())
    await server.listening.wait()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.stop()
        await running
