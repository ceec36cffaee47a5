"""Two processes on PostgreSQL, one bot: one listens, both answer, nothing twice."""

import asyncio

import pytest

from bots.wiring import running
from tests.databases import TestedDatabase
from tests.empty_databases import empty_postgres, postgres_database
from tests.telegram_fake.server import FakeTelegram
from tests.wire.telegram_running import settings_for, settled

__all__ = ["empty_postgres", "postgres_database"]


@pytest.mark.slow
async def test_two_processes_share_one_bot(empty_postgres: TestedDatabase) -> None:
    people = [f"人{number}" for number in range(6)]
    async with FakeTelegram() as telegram:
        settings = settings_for(telegram, empty_postgres.url, mode="polling")
        async with (
            running(settings, ["telegram"]) as one,
            running(settings, ["telegram"]) as other,
        ):
            for name in people:
                await telegram.says(name, "/start")
            await settled(one, telegram)
            await settled(other, telegram)
            greeted = {name: len(telegram.screen(name)) for name in people}
            listening = telegram.api.counts["getUpdates"]
            await asyncio.sleep(0.3)

        assert len(set(greeted.values())) == 1
        assert min(greeted.values()) > 0
        # A second listener would have ended the first one's question.
        assert telegram.api.counts["getUpdates"] <= listening + 1
        assert telegram.api.complaints == []
