"""One browser a file, and one window for all who need no other."""

from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Browser

from tests.web.chromium import Desk, chromium, desk
from tests.web.scenes import scene
from tests.web.talker import Talker


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    """Start one browser for all."""
    async with chromium() as browser:
        yield browser


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared_table(browser: Browser) -> AsyncIterator[Desk]:
    """Open one window for all who need no other."""
    async with desk(browser, Talker(scene)) as table:
        yield table


@pytest_asyncio.fixture(loop_scope="module")
async def table(shared_table: Desk) -> AsyncIterator[Desk]:
    """Lay both phones on the table, as if for the first time."""
    await shared_table.clear()
    yield shared_table
    shared_table.check()
