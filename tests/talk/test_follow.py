"""After the answer: ideas, contacts, four endings, thanks, and one's own road."""

from datetime import timedelta

from core.domain.members import Language
from core.domain.requests import LAPSE_AFTER, State
from core.talk.effects.requests import (
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
from tests.talk.asked import KEN, request
from tests.talk.cast import (
    LANGUAGES,
    Person,
    request_between,
    riding,
    says_it_ended,
    under_way,
)
from tests.talk.flowing import Bench, check, explore
from tests.talk.talking import World
from tests.talk.totality import FACTS

IDEA = "問いは当日みんなで作るのは?"
MINUTES = timedelta(minutes=5)


MOVED = Moved(request("accepted"), KEN)
STATES: tuple[State, ...] = ("accepted", "countered", "passed", "sent", "done")
VERBS = [
    "contact",
    "ended",
    "idea",
    "mix",
    "first_form",
    "reading",
    "thanks",
    "growth",
    "take_back",
    "else",
]
BENCH = Bench(
    follow.FLOW,
    openings=[Opened(verb, "r1") for verb in VERBS],
    facts=FACTS,
    answers={
        LookAtRequest: (
            *(RequestSeen(request(one), "asker", one, KEN) for one in STATES),
            RequestSeen(request("accepted"), "helper", "accepted", KEN),
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


@LANGUAGES
async def test_what_is_no_telling_contact_goes_after_a_tap(
    here: World, language: Language
) -> None:
    yuki, ken = await riding(here, language)
    asked = {"ja": "LINEのIDってどこで見るの？", "en": "where is my id shown"}[language]
    there = {"ja": "駅前の本屋の前で", "en": "by the old bookshop"}[language]

    await yuki.picks("follow.hand_contact")
    await yuki.says(asked)
    assert yuki.was_told("follow.hand_so", name=ken.name, words=asked)
    await yuki.says(there)
    assert not ken.was_told("follow.contact_arrived", name=yuki.name)

    await yuki.picks("follow.hand_it")
    assert there in ken.heard
    assert asked not in ken.heard


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

    assert yuki.was_told("answer.nothing_sent")
    assert yuki.was_told("box.rode_with", name=ken.name)
    assert "yuki@例.jp" not in "\n".join(map(str, ken.phone.heard))
