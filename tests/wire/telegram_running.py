"""The whole service on Telegram, over real HTTP, in either mode."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from bots.telegram.plug import plug
from bots.telegram.rates import Rates
from bots.telegram.webhook import PATH
from bots.wiring import Service, running
from core.settings import Settings
from tests.loopback import open_door
from tests.moments import until
from tests.telegram_fake import updates
from tests.telegram_fake.server import SECRET, FakeTelegram


def settings_for(telegram: FakeTelegram, database_url: str, *, mode: str) -> Settings:
    """Return the settings of an operator with that Telegram."""
    return Settings.model_validate(
        {
            "AINORI_DATABASE_URL": database_url,
            "TELEGRAM_BOT_TOKEN": updates.TOKEN,
            "TELEGRAM_API_BASE": telegram.url,
            "TELEGRAM_MODE": mode,
            "TELEGRAM_WEBHOOK_SECRET": SECRET,
        }
    )


@asynccontextmanager
async def serving(
    telegram: FakeTelegram, folder: Path, *, mode: str, rates: Rates | None = None
) -> AsyncIterator[Service]:
    """Serve Telegram alone from a fresh database, as fast as `rates` say."""
    url = f"sqlite:///{folder / 'ainori.db'}"
    settings = settings_for(telegram, url, mode=mode)
    async with (
        running(settings, [partial(plug, rates=rates)]) as service,
        open_door(service.app()) as base,
    ):
        if mode == "webhook":
            telegram.webhook_url = base + PATH
        try:
            yield service
        finally:
            telegram.webhook_url = ""


async def settled(service: Service, telegram: FakeTelegram) -> None:
    """Wait until everything that happened has been brought in and answered."""
    await until(lambda: not telegram.api.pending, within_s=20)
    await service.runtime.idle()
