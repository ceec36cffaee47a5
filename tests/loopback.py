"""A fake platform on a port of its own, and a way to call our webhook from there."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
from aiohttp import web


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
