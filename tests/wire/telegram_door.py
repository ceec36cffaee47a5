"""Both ways in for Telegram's updates: its calls to our door, and our asking."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from bots.telegram.client import Me, TelegramClient
from bots.telegram.parse import KINDS
from bots.telegram.polling import Polling
from bots.telegram.storing import Storing
from bots.telegram.taps import Tap
from bots.telegram.webhook import PATH, route
from core.clock import SystemClock
from tests.telegram_fake import updates
from tests.telegram_fake.server import SECRET, FakeTelegram
from tests.wire.line_door import serving
from tests.wire.store import Store

YUKI = "ゆき"


def _storing(store: Store) -> Storing:
    me = Me(updates.BOT_ID, updates.USERNAME)
    return Storing(store.intake("telegram"), SystemClock(), me)


@asynccontextmanager
async def with_door(store: Store) -> AsyncIterator[FakeTelegram]:
    """Serve a door into `store`."""

    def tapped(tap: Tap) -> dict[str, str]:
        return {"callback_query_id": tap.query, "text": "受け取りました"}

    door = route(
        secret=SECRET, storing=_storing(store), tapped=tapped, body_bytes=10_000
    )
    async with FakeTelegram() as fake, serving([door]) as base:
        fake.person(YUKI)
        fake.webhook_url = base + PATH
        yield fake


def said(number: int, words: str) -> bytes:
    """Return the bytes of a message."""
    person = updates.user(5, YUKI)
    made = updates.message(number, updates.private(person), person, text=words)
    return json.dumps(updates.update(number, message=made)).encode()


@asynccontextmanager
async def listening(
    telegram: FakeTelegram,
    store: Store,
    taps: list[Tap] | None = None,
    *,
    wait_s: float = 5,
    answer_s: float = 10,
) -> AsyncIterator[Polling]:
    """Ask for updates while the block lasts."""
    client = TelegramClient(
        token=updates.TOKEN, api_base=telegram.url, answer_s=answer_s
    )
    tapped: Callable[[Tap], None] = (taps if taps is not None else []).append
    polling = Polling(
        client, _storing(store), tapped, KINDS, wait_s, pauses_s=(0.01, 0.02)
    )
    task = asyncio.create_task(polling.run())
    try:
        yield polling
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await client.close()
