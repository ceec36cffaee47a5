"""Where sending costs, a flag waits until a group calls, and only while it stands."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from core.talk.incoming import Arrived, Content, Left, Place, Undeliverable
from tests.databases import TestedDatabase, every_database
from tests.talk.grouped import Group, Scene
from tests.talk.meeting import raise_flag, seated
from tests.talk.talking import LIMITS, KeepingChannel, Phone, world

__all__ = ["every_database"]


@asynccontextmanager
async def costly_group(
    database: TestedDatabase,
) -> AsyncIterator[tuple[Group, Phone]]:
    """Yield a group where sending costs, and whose flag is about to be shown there."""
    costly = KeepingChannel("line", replace(LIMITS, mail_waits=True))
    channels = {"web": KeepingChannel(), "line": costly}
    async with world(database.at_hand(), channels=channels) as here:
        await here.community()
        yuki = await seated(here, "yuki", "ゆき")
        group = Group(here, Place("line", "kawaberi", "group"))
        await Scene(group, yuki, yuki).connected()
        await raise_flag(yuki)
        await yuki.tap("グループにも出す")
        yield group, yuki


async def test_where_sending_costs_a_flag_waits_until_we_are_called(
    every_database: TestedDatabase,
) -> None:
    async with costly_group(every_database) as (group, yuki):
        before = len(group.heard)

        assert "つぎに相乗り係が呼ばれたとき" in await yuki.tap("グループにも出す")

        assert len(group.heard) == before
        assert "川べりで声を出して本を読む" in await group.calls("ヘルプ")


async def test_a_flag_that_waited_is_not_shown_twice_when_the_flags_are_asked_for(
    every_database: TestedDatabase,
) -> None:
    async with costly_group(every_database) as (group, yuki):
        await yuki.tap("グループにも出す")

        said = await group.calls("旗")

        assert said.count("川べりで声を出して本を読む") == 1
        assert "川べりで声を出して本を読む" not in await group.calls("ヘルプ")


async def test_a_flag_that_waited_is_shown_as_it_stands_when_it_comes(
    every_database: TestedDatabase,
) -> None:
    async with costly_group(every_database) as (group, yuki):
        await yuki.tap("グループにも出す")
        for user, name in (("ken", "けん"), ("miho", "みほ")):
            other = await seated(group.here, user, name)
            await other.say("旗")
            await other.tap("立っている旗を見る")
            await other.tap("この指とまれ")

        said = await group.calls("ヘルプ")

        assert "うまりました" in said
        assert "[この指とまれ]" not in said


async def test_a_flag_that_waited_and_was_folded_never_appears(
    every_database: TestedDatabase,
) -> None:
    async with costly_group(every_database) as (group, yuki):
        await yuki.tap("グループにも出す")
        await yuki.tap("たたむ")
        await yuki.tap("たたむ")

        assert "川べりで声を出して本を読む" not in await group.calls("ヘルプ")
        assert "川べりで声を出して本を読む" not in await group.calls("旗")


@pytest.mark.parametrize("going", [Left("left"), Undeliverable("x", "gone")])
async def test_a_flag_that_waited_for_a_group_that_sent_us_out_never_appears(
    every_database: TestedDatabase, going: Content
) -> None:
    async with costly_group(every_database) as (group, yuki):
        await yuki.tap("グループにも出す")
        await group.does(going)

        assert "川べりで声を出して本を読む" not in await group.does(Arrived())


async def test_a_flag_that_waited_for_a_group_that_parted_never_appears(
    every_database: TestedDatabase,
) -> None:
    async with costly_group(every_database) as (group, yuki):
        await yuki.tap("グループにも出す")

        assert "川べりで声を出して本を読む" not in await group.taps(
            "つながりをほどく", "yuki"
        )
