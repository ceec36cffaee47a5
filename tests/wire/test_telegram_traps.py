"""Traps of Telegram that no other test names; all of them: tests/project/traps."""

import asyncio

import aiohttp
import pytest
from aiohttp import web

from bots.telegram.client import Me, TelegramClient
from bots.telegram.commands import SCOPES, commands, description, short_description
from bots.telegram.parse import parse
from bots.telegram.passes import Answering, answering, titled
from bots.telegram.rates import Rates
from bots.telegram.render import render
from bots.telegram.transport import AiohttpRequest, NotSent, Refused
from core.delivery.limits import Buckets
from core.i18n.catalog import LANGUAGES
from core.talk.channel import Sent, TryLater
from core.talk.measure import units
from core.talk.outgoing import Card, Choice, Draft, Text
from tests.loopback import on_loopback
from tests.moments import until
from tests.telegram_fake import markup, rules, updates
from tests.telegram_fake.server import SECRET, FakeTelegram
from tests.wire.store import Store
from tests.wire.telegram_door import listening, said, with_door
from tests.wire.telegram_sending import NOW, YUKI, question, speaking, to


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


def test_a_group_gets_20_in_any_minute_and_everybody_30_in_any_second() -> None:
    rates = Rates()
    for bucket, span_s, most in ((rates.chat("-1"), 60, 20), (rates.everything, 1, 30)):
        buckets = Buckets()
        # A burst after a silence, and then whatever fills up again.
        leaves = [buckets.take([bucket], 0.0) for _ in range(most * 2)]
        for begin in leaves:
            within = [one for one in leaves if begin <= one < begin + span_s]
            assert len(within) <= most


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
        third = await channel.send(to(-100_200))

    # Nor does an edit that is left be keep the turn of a message.
    assert isinstance(third, TryLater)
    assert third.after_s == pytest.approx(60, abs=2)
    assert telegram.api.counts["editMessageReplyMarkup"] == 0
    assert [len(shown.rows) for shown in group.screen] == [1, 1]


@pytest.mark.parametrize("letter", ['"', "&", "<", "あ", "🚩"])
def test_the_raw_text_with_its_markup_stays_below_32768_bytes(letter: str) -> None:
    card = Card(letter * 60, letter * 3_000, choices=(Choice("のる", "a"),))
    for message in (Text(letter * 4_096), Draft(letter * 4_096), card):
        for sending in render((message,)):
            rules.words_of(sending.given)
            assert len(sending.given["text"].encode()) <= 32_768


async def test_a_talk_alone_that_has_topics_is_answered_in_the_topic(
    telegram: FakeTelegram,
) -> None:
    chat = updates.private(telegram.person(YUKI))
    telegram.api.chats[chat["id"]].topics.add(3)
    asked = updates.message(
        7, chat, chat, text="旗", message_thread_id=3, is_topic_message=True
    )
    me = Me(updates.BOT_ID, updates.USERNAME)
    parsed, _ = parse([updates.update(1, message=asked)], received_at=NOW, me=me)
    (heard,) = parsed.incomings
    async with speaking(telegram) as channel:
        await channel.send(to(YUKI, answering=answering(heard.reply_pass)))

    assert telegram.screen(YUKI)[0].call["message_thread_id"] == 3


async def test_who_finds_no_free_connection_is_tried_later_and_was_never_sent(
    telegram: FakeTelegram,
) -> None:
    crowded = AiohttpRequest(
        connections=1, answer_s=5, connect_s=0.1, address=telegram.url
    )
    url = f"{telegram.url}/bot{updates.TOKEN}"
    telegram.api.hanging = 1
    holding = asyncio.create_task(crowded.do_request(f"{url}/getUpdates", "POST"))
    await until(lambda: not telegram.api.hanging)

    with pytest.raises(NotSent):
        await crowded.do_request(f"{url}/getMe", "POST")

    telegram.api.let_go.set()
    await holding
    await crowded.shutdown()
    assert telegram.api.counts["getMe"] == 0


async def test_an_answer_that_leads_elsewhere_never_takes_the_token_along() -> None:
    asked: list[str] = []

    async def elsewhere(request: web.Request) -> web.Response:
        asked.append(request.path)
        raise web.HTTPTemporaryRedirect("/there")

    app = web.Application()
    app.router.add_route("*", "/{where:.*}", elsewhere)
    async with on_loopback(app, let_go=asyncio.Event()) as (url, _):
        client = TelegramClient(token=updates.TOKEN, api_base=url)
        with pytest.raises(Refused):
            await client.call("getMe")
        await client.close()

    assert asked == [f"/bot{updates.TOKEN}/getMe"]


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
