"""Sending through the official SDK to the fake LINE, well and badly."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bots.line.channel import LineChannel, build
from bots.line.client import LineClient
from core.talk.channel import (
    Channel,
    Delivery,
    Gone,
    MonthOver,
    PassSpent,
    Sent,
    TryLater,
    Unknown,
)
from core.talk.incoming import Place
from core.talk.outgoing import Text
from tests.line_fake.api import Trouble
from tests.line_fake.events import user_id
from tests.line_fake.server import ACCESS_TOKEN, FakeLine
from tests.moments import StillClock
from tests.wire.line_sending import HELLO, KEY, push_to, reply_to


@pytest.fixture
def clock() -> StillClock:
    """Return the clock of the fake LINE."""
    return StillClock()


@pytest.fixture
async def line(clock: StillClock) -> AsyncIterator[FakeLine]:
    """Give a fake LINE; nothing it is sent may be against its rules."""
    async with FakeLine(clock=clock) as fake:
        yield fake
        assert fake.api.complaints == []


@pytest.fixture
async def hasty(line: FakeLine) -> AsyncIterator[LineChannel]:
    """Give a channel that waits for an answer only as long as a busy machine takes."""
    client = LineClient(access_token=ACCESS_TOKEN, api_base=line.url, answer_s=0.5)
    yield LineChannel(client)
    await client.close()


class TestReply:
    """A reply is free, once, and never repeated."""

    async def test_a_reply_reaches_the_person(
        self, line: FakeLine, channel: LineChannel
    ) -> None:
        outcome = await channel.send(reply_to(line))

        assert isinstance(outcome, Sent)
        assert len(outcome.message_ids) == 1
        assert line.screen("ゆき")[0]["text"] == "はじめまして。"
        assert line.api.sendings[0].how == "reply"

    async def test_a_pass_works_once(
        self, line: FakeLine, channel: LineChannel
    ) -> None:
        delivery = reply_to(line)
        await channel.send(delivery)

        assert isinstance(await channel.send(delivery), PassSpent)
        assert len(line.screen("ゆき")) == 1

    async def test_a_pass_is_spent_after_a_minute(
        self, line: FakeLine, channel: LineChannel, clock: StillClock
    ) -> None:
        delivery = reply_to(line)
        clock.at += timedelta(seconds=61)

        assert isinstance(await channel.send(delivery), PassSpent)

    @pytest.mark.parametrize("trouble", ["silence", "silence_after_accept", "hang_up"])
    async def test_without_an_answer_nobody_knows(
        self, line: FakeLine, hasty: LineChannel, trouble: Trouble
    ) -> None:
        line.trouble(trouble)

        assert isinstance(await hasty.send(reply_to(line)), Unknown)
        assert line.api.calls["reply"] == 1

    @pytest.mark.parametrize("trouble", ["500", "500_after_accept"])
    async def test_while_line_is_ill_nobody_knows(
        self, line: FakeLine, channel: LineChannel, trouble: Trouble
    ) -> None:
        line.trouble(trouble)

        assert isinstance(await channel.send(reply_to(line)), Unknown)
        assert line.api.calls["reply"] == 1

    async def test_in_a_rush_it_is_tried_later_with_the_same_pass(
        self, line: FakeLine, channel: LineChannel
    ) -> None:
        delivery = reply_to(line)
        line.trouble("rate_limit")

        assert isinstance(await channel.send(delivery), TryLater)
        assert isinstance(await channel.send(delivery), Sent)

    @pytest.mark.parametrize("trouble", ["odd_body", "no_json"])
    async def test_what_line_took_is_sent_however_odd_its_answer(
        self, line: FakeLine, channel: LineChannel, trouble: Trouble
    ) -> None:
        line.trouble(trouble)

        assert await channel.send(reply_to(line)) == Sent()

    async def test_a_reply_carries_no_retry_key(
        self, line: FakeLine, channel: LineChannel
    ) -> None:
        await channel.send(reply_to(line))

        assert line.api.sendings[0].retry_key == ""


class TestPush:
    """A push may be repeated as often as it takes, and arrives once."""

    async def test_a_push_reaches_the_person_under_its_key(
        self, line: FakeLine, channel: LineChannel
    ) -> None:
        outcome = await channel.send(push_to(line))

        assert isinstance(outcome, Sent)
        assert line.api.sendings[0].retry_key == KEY

    @pytest.mark.parametrize(
        "trouble",
        ["500", "500_after_accept", "silence", "silence_after_accept", "hang_up"],
    )
    async def test_tried_again_it_arrives_once(
        self,
        line: FakeLine,
        channel: LineChannel,
        hasty: LineChannel,
        trouble: Trouble,
    ) -> None:
        delivery = push_to(line)
        line.trouble(trouble)

        assert isinstance(await hasty.send(delivery), TryLater)
        assert isinstance(await channel.send(delivery), Sent)
        assert len(line.screen("ゆき")) == 1

    async def test_a_second_attempt_tells_the_ids_of_the_first(
        self, line: FakeLine, channel: LineChannel
    ) -> None:
        delivery = push_to(line)

        assert await channel.send(delivery) == await channel.send(delivery)

    async def test_the_monthly_limit_waits_long_and_a_rush_does_not(
        self, line: FakeLine, channel: LineChannel
    ) -> None:
        line.trouble("rate_limit")
        rush = await channel.send(push_to(line))
        line.api.quota = 0
        monthly = await channel.send(push_to(line))

        assert isinstance(rush, TryLater)
        assert rush.after_s is None
        assert isinstance(monthly, MonthOver)

    async def test_somebody_line_does_not_know_is_gone(
        self, channel: LineChannel
    ) -> None:
        place = Place("line", user_id("だれか"))

        outcome = await channel.send(Delivery("d1", place, HELLO, None, KEY))

        assert isinstance(outcome, Gone)

    async def test_line_does_not_say_that_somebody_blocked_us(
        self, line: FakeLine, channel: LineChannel
    ) -> None:
        line.person("ゆき").blocked = True

        assert isinstance(await channel.send(push_to(line)), Sent)
        assert line.screen("ゆき") == []

    async def test_silent_is_without_a_sound(
        self, line: FakeLine, channel: LineChannel
    ) -> None:
        line.person("ゆき")
        place = Place("line", user_id("ゆき"))
        await channel.send(Delivery("d1", place, HELLO, None, KEY, silent=True))

        assert line.api.sendings[0].silent


async def test_the_fake_notices_a_retry_with_another_body(
    line: FakeLine, channel: LineChannel
) -> None:
    """So that every other test says that a retry is what it was at first."""
    await channel.send(push_to(line))
    await channel.send(push_to(line, messages=(Text("別の言葉"),)))

    assert line.api.complaints == [("retry key", "came with another body")]
    line.api.complaints.clear()


class TestTheSdk:
    """What the official SDK does, or does not, and we rely on."""

    async def test_it_repeats_nothing_by_itself(
        self, line: FakeLine, channel: LineChannel
    ) -> None:
        line.trouble("500", "hang_up")

        assert isinstance(await channel.send(push_to(line)), TryLater)
        assert line.api.calls["push"] == 1

    async def test_a_silent_line_is_left_long_before_the_sdks_own_300_seconds(
        self, line: FakeLine, hasty: LineChannel
    ) -> None:
        line.trouble("silence")

        async with asyncio.timeout(5):
            assert isinstance(await hasty.send(push_to(line)), TryLater)

    def test_a_client_may_be_built_before_any_loop_runs(self) -> None:
        built = build(access_token=ACCESS_TOKEN, api_base="http://127.0.0.1:9")

        async def sent() -> object:
            outcome = await built.send(
                Delivery("d1", Place("line", "U"), HELLO, None, KEY)
            )
            await built.close()
            return outcome

        assert isinstance(asyncio.run(sent()), TryLater)

    async def test_lines_own_name_for_a_request_is_noted_and_no_word_of_it(
        self, line: FakeLine, channel: LineChannel
    ) -> None:
        with capture_logs() as logs:
            await channel.send(push_to(line, messages=(Text("ひみつの話"),)))

        (noted,) = (entry for entry in logs if entry["event"] == "line_sent")
        assert len(noted["request_id"]) == 36
        assert (noted["how"], noted["status"]) == ("push", 200)
        assert "ひみつ" not in str(logs)


async def test_a_push_to_a_stranger_arrives_for_seven_days_after_they_wrote(
    line: FakeLine, channel: LineChannel, clock: StillClock
) -> None:
    """LINE answers 200 either way, so nobody learns it from the answer."""
    line.stranger("ゆき").wrote_at = clock.now()
    for number, (ahead, arrived) in enumerate(
        ((timedelta(days=7, seconds=-1), 1), (timedelta(seconds=1), 1))
    ):
        clock.at += ahead
        key = KEY[:-1] + str(number)
        outcome = await channel.send(replace(push_to(line), retry_key=key))

        assert isinstance(outcome, Sent)
        assert len(line.screen("ゆき")) == arrived
    assert channel.limits.told_for == timedelta(days=7)


async def test_a_reply_reaches_a_stranger_at_any_time(
    line: FakeLine, channel: LineChannel
) -> None:
    line.stranger("ゆき")
    assert isinstance(await channel.send(reply_to(line)), Sent)
    assert len(line.screen("ゆき")) == 1


async def test_one_client_serves_many_at_once(
    line: FakeLine, channel: LineChannel
) -> None:
    names = [f"人{n}" for n in range(50)]

    outcomes = await asyncio.gather(
        *(channel.send(reply_to(line, name)) for name in names)
    )

    assert {type(outcome) for outcome in outcomes} == {Sent}
    assert all(len(line.screen(name)) == 1 for name in names)


def test_line_is_a_channel_as_core_knows_them() -> None:
    channel: Channel = build(access_token=ACCESS_TOKEN)

    assert channel.name == "line"
    assert channel.limits.mail_waits
    assert channel.limits.messages == 5


def test_of_the_sdk_only_what_is_needed_is_loaded() -> None:
    script = """if True:
        import sys
        from bots.line import sdk
        messaging = sdk.load("linebot.v3.messaging")
        account = sdk.load("bots.line.account")
        assert account.Configuration is messaging.Configuration
        spared = {"requests", "linebot.api", "linebot.v3.webhooks"}
        print(sorted(spared & set(sys.modules)))
    """

    found = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )

    assert found.stdout.strip() == "[]"
