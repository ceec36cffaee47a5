"""The helper's side of a request: a yes, an idea, a pass, later, and silence."""

from datetime import timedelta

import pytest

from core.domain.members import Language, Member
from core.domain.requests import LAPSE_AFTER, State
from core.talk.days import weekday
from core.talk.effects.requests import (
    LookAtRequest,
    Moved,
    NotMoved,
    PassOn,
    RequestSeen,
    Ride,
    Suggest,
)
from core.talk.flow import Facts
from core.talk.flows import answer, answer_states
from core.talk.incoming import Chose
from core.talk.turn import Opened
from core.talk.voice import word
from tests.talk.asked import KEN, YUKI, request
from tests.talk.cast import (
    LANGUAGES,
    asks,
    neighbour,
    neighbours,
    request_between,
    riding,
    sends,
    under_way,
)
from tests.talk.flowing import Bench, check, explore
from tests.talk.talking import World
from tests.talk.totality import NOW

LONGER = LAPSE_AFTER + timedelta(hours=1)


def seen(state: State, *, seat_free: bool = True) -> RequestSeen:
    """Return it as けん sees it."""
    return RequestSeen(request(state), "helper", state, YUKI, seat_free=seat_free)


BENCH = Bench(
    answer.FLOW,
    openings=[
        Opened(verb, "r1") for verb in ("ride", "suggest", "pass", "later", "else")
    ],
    facts=(
        Facts(KEN, NOW),
        Facts(Member("ken", "", "en"), NOW),
        Facts(KEN, NOW, taken_back=frozenset({"r1"})),
    ),
    answers={
        LookAtRequest: (
            *(seen(state) for state in ("sent", "lapsed", "accepted", "agreed")),
            *(seen(state) for state in ("countered", "passed", "withdrawn", "faded")),
            seen("sent", seat_free=False),
            RequestSeen(None),
            RequestSeen(request(), "asker", "sent", KEN),
        ),
        Ride: (
            Moved(request("accepted"), YUKI),
            NotMoved("seat_taken"),
            NotMoved("closed"),
            NotMoved("answered"),
        ),
        Suggest: (Moved(request("countered"), YUKI), NotMoved("closed")),
        PassOn: (Moved(request("passed"), YUKI), NotMoved("answered")),
    },
)


def test_it_keeps_the_promises_of_every_flow() -> None:
    check(explore(BENCH), passing=(answer_states.Looking, answer_states.Telling))


@LANGUAGES
async def test_a_yes_for_a_stretch_is_told_with_the_stretch(
    everywhere: World, language: Language
) -> None:
    yuki, ken = await under_way(everywhere, language)
    assert ken.was_told("answer.arrived", name=yuki.name)

    await ken.picks("answer.ride")
    await ken.picks("answer.part_of_it")
    await ken.says("問いを3つまで")
    assert ken.was_told("answer.ride_so", name=yuki.name, words="問いを3つまで")
    await ken.picks("answer.ride")

    assert ken.was_told("answer.riding", name=yuki.name)
    assert yuki.was_told("follow.rides", name=ken.name)
    assert yuki.was_told("follow.stretch", stretch="問いを3つまで")


async def test_a_yes_to_talk_first_is_told_as_such(here: World) -> None:
    yuki, ken = await under_way(here)

    await ken.picks("answer.ride")
    await ken.picks("answer.talk_first")

    stretch = ken.words("answer.talk_first_words")
    assert yuki.was_told("follow.stretch", stretch=stretch)


async def test_words_that_may_say_no_ride_along_only_after_a_tap(here: World) -> None:
    yuki, ken = await under_way(here)

    await ken.picks("answer.ride")
    await ken.says("ごめん、やっぱり今月は難しいかも")
    assert (await request_between(here, yuki, ken)).state == "sent"
    await ken.picks("answer.pass")
    await ken.picks("answer.pass_silent")

    assert (await request_between(here, yuki, ken)).state == "passed"


async def test_going_back_sends_nothing(here: World) -> None:
    yuki, ken = await under_way(here)

    await ken.picks("answer.ride")
    await ken.picks("answer.back")

    assert ken.was_told("answer.nothing_sent")
    assert not yuki.was_told("follow.rides", name=ken.name)
    assert (await request_between(here, yuki, ken)).state == "sent"


@LANGUAGES
async def test_another_idea_reaches_the_asker_with_three_ways_to_take_it(
    here: World, language: Language
) -> None:
    yuki, ken = await under_way(here, language)

    await ken.picks("answer.suggest")
    await ken.says("問いは当日みんなで作るのは?")

    assert ken.was_told("answer.idea_sent", name=yuki.name)
    assert yuki.was_told("follow.idea_arrived", name=ken.name)
    assert "問いは当日みんなで作るのは?" in yuki.heard
    for way in ("follow.idea_take", "follow.idea_mix", "follow.idea_first_form"):
        assert yuki.may_pick(way)


@LANGUAGES
async def test_a_pass_with_words_is_told_to_the_asker_alone(
    here: World, language: Language
) -> None:
    yuki, ken, miho = await neighbours(here, language, helpers=("ken", "miho"))
    await asks(yuki)
    await sends(yuki, ken)
    await miho.picks("menu.box")

    await ken.picks("answer.pass")
    await ken.picks("answer.pass_no_room")

    words = ken.words("answer.pass_no_room")
    assert ken.was_told("answer.pass_sent", name=yuki.name)
    assert yuki.was_told("follow.passed_with_words", name=ken.name, words=words)
    assert yuki.may_pick("follow.thank_reading")
    assert ken.name not in miho.heard


async def test_a_silent_pass_is_told_without_words(here: World) -> None:
    yuki, ken = await under_way(here)

    await ken.picks("answer.pass")
    await ken.picks("answer.pass_silent")

    assert yuki.was_told("follow.passed", name=ken.name)


async def test_a_pass_in_own_words_is_told_in_them(here: World) -> None:
    yuki, ken = await under_way(here)

    await ken.picks("answer.pass")
    await ken.says("来月ならよろこんで")

    assert yuki.was_told(
        "follow.passed_with_words", name=ken.name, words="来月ならよろこんで"
    )


async def test_a_pass_may_name_somebody_else_who_hears_nothing_of_it(
    here: World,
) -> None:
    yuki, ken, miho = await neighbours(here, helpers=("ken", "miho"))
    await asks(yuki)
    await sends(yuki, ken)
    heard_before = len(miho.phone.heard)

    await ken.picks("answer.pass")
    await ken.picks("answer.pass_somebody")
    await ken.says("みほさんが近いかも")

    assert yuki.was_told("follow.passed_suggests", words="みほさんが近いかも")
    assert len(miho.phone.heard) == heard_before


@LANGUAGES
async def test_later_tells_nobody_and_names_the_day_it_closes(
    here: World, language: Language
) -> None:
    yuki, ken = await under_way(here, language)
    heard_before = len(yuki.phone.heard)

    await ken.picks("answer.later")

    closes = (await request_between(here, yuki, ken)).lapse_at
    day = word(weekday(closes, "Asia/Tokyo"), language)
    assert ken.was_told("answer.later_is_fine", day=day)
    assert len(yuki.phone.heard) == heard_before
    assert (await request_between(here, yuki, ken)).state == "sent"


@LANGUAGES
async def test_after_72_hours_of_silence_the_asker_is_told_and_the_helper_hears_nothing(
    everywhere: World, language: Language
) -> None:
    yuki, ken = await under_way(everywhere, language)
    heard_before = len(ken.phone.heard)

    await everywhere.pass_time(LAPSE_AFTER)
    await everywhere.pass_time(timedelta(days=30))

    lapsed = yuki.words("follow.lapsed", name=ken.name)
    assert yuki.heard.count(lapsed) == 1
    assert len(ken.phone.heard) == heard_before


async def test_before_72_hours_nothing_lapses(here: World) -> None:
    yuki, ken = await under_way(here)

    # An hour of room: a machine that is paused meanwhile lapses nothing either.
    await here.pass_time(LAPSE_AFTER - timedelta(hours=1))

    assert not yuki.was_told("follow.lapsed", name=ken.name)
    assert (await request_between(here, yuki, ken)).state == "sent"


async def test_silence_is_a_pass_even_if_no_timer_ever_came(here: World) -> None:
    yuki, ken, miho = await neighbours(here, helpers=("ken", "miho"))
    await asks(yuki)
    await sends(yuki, ken)

    here.clock.ahead += LONGER
    await yuki.picks("menu.box")

    assert yuki.was_told("box.nothing_open")
    await asks(yuki)
    await sends(yuki, miho)
    assert miho.was_told("answer.arrived", name=yuki.name)


@pytest.mark.parametrize("timer_came", [True, False])
async def test_a_late_yes_is_welcome_while_the_seat_is_free(
    here: World, timer_came: bool
) -> None:
    yuki, ken = await under_way(here)
    if timer_came:
        await here.pass_time(LONGER)
    else:
        here.clock.ahead += LONGER

    await ken.picks("answer.ride")
    await ken.picks("answer.all_the_way")

    assert ken.was_told("answer.riding", name=yuki.name)
    assert yuki.was_told("follow.rides", name=ken.name)


@LANGUAGES
async def test_of_two_who_say_yes_one_rides_and_the_other_sees_the_kind_screen(
    here: World, language: Language
) -> None:
    yuki, ken, miho = await neighbours(here, language, helpers=("ken", "miho"))
    await asks(yuki)
    await sends(yuki, ken)
    await ken.picks("answer.ride")
    await here.pass_time(LONGER)
    await yuki.picks("ask.other_people")
    await sends(yuki, miho)
    await miho.picks("answer.ride")
    await miho.picks("answer.all_the_way")

    await ken.picks("answer.all_the_way")

    assert ken.was_told("answer.seat_taken_now")
    assert (await request_between(here, yuki, ken)).state == "lapsed"
    assert (await request_between(here, yuki, miho)).state == "accepted"


async def test_a_card_of_a_taken_seat_says_so_kindly(here: World) -> None:
    yuki, ken, miho = await neighbours(here, helpers=("ken", "miho"))
    await asks(yuki)
    await sends(yuki, ken)
    await here.pass_time(LONGER)
    await yuki.picks("ask.other_people")
    await sends(yuki, miho)
    await miho.picks("answer.ride")
    await miho.picks("answer.all_the_way")

    await ken.picks("answer.suggest")

    assert ken.was_told("answer.seat_taken")


async def test_a_card_that_was_answered_says_where_things_are(here: World) -> None:
    yuki, ken = await riding(here)

    here.clock.ahead += timedelta(minutes=5)
    await ken.picks("answer.pass")

    assert ken.was_told("answer.riding_already", name=yuki.name)
    assert (await request_between(here, yuki, ken)).state == "accepted"


async def test_a_card_that_was_taken_back_is_closed(here: World) -> None:
    yuki, ken = await under_way(here)
    await yuki.picks("ask.take_back")
    assert ken.was_told("follow.taken_back", name=yuki.name)

    await ken.picks("answer.ride")

    assert ken.was_told("answer.closed", name=yuki.name)


@LANGUAGES
async def test_an_idea_that_comes_too_late_is_given_back_to_whom_it_is(
    here: World, language: Language
) -> None:
    yuki, ken = await under_way(here, language)
    idea = {"ja": "うちで開けて、音を録る", "en": "open it here, record it"}[language]
    await ken.picks("answer.suggest")
    await yuki.picks("ask.take_back")

    await ken.says(idea)

    assert ken.was_told("answer.closed", name=yuki.name)
    assert ken.was_told("answer.words_are_yours", words=idea)
    assert idea not in yuki.heard
    await ken.picks("home.as_post")
    assert ken.was_told("post.took_as_now")


async def test_a_card_on_somebody_elses_phone_means_nothing(here: World) -> None:
    yuki, ken = await under_way(here)
    miho = await neighbour(here, "miho")
    stolen = next(
        one for one in ken.phone.choices() if one.label == ken.words("answer.ride")
    )

    await miho.does(Chose(stolen.token))

    assert miho.was_told("talk.earlier_card")
    assert (await request_between(here, yuki, ken)).state == "sent"
