"""Who is not known to have added our account is told things for a while, and asked."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

from core.clock import RandomIds
from core.domain.members import Language
from core.store import adding, people
from core.store.adding import Adding, Standing
from core.talk.flow import KEEPING_CONSENT
from core.talk.incoming import Address, Arrived, Left
from core.talk.outgoing import Link
from tests.databases import TestedDatabase
from tests.talk.apps import FREE, WAITS, linked
from tests.talk.cast import (
    LANGUAGES,
    Person,
    asks,
    neighbour,
    sends,
    titles_of,
    to_card_of,
)
from tests.talk.talking import KeepingChannel, World, words_of, world

WEEK = timedelta(days=7)
MOMENT = timedelta(seconds=1)
BEGIN = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)
ADD = "https://line.example/add"
KEN = Address("line", "ken")


def door(*, code: str = "", words: str = "") -> str:
    """Lead to where the account is added."""
    return ADD if not (code or words) else f"{ADD}?{code or words}"


@asynccontextmanager
async def two_kinds(
    database: TestedDatabase, language: Language = "ja"
) -> AsyncIterator[World]:
    """Open a world with a messenger that tells strangers for a week, and a free one."""
    channels = {
        "line": KeepingChannel("line", replace(WAITS, told_for=WEEK)),
        "web": KeepingChannel("web", FREE),
    }
    async with world(
        database.at_hand(), language=language, channels=channels, doors={"line": door}
    ) as here:
        here.clock.start = BEGIN
        await here.community(language=language)
        yield here


async def stranger(here: World, language: Language = "ja") -> Person:
    """Seat けん, of whom nobody knows whether he added us, and let him write now."""
    ken = await neighbour(here, "ken", language, channel="line")
    await here.database.write(partial(adding.note, address=KEN, adding="unseen"))
    consent = partial(
        people.add_consent,
        id=RandomIds().new(),
        member_id=ken.id,
        what=KEEPING_CONSENT,
        wording="1",
        given=True,
        now=here.clock.now(),
    )
    await here.database.write(consent)
    await ken.commands("help")
    return ken


async def stands(here: World) -> Standing | None:
    """Return how it stands with けん."""
    return await here.database.read(partial(adding.standing, address=KEN))


def is_asked(person: Person) -> bool:
    """Whether somebody was asked just now."""
    return person.was_told("added.ask", days="7")


@LANGUAGES
async def test_a_newcomer_who_only_wrote_is_asked_once_their_words_are_kept(
    sqlite_database: TestedDatabase, language: Language
) -> None:
    async with two_kinds(sqlite_database, language) as here:
        ken = Person(here.phone("ken", "line"), "ken", language, "")
        await ken.says("SAKA24")
        await ken.says("ken")
        await ken.picks("welcome.begin")
        assert not is_asked(ken)
        await ken.picks("welcome.keep")

        assert is_asked(ken)
        assert Link(ken.words("added.add"), ADD) in ken.phone.latest
        assert await stands(here) == Standing("asked", BEGIN + WEEK)
        asked = words_of(ken.phone.latest[-1])
        await ken.picks("added.already")
        assert ken.was_told("added.thanks")
        assert words_of(ken.phone.latest[-1]) == asked
        assert await stands(here) == Standing("added", None)


async def test_a_typed_number_answers_what_was_asked_and_not_the_card_before_it(
    sqlite_database: TestedDatabase,
) -> None:
    async with two_kinds(sqlite_database) as here:
        ken = Person(here.phone("ken", "line"), "ken", "ja", "")
        for words in ("SAKA24", "けん", ken.words("welcome.begin")):
            await ken.says(words)
        await ken.picks("welcome.keep")
        assert is_asked(ken)
        await ken.says("1")

        assert await stands(here) == Standing("asked", BEGIN + WEEK)
        assert not ken.was_told("added.thanks")


async def test_who_opens_the_talk_by_adding_us_is_known_and_never_asked(
    every_database: TestedDatabase,
) -> None:
    async with two_kinds(every_database) as here:
        ken = Person(here.phone("ken", "line"), "ken", "ja", "")
        await ken.does(Arrived())
        await ken.says("SAKA24")
        await ken.says("けん")
        await ken.picks("welcome.begin")
        await ken.picks("welcome.keep")

        assert not is_asked(ken)
        assert await stands(here) == Standing("added", None)


async def test_a_stranger_is_a_candidate_to_the_last_second_of_seven_days(
    every_database: TestedDatabase,
) -> None:
    async with two_kinds(every_database) as here:
        ken = await stranger(here)
        yuki, aki, tomo = [
            await neighbour(here, one) for one in ("yuki", "aki", "tomo")
        ]
        here.clock.ahead = WEEK - MOMENT
        await asks(yuki)
        await to_card_of(yuki, ken)
        heard = len(ken.phone.heard)

        here.clock.ahead = WEEK
        await yuki.picks("ask.send")
        assert "いまはけんさんに届けられないようです。" in yuki.heard
        await asks(aki)
        assert titles_of(aki)
        assert ken.name not in titles_of(aki)
        assert len(ken.phone.heard) == heard

        await ken.commands("help")
        await asks(tomo)
        await sends(tomo, ken)
        assert ken.was_told("answer.arrived", name=tomo.name)


async def test_a_tap_is_no_words_and_does_not_lengthen_the_days(
    sqlite_database: TestedDatabase,
) -> None:
    async with two_kinds(sqlite_database) as here:
        ken = await stranger(here)
        here.clock.ahead = WEEK / 2
        await ken.picks("added.leave")

        assert await stands(here) == Standing("left", BEGIN + WEEK)


async def test_what_is_said_after_the_days_waits_and_comes_with_the_next_answer(
    every_database: TestedDatabase,
) -> None:
    async with two_kinds(every_database) as here:
        ken = await stranger(here)
        miho = await neighbour(here, "miho")
        await asks(ken)
        here.clock.ahead = timedelta(days=5)
        await sends(ken, miho)
        heard = len(ken.phone.heard)
        here.clock.ahead = WEEK
        await miho.picks("answer.ride")
        await miho.picks("answer.all_the_way")
        assert len(ken.phone.heard) == heard

        await ken.commands("help")
        assert miho.name in ken.heard


async def test_after_a_pause_they_are_asked_once_more_and_then_never(
    sqlite_database: TestedDatabase,
) -> None:
    async with two_kinds(sqlite_database) as here:
        ken = await stranger(here)
        assert is_asked(ken)
        for days, again in ((3, False), (13, True), (16, False), (40, False)):
            here.clock.ahead = timedelta(days=days)
            await ken.commands("help")
            assert is_asked(ken) is again


async def test_who_leaves_it_as_it_is_is_not_asked_again(
    sqlite_database: TestedDatabase,
) -> None:
    async with two_kinds(sqlite_database) as here:
        ken = await stranger(here)
        await ken.picks("added.leave")
        assert ken.was_told("added.left")

        here.clock.ahead = 3 * WEEK
        await ken.commands("help")
        assert not is_asked(ken)
        # The card stays, and so does its other button.
        await ken.picks("added.already")
        assert await stands(here) == Standing("added", None)
        await ken.picks("added.leave")
        assert ken.was_told("added.thanks")
        assert await stands(here) == Standing("added", None)


async def test_in_need_nothing_else_is_asked(sqlite_database: TestedDatabase) -> None:
    async with two_kinds(sqlite_database) as here:
        ken = await stranger(here)
        here.clock.ahead = 2 * WEEK
        await ken.commands("sos")
        assert not is_asked(ken)


async def test_a_call_for_help_does_not_count_on_a_stranger_it_cannot_reach(
    sqlite_database: TestedDatabase,
) -> None:
    async with two_kinds(sqlite_database) as here:
        ken = await stranger(here)
        assert await here.database.read(
            partial(people.unreachable, member_ids=[ken.id], now=BEGIN + WEEK)
        ) == {ken.id}


async def test_another_messenger_of_theirs_takes_over_when_the_days_are_over(
    every_database: TestedDatabase,
) -> None:
    async with two_kinds(every_database) as here:
        ken = await stranger(here)
        web = await linked(here, ken, "web")
        await ken.commands("help")
        yuki = await neighbour(here, "yuki")
        here.clock.ahead = WEEK
        heard = len(ken.phone.heard)
        await asks(yuki)
        await sends(yuki, ken)

        assert web.phone.hears("ゆき")
        assert len(ken.phone.heard) == heard


async def test_who_blocked_us_is_not_reached_however_lately_they_wrote(
    sqlite_database: TestedDatabase,
) -> None:
    async with two_kinds(sqlite_database) as here:
        ken = await stranger(here)
        await ken.does(Left())
        reached = partial(people.unreachable, member_ids=[ken.id], now=BEGIN)
        assert await here.database.read(reached) == {ken.id}
        await ken.does(Arrived())
        assert await here.database.read(reached) == set()


async def test_who_writes_again_is_reached_again_though_no_event_said_so(
    every_database: TestedDatabase,
) -> None:
    async with two_kinds(every_database) as here:
        ken = await stranger(here)
        closed = partial(people.set_reach, address=KEN, reach="unreachable")
        await here.database.write(partial(closed, now=BEGIN + MOMENT))
        await ken.commands("help")
        stood = await stands(here)
        assert stood is not None
        assert stood.closed  # written before it was closed, and delivered late

        here.clock.ahead = 2 * MOMENT
        await ken.commands("help")
        assert await stands(here) == Standing("asked", BEGIN + WEEK + 2 * MOMENT)


async def test_on_other_channels_nothing_is_counted_or_asked(
    sqlite_database: TestedDatabase,
) -> None:
    async with two_kinds(sqlite_database) as here:
        yuki = await neighbour(here, "yuki")
        here.clock.ahead = 10 * WEEK
        await yuki.commands("help")
        on_web = Address("web", "yuki")
        stood = await here.database.read(partial(adding.standing, address=on_web))

        assert not is_asked(yuki)
        assert stood == Standing("unseen", None)


async def test_a_list_of_friends_makes_those_known_who_are_here_and_keeps_no_other(
    every_database: TestedDatabase,
) -> None:
    async with two_kinds(every_database) as here:
        await stranger(here)
        many = {f"U{number}" for number in range(900)}
        op = partial(adding.listed, channel="line", users=many | {"ken"})
        count = partial(adding.unadded, now=BEGIN + WEEK)
        before = await here.database.read(count)
        news = [await here.database.write(op) for _ in range(2)]

        assert (before.all, before.silent) == (1, 1)
        assert news == [1, 0]
        assert await stands(here) == Standing("added", None)
        after = await here.database.read(count)
        assert (after.all, after.silent) == (0, 0)
        nobody = partial(adding.standing, address=Address("line", "U1"))
        assert await here.database.read(nobody) is None


async def test_an_event_that_comes_late_does_not_shorten_the_days(
    sqlite_database: TestedDatabase,
) -> None:
    async with two_kinds(sqlite_database) as here:
        await stranger(here)
        asked: Adding = "asked"
        earlier = partial(adding.wrote, address=KEN, until=BEGIN + WEEK - MOMENT)
        await here.database.write(earlier)

        assert await stands(here) == Standing(asked, BEGIN + WEEK)
