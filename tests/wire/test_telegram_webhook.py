"""Telegram's door over real HTTP: what is stored, and what Telegram is told."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator

import pytest
from structlog.testing import capture_logs

from bots.telegram.client import Me
from bots.telegram.storing import Storing
from bots.telegram.webhook import route
from core.clock import SystemClock
from core.talk.incoming import Place, Said
from tests.telegram_fake import updates
from tests.telegram_fake.server import SECRET, FakeTelegram
from tests.wire.store import Store
from tests.wire.telegram_door import YUKI, said, with_door


@pytest.fixture
def store() -> Store:
    """Return where the door puts what it heard."""
    return Store()


@pytest.fixture
async def telegram(store: Store) -> AsyncIterator[FakeTelegram]:
    """Give a fake Telegram with a door to deliver to."""
    async with with_door(store) as fake:
        yield fake
        assert fake.api.complaints == []


async def test_an_update_is_stored_before_telegram_hears_200(
    telegram: FakeTelegram, store: Store
) -> None:
    assert await telegram.says(YUKI, "一箱本棚を借りる") == 200
    assert store.words == ["一箱本棚を借りる"]


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", SECRET.upper()])
async def test_without_the_secret_it_is_403_and_nothing_is_stored(
    telegram: FakeTelegram, store: Store, secret: str | None
) -> None:
    with capture_logs() as logs:
        assert await telegram.post(said(1, "そっと"), secret=secret) == 403
        assert await telegram.post(b"x" * 20_000, secret=secret) == 403

    assert store.calls == 0
    assert store.parked == []
    assert "そっと" not in repr(logs)
    assert SECRET not in repr(logs)


async def test_with_the_database_away_telegram_brings_it_again(
    telegram: FakeTelegram, store: Store
) -> None:
    store.gone = True
    assert await telegram.post(said(1, "一")) == 500
    assert await telegram.post(b"no json") == 500
    store.gone = False
    assert await telegram.post(said(1, "一")) == 200
    assert store.words == ["一"]


async def test_the_same_update_twice_at_once_is_one(
    telegram: FakeTelegram, store: Store
) -> None:
    statuses = await asyncio.gather(*(telegram.post(said(1, "一")) for _ in range(4)))

    assert statuses == [200] * 4
    assert len(store.events) == 1


@pytest.mark.parametrize("body", [b"", b"no json", b"[1]", b'"x"', b"\xff\xfe{", b"{}"])
async def test_what_cannot_be_read_blocks_no_queue_and_is_kept(
    telegram: FakeTelegram, store: Store, body: bytes
) -> None:
    # Anything but 2xx would come again and hold up all that follows in that chat.
    assert await telegram.post(body) == 200
    assert len(store.parked) == 1


async def test_a_body_that_is_too_long_is_refused(
    telegram: FakeTelegram, store: Store
) -> None:
    assert await telegram.post(said(1, "あ" * 4_000)) == 413
    assert store.calls == 0


async def test_half_a_character_costs_nobody_their_message(
    telegram: FakeTelegram, store: Store
) -> None:
    body = said(1, "ab").replace(b'"ab"', b'"a\\ud83db"')
    assert await telegram.post(body) == 200
    assert store.words == ["a\ufffdb"]


async def test_the_answer_to_a_tap_rides_on_the_200_with_its_toast(
    telegram: FakeTelegram, store: Store
) -> None:
    telegram.api.queries["7"] = telegram.api.now()
    made = updates.tap("7", telegram.person(YUKI), {}, "abc")

    assert await telegram.happens(callback_query=made) == 200
    assert telegram.api.answered == ["7"]
    assert telegram.api.toasts == ["受け取りました"]
    assert len(store.events) == 1


async def test_a_message_and_a_tap_of_one_person_share_a_lane(
    telegram: FakeTelegram, store: Store
) -> None:
    # Telegram brings them over different connections, in any order.
    person = telegram.person(YUKI)
    shown = updates.message(3, telegram.chat(YUKI).chat, updates.US, text="?")
    tap = updates.tap("7", person, shown, "abc")
    telegram.api.queries["7"] = telegram.api.now()
    await asyncio.gather(
        telegram.says(YUKI, "はい"), telegram.happens(callback_query=tap)
    )

    places = {one.place for one in store.events.values()}
    assert places == {Place("telegram", str(person["id"]))}
    assert len(store.events) == 2
    assert any(isinstance(one.content, Said) for one in store.events.values())


def test_a_door_without_a_secret_cannot_be_built() -> None:
    me = Me(updates.BOT_ID, "")
    storing = Storing(Store().intake("telegram"), SystemClock(), me)
    with pytest.raises(ValueError, match="TELEGRAM_WEBHOOK_SECRET"):
        route(secret="", storing=storing, tapped=lambda _: {})


def test_nobody_pays_for_telegram_who_does_not_use_it() -> None:
    code = (
        "import sys, bots.wiring, bots.cli.app, bots.web.plug, bots.line.plug;"
        "print([name for name in ('telegram', 'httpx') if name in sys.modules])"
    )
    asked = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert asked.stdout.strip() == "[]"
