"""LINE as a channel, beyond a single sending: many words, trouble, the animation."""

import logging
import socket
import uuid
from collections.abc import AsyncIterator

import pytest
from structlog.testing import capture_logs

from bots.line.channel import LineChannel, build, retry_key
from bots.line.client import LineClient
from bots.line.render import render
from core.errors import Retryable
from core.talk.channel import Delivery, Rejected, Sent, TryLater, Unknown
from core.talk.incoming import Place, ReplyPass
from core.talk.outgoing import Card, Choice, Text
from tests.line_fake.api import Trouble
from tests.line_fake.events import group_id, user_id
from tests.line_fake.server import ACCESS_TOKEN, FakeLine
from tests.wire.line_sending import FAR, HELLO, KEY, push_to, reply_to


@pytest.fixture
async def hasty(line: FakeLine) -> AsyncIterator[LineChannel]:
    """Give a channel that hardly waits for an answer."""
    client = LineClient(access_token=ACCESS_TOKEN, api_base=line.url, answer_s=0.1)
    yield LineChannel(client)
    await client.close()


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

    @pytest.mark.parametrize(("objects", "counted"), [(1, 1), (5, 1), (7, 2)])
    async def test_the_month_counts_sendings_and_not_objects(
        self, line: FakeLine, channel: LineChannel, objects: int, counted: int
    ) -> None:
        await channel.send(push_to(line, messages=self.LONG[:objects]))

        assert line.api.account.used == counted

    def test_the_key_of_a_part_is_the_same_at_every_attempt(self) -> None:
        assert retry_key(KEY, part=0) == KEY
        assert retry_key(KEY, part=1) == retry_key(KEY, part=1) != KEY
        assert uuid.UUID(retry_key("no uuid", part=0)).version == 5

    async def test_nothing_to_say_is_refused_here(
        self, line: FakeLine, channel: LineChannel
    ) -> None:
        assert isinstance(await channel.send(reply_to(line, messages=())), Rejected)
        assert line.api.calls.total() == 0


class TestGroups:
    """LINE counts a push to a group once for each member, so there is none."""

    GROUP = Place("line", group_id("kawaberi"), "group")

    async def test_a_push_to_a_group_of_150_would_cost_150(
        self, line: FakeLine
    ) -> None:
        line.group("kawaberi", members=150)
        client = LineClient(access_token=ACCESS_TOKEN, api_base=line.url)
        objects = list(render(HELLO))

        await client.push(self.GROUP.id, objects, retry_key=KEY)
        await client.close()

        assert line.api.account.used == 150

    async def test_a_group_is_never_pushed(
        self, line: FakeLine, channel: LineChannel
    ) -> None:
        line.group("kawaberi", members=150)

        outcome = await channel.send(Delivery("d1", self.GROUP, HELLO, None, KEY))

        assert isinstance(outcome, Rejected)
        assert line.api.calls.total() == 0

    async def test_a_group_is_not_pushed_the_rest_of_a_long_answer(
        self, line: FakeLine, channel: LineChannel
    ) -> None:
        group = line.group("kawaberi", members=150)
        free = ReplyPass(line.api.issue_token(self.GROUP.id), FAR)
        long = TestManyWords.LONG

        outcome = await channel.send(Delivery("d1", self.GROUP, long, free, KEY))

        assert isinstance(outcome, Unknown)
        assert len(group.screen) == 5
        assert line.api.account.used == 0


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

        assert isinstance(outcome, TryLater)
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

    async def test_a_proxy_of_the_environment_is_gone_through(
        self, line: FakeLine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("http_proxy", line.url)
        behind = build(access_token=ACCESS_TOKEN, api_base="http://api.line.invalid")

        outcome = await behind.send(reply_to(line))
        await behind.close()

        assert isinstance(outcome, Sent)

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


class TestTheDoor:
    """An address that opens the talk with the account, once LINE said who we are."""

    async def test_it_carries_words_and_codes_ready_to_be_sent(
        self, channel: LineChannel
    ) -> None:
        assert channel.door(words="旗") == ""

        await channel.introduce()

        assert channel.door() == "https://line.me/R/ti/p/%40ainori"
        ready = "https://line.me/R/oaMessage/%40ainori/?"
        assert channel.door(code="HON24") == f"{ready}HON24"
        assert channel.door(words="はい?") == f"{ready}%E3%81%AF%E3%81%84%3F"

    async def test_an_account_that_line_does_not_know_is_asked_about_again(
        self, line: FakeLine
    ) -> None:
        stranger = build(access_token="wrong", api_base=line.url)

        with pytest.raises(Retryable):
            await stranger.introduce()

        await stranger.close()
        assert stranger.door() == ""
