"""Sending through the official SDK to the fake LINE, well and badly."""

import asyncio
import logging
import socket
import uuid
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from structlog.testing import capture_logs

from bots.line.channel import LineChannel, build, retry_key
from bots.line.client import LineClient
from bots.line.outcomes import MONTHLY_LIMIT_S
from core.talk.channel import (
    Channel,
    Delivery,
    Gone,
    PassSpent,
    Rejected,
    Sent,
    TryLater,
    Unknown,
)
from core.talk.incoming import Place, ReplyPass
from core.talk.outgoing import Card, Choice, Message, Text
from tests.line_fake.api import Trouble
from tests.line_fake.events import user_id
from tests.line_fake.server import ACCESS_TOKEN, FakeLine

KEY = "5f3f9c7e-8a53-4a1c-b4f5-3f5c1b0f9a77"
FAR = datetime(2030, 1, 1, tzinfo=UTC)
HELLO = (Text("はじめまして。", (Choice("はじめる", "token1"),)),)


class MovingClock:
    """A clock that a test sets forward."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)

    def now(self) -> datetime:
        """Return what the test says."""
        return self.time


@pytest.fixture
def clock() -> MovingClock:
    """Return the clock of the fake LINE."""
    return MovingClock()


@pytest.fixture
async def line(clock: MovingClock) -> AsyncIterator[FakeLine]:
    """Give a fake LINE; nothing it is sent may be against its rules."""
    async with FakeLine(clock=clock) as fake:
        yield fake
        assert fake.api.complaints == []


@pytest.fixture
async def channel(line: FakeLine) -> AsyncIterator[LineChannel]:
    """Give the channel as it is built."""
    built = build(access_token=ACCESS_TOKEN, api_base=line.url)
    yield built
    await built.close()


@pytest.fixture
async def hasty(line: FakeLine) -> AsyncIterator[LineChannel]:
    """Give a channel that hardly waits for an answer."""
    client = LineClient(access_token=ACCESS_TOKEN, api_base=line.url, answer_s=0.1)
    yield LineChannel(client)
    await client.close()


def reply_to(
    line: FakeLine, name: str = "ゆき", messages: tuple[Message, ...] = HELLO
) -> Delivery:
    """Return a delivery that answers an event of somebody."""
    token = line.reply_token(name)
    place = Place("line", user_id(name))
    return Delivery("d1", place, messages, ReplyPass(token, FAR), KEY)


def push_to(
    line: FakeLine, name: str = "ゆき", messages: tuple[Message, ...] = HELLO
) -> Delivery:
    """Return a delivery that speaks first."""
    line.person(name)
    return Delivery("d1", Place("line", user_id(name)), messages, None, KEY)


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
        self, line: FakeLine, channel: LineChannel, clock: MovingClock
    ) -> None:
        delivery = reply_to(line)
        clock.time += timedelta(seconds=61)

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
        assert isinstance(monthly, TryLater)
        assert monthly.after_s == MONTHLY_LIMIT_S

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


class TestManyWords:
    """What needs more than five objects goes on as pushes, and doubles nothing."""

    LONG = tuple(Text("長い話。" * 1_100) for _ in range(7))

    async def test_the_rest_follows_as_a_push(
        self, line: FakeLine, channel: LineChannel
    ) -> None:
        outcome = await channel.send(reply_to(line, messages=self.LONG))

        assert isinstance(outcome, Sent)
        assert len(outcome.message_ids) == 7
        assert [sending.how for sending in line.api.sendings] == ["reply", "push"]

    async def test_a_rest_that_fails_is_not_a_reason_to_say_it_all_again(
        self, line: FakeLine, channel: LineChannel
    ) -> None:
        line.api.quota = 0

        outcome = await channel.send(reply_to(line, messages=self.LONG))

        assert isinstance(outcome, Unknown)
        assert len(line.screen("ゆき")) == 5

    async def test_pushed_parts_have_keys_of_their_own_and_arrive_once(
        self, line: FakeLine, channel: LineChannel
    ) -> None:
        delivery = push_to(line, messages=self.LONG)
        line.trouble("odd_body", "500_after_accept")

        assert isinstance(await channel.send(delivery), TryLater)
        assert isinstance(await channel.send(delivery), Sent)
        assert len(line.screen("ゆき")) == 7

    def test_the_key_of_a_part_is_the_same_at_every_attempt(self) -> None:
        assert retry_key(KEY, part=0) == KEY
        assert retry_key(KEY, part=1) == retry_key(KEY, part=1) != KEY
        assert uuid.UUID(retry_key("no uuid", part=0)).version == 5

    async def test_nothing_to_say_is_refused_here(
        self, line: FakeLine, channel: LineChannel
    ) -> None:
        assert isinstance(await channel.send(reply_to(line, messages=())), Rejected)
        assert line.api.calls.total() == 0


class TestTrouble:
    """When nothing works, nothing leaks and nothing raises."""

    async def test_a_refused_token_is_loud_and_says_no_secret(
        self, line: FakeLine, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.DEBUG)
        wrong = build(access_token="wrong-token-9876", api_base=line.url)

        with capture_logs() as logs:
            outcome = await wrong.send(push_to(line, messages=(Text("ひみつの話"),)))
        await wrong.close()

        assert isinstance(outcome, Rejected)
        assert [entry["log_level"] for entry in logs] == ["error"]
        everything = f"{logs} {outcome} {caplog.text}"
        assert "wrong-token-9876" not in everything
        assert "ひみつの話" not in everything

    async def test_where_nobody_listens_nothing_was_sent(self) -> None:
        with socket.socket() as unused:
            unused.bind(("127.0.0.1", 0))
            base = f"http://127.0.0.1:{unused.getsockname()[1]}"
        alone = build(access_token=ACCESS_TOKEN, api_base=base)
        place = Place("line", user_id("ゆき"))

        reply = Delivery("d1", place, HELLO, ReplyPass("t", FAR), KEY)
        push = Delivery("d1", place, HELLO, None, KEY)

        assert isinstance(await alone.send(reply), TryLater)
        assert isinstance(await alone.send(push), TryLater)
        await alone.close()

    async def test_what_line_refuses_names_the_field_and_not_the_words(
        self, line: FakeLine, channel: LineChannel
    ) -> None:
        token = "t" * 301
        said = (Card("ひみつの題", choices=(Choice("はい", token),)),)

        outcome = await channel.send(push_to(line, messages=said))

        assert isinstance(outcome, Rejected)
        assert "action.data" in outcome.why
        assert "ひみつの題" not in outcome.why
        line.api.complaints.clear()

    def test_without_a_token_there_is_no_channel(self) -> None:
        with pytest.raises(ValueError, match="LINE_CHANNEL_ACCESS_TOKEN"):
            build(access_token=" ")


class TestWorking:
    """The loading animation is best effort."""

    async def test_a_person_sees_that_an_answer_is_on_its_way(
        self, line: FakeLine, channel: LineChannel
    ) -> None:
        await channel.working(Place("line", user_id("ゆき")))

        assert line.api.loadings == [user_id("ゆき")]

    async def test_a_group_has_no_animation(
        self, line: FakeLine, channel: LineChannel
    ) -> None:
        await channel.working(Place("line", "C" + "0" * 32, "group"))

        assert line.api.calls.total() == 0

    @pytest.mark.parametrize("trouble", ["500", "silence", "hang_up", "rate_limit"])
    async def test_whatever_goes_wrong_with_it_changes_nothing(
        self,
        line: FakeLine,
        channel: LineChannel,
        hasty: LineChannel,
        trouble: Trouble,
    ) -> None:
        line.trouble(trouble)

        await hasty.working(Place("line", user_id("ゆき")))

        assert isinstance(await channel.send(reply_to(line)), Sent)


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
