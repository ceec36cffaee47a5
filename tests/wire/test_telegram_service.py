"""The whole service on Telegram: somebody new finds their way in, in both modes."""

from pathlib import Path

import pytest

from tests.telegram_fake.server import FakeTelegram
from tests.wire.telegram_running import serving, settled


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_a_newcomer_is_greeted_named_and_led_by_taps(
    tmp_path: Path, mode: str
) -> None:
    async with (
        FakeTelegram() as telegram,
        serving(telegram, tmp_path, mode=mode) as service,
    ):
        screen = telegram.screen("ゆき")

        assert await telegram.says("ゆき", "/start") == 200
        await settled(service, telegram)
        greeted = len(screen)
        assert await telegram.says("ゆき", "ゆき") == 200
        await settled(service, telegram)
        led = len(screen)
        label = screen[-1].rows[0][0]["text"]
        await telegram.taps("ゆき", label)
        await settled(service, telegram)

        assert 0 < greeted < led < len(screen)
        tapped = screen[led - 1]
        assert tapped.rows == []
        assert tapped.text.endswith(f"→ {label}")
        assert len(telegram.api.answered) == 1
        assert telegram.api.complaints == []


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_an_album_of_pictures_is_answered_once(tmp_path: Path, mode: str) -> None:
    async with (
        FakeTelegram() as telegram,
        serving(telegram, tmp_path, mode=mode) as service,
    ):
        screen = telegram.screen("ゆき")
        await telegram.says("ゆき", "/start")
        await settled(service, telegram)
        before = len(screen)
        for _ in range(5):
            await telegram.sends("ゆき", photo=[], media_group_id="4711")
        await settled(service, telegram)
        once = len(screen) - before
        await telegram.sends("ゆき", photo=[])
        await settled(service, telegram)

        assert once == len(screen) - before - once > 0
