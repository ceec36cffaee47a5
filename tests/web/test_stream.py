"""The event stream: live, resumed, across processes, and ended."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import NoReturn

import pytest

from bots.web.channel import LIMITS, WebChannel
from bots.web.stream import frames
from core.clock import SystemClock
from core.delivery.history import Told
from core.errors import Retryable
from core.talk.channel import Channel, Delivery, Sent
from core.talk.incoming import Incoming, Place, Said
from core.talk.outgoing import Text
from tests.web.pages import Page, browsing
from tests.web.serving import chat_of, serving_chat
from tests.web.talker import Talker

YUKI = Place("web", "yuki")


@pytest.fixture
def talker() -> Talker:
    """Answer with an echo."""
    return Talker()


@pytest.fixture
async def page(talker: Talker) -> AsyncIterator[Page]:
    """Open the page in try mode."""
    chat = chat_of(talker, playing=True)
    async with serving_chat(chat, talker) as base, browsing(base) as page:
        yield page


def heard(text: str) -> Incoming:
    """Return an event of ゆき."""
    return Incoming("yuki:1", datetime.now(UTC), YUKI, None, Said(text))


async def test_answers_come_while_the_page_is_open(page: Page) -> None:
    async with page.stream("yuki") as news:
        await page.say("yuki", "やあ")

        told = await anext(news)
        while told.body["from"] != "bot":
            told = await anext(news)

    assert told.id == "o0001"
    assert told.body["messages"][0]["text"] == "やあ"


async def test_the_other_page_of_a_person_sees_what_they_said(page: Page) -> None:
    async with page.stream("yuki") as news:
        posted = await page.say("yuki", "やあ")

        seen = {(await anext(news)).body["id"] for _ in "12"}

    assert posted in seen


async def test_a_resumed_stream_brings_what_was_missed_and_no_more(
    page: Page, talker: Talker
) -> None:
    for number in range(4):
        await talker.tell(heard(""), [Text(str(number))])

    async with page.stream("yuki", last="o0002") as news:
        missed = [await anext(news), await anext(news)]
        await page.say("yuki", "いま")
        live = [await anext(news), await anext(news)]

    assert [frame.id for frame in missed] == ["o0003", "o0004"]
    assert {frame.id for frame in live} == {"", "o0005"}


async def test_an_unknown_id_brings_everything(page: Page, talker: Talker) -> None:
    await talker.tell(heard(""), [Text("ひとつ")])

    async with page.stream("yuki", last="from-long-ago") as news:
        assert (await anext(news)).id == "o0001"


async def test_the_typing_sign_travels(page: Page, talker: Talker) -> None:
    async with page.stream("yuki") as news:
        await page.say("yuki", "やあ")
        await talker.channel.working(YUKI)

        assert [(await anext(news)).event for _ in "123"][-1] == "working"


async def test_a_page_that_went_away_is_forgotten(page: Page, talker: Talker) -> None:
    async with page.stream("yuki") as news:
        await page.say("yuki", "やあ")
        await anext(news)
        assert talker.channel.streams == 1

    for _ in range(100):
        if talker.channel.streams == 0:
            break
        await asyncio.sleep(0.01)
    assert talker.channel.streams == 0


async def test_sending_to_nobody_is_delivered_because_the_history_keeps_it() -> None:
    channel: Channel = WebChannel(SystemClock())
    delivery = Delivery("o1", YUKI, (Text("あとで"),), None, retry_key="k")

    assert await channel.send(delivery) == Sent(("o1",))
    assert (channel.name, channel.limits) == ("web", LIMITS)


async def test_a_page_that_does_not_read_is_asked_to_come_back(talker: Talker) -> None:
    with talker.channel.listening("web:yuki") as listener:
        for number in range(300):
            await talker.tell(heard(""), [Text(str(number))])

        assert listener.get_nowait() == "closing"
        assert listener.empty()


async def test_what_another_process_sent_is_found_by_looking(talker: Talker) -> None:
    elsewhere = Told("o9", datetime.now(UTC), (Text("よそから"),))
    stream = frames(
        talker.channel,
        talker.history,
        lane="web:yuki",
        after="",
        look_every_s=0.02,
    )
    assert (await anext(stream)).startswith(b"retry:")
    beat = await anext(stream)
    talker.lanes["web:yuki"] = [
        heard("わたし"),
        elsewhere,
        replace(elsewhere, id="o10"),
    ]

    found = [beat]
    while len(found) < 8:
        found.append(await anext(stream))
    talker.channel.close()

    shown = [frame for frame in found if b"entry" in frame]
    assert [frame.partition(b"\n")[0] for frame in shown[1:]] == [b"id: o9", b"id: o10"]
    assert len(shown) == 3


async def test_a_stream_ends_when_the_server_does(talker: Talker) -> None:
    stream = frames(talker.channel, talker.history, lane="web:yuki", after="")
    await anext(stream)

    talker.channel.close()

    assert [frame async for frame in stream] == []
    later = frames(talker.channel, talker.history, lane="web:yuki", after="")
    assert len([frame async for frame in later]) == 1


async def test_a_history_that_cannot_be_read_ends_the_stream(talker: Talker) -> None:
    async def unready(_: str) -> NoReturn:
        message = "the database is restarting"
        raise Retryable(message)

    stream = frames(talker.channel, unready, lane="web:yuki", after="")

    assert [frame async for frame in stream] == [b"retry: 2000\n\n"]
    assert talker.channel.streams == 0
