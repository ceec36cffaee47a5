"""Sending to Telegram with the real `telegram.Bot`, against a server on loopback.

Each trap of the Bot API that touches us is a test here whose name says it.
"""

import asyncio
import time

import pytest
from structlog.testing import capture_logs

from bots.telegram.passes import Answering
from bots.telegram.rates import Rates
from core.talk.channel import Gone, Outcome, Rejected, Sent, TryLater, Unknown
from core.talk.outgoing import Card, Choice, Draft, Fact, Link, Text
from tests.telegram_fake import updates
from tests.telegram_fake.api import Trouble
from tests.telegram_fake.server import FakeTelegram
from tests.wire.telegram_sending import YUKI, speaking, to


async def test_words_arrive_with_their_ids_and_are_never_markup(
    telegram: FakeTelegram,
) -> None:
    wild = "<b>&amp; 1 < 2 </b> \"'` *_[]() \u202e🚩"
    async with speaking(telegram) as channel:
        outcome = await channel.send(to(YUKI, Text(wild), Text("二")))

    screen = telegram.screen(YUKI)
    assert [one.text for one in screen] == [wild, "二"]
    assert outcome == Sent(tuple(str(one.message_id) for one in screen))


async def test_a_card_a_draft_and_a_link_look_as_they_are_meant(
    telegram: FakeTelegram,
) -> None:
    card = Card("題 <1>", "本文", (Fact("いつ", "土曜"),), (Choice("のる", "a", True),))
    short, long = Draft("短い", title="下書き"), Draft("長" * 300)
    link = Link("ひらく", "https://example.org/x?y=1")
    async with speaking(telegram) as channel:
        await channel.send(to(YUKI, card, short, long, link))

    seen, copied, block, button = telegram.screen(YUKI)
    assert seen.text == "題 <1>\n本文\nいつ: 土曜"
    assert [one["type"] for one in seen.entities] == ["bold", "blockquote"]
    assert seen.rows == [[{"text": "のる", "callback_data": "a!"}]]
    assert copied.rows == [[{"text": "📋", "copy_text": {"text": "短い"}}]]
    assert (block.entities[0]["type"], block.rows) == ("pre", [])
    assert button.rows == [[{"text": "ひらく", "url": link.url}]]


async def test_an_address_telegram_refuses_on_a_button_is_written_out(
    telegram: FakeTelegram,
) -> None:
    async with speaking(telegram) as channel:
        here = Link("ひらく", "http://127.0.0.1:8765/x")
        assert isinstance(await channel.send(to(YUKI, here)), Sent)

    assert telegram.screen(YUKI)[0].text == "ひらく\nhttp://127.0.0.1:8765/x"


async def test_quiet_hours_come_without_a_sound(telegram: FakeTelegram) -> None:
    async with speaking(telegram) as channel:
        await channel.send(to(YUKI, silent=True))
        await channel.send(to(YUKI))

    quiet, loud = (one.call for one in telegram.screen(YUKI))
    assert quiet["disable_notification"] == "true"
    assert "disable_notification" not in loud


REFUSALS: list[tuple[tuple[int, str], type[Outcome]]] = [
    ((403, "Forbidden: bot was blocked by the user"), Gone),
    ((403, "Forbidden: user is deactivated"), Gone),
    ((403, "Forbidden: bot was kicked from the supergroup chat"), Gone),
    ((403, "Forbidden: bot is not a member of the supergroup chat"), Gone),
    ((403, "Forbidden: the group chat was deleted"), Gone),
    ((403, "Forbidden: bot can't initiate conversation with a user"), Gone),
    ((400, "Bad Request: chat not found"), Gone),
    ((400, "Bad Request: not enough rights to send text messages"), Rejected),
    ((400, "Bad Request: reply markup is too long"), Rejected),
    ((401, "Unauthorized"), TryLater),
    ((404, "Not Found: method not found"), TryLater),
    ((409, "Conflict: terminated"), TryLater),
    ((500, "Internal Server Error: restart"), TryLater),
    ((504, "Gateway Timeout"), Unknown),
]


@pytest.mark.parametrize(("refusal", "meant"), REFUSALS)
async def test_a_refusal_means(
    refusal: tuple[int, str],
    meant: type[Outcome],
    telegram: FakeTelegram,
) -> None:
    telegram.chat(YUKI).refuses = refusal
    async with speaking(telegram) as channel:
        outcome = await channel.send(to(YUKI))

    assert type(outcome) is meant
    # Whatever it was, it was asked once: nothing loops.
    assert telegram.api.counts["sendMessage"] == 1


async def test_nobody_we_know_is_gone(telegram: FakeTelegram) -> None:
    async with speaking(telegram) as channel:
        assert isinstance(await channel.send(to(404_404)), Gone)


TROUBLES: list[tuple[Trouble, type[Outcome], int]] = [
    ("500", TryLater, 0),
    ("502_page", TryLater, 0),
    ("silence", Unknown, 0),
    ("silence_after_accept", Unknown, 1),
    ("hang_up_after_accept", Unknown, 1),
    ("odd_body_after_accept", Unknown, 1),
]


@pytest.mark.parametrize(("trouble", "meant", "arrived"), TROUBLES)
async def test_what_may_have_arrived_is_never_sent_again_blindly(
    trouble: Trouble,
    meant: type[Outcome],
    arrived: int,
    telegram: FakeTelegram,
) -> None:
    telegram.api.troubles.append(trouble)
    async with speaking(telegram, answer_s=0.3) as channel:
        outcome = await channel.send(to(YUKI))

    assert type(outcome) is meant
    assert len(telegram.screen(YUKI)) == arrived
    assert telegram.api.counts["sendMessage"] == 1


async def test_what_follows_a_message_in_doubt_is_sent_and_nothing_twice(
    telegram: FakeTelegram,
) -> None:
    parts = tuple(Card(str(number)) for number in range(3))
    telegram.api.troubles.append("hang_up_after_accept")
    async with speaking(telegram) as channel:
        outcome = await channel.send(to(YUKI, *parts))

    assert isinstance(outcome, Unknown)
    assert [one.text for one in telegram.screen(YUKI)] == ["0", "1", "2"]


async def test_what_goes_slowly_goes_on_at_its_next_try(
    telegram: FakeTelegram,
) -> None:
    delivery = to(YUKI, *(Card(str(number)) for number in range(3)))
    telegram.api.troubles.append("hang_up_after_accept")
    async with speaking(telegram, enough_s=0) as channel:
        outcomes = [await channel.send(delivery) for _ in range(3)]

    # The doubt about the first is not forgotten.
    assert [type(one) for one in outcomes] == [TryLater, TryLater, Unknown]
    assert [one.text for one in telegram.screen(YUKI)] == ["0", "1", "2"]


async def test_what_never_left_is_tried_later(telegram: FakeTelegram) -> None:
    telegram.url = "http://127.0.0.1:9"
    async with speaking(telegram) as channel:
        assert isinstance(await channel.send(to(YUKI)), TryLater)


# --- floods


async def test_retry_after_is_obeyed_in_its_chat_and_freezes_no_other(
    telegram: FakeTelegram,
) -> None:
    telegram.person("はる")
    telegram.flood(YUKI, retry_after=35)
    async with speaking(telegram) as channel:
        first = await channel.send(to(YUKI))
        again = await channel.send(to(YUKI))
        other = await channel.send(to("はる"))

    assert isinstance(first, TryLater)
    assert first.after_s == 35
    # The second is not even asked: we know that the chat is closed.
    assert isinstance(again, TryLater)
    assert again.after_s == pytest.approx(35, abs=1)
    assert isinstance(other, Sent)
    assert telegram.api.counts["sendMessage"] == 2


async def test_a_flood_in_the_middle_doubles_and_loses_nothing(
    telegram: FakeTelegram,
) -> None:
    parts = tuple(Card(str(number)) for number in range(3))
    async with speaking(telegram) as channel:
        telegram.flood_after(1, YUKI, retry_after=0.2)
        delivery = to(YUKI, *parts)
        first = await channel.send(delivery)
        assert isinstance(first, TryLater)
        await asyncio.sleep(0.25)
        assert isinstance(await channel.send(delivery), Sent)

    assert [one.text for one in telegram.screen(YUKI)] == ["0", "1", "2"]


async def test_one_chat_gets_a_burst_and_then_one_message_in_its_time(
    telegram: FakeTelegram,
) -> None:
    rates = Rates(chat_s=0.1, chat_burst=2, all_s=0)
    telegram.person("はる")
    async with speaking(telegram, rates=rates) as channel:
        began = time.monotonic()
        await channel.send(to(YUKI, *(Card(str(number)) for number in range(4))))
        took = time.monotonic() - began
        await channel.send(to("はる"))

    assert took >= 0.2
    assert len(telegram.screen(YUKI)) == 4


async def test_a_group_that_waits_long_gives_its_place_to_others(
    telegram: FakeTelegram,
) -> None:
    group = telegram.group()
    rates = Rates(group_s=60, group_burst=1, all_s=0)
    async with speaking(telegram, rates=rates) as channel:
        assert isinstance(await channel.send(to(-100_200)), Sent)
        began = time.monotonic()
        outcome = await channel.send(to(-100_200))
        assert time.monotonic() - began < 1

    assert isinstance(outcome, TryLater)
    assert outcome.after_s == pytest.approx(60, abs=1)
    assert len(group.screen) == 1


# --- what changes a chat


async def test_markup_that_telegram_cannot_read_goes_out_as_plain_words_once(
    telegram: FakeTelegram,
) -> None:
    telegram.api.misreads = 1
    async with speaking(telegram) as channel:
        outcome = await channel.send(to(YUKI, Card("題", "1 < 2", (Fact("a", "b"),))))

    assert isinstance(outcome, Sent)
    assert telegram.screen(YUKI)[0].text == "題\n1 < 2\na: b"
    telegram.api.misreads = 9
    async with speaking(telegram) as channel:
        assert isinstance(await channel.send(to(YUKI)), Sent)
    assert telegram.api.counts["sendMessage"] == 4


async def test_a_group_that_moved_is_followed_and_remembered(
    telegram: FakeTelegram,
) -> None:
    telegram.group(-77).moved_to = -100_77
    new = telegram.group(-100_77)
    async with speaking(telegram) as channel:
        for _ in range(2):
            assert isinstance(await channel.send(to(-77)), Sent)

    assert len(new.screen) == 2
    assert telegram.api.counts["sendMessage"] == 3


async def test_a_topic_that_is_gone_does_not_take_the_answer_with_it(
    telegram: FakeTelegram,
) -> None:
    group = telegram.group(topics={12})
    async with speaking(telegram) as channel:
        for topic in (12, 13):
            answers = Answering(message=5, topic=topic)
            await channel.send(to(-100_200, answering=answers))

    kept, lost = (one.call for one in group.screen)
    assert kept["message_thread_id"] == 12
    assert kept["reply_parameters"]["message_id"] == 5
    assert "message_thread_id" not in lost


async def test_a_group_is_helped_to_answer_in_privacy_mode(
    telegram: FakeTelegram,
) -> None:
    group = telegram.group()
    async with speaking(telegram) as channel:
        answers = Answering(message=5)
        await channel.send(
            to(-100_200, Text("合言葉は?", asks=True), answering=answers)
        )
        await channel.send(to(YUKI, Text("合言葉は?", asks=True)))

    assert group.screen[0].markup == {"force_reply": True, "selective": True}
    assert telegram.screen(YUKI)[0].markup is None


async def test_no_log_at_any_level_holds_the_token_or_a_word(
    telegram: FakeTelegram, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    telegram.api.troubles.extend(["500", "silence", "odd_body_after_accept"])
    with capture_logs() as logs:
        async with speaking(telegram, answer_s=0.2) as channel:
            outcomes = [await channel.send(to(YUKI, Text("ひみつ"))) for _ in range(4)]
            telegram.url = "http://127.0.0.1:9"
        async with speaking(telegram) as channel:
            outcomes.append(await channel.send(to(YUKI, Text("ひみつ"))))

    # All but the log of the fake's own server.
    records = (one for one in caplog.records if one.name != "aiohttp.access")
    told = repr((logs, outcomes)) + "".join(one.getMessage() for one in records)
    assert "ひみつ" not in told
    assert updates.TOKEN not in told
