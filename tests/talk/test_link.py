"""One member on several messengers: linked by a code, unlinked, told in one place."""

from datetime import UTC, datetime, timedelta

import pytest

from core.domain.members import Language, Member
from core.domain.vectors import Vector
from core.store import communities
from core.talk.effects.linking import (
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
from core.talk.turn import Opened
from tests.databases import TestedDatabase
from tests.talk.apps import also, code_from, ken_on_line, linked, two_apps
from tests.talk.cast import neighbour
from tests.talk.flowing import Bench, check, explore

NOW = datetime(2026, 6, 1, 3, tzinfo=UTC)
HERE = LinkedPlace("a", "line", here=True, open=True, news=True, used_at=NOW)
THERE = LinkedPlace("b", "web", here=False, open=True, news=False, used_at=NOW)
SHUT = LinkedPlace("c", "x", here=False, open=False, news=False, used_at=NOW)
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
            LinkCodeRead("unknown"),
            LinkCodeRead("paused"),
            LinkCodeRead("own"),
            LinkCodeRead("two"),
        ),
        LinkHere: (Linked(moved=True), Linked(moved=False), LinkCodeRead("unknown")),
        Unlink: (Unlinked(done=True), Unlinked(done=False)),
    },
)


def test_linking_keeps_the_promises_of_every_flow() -> None:
    check(
        explore(BENCH), passing=(link.Looking, link.Making, link.Reading, link.Parting)
    )


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
    async with ken_on_line(every_database) as (here, ken):
        other = also(ken, here.phone("somebody"))
        await other.phone.open(invite=await code_from(ken))

        await other.picks("link.no")

        assert other.was_told("link.not_linked")
        assert other.was_told("welcome.hello_nowhere")
        assert await here.member_id("somebody") != ken.id


async def test_it_works_the_other_way_round_and_nothing_that_ran_here_is_lost(
    every_database: TestedDatabase,
) -> None:
    async with ken_on_line(every_database) as (here, ken):
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
    async with ken_on_line(every_database) as (here, ken):
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
    async with ken_on_line(every_database) as (here, ken):
        other = also(ken, here.phone("other"))
        for place in range(5):
            await other.says(f"7KQ{place + 2}-M4XA")

        code = await code_from(ken)
        await other.says(code)

        assert other.was_told("link.paused")
        here.clock.ahead += timedelta(minutes=10, seconds=1)
        await other.says(await code_from(ken))
        assert other.was_told("link.is_it_you", name="けん")


async def test_when_a_code_was_made_helps_nobody_to_guess_it(
    every_database: TestedDatabase,
) -> None:
    async with ken_on_line(every_database) as (_, ken):
        codes = [await code_from(ken) for _ in range(12)]

    # Made within a moment, and in no place alike: the first has but eight letters.
    for place in (*range(4), *range(5, 9)):
        assert len({code[place] for code in codes}) > 2


async def test_a_code_of_ones_own_says_so(every_database: TestedDatabase) -> None:
    async with ken_on_line(every_database) as (_, ken):
        await ken.says(await code_from(ken))

        assert ken.was_told("link.own")


async def test_two_whom_others_have_met_stay_two_and_hear_the_ways(
    every_database: TestedDatabase,
) -> None:
    async with ken_on_line(every_database) as (here, ken):
        miho = await neighbour(here, "miho")

        await miho.says(await code_from(ken))

        assert miho.was_told("link.two")
        assert miho.may_pick("link.stay_two")
        assert miho.may_pick("link.erase_here")
        assert await here.member_id("miho") == miho.id


async def test_who_is_met_by_others_between_code_and_yes_stays_who_they_are(
    every_database: TestedDatabase,
) -> None:
    async with ken_on_line(every_database) as (here, ken):
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
    async with ken_on_line(every_database) as (here, ken):
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
    async with ken_on_line(every_database) as (here, ken):
        web = await linked(here, ken, "web")
        await web.commands("link")
        await web.picks("link.off")
        await web.picks("link.app_here", app="ウェブ")

        await web.picks("link.off")

        assert web.was_told("link.off_here")
        await ken.commands("help")
        assert await here.member_id("ken", "line") == ken.id
