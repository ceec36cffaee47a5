"""A Telegram and a LINE on loopback; what they are sent must keep to their rules."""

from collections.abc import AsyncIterator

import pytest

from bots.line.channel import LineChannel, build
from tests.line_fake.server import ACCESS_TOKEN, FakeLine
from tests.telegram_fake.server import FakeTelegram
from tests.wire.telegram_sending import YUKI


@pytest.fixture
def in_japanese(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sit at a terminal that asks for Japanese."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "ja_JP.UTF-8")


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    """Give a Telegram on which ゆき can be reached."""
    async with FakeTelegram() as fake:
        fake.person(YUKI)
        yield fake
        assert fake.api.complaints == []


@pytest.fixture
async def line() -> AsyncIterator[FakeLine]:
    """Give a LINE."""
    async with FakeLine() as fake:
        yield fake
        assert fake.api.complaints == []


@pytest.fixture
async def channel(line: FakeLine) -> AsyncIterator[LineChannel]:
    """Give the channel to LINE as it is built."""
    built = build(access_token=ACCESS_TOKEN, api_base=line.url)
    yield built
    await built.close()
