"""A call for help: to whom its sender chose, answered or not, closed, forgotten."""

from datetime import timedelta

import pytest

from core.domain.members import Language
from core.store import communities, people
from core.talk.incoming import Address, Left
from tests.talk.calling import (
    HOW,
    MINE,
    THEIRS,
    WORDS,
    begins,
    calls_to,
    keep_watch,
    kept,
    sends,
    to_people,
    told_at_once,
)
from tests.talk.cast import neighbour, neighbours
from tests.talk.distance import keep_apart
from tests.talk.straight import StraightWorld
from tests.talk.talking import World

LANGUAGES = pytest.mark.parametrize("language", ["ja", "en"])


@LANGUAGES
async def test_a_call_goes_to_whom_was_chosen_and_two_meet_by_each_sides_own_tap(
    everywhere: World, language: Language
) -> None:
    here = everywhere
    yuki, ken, miho = await neighbours(here, language, helpers=("ken", "miho"))
    quiet = len(miho.phone.heard)

    await begins(yuki)
    assert yuki.was_told("sos.to_whom")
    await to_people(yuki, ken)
    await yuki.says(WORDS)
    await yuki.picks("sos.hide_name")
    assert yuki.was_told("sos.read_chosen", names=ken.name)
    assert WORDS in yuki.heard
    assert WORDS not in ken.heard
    await yuki.picks("sos.send")

    assert yuki.was_told("sos.sent_chosen", names=ken.name)
    assert WORDS in ken.heard
    assert yuki.name not in ken.heard
    assert ken.was_told("listen.silence_is_fine")
    await ken.picks("listen.ear")
    assert yuki.name not in await ken.says(HOW)
    assert yuki.was_told("listen.can", name=ken.name)
    assert HOW in yuki.heard
    await yuki.picks("listen.connect")
    assert ken.was_told("listen.connected", name=yuki.name)
    await yuki.picks("listen.hand_words")
    await yuki.says(MINE)
    assert MINE in ken.heard
    await ken.picks("listen.hand_words")
    await ken.says(THEIRS)
    assert THEIRS in yuki.heard

    await yuki.picks("sos.settled")
    assert yuki.was_told("sos.closed")
    assert ken.was_told("listen.settled", wish=ken.words("sos.wish_ear"))
    here.clock.ahead += timedelta(minutes=1)
    await ken.picks("listen.ear")
    assert ken.was_told("listen.gone")
    assert len(miho.phone.heard) == quiet


async def test_the_rooms_keepers_hear_a_call_and_nobody_else_does(
    here: StraightWorld,
) -> None:
    yuki, ken, miho = await neighbours(here, helpers=("ken", "miho"))
    await keep_watch(here, ken)
    quiet = len(miho.phone.heard)

    await begins(yuki, "sos.wish_hand")
    assert ken.name in yuki.heard
    await yuki.picks("sos.to_keepers")
    await sends(yuki, words="")

    assert yuki.was_told("sos.sent_keepers")
    assert ken.was_told("listen.arrived", wish="手がほしい")
    assert "場の見守り人だけ" in ken.heard
    assert len(miho.phone.heard) == quiet


async def test_everybody_hears_it_only_if_that_was_chosen(here: StraightWorld) -> None:
    yuki, ken, miho = await neighbours(here, helpers=("ken", "miho"))

    await begins(yuki)
    assert not yuki.may_pick("sos.to_keepers")
    await yuki.picks("sos.to_room")
    await sends(yuki, named=False)

    for one in (ken, miho):
        assert WORDS in one.heard
        assert yuki.name not in one.heard
    await ken.picks("listen.pass")
    assert ken.was_told("listen.pass_silent")
    assert yuki.phone.latest[-1:] != []
    assert not yuki.was_told("listen.passed_with_words", name=ken.name, words="")


async def test_nothing_goes_out_before_send_and_every_question_has_a_way_out(
    here: StraightWorld,
) -> None:
    yuki, ken = await neighbours(here)
    quiet = len(ken.phone.heard)

    for steps in range(5):
        await begins(yuki)
        if steps > 0:
            await yuki.picks("sos.to_chosen")
        if steps > 1:
            await yuki.says(ken.name)
            await yuki.picks("sos.enough")
        if steps > 2:
            await yuki.says(WORDS)
        if steps > 3:
            await yuki.picks("sos.show_name")
        await yuki.picks("sos.stop")
        assert yuki.was_told("sos.let_be")

    assert len(ken.phone.heard) == quiet
    assert (await kept(here))["calls"] == []


async def test_in_danger_three_taps_and_a_name_reach_somebody_trusted(
    here: StraightWorld,
) -> None:
    yuki, ken = await neighbours(here)
    await yuki.commands("sos")
    await yuki.picks("sos.danger")
    assert "119" in yuki.heard
    assert ken.name not in yuki.heard

    await yuki.picks("sos.tell_somebody")
    await yuki.picks("sos.send_from_here")
    await yuki.says(f"{ken.name}さんに届けて")
    await yuki.picks("sos.send")

    assert yuki.words("sos.words") in ken.heard
    assert yuki.name in ken.heard


async def test_a_name_nobody_goes_by_is_said_so_and_alike_ones_are_told_apart(
    here: StraightWorld,
) -> None:
    yuki, ken = await neighbours(here)
    for user in ("kenji", "kenta"):
        await neighbour(here, user)
    await begins(yuki)
    await yuki.picks("sos.to_chosen")

    await yuki.says("さくら")
    assert yuki.was_told("sos.no_such_person")
    await yuki.says("ke")
    await yuki.phone.tap("Kenji")
    await yuki.says(ken.name)

    await yuki.picks("sos.enough")
    await sends(yuki)
    assert yuki.was_told("sos.sent_chosen", names="けんさん、Kenji")


@pytest.mark.parametrize("asked", ["whom", "name"])
@LANGUAGES
async def test_what_is_told_where_a_name_was_asked_goes_along(
    here: StraightWorld, language: Language, asked: str
) -> None:
    yuki, ken = await neighbours(here, language)
    await begins(yuki)
    if asked == "name":
        await yuki.picks("sos.to_chosen")

    await yuki.says("船を降りた日から、眠れない")
    assert yuki.was_told("sos.words_go_along")
    await yuki.says(ken.name)
    await yuki.picks("sos.enough")
    await yuki.picks("sos.show_name")
    assert "船を降りた日から、眠れない" in yuki.heard
    await yuki.picks("sos.send")

    assert "船を降りた日から、眠れない" in ken.heard


@pytest.mark.parametrize("cause", ["blocked", "unreachable", "resting", "paused"])
async def test_who_cannot_be_reached_is_said_without_a_cause_and_help_lines_stay(
    here: StraightWorld, cause: str
) -> None:
    yuki, ken = await neighbours(here)
    if cause == "paused":
        await calls_to(yuki, ken)
        await ken.picks("listen.pass")
        await ken.picks("listen.say_nothing")
        await ken.picks("listen.pause")
    elif cause == "resting":
        await ken.commands("rest")
        await ken.picks("settings.rest")
    elif cause == "blocked":
        await ken.does(Left())
    else:
        at, now = Address("web", "ken"), here.clock.now()
        await here.database.write(
            lambda conn: people.set_reach(conn, at, "unreachable", now)
        )
    quiet = len(ken.phone.heard)

    heard = await calls_to(yuki, ken)

    assert heard.splitlines()[0] == "けんさんには、いまは届けられないようです。"
    assert "0120-783-556" in heard
    assert yuki.may_pick("sos.to_room")
    assert len(ken.phone.heard) == quiet


async def test_people_kept_apart_never_hear_each_other(here: StraightWorld) -> None:
    yuki, ken, miho = await neighbours(here, helpers=("ken", "miho"))
    await keep_watch(here, ken)
    await keep_apart(here, ken, yuki)
    quiet = len(ken.phone.heard)

    heard = await calls_to(yuki, ken)
    assert heard.splitlines()[0] == "けんさんには、いまは届けられないようです。"
    await yuki.picks("sos.to_room")
    await yuki.picks("sos.send")

    assert WORDS in miho.heard
    assert len(ken.phone.heard) == quiet


async def test_kept_apart_later_ends_what_was_between_the_two(
    here: StraightWorld,
) -> None:
    yuki, ken = await neighbours(here)
    await calls_to(yuki, ken)
    await keep_apart(here, ken, yuki)

    await ken.commands("box")
    assert WORDS not in ken.heard
    await ken.picks("listen.ear")
    await ken.says(HOW)

    assert ken.was_told("listen.gone")
    assert HOW not in yuki.heard


async def test_a_call_is_heard_at_night_and_does_not_wait(here: StraightWorld) -> None:
    yuki, ken = await neighbours(here)
    here.clock.start = here.clock.now().replace(hour=17)  # two at night in Tokyo

    await calls_to(yuki, ken)

    assert await told_at_once(here) == [("call", False)]


async def test_a_call_to_everybody_calls_the_keepers_and_waits_for_the_others(
    here: StraightWorld,
) -> None:
    yuki, ken, miho = await neighbours(here, helpers=("ken", "miho"))
    await keep_watch(here, miho)
    await begins(yuki)
    await yuki.picks("sos.to_room")

    await sends(yuki)

    assert sorted(urgency for urgency, _ in await told_at_once(here)) == [
        "call",
        "mail",
    ]
    assert WORDS in ken.heard


async def test_the_room_is_asked_for_where_there_is_more_than_one(
    here: StraightWorld,
) -> None:
    yuki, ken = await neighbours(here)
    await here.community("港の食堂", "MINATO", id="harbour")
    tomo = await neighbour(here, "tomo", code="MINATO")
    await here.database.write(
        lambda conn: communities.take_seat(conn, "harbour", yuki.id, here.clock.now())
    )

    await begins(yuki)
    assert yuki.was_told("sos.which_room")
    await yuki.phone.tap("港の食堂")
    await yuki.picks("sos.to_room")
    await sends(yuki)

    assert WORDS in tomo.heard
    assert WORDS not in ken.heard


async def test_what_arrived_shows_open_calls_on_both_sides(
    here: StraightWorld,
) -> None:
    yuki, ken = await neighbours(here)
    await calls_to(yuki, ken, named=False)

    await ken.commands("box")
    assert WORDS in ken.heard
    assert yuki.name not in ken.heard
    await yuki.commands("box")
    assert yuki.was_told("sos.is_out", wish="話を聞いてほしい")
    await yuki.picks("sos.settled")
    await ken.commands("box")
    assert WORDS not in ken.heard


@pytest.mark.parametrize(
    ("language", "typed"),
    [("ja", "だれでもいいから話したい"), ("en", "I need someone to talk to")],
)
async def test_who_says_they_wish_for_an_ear_need_not_tap_it(
    here: World, language: Language, typed: str
) -> None:
    yuki, _ = await neighbours(here, language)
    await yuki.commands("sos")
    await yuki.picks("sos.safe")

    await yuki.says(typed)

    assert not yuki.was_told("sos.heard")
    assert yuki.may_pick("sos.to_chosen")
