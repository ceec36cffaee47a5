"""LINE's door on a real port, with the fake LINE delivering to it."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from prometheus_client import CollectorRegistry
from starlette.routing import BaseRoute

from bots.http import HttpServer, build_app
from bots.line.webhook import PATH, route, secrets_of
from core.clock import Clock
from tests.line_fake.server import FakeLine
from tests.wire.store import Store


@asynccontextmanager
async def serving(routes: Sequence[BaseRoute]) -> AsyncIterator[str]:
    """Serve routes on a free port; gives the address."""
    app = build_app(routes, {}, registry=CollectorRegistry())
    server = HttpServer(app, port=0, grace_s=3)
    running = asyncio.create_task(server.serve())
    try:
        await server.listening.wait()
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.stop()
        await running


@asynccontextmanager
async def line_with_door(
    store: Store, *, secrets: str | None = None, clock: Clock | None = None
) -> AsyncIterator[FakeLine]:
    """Give a fake LINE that delivers to a door into `store`."""
    async with FakeLine(clock=clock) as line:
        door = route(
            secrets=secrets_of(secrets or line.secret),
            intake=store.intake("line"),
            clock=clock,
            body_bytes=10_000,
        )
        async with serving([door]) as base:
            line.webhook_url = base + PATH
            yield line
