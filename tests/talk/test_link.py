"""One member on several messengers: linked by a code, unlinked, told in one place."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection

from core.clock import RandomIds
from core.domain.members import Language, Member
from core.domain.vectors import Vector
from core.store import communities, people
from core.talk.channel import Gone, Limits
from core.talk.effects import (
    LinkCodeMade,
    LinkCodeRead,
    Linked,
    LinkedPlace,
    LinkHere,
    LinksSeen,
    LookAtLinks,
    MakeLinkCode,
    ReadLinkCode,
    Unlink,
    Unlinked,
)
from core.talk.flow import Facts
from core.talk.flows import link
from core.talk.incoming import Address, Left
from core.talk.outgoing import Draft
from core.talk.teller import Teller
from core.talk.turn import Opened, Option, Say
from tests.databases import TestedDatabase
from tests.talk.cast import Person, asks, neighbour, request_between, sends
from tests.talk.flowing import Bench, check, explore
from tests.talk.talking import KeepingChannel, Phone, World, world

NOW = datetime(2026, 6, 1, 3, tzinfo=UTC)
HERE = LinkedPlace("a", "line", here=True, open=True, news=True, used_at=NOW)
THERE = LinkedPlace("b", "web", here=False, open=True, news=False, used_at=NOW)
SHUT = LinkedPlace("c", "x", here=False, open=False, news=False, used_at=NOW)
READS = ("unknown", "paused", "own", "two")
BENCH = Bench(
    link.FLOW,
    openings=(
        *(Opened(verb) for verb in ("", "new", "type", "off", "news", "code")),
        Opened("code", "7kq2-m4xa"),
        Opened("off", "b"),
        Opened("off", "gone"),
    ),
    facts=(
        Facts(Member("new", "", "ja"), NOW),
        Facts(Member("yuki", "ゆき", "en"), NOW, busy=True),
    ),
    answers={
        LookAtLinks: (LinksSeen((HERE, THERE, SHUT)), LinksSeen((HERE,))),
        MakeLinkCode: (
            LinkCodeMade("7KQ2-M4XA"),
            LinkCodeMade("7KQ2-M4XA", (("telegram", "https://t.me/x?start=y"),)),
        ),
        ReadLinkCode: (
            LinkCodeRead("fits", "k", "ゆき"),
            LinkCodeRead("fits", "k", ""),
            *(LinkCodeRead(why) for why in READS),
        ),
        LinkHere: (Linked(moved=True), Linked(moved=False), LinkCodeRead("unknown")),
        Unlink: (Unlinked(done=True), Unlinked(done=False)),
    },
)
WAITS = Limits(5000, 5, 13, 8, 20, mail_waits=True)
FREE = Limits(5000, 5, 13, 8, 20)


def test_linking_keeps_the_promises_of_every_flow() -> None:
    check(
        explore(BENCH), passing=(link.Looking, link.Making, link.Reading, link.Parting)
    )


@asynccontextmanager
async def two_apps(
    database: TestedDatabase, language: Language = "ja"
) -> AsyncIterator[World]:
    """Open a world with a messenger on which mail waits, and one where it is free."""
    channels = {
        "line": KeepingChannel("line", WAITS),
        "web": KeepingChannel("web", FREE),
    }
    async with world(database.open(), language=language, channels=channels) as here:
        yield here


async def code_from(person: Person) -> str:
    """Ask for a code on somebody's phone."""
    await person.commands("link")
    await person.picks("link.new")
    return next(
        one.text for one in reversed(person.phone.heard) if isinstance(one, Draft)
    )


def also(person: Person, phone: Phone) -> Person:
    """Return the same person with another phone in their hand."""
    return Person(phone, person.name, person.language, person.id)


async def linked(here: World, person: Person, channel: str) -> Person:
    """Link another phone of somebody's, the usual way."""
    other = also(person, here.phone(f"{person.phone.user}-too", channel))
    await other.says(await code_from(person))
    await other.picks("link.yes")
    assert other.was_told("link.linked_to", name=person.name)
    return other


@pytest.mark.parametrize("language", ["ja", "en"])
async def test_a_newcomers_phone_becomes_a_members_in_either_language(
    every_database: TestedDatabase, language: Language
) -> None:
    async with two_apps(every_database, language) as here:
        await here.community(language=language)
        ken = await neighbour(here, "ken", language, channel="line")
        code = await code_from(ken)
        other = also(ken, here.phone("ken-web"))

        await other.says(f" {code.lower()} ")

        assert other.was_told("link.is_it_you", name=ken.name)
        await other.picks("link.yes")
        assert await here.member_id("ken-web") == ken.id
        await ken.commands("link")
        assert ken.words("link.web") in ken.heard
        assert other.name in other.heard


async def test_a_code_arrives_with_the_door_and_a_no_leads_to_the_first_hello(
    every_database: TestedDatabase,
) -> None:
    async with two_apps(every_database) as here:
        await here.community()
        ken = await neighbour(here, "ken", channel="line")
        other = also(ken, here.phone("somebody"))
        await other.phone.open(invite=await code_from(ken))

        await other.picks("link.no")

        assert other.was_told("link.not_linked")
        assert other.was_told("welcome.hello_nowhere")
        assert await here.member_id("somebody") != ken.id


async def test_it_works_the_other_way_round_and_nothing_that_ran_here_is_lost(
    every_database: TestedDatabase,
) -> None:
    async with two_apps(every_database) as here:
        await here.community()
        ken = await neighbour(here, "ken", channel="line")
        fresh = also(ken, here.phone("fresh"))
        await fresh.phone.open(name="けん")
        code = await code_from(fresh)
        await ken.commands("post")

        await ken.says(code)
        await ken.picks("link.yes")

        assert ken.was_told("link.linked")
        assert ken.was_told("talk.back_here")
        assert await here.member_id("fresh") == ken.id


async def test_a_code_works_once_and_wrong_used_and_old_ones_sound_alike(
    every_database: TestedDatabase,
) -> None:
    async with two_apps(every_database) as here:
        await here.community()
        ken = await neighbour(here, "ken", channel="line")
        code = await code_from(ken)
        one, two = (also(ken, here.phone(user)) for user in ("one", "two"))
        await one.says(code)
        await two.says(code)

        await one.picks("link.yes")
        await two.picks("link.yes")

        assert one.was_told("link.linked_to", name="けん")
        assert two.was_told("link.unknown")
        assert await here.member_id("two") != ken.id
        late = await code_from(ken)
        here.clock.ahead += timedelta(minutes=11)
        for wrong in (code, late, "7KQ2-M4XA"):
            await two.says(wrong)
            assert two.was_told("link.unknown")


async def test_guessing_makes_a_pause_in_which_a_right_code_does_nothing_either(
    every_database: TestedDatabase,
) -> None:
    async with two_apps(every_database) as here:
        await here.community()
        ken = await neighbour(here, "ken", channel="line")
        other = also(ken, here.phone("other"))
        for place in range(5):
            await other.says(f"7KQ{place + 2}-M4XA")

        code = await code_from(ken)
        await other.says(code)

        assert other.was_told("link.paused")
        here.clock.ahead += timedelta(minutes=10, seconds=1)
        await other.says(await code_from(ken))
        assert other.was_told("link.is_it_you", name="けん")


async def test_a_code_of_ones_own_says_so(every_database: TestedDatabase) -> None:
    async with two_apps(every_database) as here:
        await here.community()
        ken = await neighbour(here, "ken", channel="line")

        await ken.says(await code_from(ken))

        assert ken.was_told("link.own")


async def test_two_whom_others_have_met_stay_two_and_hear_the_ways(
    every_database: TestedDatabase,
) -> None:
    async with two_apps(every_database) as here:
        await here.community()
        ken = await neighbour(here, "ken", channel="line")
        miho = await neighbour(here, "miho")

        await miho.says(await code_from(ken))

        assert miho.was_told("link.two")
        assert miho.may_pick("link.stay_two")
        assert miho.may_pick("link.erase_here")
        assert await here.member_id("miho") == miho.id


async def test_who_is_met_by_others_between_code_and_yes_stays_who_they_are(
    every_database: TestedDatabase,
) -> None:
    async with two_apps(every_database) as here:
        await here.community()
        ken = await neighbour(here, "ken", channel="line")
        tomo = await neighbour(here, "tomo", vector=Vector())
        await tomo.says(await code_from(ken))
        assert tomo.was_told("link.is_it_you", name="けん")
        await here.database.write(
            lambda conn: communities.set_owner(conn, "room", tomo.id)
        )

        await tomo.picks("link.yes")

        assert tomo.was_told("link.two")
        assert await here.member_id("tomo") == tomo.id


async def test_a_link_is_taken_off_from_either_side_and_the_last_one_never(
    every_database: TestedDatabase,
) -> None:
    async with two_apps(every_database) as here:
        await here.community()
        ken = await neighbour(here, "ken", channel="line")
        web = await linked(here, ken, "web")
        await ken.commands("link")
        await ken.picks("link.off")
        label = next(
            one.label for one in ken.phone.choices()[::-1] if "ウェブ" in one.label
        )
        await ken.phone.tap(label)
        await ken.picks("link.off")
        assert ken.was_told("link.off_done", app="ウェブ")

        await web.says("こんにちは")
        assert web.was_told("welcome.hello_nowhere")
        await ken.commands("link")
        assert not ken.may_pick("link.off")


async def test_taking_off_the_place_one_writes_from_says_what_stays(
    every_database: TestedDatabase,
) -> None:
    async with two_apps(every_database) as here:
        await here.community()
        ken = await neighbour(here, "ken", channel="line")
        web = await linked(here, ken, "web")
        await web.commands("link")
        await web.picks("link.off")
        await web.picks("link.app_here", app="ウェブ")

        await web.picks("link.off")

        assert web.was_told("link.off_here")
        await ken.commands("help")
        assert await here.member_id("ken", "line") == ken.id


async def test_what_comes_unasked_goes_where_they_last_wrote_or_where_they_chose(
    every_database: TestedDatabase,
) -> None:
    async with two_apps(every_database) as here:
        await here.community()
        yuki = await neighbour(here, "yuki")
        ken = await neighbour(here, "ken", channel="line")
        web = await linked(here, ken, "web")
        on_line = len(ken.phone.heard)
        await asks(yuki)
        await sends(yuki, ken)
        assert web.was_told("answer.arrived", name="ゆき")
        assert len(ken.phone.heard) == on_line

        await web.picks("answer.ride")
        await web.picks("answer.all_the_way")
        await ken.commands("link")
        await ken.picks("link.news")
        await web.commands("help")
        on_web = len(web.phone.heard)
        await yuki.commands("ended")
        await yuki.picks("follow.ended")
        await yuki.picks("follow.done")

        assert len(web.phone.heard) == on_web
        await ken.commands("help")
        assert ken.phone.hears("ゆき")


async def test_a_request_answered_in_one_app_reads_as_answered_in_the_other(
    every_database: TestedDatabase,
) -> None:
    async with two_apps(every_database) as here:
        await here.community()
        yuki = await neighbour(here, "yuki")
        ken = await neighbour(here, "ken", channel="line")
        await asks(yuki)
        await sends(yuki, ken)
        assert ken.was_told("answer.arrived", name="ゆき")
        web = await linked(here, ken, "web")
        await web.commands("box")
        await web.picks("answer.ride")
        await web.picks("answer.all_the_way")
        assert yuki.was_told("follow.rides", name="けん")

        await ken.picks("answer.ride")

        assert not ken.may_pick("answer.all_the_way")
        assert ken.was_told("answer.riding_already", name="ゆき")


async def test_mail_that_waits_in_one_app_comes_with_the_next_words_in_the_other(
    every_database: TestedDatabase,
) -> None:
    async with two_apps(every_database) as here:
        await here.community()
        ken = await neighbour(here, "ken", channel="line")
        web = await linked(here, ken, "web")
        await mailed(here, ken.id, at=Address("line", "ken"))

        await web.commands("help")

        assert web.phone.hears("とどきました")
        await web.phone.tap("見る")
        assert web.was_told("link.title")
        await ken.commands("help")
        assert not ken.phone.hears("とどきました")


async def test_mail_goes_on_to_the_other_app_when_one_is_closed(
    every_database: TestedDatabase,
) -> None:
    async with two_apps(every_database) as here:
        await here.community()
        ken = await neighbour(here, "ken", channel="line")
        web = await linked(here, ken, "web")
        await mailed(here, ken.id, at=Address("line", "ken"))
        assert not web.phone.hears("とどきました")

        await ken.does(Left())

        assert web.phone.words().count("とどきました") == 1


async def test_a_call_that_finds_one_app_gone_is_heard_in_the_other_once(
    every_database: TestedDatabase,
) -> None:
    async with two_apps(every_database) as here:
        await here.community()
        yuki = await neighbour(here, "yuki")
        ken = await neighbour(here, "ken", channel="line")
        web = await linked(here, ken, "web")
        await ken.commands("help")
        here.channels["line"].outcome = Gone("blocked")

        await asks(yuki)
        await sends(yuki, ken)

        assert web.phone.words().count(web.words("answer.arrived", name="ゆき")) == 1
        request = await request_between(here, yuki, ken)
        assert request.state == "sent"
        await web.picks("answer.pass")
        assert not web.was_told("talk.earlier_card")


async def mailed(here: World, member_id: str, *, at: Address) -> None:
    """Tell a member something that can wait, at one of their places."""

    def tell(conn: Connection) -> None:
        member = people.member(conn, member_id)
        assert member is not None
        said = Say("とどきました", (Option("見る", "", flow="link"),))
        Teller(RandomIds(), "Asia/Tokyo").tell(
            conn, member, [said], urgency="mail", now=here.clock.now(), at=at
        )

    await here.database.write(tell)
    await here.settle()
