"""The whole service on LINE: somebody new finds their way in, for free."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest

from core.store import adding
from core.talk.incoming import Address
from tests.line_fake.events import user_id
from tests.line_fake.server import FakeLine
from tests.wire.line_door import running_on


def newest_labels(screen: list[dict[str, Any]]) -> list[str]:
    """Return the quick replies somebody sees now."""
    items = screen[-1].get("quickReply", {}).get("items", [])
    return [item["action"]["label"] for item in items]


@pytest.mark.slow
async def test_a_newcomer_is_greeted_named_and_led_by_taps(tmp_path: Path) -> None:
    async with FakeLine() as line, running_on(line, tmp_path) as service:
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


@pytest.mark.slow
async def test_a_stranger_is_led_to_add_the_account_once_their_words_are_kept(
    tmp_path: Path,
) -> None:
    async with FakeLine() as line, running_on(line, tmp_path) as service:
        line.stranger("ゆき")
        screen = line.screen("ゆき")
        await line.api.account.introduced.wait()
        for words in ("こんにちは", "ゆき"):
            await line.says("ゆき", words)
            await service.runtime.idle()
        for label in ("はじめる", "預ける"):
            assert "line.me/R/ti/p/" not in str(screen)
            await line.taps("ゆき", label)
            await service.runtime.idle()

        assert "https://line.me/R/ti/p/%40ainori" in str(screen)
        await line.taps("ゆき", "もう友だちです")
        await service.runtime.idle()
        at = Address("line", user_id("ゆき"))
        stood = await service.database.read(partial(adding.standing, address=at))

        assert stood == adding.Standing("added", None)
        assert {sending.how for sending in line.api.sendings} == {"reply"}
        assert line.api.complaints == []
