"""Asking Telegram for updates: stored before they are confirmed, whatever happens."""

import asyncio

from structlog.testing import capture_logs

from bots.telegram.parse import KINDS
from bots.telegram.taps import Tap
from tests.moments import until
from tests.telegram_fake import updates
from tests.telegram_fake.server import FakeTelegram
from tests.wire.store import Store
from tests.wire.telegram_door import YUKI, listening


async def test_an_update_is_confirmed_only_after_it_was_stored(
    telegram: FakeTelegram,
) -> None:
    store = Store()
    waiting: list[int] = []
    store.before = lambda: waiting.append(len(telegram.api.pending))
    await telegram.says(YUKI, "一")
    await telegram.says(YUKI, "二")
    async with listening(telegram, store):
        await until(lambda: not telegram.api.pending)

    assert store.words == ["一", "二"]
    # Left out once, Telegram would go on with what another program asked for.
    asked = [given for method, given in telegram.api.calls if method == "getUpdates"]
    assert {tuple(given["allowed_updates"]) for given in asked} == {KINDS}
    # While they were being stored, Telegram still had them.
    assert waiting == [2]


async def test_a_database_that_is_away_loses_nothing_and_keeps_the_order(
    telegram: FakeTelegram,
) -> None:
    store = Store(gone=True)
    for words in ("一", "二", "三"):
        await telegram.says(YUKI, words)
    async with listening(telegram, store):
        await until(lambda: store.calls > 3)
        assert len(telegram.api.pending) == 3
        store.gone = False
        await until(lambda: not telegram.api.pending)

    assert store.words == ["一", "二", "三"]


async def test_poison_in_a_batch_is_kept_aside_and_blocks_nothing(
    telegram: FakeTelegram,
) -> None:
    store = Store()
    await telegram.says(YUKI, "まえ")
    await telegram.happens(message={"chat": "no chat"})
    await telegram.says(YUKI, "あと")
    async with listening(telegram, store):
        await until(lambda: not telegram.api.pending)
        asked = telegram.api.counts["getUpdates"]
        await asyncio.sleep(0.1)

    assert store.words == ["まえ", "あと"]
    assert len(store.parked) == 1
    # Nor is it asked for again and again.
    assert telegram.api.counts["getUpdates"] <= asked + 1


async def test_after_a_quiet_week_telegram_may_count_from_anywhere(
    telegram: FakeTelegram,
) -> None:
    store = Store()
    async with listening(telegram, store):
        await telegram.says(YUKI, "まえ")
        await until(lambda: store.words == ["まえ"])
        # An empty answer came meanwhile; then numbers begin far below.
        await until(lambda: telegram.api.counts["getUpdates"] >= 2)
        telegram.api.end_poll()
        await until(lambda: telegram.api.counts["getUpdates"] >= 3)
        made = updates.message(9, telegram.chat(YUKI).chat, telegram.person(YUKI))
        telegram.api.happen(updates.update(5, message={**made, "text": "あと"}))
        await until(lambda: store.words == ["まえ", "あと"])


async def test_another_listener_is_told_kindly_and_waited_for(
    telegram: FakeTelegram,
) -> None:
    store = Store()
    telegram.api.webhook = {"url": "https://elsewhere.example.org"}
    with capture_logs() as logs:
        async with listening(telegram, store):
            await until(lambda: telegram.api.counts["getUpdates"] == 1)
            await asyncio.sleep(0.05)

    assert telegram.api.counts["getUpdates"] == 1
    (told,) = [one for one in logs if one["event"] == "telegram_has_another_listener"]
    assert "ainori setup telegram" in told["remedy"]
    assert updates.TOKEN not in repr(logs)


async def test_a_second_listener_ends_the_first_one_and_nothing_is_lost(
    telegram: FakeTelegram,
) -> None:
    store = Store()
    async with listening(telegram, store):
        await until(lambda: telegram.api.counts["getUpdates"] == 1)
        async with listening(telegram, store):
            await until(lambda: telegram.api.counts["getUpdates"] == 2)
            await telegram.says(YUKI, "どちらか")
            await until(lambda: not telegram.api.pending)

    assert store.words == ["どちらか"]


async def test_a_question_that_hangs_is_given_up_and_asked_again(
    telegram: FakeTelegram,
) -> None:
    store = Store()
    telegram.api.hanging = 2
    await telegram.says(YUKI, "おはよう")
    async with listening(telegram, store, wait_s=0, answer_s=0.3):
        await until(lambda: store.words == ["おはよう"])

    assert telegram.api.hanging == 0


async def test_a_tap_is_handed_on_after_it_was_stored(telegram: FakeTelegram) -> None:
    store, taps = Store(), list[Tap]()
    made = updates.tap("7", telegram.person(YUKI), {}, "abc")
    await telegram.happens(callback_query=made)
    async with listening(telegram, store, taps):
        await until(lambda: bool(taps))

    assert [one.query for one in taps] == ["7"]
    assert len(store.events) == 1
