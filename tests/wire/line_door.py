"""LINE's door on a real port, with the fake LINE delivering to it."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from prometheus_client import CollectorRegistry
from starlette.routing import BaseRoute

from bots.http import build_app
from bots.line.webhook import PATH, route, secrets_of
from bots.wiring import Service, running
from core.clock import Clock
from core.settings import Settings
from tests.line_fake.server import ACCESS_TOKEN, SECRET, FakeLine
from tests.loopback import open_door
from tests.wire.store import Store


@asynccontextmanager
async def serving(routes: Sequence[BaseRoute]) -> AsyncIterator[str]:
    """Serve routes on a free port; gives the address."""
    app = build_app(routes, {}, registry=CollectorRegistry())
    async with open_door(app) as base:
        yield base


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


@asynccontextmanager
async def running_on(line: FakeLine, folder: Path) -> AsyncIterator[Service]:
    """Run the whole service on LINE alone, from a fresh database."""
    settings = Settings.model_validate(
        {
            "AINORI_DATABASE_URL": f"sqlite:///{folder / 'ainori.db'}",
            "LINE_CHANNEL_SECRET": SECRET,
            "LINE_CHANNEL_ACCESS_TOKEN": ACCESS_TOKEN,
            "LINE_API_BASE": line.url,
        }
    )
    async with (
        running(settings, ["line"]) as service,
        open_door(service.app()) as base,
    ):
        line.webhook_url = base + PATH
        yield service
