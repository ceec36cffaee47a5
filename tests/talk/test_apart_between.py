"""What keeping a distance closes between two people, and what goes on."""

import pytest

from core.domain.members import Language
from core.i18n.catalog import LANGUAGES
from tests.talk.calling import keep_watch
from tests.talk.cast import (
    asks,
    neighbours,
    request_between,
    riding,
    titles_of,
    under_way,
)
from tests.talk.distance import keeps_apart, kept
from tests.talk.meeting import raise_flag
from tests.talk.straight import StraightWorld

SAID = {"ja": "けんさんとは組みたくない", "en": "I'd rather not be paired with Ken"}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_from_a_request_it_is_a_quiet_pass_like_any_other(
    here: StraightWorld, language: Language
) -> None:
    yuki, ken = await under_way(here, language)
    await ken.picks("answer.pass")

    await ken.picks("apart.keep")
    assert ken.was_told("apart.received_closes", name=yuki.name)
    await ken.picks("apart.keep")

    assert yuki.was_told("follow.passed", name=ken.name)
    assert yuki.was_told("follow.passed_then")
    assert (await request_between(here, yuki, ken)).state == "passed"
    heard = len(ken.phone.heard)
    await yuki.picks("follow.thank_reading")
    assert yuki.was_told("follow.reading_thanked", name=ken.name)
    assert len(ken.phone.heard) == heard


async def test_whoever_is_not_named_is_offered_among_those_who_asked_lately(
    here: StraightWorld,
) -> None:
    yuki, ken = await under_way(here)

    await ken.says("この人とは組みたくない")
    await ken.phone.tap(yuki.name)
    await ken.picks("apart.keep")

    assert await kept(here, ken) == [yuki.id]


async def test_ones_own_request_is_taken_back(here: StraightWorld) -> None:
    yuki, ken = await under_way(here)

    await yuki.says(SAID["ja"])
    assert yuki.was_told("apart.sent_closes", name=ken.name)
    await yuki.picks("apart.keep")

    assert ken.was_told("follow.taken_back", name=yuki.name)
    assert (await request_between(here, yuki, ken)).state == "withdrawn"
    await ken.commands("box")
    assert ken.was_told("box.nothing_open")


async def test_an_idea_that_waits_is_passed_and_leads_nowhere_any_more(
    here: StraightWorld,
) -> None:
    yuki, ken = await under_way(here)
    await ken.picks("answer.suggest")
    await ken.says("当日みんなで作るのは?")

    await keeps_apart(ken, yuki)

    assert yuki.was_told("follow.passed", name=ken.name)
    yuki.phone.seen = 0
    await yuki.picks("follow.idea_take")
    assert (await request_between(here, yuki, ken)).state == "passed"


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_ride_goes_on_and_whoever_gets_off_it_is_not_waited_for(
    here: StraightWorld, language: Language
) -> None:
    yuki, ken = await riding(here, language)

    await keeps_apart(yuki, ken)
    assert yuki.was_told("apart.ride_stays")
    await yuki.picks("menu.box")
    await yuki.picks("follow.hand_contact")
    await yuki.says("ゆき 080-1111-2222")
    assert "080-1111-2222" in ken.heard
    quiet = len(yuki.phone.heard)
    await ken.picks("follow.hand_contact")
    await ken.says("ken@example.org")
    assert len(yuki.phone.heard) == quiet

    await yuki.commands("ended")
    await yuki.picks("follow.stepped_off")

    assert (await request_between(here, yuki, ken)).state == "stepped_off"
    assert yuki.name in ken.heard


async def test_a_flag_both_are_under_stays_and_its_holder_can_let_go(
    here: StraightWorld,
) -> None:
    yuki, ken, miho = await neighbours(here, helpers=("ken", "miho"))
    await raise_flag(ken.phone)
    for one in (yuki, miho):
        await one.commands("flags")
        await one.picks("flag.join")

    await keeps_apart(yuki, ken)
    assert yuki.was_told("apart.flag_stays")
    await yuki.phone.tap("川べりで声を出して本を読む")
    assert yuki.may_pick("flag.leave")
    await yuki.picks("flag.leave")
    assert yuki.was_told("flag.let_go")

    await yuki.commands("flags")
    assert "川べり" not in yuki.heard
    await ken.commands("flags")
    await ken.picks("flag.see")
    assert miho.name in ken.heard
    assert yuki.name not in ken.heard


async def test_under_a_flag_it_is_said_that_somebody_kept_apart_is_there_too(
    here: StraightWorld,
) -> None:
    yuki, ken, miho = await neighbours(here, helpers=("ken", "miho"))
    await raise_flag(miho.phone)
    await keeps_apart(yuki, ken)
    await ken.commands("flags")
    await ken.picks("flag.join")

    await yuki.commands("flags")
    await yuki.picks("flag.see")
    assert not yuki.was_told("apart.under_flag")
    await yuki.picks("flag.join")
    assert yuki.was_told("apart.under_flag")
    assert ken.name not in yuki.heard

    await ken.commands("flags")
    await ken.picks("flag.see")
    assert not ken.was_told("apart.under_flag")
    assert yuki.name not in ken.heard


@pytest.mark.parametrize("language", LANGUAGES)
async def test_afterwards_a_keeper_can_be_told_and_nothing_goes_untapped(
    here: StraightWorld, language: Language
) -> None:
    yuki, ken, miho = await neighbours(here, language, helpers=("ken", "miho"))
    await keep_watch(here, ken, miho)
    await yuki.says(SAID[language])
    assert yuki.was_told("apart.watches", name=ken.name)
    await yuki.picks("apart.keep")
    quiet = len(ken.phone.heard), len(miho.phone.heard)

    await yuki.picks("apart.tell_keeper")
    await yuki.says("書かれたことが気がかりです")
    await yuki.picks("sos.show_name")
    assert yuki.was_told("sos.read_keepers", names=miho.name)
    assert (len(ken.phone.heard), len(miho.phone.heard)) == quiet
    await yuki.picks("sos.send")

    assert "気がかり" in miho.heard
    assert len(ken.phone.heard) == quiet[0]


async def test_the_only_keeper_is_said_to_be_the_only_one(here: StraightWorld) -> None:
    yuki, ken = await neighbours(here)
    await keep_watch(here, ken)

    await yuki.says(SAID["ja"])
    assert yuki.was_told("apart.only_watches", name=ken.name)
    await yuki.picks("apart.keep")

    assert yuki.was_told("apart.other_help")
    await yuki.commands("sos")
    await yuki.picks("sos.safe")
    await yuki.picks("sos.wish_ear")
    assert not yuki.may_pick("sos.to_keepers")


async def test_both_may_keep_a_distance_and_each_sees_their_own_word_alone(
    here: StraightWorld,
) -> None:
    yuki, ken = await neighbours(here)
    await keeps_apart(yuki, ken)
    await keeps_apart(ken, yuki)
    assert ken.was_told("apart.kept", name=yuki.name)

    await ken.commands("settings")
    await ken.picks("apart.keep")
    await ken.phone.tap(yuki.name)

    assert (await kept(here, yuki), await kept(here, ken)) == ([ken.id], [])
    await asks(ken)
    assert yuki.name not in titles_of(ken)


async def test_what_arrived_before_stays_and_its_buttons_say_that_it_is_over(
    here: StraightWorld,
) -> None:
    yuki, ken = await under_way(here)
    arrived = ken.phone.heard[-1]
    await keeps_apart(ken, yuki)

    ken.phone.seen = 0
    await ken.picks("answer.ride")

    assert arrived in ken.phone.heard
    assert ken.was_told("answer.passed_already", menu=ken.words("menu.ask"))
