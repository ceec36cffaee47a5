"""The talk at a terminal, typed line by line."""

import asyncio
import io
import sys
from collections.abc import AsyncIterator, Sequence

from rich.console import Console

from bots.console.channel import LIMITS, ConsoleChannel
from bots.console.chat import talk
from bots.console.screen import Screen
from core.talk.channel import Channel, Delivery, Sent
from core.talk.incoming import Arrived, Chose, Place
from core.talk.outgoing import Choice, Message, Text
from tests.console.talker import Story, story


async def _typed(lines: Sequence[str]) -> AsyncIterator[str]:
    for line in lines:
        yield line


async def typing(*lines: str) -> tuple[Story, str]:
    """Type lines; returns what happened and what was printed."""
    file = io.StringIO()
    names: list[Screen] = []

    def show(user: str, messages: Sequence[Message]) -> None:
        names[0].show(user, messages)

    told, chat = story(ConsoleChannel(show))
    names.append(Screen(Console(file=file, width=60), chat.cast.name_of))
    await talk(chat, names[0], _typed(lines))
    return told, file.getvalue()


async def test_several_members_talk_in_one_window() -> None:
    told, printed = await typing("@ゆき: 声をかける", "1", "@ken", "2", "/quit", "あと")

    assert [one.place.id for one in told.taken] == ["yuki", "yuki", "ken"]
    assert told.taken[2].content == Chose("k2")
    assert "けんさんに届けました。" in printed
    assert "✉ ゆきさんから、声が届いています" in printed
    assert "1. 乗ります" in printed


async def test_a_name_nobody_has_arrives_as_a_newcomer() -> None:
    told, printed = await typing("@はな", "@はな: やあ")

    assert told.taken[0].content == Arrived(invite="engawa")
    assert len(told.taken) == 2
    assert "ようこそ。(engawa)" in printed


async def test_whoever_knows_nobody_is_told_a_few_names() -> None:
    _, printed = await typing("/quit")

    assert "ゆき、けん" in printed


async def test_words_before_any_name_are_not_lost_silently() -> None:
    told, printed = await typing("やあ")

    assert told.taken == []
    assert "だれの電話かがまだ決まっていません" in printed


async def test_the_console_is_a_channel() -> None:
    channel = ConsoleChannel()
    port: Channel = channel
    told = (Text("はい", (Choice("a", "t"),)),)

    sent = await port.send(Delivery("o", Place("console", "u"), told, None, "k"))

    assert sent == Sent()
    assert (port.name, port.limits) == ("console", LIMITS)
    assert channel.take("u") == list(told)
    assert channel.take("u") == []


READING = """
import asyncio
from rich.console import Console
from bots.console.chat import typed_lines

async def main():
    async for line in typed_lines(Console()):
        print(line.strip()[::-1], flush=True)

asyncio.run(main())
"""


async def test_the_input_of_a_pipe_is_read_to_its_end() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        READING,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )

    printed, _ = await process.communicate("あい\nうえ\n".encode())

    assert printed.decode().split() == ["いあ", "えう"]
