"""How a call travels: at night, on a counted month, in another app, or not at all."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Connection

from core.delivery import quota
from core.talk.channel import Gone, Sent
from tests.databases import TestedDatabase
from tests.talk.apps import linked
from tests.talk.calling import WORDS, begins, calls_to, kept, sends
from tests.talk.cast import Person, neighbour
from tests.talk.talking import LIMITS, KeepingChannel, World, world


@asynccontextmanager
async def apart(
    database: TestedDatabase,
) -> AsyncIterator[tuple[World, Person, Person]]:
    """Let Yuki write on the web and Ken on a messenger that counts a month."""
    line = KeepingChannel("line", replace(LIMITS, mail_waits=True))
    channels = {"web": KeepingChannel(), "line": line}
    async with world(database.at_hand(), channels=channels) as here:
        await here.community()
        yuki = await neighbour(here, "yuki")
        yield here, yuki, await neighbour(here, "ken", channel="line")


@pytest.mark.parametrize("used", [0, 195, 200])
async def test_the_last_of_a_month_is_kept_for_calls_and_a_full_one_is_said(
    sqlite_database: TestedDatabase, used: int
) -> None:
    async with apart(sqlite_database) as (here, yuki, ken):

        def month(conn: Connection) -> None:
            page = quota.page("line", here.clock.now(), offset_h=9)
            quota.told(conn, page, quota.Month(used, 200))

        await here.database.write(month)

        await calls_to(yuki, ken)

        assert ("つぎに開いたとき" in yuki.heard) is (used == 200)


async def test_a_call_to_everybody_waits_for_those_whose_month_is_counted(
    sqlite_database: TestedDatabase,
) -> None:
    async with apart(sqlite_database) as (_, yuki, ken):
        await begins(yuki)
        await yuki.picks("sos.to_room")
        quiet = len(ken.phone.heard)

        await sends(yuki)

        assert "つぎに開いたとき" in yuki.heard
        assert len(ken.phone.heard) == quiet
        await ken.commands("help")
        assert WORDS in ken.heard


async def test_a_call_that_is_closed_waits_for_nobody_any_more(
    sqlite_database: TestedDatabase,
) -> None:
    async with apart(sqlite_database) as (_, yuki, ken):
        await begins(yuki)
        await yuki.picks("sos.to_room")
        await sends(yuki)

        await yuki.picks("sos.settled")

        await ken.commands("help")
        assert WORDS not in ken.heard


async def test_what_did_not_arrive_after_all_is_told_without_a_cause(
    every_database: TestedDatabase,
) -> None:
    async with apart(every_database) as (here, yuki, ken):
        here.channels["line"].outcome = Gone("blocked")

        await calls_to(yuki, ken)

        assert yuki.was_told("sos.missed", names="けん")
        assert [one["reached"] for one in (await kept(here))["listeners"]] == [False]
        here.channels["line"].outcome = Sent()
        await yuki.picks("sos.wider")
        assert yuki.was_told("sos.to_whom")


async def test_what_did_not_arrive_in_one_app_goes_to_the_other(
    sqlite_database: TestedDatabase,
) -> None:
    async with apart(sqlite_database) as (here, yuki, ken):
        web = await linked(here, ken, "web")
        await ken.commands("link")
        await ken.picks("link.news")
        here.channels["line"].outcome = Gone("blocked")

        await calls_to(yuki, ken)

        assert WORDS in web.heard
        assert not yuki.was_told("sos.missed", names="けん")
        await web.picks("listen.ear")
        await web.picks("listen.any_time")
        assert yuki.was_told("listen.can", name="けん")
        assert [one["reached"] for one in (await kept(here))["listeners"]] == [True]


async def test_a_day_that_passed_while_nobody_ran_asks_once(
    sqlite_database: TestedDatabase,
) -> None:
    async with apart(sqlite_database) as (here, yuki, ken):
        await calls_to(yuki, ken)

        await here.pass_time(timedelta(days=3))
        asked = yuki.was_told("sos.ask_wider")
        told = len(yuki.phone.heard)
        await here.pass_time(timedelta(days=1))

        assert asked
        assert len(yuki.phone.heard) == told
