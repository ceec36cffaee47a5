"""After the answer: ideas, contacts, four endings, thanks, and one's own road."""

from datetime import timedelta

import pytest

from core.domain.members import Language, Member
from core.domain.requests import ENDINGS, LAPSE_AFTER, Ending, Request, State
from core.store import asks as stored
from core.store import growth, practice
from core.talk.effects import (
    EndRequest,
    HandContact,
    LookAtRequest,
    Moved,
    NotMoved,
    RequestSeen,
    TakeBack,
    TakeIdea,
)
from core.talk.flows import follow, follow_states
from core.talk.turn import Opened
from tests.talk.cast import (
    Person,
    asks,
    neighbours,
    request_between,
    riding,
    says_it_ended,
    sends,
    under_way,
)
from tests.talk.flowing import Bench, check, explore
from tests.talk.straight import StraightWorld
from tests.talk.talking import World
from tests.talk.totality import FACTS, NOW

LANGUAGES = pytest.mark.parametrize("language", ["ja", "en"])
IDEA = "問いは当日みんなで作るのは?"
MINUTES = timedelta(minutes=5)

KEN = Member("ken", "けん", "ja")


def request(state: State = "accepted") -> Request:
    """Return a request from ゆき to けん."""
    return Request(
        "r1", "a1", "yuki", "ken", "room", "文", state, NOW, NOW + LAPSE_AFTER
    )


MOVED = Moved(request(), KEN)
STATES: tuple[State, ...] = ("accepted", "countered", "passed", "sent", "done")
BENCH = Bench(
    follow.FLOW,
    openings=[Opened(verb, "r1") for verb in (*sorted(follow._VERBS), "else")],
    facts=FACTS,
    answers={
        LookAtRequest: (
            *(RequestSeen(request(one), "asker", one, KEN) for one in STATES),
            RequestSeen(request(), "helper", "accepted", KEN),
            RequestSeen(request("done"), "helper", "done", KEN),
            RequestSeen(request("done"), "asker", "done", KEN, thanked=True),
            RequestSeen(None),
        ),
        TakeIdea: (MOVED, NotMoved("seat_taken"), NotMoved("closed")),
        TakeBack: (MOVED, NotMoved("answered")),
        EndRequest: (MOVED, NotMoved("answered")),
        HandContact: (MOVED, NotMoved("closed")),
    },
)


def test_it_keeps_the_promises_of_every_flow() -> None:
    check(explore(BENCH), passing=(follow_states.Looking, follow_states.Telling))


async def countered(here: World, language: Language = "ja") -> tuple[Person, Person]:
    """Return an asker and a helper who answered with another idea."""
    yuki, ken = await under_way(here, language)
    await ken.picks("answer.suggest")
    await ken.says(IDEA)
    return yuki, ken


# Another idea


@LANGUAGES
async def test_an_idea_taken_as_it_is_is_thanked_and_on_board(
    everywhere: World, language: Language
) -> None:
    yuki, ken = await countered(everywhere, language)

    await yuki.picks("follow.idea_take")

    assert yuki.was_told("follow.idea_on_board", name=ken.name)
    assert ken.was_told("follow.idea_taken", name=yuki.name)
    assert IDEA in ken.heard
    assert (await request_between(everywhere, yuki, ken)).state == "agreed"


@LANGUAGES
async def test_a_mixed_idea_reaches_the_helper_as_it_was_mixed(
    here: World, language: Language
) -> None:
    yuki, ken = await countered(here, language)

    await yuki.picks("follow.idea_mix")
    await yuki.says("半分は用意、半分は当日")

    assert ken.was_told("follow.idea_mixed", words="半分は用意、半分は当日")
    kept = await request_between(here, yuki, ken)
    assert (kept.state, kept.idea) == ("agreed", IDEA)


@LANGUAGES
async def test_the_first_form_thanks_for_the_idea_and_may_be_passed_on(
    here: World, language: Language
) -> None:
    yuki, ken = await countered(here, language)

    await yuki.picks("follow.idea_first_form")

    assert yuki.was_told("follow.first_form_sent", name=ken.name)
    assert ken.was_told("follow.first_form_kept", name=yuki.name)
    assert ken.may_pick("answer.ride")
    assert ken.may_pick("answer.pass")
    await ken.picks("answer.pass")
    await ken.picks("answer.pass_silent")
    assert yuki.was_told("follow.passed", name=ken.name)


async def test_the_first_form_has_a_full_silence_before_it(here: World) -> None:
    yuki, ken = await countered(here)
    await here.pass_time(LAPSE_AFTER - timedelta(hours=1))

    await yuki.picks("follow.idea_first_form")
    await here.pass_time(timedelta(hours=2))

    assert (await request_between(here, yuki, ken)).state == "sent"


async def test_an_idea_waits_for_the_asker_however_long_it_takes(here: World) -> None:
    yuki, ken = await countered(here)

    await here.pass_time(timedelta(days=20))
    await yuki.picks("follow.idea_take")

    assert ken.was_told("follow.idea_taken", name=yuki.name)


async def test_an_idea_that_was_answered_is_not_answered_twice(here: World) -> None:
    yuki, ken = await countered(here)
    await yuki.picks("follow.idea_take")
    heard_before = len(ken.phone.heard)

    await yuki.picks("follow.idea_first_form")

    assert yuki.was_told("follow.moved_on", name=ken.name)
    assert len(ken.phone.heard) == heard_before


# A pass, and taking back


@LANGUAGES
async def test_reading_is_thanked_once(here: World, language: Language) -> None:
    yuki, ken = await under_way(here, language)
    await ken.picks("answer.pass")
    await ken.picks("answer.pass_silent")

    await yuki.picks("follow.thank_reading")
    here.clock.ahead += MINUTES
    await yuki.picks("follow.thank_reading")

    thanks = ken.words("follow.thanked_for_reading", name=yuki.name)
    assert ken.heard.count(thanks) == 1
    assert yuki.was_told("follow.thanked_already", name=ken.name)


@LANGUAGES
async def test_a_request_taken_back_says_so_and_asks_nothing(
    here: World, language: Language
) -> None:
    yuki, ken = await under_way(here, language)

    await yuki.picks("ask.take_back")

    assert yuki.was_told("follow.took_back", name=ken.name)
    assert ken.was_told("follow.taken_back", name=yuki.name)
    assert (await request_between(here, yuki, ken)).state == "withdrawn"


async def test_a_request_that_was_answered_cannot_be_taken_back(here: World) -> None:
    yuki, ken = await riding(here)

    await yuki.picks("ask.take_back")

    assert yuki.was_told("follow.moved_on", name=ken.name)
    assert (await request_between(here, yuki, ken)).state == "accepted"


# Contacts


@LANGUAGES
async def test_each_side_hands_over_a_contact_typed_by_its_owner(
    here: World, language: Language
) -> None:
    yuki, ken = await riding(here, language)

    await yuki.picks("follow.hand_contact")
    await yuki.says("yuki@例.jp")
    await ken.picks("follow.hand_contact")
    await ken.says("土曜 10時 坂の下で")

    assert "yuki@例.jp" in "\n".join(map(str, ken.phone.heard))
    assert ken.was_told("follow.contact_handed", name=yuki.name)
    assert yuki.was_told("follow.contact_arrived", name=ken.name)
    assert "土曜 10時 坂の下で" in yuki.heard


async def test_a_contact_can_be_kept_to_oneself(here: World) -> None:
    yuki, ken = await riding(here)

    await yuki.picks("follow.hand_contact")
    await yuki.picks("answer.back")

    assert yuki.was_told("answer.nothing_sent")
    assert not ken.was_told("follow.contact_arrived", name=yuki.name)


async def test_a_contact_is_not_called_handed_over_when_the_ride_has_ended(
    here: World,
) -> None:
    yuki, ken = await riding(here)
    await yuki.picks("follow.hand_contact")
    await says_it_ended(ken)
    await ken.picks("follow.faded")

    await yuki.says("yuki@例.jp")

    assert yuki.was_told("follow.moved_on", name=ken.name)
    assert "yuki@例.jp" not in "\n".join(map(str, ken.phone.heard))


# Endings, thanks, and what moved


@pytest.mark.parametrize("ending", ENDINGS)
async def test_either_side_may_say_how_it_ended_and_every_ending_is_fine(
    here: World, ending: Ending
) -> None:
    yuki, ken = await riding(here)

    await says_it_ended(ken)
    assert ken.was_told("follow.what_became")
    await ken.picks(f"follow.{ending}")

    words = yuki.words(f"follow.{ending}")
    assert yuki.was_told("follow.other_ended", name=ken.name, ending=words)
    assert yuki.may_pick("follow.write_thanks")
    assert (await request_between(here, yuki, ken)).state == ending


@LANGUAGES
async def test_thanks_name_one_joy_and_growth_is_noted_on_both_roads(
    everywhere: World, language: Language
) -> None:
    here = everywhere
    yuki, ken = await riding(here, language)

    await says_it_ended(yuki)
    await yuki.picks("follow.done")
    await yuki.says("問いを当日つくる案")
    assert "問いを当日つくる案" in yuki.heard
    await yuki.picks("ask.send")
    assert yuki.was_told("follow.thanks_sent", name=ken.name)
    assert ken.was_told("follow.thanks_arrived", name=yuki.name)
    assert "問いを当日つくる案" in ken.heard

    await yuki.picks("follow.moved")
    await yuki.says("手渡すのは本だけじゃなかった")
    await yuki.says("市に机を1つ出す")
    assert yuki.was_told("follow.step_taken", step="市に机を1つ出す")

    await ken.picks("follow.my_road")
    await ken.picks("follow.other_road")
    await ken.picks("follow.no_words")
    await ken.picks("follow.same_step")
    assert ken.was_told("follow.all_done")

    read = here.database.read
    hers = await read(lambda conn: growth.latest_notes(conn, yuki.id, most=9))
    his = await read(lambda conn: growth.latest_notes(conn, ken.id, most=9))
    vector = await read(lambda conn: practice.vector(conn, yuki.id))
    assert [(one.moved, one.words) for one in hers] == [
        ("moved", "手渡すのは本だけじゃなかった")
    ]
    assert [(one.moved, one.words) for one in his] == [("other_road", "")]
    assert vector.next_step == "市に机を1つ出す"


async def test_nobody_else_ever_reads_what_moved(here: World) -> None:
    yuki, ken = await riding(here)

    await says_it_ended(yuki)
    await yuki.picks("follow.done")
    await yuki.picks("follow.skip_thanks")
    await yuki.picks("follow.moved")
    await yuki.says("ひそかな一歩")
    await ken.picks("follow.my_road")
    await ken.picks("follow.not_yet")

    assert "ひそかな一歩" not in "\n".join(map(str, ken.phone.heard))


async def test_thanks_may_be_said_in_own_words(here: World) -> None:
    yuki, ken = await riding(here)
    await says_it_ended(yuki)
    await yuki.picks("follow.done")
    await yuki.says("問いを当日つくる案")

    await yuki.says("けんさんのおかげで、みんなが話し出しました。")
    await yuki.picks("ask.send")

    assert "けんさんのおかげで、みんなが話し出しました。" in ken.heard


async def test_thanks_are_sent_once(here: World) -> None:
    yuki, ken = await riding(here)
    await says_it_ended(ken)
    await ken.picks("follow.done")
    await yuki.picks("follow.write_thanks")
    await yuki.says("来てくれたこと")
    await yuki.picks("ask.send")

    here.clock.ahead += MINUTES
    await yuki.picks("follow.write_thanks")

    assert yuki.was_told("follow.thanked_already", name=ken.name)


async def test_an_ending_told_by_both_is_told_once(here: World) -> None:
    yuki, ken = await riding(here)
    await says_it_ended(yuki)
    await says_it_ended(ken)
    await yuki.picks("follow.done")
    heard_before = len(yuki.phone.heard)

    await ken.picks("follow.faded")

    assert ken.was_told("follow.moved_on", name=yuki.name)
    assert len(yuki.phone.heard) == heard_before
    assert (await request_between(here, yuki, ken)).state == "done"


async def test_somebody_who_leaves_the_room_gets_off_and_only_that_is_told(
    here: StraightWorld,
) -> None:
    yuki, ken, miho = await neighbours(here, helpers=("ken", "miho"))
    await asks(yuki)
    await sends(yuki, ken)
    heard_before = len(miho.phone.heard)

    await ken.commands("stop")
    await ken.picks("leave.one_room")
    await ken.picks("leave.part")

    assert yuki.was_told("follow.got_off", name=ken.name)
    assert len(miho.phone.heard) == heard_before
    left = await here.database.read(
        lambda conn: stored.open_of_asker(conn, yuki.id, here.clock.now())
    )
    assert left == 0
