"""Questions about us: answered anywhere, and nothing typed is lost by it."""

from dataclasses import replace

from core.domain.meaning import TOPICS
from core.domain.members import Language
from core.i18n.catalog import phrases
from core.talk.flows import about
from core.talk.turn import Opened, T
from tests.project.repository import ROOT
from tests.talk.cast import LANGUAGES, neighbour
from tests.talk.flowing import Bench, check, explore, options
from tests.talk.talking import World
from tests.talk.totality import FACTS

ASKED = {"ja": "これ誰が見るの?", "en": "Who can see this?"}
BENCH = Bench(
    about.FLOW,
    openings=(
        *(Opened(topic) for topic in TOPICS),
        *(Opened("", typed) for typed in (*ASKED.values(), "", "…")),
    ),
    facts=FACTS,
)


def test_it_keeps_the_promises_of_every_flow() -> None:
    check(explore(BENCH))


@LANGUAGES
async def test_a_question_is_answered_with_a_button(
    here: World, language: Language
) -> None:
    await here.community()
    yuki = await neighbour(here, "yuki", language)

    await yuki.says(ASKED[language])

    assert yuki.was_told("about.who_sees")
    assert yuki.may_pick("menu.room")


@LANGUAGES
async def test_in_the_middle_of_a_dialogue_it_goes_on_afterwards(
    here: World, language: Language
) -> None:
    await here.community()
    yuki = await neighbour(here, "yuki", language)
    await yuki.says({"ja": "旗", "en": "flag"}[language])

    await yuki.says(ASKED[language])
    assert yuki.was_told("about.who_sees")
    await yuki.picks("about.go_on")
    assert yuki.was_told("flag.ask_purpose")

    await yuki.says(ASKED[language])
    await yuki.picks("about.meant")
    assert yuki.was_told("flag.ask_timing")


@LANGUAGES
async def test_a_wish_becomes_a_button_and_nothing_else(
    here: World, language: Language
) -> None:
    await here.community()
    yuki = await neighbour(here, "yuki", language)

    await yuki.says({"ja": "退会したい", "en": "I want to leave this room"}[language])

    assert yuki.was_told("home.is_it_this")
    assert yuki.may_pick("home.leave")
    assert yuki.may_pick("home.as_nothing")


@LANGUAGES
async def test_somebody_in_need_is_asked_first_of_all_whether_they_are_safe(
    here: World, language: Language
) -> None:
    await here.community()
    yuki = await neighbour(here, "yuki", language)

    await yuki.says({"ja": "もう消えたい", "en": "I want to die"}[language])

    assert yuki.was_told("sos.received")


@LANGUAGES
async def test_a_call_for_help_is_heard_whatever_was_being_asked(
    here: World, language: Language
) -> None:
    await here.community()
    yuki = await neighbour(here, "yuki", language)
    await yuki.commands("vector")
    await yuki.picks("vector.moved")

    await yuki.says({"ja": "死にたい", "en": "I want to disappear"}[language])
    assert yuki.was_told("sos.received")


@LANGUAGES
async def test_a_hard_time_that_is_over_stays_an_answer(
    here: World, language: Language
) -> None:
    await here.community()
    yuki = await neighbour(here, "yuki", language)
    await yuki.commands("vector")
    await yuki.picks("vector.moved")

    told = {"ja": "死にたいと思っていた時期がありました", "en": "I wanted to disappear"}
    await yuki.says(told[language])

    assert not yuki.was_told("sos.received")


ABOUT_SOS = {"ja": "SOSは誰に見えますか", "en": "Who hears an SOS?"}


@LANGUAGES
async def test_a_question_about_sos_calls_nobody_and_leads_to_it_with_one_tap(
    here: World, language: Language
) -> None:
    await here.community()
    yuki = await neighbour(here, "yuki", language)

    await yuki.says(ABOUT_SOS[language])
    assert yuki.was_told("about.sos")
    assert yuki.may_pick("sos.lines")
    await yuki.picks("about.call_sos")

    assert yuki.was_told("sos.received")


@LANGUAGES
async def test_a_question_about_sos_in_the_middle_of_something_is_answered_there(
    here: World, language: Language
) -> None:
    await here.community()
    yuki = await neighbour(here, "yuki", language)
    await yuki.says({"ja": "旗", "en": "flag"}[language])

    await yuki.says(ABOUT_SOS[language])
    assert yuki.was_told("about.sos")
    assert yuki.may_pick("about.call_sos")
    await yuki.picks("about.go_on")

    assert yuki.was_told("flag.ask_purpose")


def test_what_is_told_about_keeping_words_is_what_the_document_says() -> None:
    document = (ROOT / "docs" / "privacy.md").read_text("utf-8")
    spans = [line for line in document.splitlines() if line.startswith("|")]

    for days, what, told in (
        (30, "raw answers", "about.stored"),
        (7, "bodies of handled events", "about.stored"),
        (30, "a call for help", "about.sos"),
    ):
        assert any(what in line and f"{days} days" in line for line in spans)
        assert f"{days}日" in phrases("ja")[told]
        assert str(days) in phrases("en")[told]


def test_what_nobody_knows_in_the_middle_of_a_dialogue_shows_what_can_be_told() -> None:
    turn = about.open_(Opened("other", "?"), replace(FACTS[1], busy=True))

    offered = [one.label for one in options(turn.say)]
    assert offered[:2] == [T("about.go_on"), T("about.meant")]
    assert T("about.on_what") in offered
