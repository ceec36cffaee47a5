"""A room as full as people can know each other's faces, and the line for a seat."""

from core.domain.members import Language
from tests.talk.arriving import CALLED, fill, newcomer
from tests.talk.cast import LANGUAGES, Person, neighbour
from tests.talk.talking import World


@LANGUAGES
async def test_a_full_room_offers_to_wait_and_to_find_words_first(
    here: World, language: Language
) -> None:
    await here.community()
    await fill(here, 0)
    yuki = newcomer(here, language)

    await yuki.phone.open(invite="SAKA24", name=CALLED[language], language=language)
    assert yuki.was_told("welcome.full", seats="150")
    await yuki.picks("welcome.words_first")

    assert yuki.may_pick("welcome.begin")


@LANGUAGES
async def test_a_seat_that_becomes_free_is_told_to_who_waited_longest(
    here: World, language: Language
) -> None:
    await here.community()
    ken = await neighbour(here, "ken", language)
    await fill(here, 0)
    waiting = [newcomer(here, language, user) for user in ("first", "second")]
    for one in waiting:
        await one.phone.open(invite="SAKA24", name=one.name, language=language)
        await one.picks("welcome.wait_seat")
        assert one.was_told("welcome.waiting", room="坂の上の台所")

    await ken.commands("stop")
    await ken.picks("leave.one_room")
    await ken.picks("leave.part")

    first, second = waiting
    assert first.was_told("welcome.seat_free", room="坂の上の台所")
    assert not second.was_told("welcome.seat_free", room="坂の上の台所")
    await first.picks("welcome.take_seat")
    assert "坂の上の台所" in first.heard
    assert not first.was_told("welcome.full", seats="150")


@LANGUAGES
async def test_who_is_overtaken_on_the_way_to_a_seat_stays_at_the_head_of_the_line(
    everywhere: World, language: Language
) -> None:
    await everywhere.community()
    leaving = [await neighbour(everywhere, user, language) for user in ("ken", "natsu")]
    await fill(everywhere, 0)
    waiting = [newcomer(everywhere, language, user) for user in ("first", "second")]
    for one in waiting:
        await one.phone.open(invite="SAKA24", name=one.name, language=language)
        await one.picks("welcome.wait_seat")
    first, second = waiting

    await leave_the_room(leaving[0])
    quick = newcomer(everywhere, language, "quick")
    await quick.phone.open(invite="SAKA24", name=quick.name, language=language)
    await first.picks("welcome.take_seat")
    assert first.was_told("welcome.still_waiting", room="坂の上の台所")
    await leave_the_room(leaving[1])

    assert first.was_told("welcome.seat_free", room="坂の上の台所")
    assert not second.was_told("welcome.seat_free", room="坂の上の台所")
    await first.picks("welcome.take_seat")
    assert not first.was_told("welcome.still_waiting", room="坂の上の台所")


async def leave_the_room(one: Person) -> None:
    """Free a seat."""
    await one.commands("stop")
    await one.picks("leave.one_room")
    await one.picks("leave.part")


@LANGUAGES
async def test_who_waits_may_stop_waiting_and_is_told_of_no_seat(
    here: World, language: Language
) -> None:
    await here.community()
    ken = await neighbour(here, "ken", language)
    await fill(here, 0)
    yuki = newcomer(here, language)
    await yuki.phone.open(invite="SAKA24", name=CALLED[language], language=language)
    await yuki.picks("welcome.wait_seat")

    await yuki.says("SAKA24")
    await yuki.picks("welcome.wait_no_more")
    assert yuki.was_told("welcome.waits_no_more", room="坂の上の台所")
    await leave_the_room(ken)

    assert not yuki.was_told("welcome.seat_free", room="坂の上の台所")
