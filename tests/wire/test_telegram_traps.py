"""The traps of Telegram that touch what we read and write, and where each is tested."""

import asyncio
from collections.abc import AsyncIterator
from itertools import pairwise
from pathlib import Path

import aiohttp
import pytest

from bots.telegram.commands import SCOPES, commands, description, short_description
from bots.telegram.passes import Answering, titled
from bots.telegram.rates import Rates
from bots.telegram.render import render
from core.i18n.catalog import LANGUAGES
from core.talk.channel import Sent, TryLater
from core.talk.measure import units
from core.talk.outgoing import Card, Choice, Text
from tests.telegram_fake import markup
from tests.telegram_fake.server import SECRET, FakeTelegram
from tests.wire.store import Store
from tests.wire.telegram_sending import YUKI, question, speaking, to
from tests.wire.test_telegram_polling import listening, until
from tests.wire.test_telegram_webhook import said, with_door

TRAPS = Path(__file__).with_name("telegram_traps.txt")
HERE = "wire/test_telegram_traps.py"


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram() as fake:
        fake.person(YUKI)
        yield fake
        assert fake.api.complaints == []


def test_every_trap_has_a_test_that_is_there() -> None:
    folder = TRAPS.parent.parent
    lines = TRAPS.read_text("utf-8").splitlines()[1:]
    indented = [line.startswith(" ") for line in lines]
    named = [line.split() for line in lines if line.startswith(" ")]

    # A trap without a test would stand directly above the next one.
    assert not any(before == after is False for before, after in pairwise(indented))
    assert indented[-1]
    for file, test in named:
        source = folder / file.replace("here", HERE)
        assert f"def {test}(" in source.read_text("utf-8"), test


async def test_telegram_may_be_away_at_the_start(telegram: FakeTelegram) -> None:
    store = Store()
    telegram.api.away = 3
    await telegram.says(YUKI, "おはよう")
    async with listening(telegram, store):
        await until(lambda: store.words == ["おはよう"])

    assert telegram.api.counts["getUpdates"] >= 4


async def test_only_a_posting_is_an_update_whatever_it_calls_its_content() -> None:
    store = Store()
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    async with with_door(store) as telegram, aiohttp.ClientSession() as session:
        for method in ("GET", "PUT", "DELETE"):
            made = session.request(method, telegram.webhook_url, headers=headers)
            async with made as refused:
                assert refused.status == 405
        assert store.words == []
        odd = {**headers, "Content-Type": "text/plain"}
        body = said(1, "はい")
        async with session.post(telegram.webhook_url, data=body, headers=odd) as taken:
            assert taken.status == 200

    assert store.words == ["はい"]


@pytest.mark.parametrize("seconds", [4, 35, 280])
async def test_a_retry_after_of_any_length_is_obeyed_when_sending_and_when_editing(
    telegram: FakeTelegram, seconds: int
) -> None:
    async with speaking(telegram) as channel:
        card = Card("旗", "2席", (), (Choice("のる", "a", stands=True),))
        assert isinstance(await channel.send(to(YUKI, card)), Sent)
        telegram.flood(YUKI, retry_after=seconds)
        outcomes = [
            await channel.send(
                to(YUKI, Card("旗", "1席"), answering=_tapped(telegram))
            ),
            await channel.send(to(YUKI)),
        ]

    for outcome in outcomes:
        assert isinstance(outcome, TryLater)
        assert outcome.after_s == pytest.approx(seconds, abs=1)
    # Once closed the chat is not even asked.
    calls = telegram.api.counts
    assert calls["editMessageText"] + calls["sendMessage"] == 2


def _tapped(telegram: FakeTelegram) -> Answering:
    shown = telegram.screen(YUKI)[0]
    return Answering(tapped=shown.message_id, titled=titled("旗"))


async def test_in_a_group_old_buttons_stay_rather_than_use_up_its_messages(
    telegram: FakeTelegram,
) -> None:
    group = telegram.group()
    rates = Rates(group_s=60, group_burst=2, all_s=0)
    async with speaking(telegram, rates=rates) as channel:
        for words in ("どれ?", "では?"):
            asked = question(words, "甲")
            assert isinstance(
                await channel.send(to(-100_200, asked, answers=True)), Sent
            )
        await asyncio.sleep(0.05)

    assert telegram.api.counts["editMessageReplyMarkup"] == 0
    assert [len(shown.rows) for shown in group.screen] == [1, 1]


def test_marks_of_the_writing_direction_are_letters_like_others() -> None:
    words = "\u202e<b>逆</b>\u200f&\u2067;"
    (sending,) = render((Text(words),))

    assert markup.read(sending.given["text"])[0] == words


def test_what_telegram_is_told_about_us_has_room() -> None:
    for language in LANGUAGES:
        for offered in SCOPES.values():
            listed = commands(offered, language)
            assert 0 < len(listed) <= 100
            for one in listed:
                assert one["command"].replace("_", "").isalnum()
                assert one["command"].islower()
                assert 1 <= len(one["command"]) <= 32
                assert 1 <= units(one["description"]) <= 256
        assert 0 < units(description(language)) <= 512
        assert 0 < units(short_description(language)) <= 120
