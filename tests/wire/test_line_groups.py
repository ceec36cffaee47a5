"""A group on LINE, over signed webhooks and the real SDK: quiet, free, and flags."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bots.wiring import Service
from core.clock import SystemClock
from core.store import communities
from tests.line_fake import events
from tests.line_fake.server import FakeLine, actions
from tests.wire.line_door import running_on

GROUP = "kawaberi"


@asynccontextmanager
async def serving(folder: Path, line: FakeLine) -> AsyncIterator[Service]:
    """Run the whole service with a community behind it."""
    now = SystemClock().now()
    async with running_on(line, folder) as service:
        await service.database.write(
            partial(
                communities.add,
                id="room",
                name="坂の上の台所",
                purpose="",
                language="ja",
                now=now,
            )
        )
        await service.database.write(
            lambda conn: communities.add_invite(conn, "SAKA24", "room", now)
        )
        # The way into the talk alone is known once LINE said what it calls us.
        async with asyncio.timeout(10):
            await line.api.account.introduced.wait()
        yield service


async def said(service: Service, line: FakeLine, words: str) -> None:
    """Let ゆき write to us alone."""
    await line.says("ゆき", words)
    await service.runtime.idle()


async def in_group(
    service: Service, line: FakeLine, kind: str, *, by: str = "", **more: Any
) -> list[dict[str, Any]]:
    """Let something happen in the group; return what appears there."""
    screen = line.group(GROUP).screen
    before = len(screen)
    assert await line.happens_in(GROUP, kind, by=by, **more) == 200
    await service.runtime.idle()
    return screen[before:]


@pytest.mark.slow
async def test_a_group_is_answered_for_free_and_only_when_it_calls(
    tmp_path: Path,
) -> None:
    async with FakeLine() as line, serving(tmp_path, line) as service:
        await line.happens("ゆき", "follow", follow={"isUnblocked": False})
        await service.runtime.idle()
        await said(service, line, "SAKA24")
        await said(service, line, "ゆき")
        happen = partial(in_group, service, line)

        assert "呼ばれたときだけ" in str(await happen("join"))
        small_talk = events.text("お昼なに食べた?")
        assert await happen("message", by="ゆき", message=small_talk) == []
        connected = await happen("message", by="ゆき", message=events.mention("SAKA24"))
        assert "「坂の上の台所」とつながりました" in str(connected)
        alone = await happen(
            "message", by="ゆき", message=events.mention("手伝ってくれる人いる?")
        )
        assert "line.me/R/oaMessage/%40ainori/" in str(alone)
        assert "いま、ここに立っている旗はありません" in str(
            await happen("message", message=events.mention("旗"))
        )

        assert {sending.how for sending in line.api.sendings} == {"reply"}
        assert line.api.complaints == []


@pytest.mark.slow
async def test_a_tap_in_a_group_tells_nobody_there_who_has_what(
    tmp_path: Path,
) -> None:
    async with FakeLine() as line, serving(tmp_path, line) as service:
        for name in ("ゆき", "けん"):
            await line.happens(name, "follow", follow={"isUnblocked": False})
            await line.says(name, "SAKA24")
            await line.says(name, name)
            await service.runtime.idle()
        happen = partial(in_group, service, line)
        await happen("message", by="ゆき", message=events.mention("SAKA24"))
        for words in ("旗", "川べりで本を読む", "6月", "2", "案内"):
            await said(service, line, words)
        for label in ("いない", "旗を立てる", "グループにも出す", "グループにも出す"):
            await line.taps("ゆき", label)
            await service.runtime.idle()
        shown = await happen("message", message=events.mention("旗"))
        (hold,) = (one for one in actions(shown) if one["label"] == "この指とまれ")

        async def taps(by: str = "") -> str:
            return str(await happen("postback", by=by, postback={"data": hold["data"]}))

        assert "だれが押したのか" in await taps()
        assert "あと1席" in await taps("けん")
        (alone,) = {await taps(who) for who in ("けん", "ゆき", "よそ")}
        assert "ふたりのトークで" in alone
        assert "line.me/R/oaMessage/%40ainori/" in alone
        assert {sending.how for sending in line.api.sendings} == {"reply"}
        assert line.api.complaints == []
