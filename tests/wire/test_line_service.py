"""The whole service on LINE: somebody new finds their way in, for free."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bots.http import HttpServer
from bots.line.webhook import PATH
from bots.wiring import running
from core.settings import Settings
from tests.line_fake.server import ACCESS_TOKEN, SECRET, FakeLine


def newest_labels(screen: list[dict[str, Any]]) -> list[str]:
    """Return the quick replies somebody sees now."""
    items = screen[-1].get("quickReply", {}).get("items", [])
    return [item["action"]["label"] for item in items]


@pytest.mark.slow
async def test_a_newcomer_is_greeted_named_and_led_by_taps(tmp_path: Path) -> None:
    async with FakeLine() as line:
        settings = Settings.model_validate(
            {
                "AINORI_DATABASE_URL": f"sqlite:///{tmp_path / 'ainori.db'}",
                "LINE_CHANNEL_SECRET": SECRET,
                "LINE_CHANNEL_ACCESS_TOKEN": ACCESS_TOKEN,
                "LINE_API_BASE": line.url,
            }
        )
        async with running(settings, ["line"]) as service:
            server = HttpServer(service.app(), port=0, grace_s=3)
            serving = asyncio.create_task(server.serve())
            await server.listening.wait()
            line.webhook_url = f"http://127.0.0.1:{server.port}{PATH}"
            screen = line.screen("ゆき")

            await line.happens("ゆき", "follow", follow={"isUnblocked": False})
            await service.runtime.idle()
            greeted = len(screen)
            await line.says("ゆき", "ゆき")
            await service.runtime.idle()
            led = len(screen)
            await line.taps("ゆき", newest_labels(screen)[0])
            await service.runtime.idle()

            assert 0 < greeted < led < len(screen)
            assert {sending.how for sending in line.api.sendings} == {"reply"}
            assert line.api.complaints == []
            server.stop()
            await serving
