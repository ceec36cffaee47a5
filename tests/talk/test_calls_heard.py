"""What becomes of a call: answers, a day without one, words taken back, forgetting."""

from datetime import timedelta

import pytest

from core.talk.forgetting import sweep
from core.talk.incoming import Edited, Said, Unsent
from tests.services.scene import traces
from tests.talk.calling import (
    HOW,
    MINE,
    THEIRS,
    WORDS,
    begins,
    calls_to,
    connected,
    ended_at,
    keep_watch,
    kept,
    sends,
    to_people,
)
from tests.talk.cast import neighbours
from tests.talk.straight import StraightWorld
from tests.talk.talking import World


async def test_a_flag_of_ones_own_may_be_the_answer(here: StraightWorld) -> None:
    yuki, ken = await neighbours(here)
    await calls_to(yuki, ken)
    await ken.picks("listen.flag")
    assert ken.was_told("listen.no_flags")
    await ken.says("旗を立てたい")
    for words in ("朝市の机", "土曜", "3", "場所とり"):
        await ken.says(words)
    await ken.picks("flag.nobody_earns")
    await ken.picks("flag.raise")
    here.clock.ahead += timedelta(minutes=1)

    await ken.picks("listen.flag")
    await ken.phone.tap("朝市の机")

    assert yuki.was_told("listen.flag_offered", name=ken.name)
    await yuki.picks("sos.ride_along")
    assert yuki.was_told("flag.held", purpose="朝市の机")


async def test_a_free_seat_may_be_just_heard_about(here: StraightWorld) -> None:
    yuki, ken = await neighbours(here)
    await ken.says("旗を立てたい")
    for words in ("朝市の机", "土曜", "3", "場所とり"):
        await ken.says(words)
    await ken.picks("flag.nobody_earns")
    await ken.picks("flag.raise")
    await begins(yuki, "sos.wish_work")
    assert yuki.was_told("sos.seat_free", purpose="朝市の机")

    await yuki.picks("sos.just_hear")
    await yuki.picks("sos.show_name")
    await yuki.picks("sos.send")

    assert "「朝市の机」の話を聞かせてもらえますか。" in ken.heard


async def test_somebody_who_comes_to_mind_is_told_nothing(here: StraightWorld) -> None:
    yuki, ken, miho = await neighbours(here, helpers=("ken", "miho"))
    await calls_to(yuki, ken)
    quiet = len(miho.phone.heard)

    await ken.picks("listen.person")
    await ken.says("みほさんなら、似た冬を知っています")

    assert "似た冬" in yuki.heard
    assert len(miho.phone.heard) == quiet


async def test_a_pass_is_silence_unless_words_are_added(here: StraightWorld) -> None:
    yuki, ken, miho = await neighbours(here, helpers=("ken", "miho"))
    await calls_to(yuki, ken, miho)
    told = len(yuki.phone.heard)

    await ken.picks("listen.pass")
    await ken.picks("listen.say_nothing")
    assert len(yuki.phone.heard) == told
    await miho.picks("listen.pass")
    await miho.picks("listen.no_room_now")

    assert yuki.was_told(
        "listen.passed_with_words", name=miho.name, words="いまは余裕がなくて"
    )


async def test_after_a_day_its_sender_is_asked_and_it_goes_further_by_their_tap(
    here: StraightWorld,
) -> None:
    yuki, ken, miho = await neighbours(here, helpers=("ken", "miho"))
    await keep_watch(here, miho)
    await calls_to(yuki, ken)
    quiet = len(miho.phone.heard)

    await here.pass_time(timedelta(hours=23))
    assert not yuki.was_told("sos.ask_wider")
    await here.pass_time(timedelta(hours=2))

    assert yuki.was_told("sos.ask_wider")
    assert len(miho.phone.heard) == quiet
    await here.pass_time(timedelta(hours=2))
    await yuki.picks("sos.wider")
    await yuki.picks("sos.to_keepers")
    told = len(ken.phone.heard)
    await yuki.picks("sos.send")
    assert WORDS in miho.heard
    assert len(ken.phone.heard) == told
    assert len((await kept(here))["calls"]) == 1


async def test_a_call_that_goes_further_says_so_and_reaches_nobody_twice(
    here: StraightWorld,
) -> None:
    yuki, ken, miho = await neighbours(here, helpers=("ken", "miho"))
    await keep_watch(here, ken)
    await begins(yuki)
    await yuki.picks("sos.to_keepers")
    await sends(yuki)
    told = len(ken.phone.heard)

    await yuki.picks("sos.wider")
    await to_people(yuki, ken)
    await yuki.picks("sos.send")
    assert yuki.was_told("sos.heard_already")
    here.clock.ahead += timedelta(minutes=1)
    await yuki.picks("sos.wider")
    await to_people(yuki, miho)
    assert yuki.was_told("sos.further_chosen", names=miho.name)
    await yuki.picks("sos.send")

    assert len(ken.phone.heard) == told
    assert miho.phone.hears(miho.words("listen.seen_by_keepers"))


async def test_who_calls_in_the_midst_of_a_call_is_asked_first_whether_they_are_safe(
    here: StraightWorld,
) -> None:
    yuki, _ken = await neighbours(here)
    await begins(yuki)

    await yuki.commands("sos")

    assert yuki.was_told("sos.received")


async def test_who_was_answered_is_not_asked_again(here: StraightWorld) -> None:
    yuki, ken = await neighbours(here)
    await calls_to(yuki, ken)
    await connected(yuki, ken)
    told = len(yuki.phone.heard)

    await here.pass_time(timedelta(hours=30))

    assert len(yuki.phone.heard) == told


async def test_another_call_within_a_week_is_the_same_and_help_lines_come_along(
    here: StraightWorld,
) -> None:
    yuki, ken = await neighbours(here)
    first = await calls_to(yuki, ken)
    assert "0120-783-556" not in first

    second = await calls_to(yuki, ken)

    assert "0120-783-556" in second
    assert second.splitlines()[0] == first.splitlines()[0]
    assert WORDS in ken.heard


@pytest.mark.parametrize("answered", [False, True])
async def test_words_taken_back_are_gone_and_an_unanswered_call_goes_with_them(
    here: StraightWorld, *, answered: bool
) -> None:
    yuki, ken = await neighbours(here)
    await begins(yuki)
    await to_people(yuki, ken)
    await yuki.does(Said(WORDS, message="m1"))
    await yuki.picks("sos.show_name")
    await yuki.picks("sos.send")
    if answered:
        await ken.picks("listen.ear")
        await ken.says(HOW)

    await yuki.does(Unsent("m1"))

    assert await here.database.read(lambda conn: traces(conn, WORDS)) == set()
    assert (await ended_at(here) is None) is answered
    assert yuki.was_told("sos.unsaid") is not answered
    gone = ken.words("listen.taken_back", wish="話を聞いてほしい")
    assert ken.phone.hears(gone) is not answered


async def test_mended_words_reach_those_who_heard_it_by_the_authors_tap(
    here: StraightWorld,
) -> None:
    yuki, ken = await neighbours(here)
    await begins(yuki)
    await to_people(yuki, ken)
    await yuki.does(Said(WORDS, message="m1"))
    await yuki.picks("sos.hide_name")
    await yuki.picks("sos.send")

    await yuki.does(Edited("m1", "このごろ夜がながいです"))
    assert "夜がながい" not in ken.heard
    await yuki.picks("mended.use")

    assert ken.was_told("listen.mended")
    assert "夜がながい" in ken.heard
    assert yuki.name not in ken.heard


# Leaving, forgetting


async def test_a_closed_call_is_erased_after_thirty_days_and_an_old_one_closes(
    everywhere: World,
) -> None:
    here = everywhere
    yuki, ken = await neighbours(here)
    await calls_to(yuki, ken)
    await connected(yuki, ken)
    await yuki.picks("listen.hand_words")
    await yuki.says(MINE)
    began = here.clock.now()

    async def after(days: int) -> None:
        now = began + timedelta(days=days)
        await here.database.write(lambda conn: sweep(conn, now))

    await after(13)
    assert await ended_at(here) is None
    await after(15)
    assert await ended_at(here) is not None
    await after(44)
    assert len((await kept(here))["contacts"]) == 1
    await after(46)
    assert await kept(here) == {"calls": [], "listeners": [], "contacts": []}


async def test_who_is_forgotten_leaves_nothing_of_their_calls(
    everywhere: World,
) -> None:
    here = everywhere
    yuki, ken = await neighbours(here)
    await calls_to(yuki, ken)
    await connected(yuki, ken)
    await yuki.picks("listen.hand_words")
    await yuki.says(MINE)
    await ken.picks("listen.hand_words")
    await ken.says(THEIRS)

    await yuki.commands("erase")
    await yuki.picks("leave.erase")

    assert await kept(here) == {"calls": [], "listeners": [], "contacts": []}
    gone = traces
    assert await here.database.read(lambda conn: gone(conn, WORDS, MINE)) == set()


async def test_leaving_a_room_closes_ones_calls_there(here: StraightWorld) -> None:
    yuki, ken = await neighbours(here)
    await calls_to(yuki, ken)

    await yuki.commands("stop")
    await yuki.picks("leave.one_room")
    await yuki.picks("leave.part")

    assert await ended_at(here) is not None
    await ken.commands("box")
    assert WORDS not in ken.heard
