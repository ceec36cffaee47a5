"""kill -9 of a bot that asks Telegram: what Telegram gave it is never lost."""

import asyncio
import os
import signal
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.forked import Forked, forked
from tests.moments import until
from tests.telegram_fake import updates
from tests.telegram_fake.server import FakeTelegram

ROUNDS = 2


def serve(telegram: FakeTelegram, home: Path) -> Forked:
    """Start the real command in a process of its own."""
    kept = {
        name: os.environ[name]
        for name in ("PATH", "HOME", "XDG_CACHE_HOME")
        if name in os.environ
    }
    return forked(
        "bots",
        "serve",
        cwd=home,
        env={
            **kept,
            "AINORI_DATABASE_URL": f"sqlite:///{home / 'ainori.db'}",
            "AINORI_PORT": "0",
            "TELEGRAM_BOT_TOKEN": updates.TOKEN,
            "TELEGRAM_API_BASE": telegram.url,
        },
    )


def asks_anew(telegram: FakeTelegram) -> Callable[[], bool]:
    """Return whether the bot has asked again since now."""
    before = telegram.api.counts["getUpdates"]
    return lambda: telegram.api.counts["getUpdates"] > before


@pytest.mark.slow
async def test_killed_between_the_question_and_the_commit_it_loses_nothing(
    tmp_path: Path,
) -> None:
    people = [f"人{number}" for number in range(12)]
    async with FakeTelegram() as telegram:
        for round_ in range(ROUNDS):
            bot = serve(telegram, tmp_path)
            await until(asks_anew(telegram), within_s=40)
            for name in people[round_::ROUNDS]:
                await telegram.says(name, "/start")
            # While it stores them and begins to answer.
            await asyncio.sleep(0.02 * round_)
            bot.send_signal(signal.SIGKILL)
            await asyncio.to_thread(bot.wait, 40)
        bot = serve(telegram, tmp_path)
        await until(lambda: not telegram.api.pending, within_s=40)
        await until(lambda: all(map(telegram.screen, people)), within_s=40)
        bot.send_signal(signal.SIGTERM)
        await asyncio.to_thread(bot.wait, 40)

        greeted = Counter({one: len(telegram.screen(one)) for one in people})
    once = min(greeted.values())
    # A kill may double what was on its way.
    assert once > 0
    assert max(greeted.values()) <= 2 * once
