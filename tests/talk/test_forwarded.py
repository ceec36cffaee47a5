"""Words that were sent on are somebody else's, and stand nowhere as one's own."""

from datetime import timedelta

import pytest

from core.domain.members import Language
from core.talk.flows import forwarded
from core.talk.hearing import LONG_PAUSE
from core.talk.incoming import Said
from core.talk.turn import Opened
from tests.talk.cast import LANGUAGES, Person, neighbour, under_way
from tests.talk.flowing import Bench, check, explore
from tests.talk.talking import World
from tests.talk.test_resume import in_the_middle
from tests.talk.totality import FACTS, KEPT

BENCH = Bench(
    forwarded.FLOW,
    openings=[
        Opened(why, typed)
        for why in ("", "late")
        for typed in (*filter(None, KEPT), "死にたい", "権利収入に興味ありませんか。")
    ],
    facts=FACTS,
)
THEIRS = {"ja": "港で火を囲む会をひらきたい", "en": "a fire by the harbour"}
QUOTED = {"ja": "「港で火を囲む会をひらきたい」", "en": "“a fire by the harbour”"}


def test_it_keeps_the_promises_of_every_flow() -> None:
    check(explore(BENCH))


async def sends_on(person: Person, text: str) -> None:
    """Forward what somebody else wrote."""
    await person.does(Said(text, forwarded=True))


@LANGUAGES
async def test_what_was_sent_on_is_no_line_of_a_vector_before_it_is_quoted(
    here: World, language: Language
) -> None:
    yuki = await in_the_middle(here, language)

    await sends_on(yuki, THEIRS[language])
    assert yuki.was_told("forwarded.theirs")
    await yuki.picks("forwarded.leave")
    assert yuki.was_told("forwarded.left")
    assert yuki.was_told("vector.ask_destination")
    await sends_on(yuki, THEIRS[language])
    await yuki.picks("forwarded.quote")
    await yuki.picks("vector.not_yet")

    assert QUOTED[language] in yuki.heard


async def test_own_words_after_it_are_the_answer(here: World) -> None:
    yuki = await in_the_middle(here)

    await sends_on(yuki, THEIRS["ja"])
    await yuki.says("火のそばで本を読める場所")
    await yuki.picks("vector.not_yet")

    assert "火のそばで本を読める場所" in yuki.heard
    assert THEIRS["ja"] not in yuki.heard


@pytest.mark.parametrize("theirs", ["けす", "はい", "1", "送る", "/stop", "SOS"])
async def test_nothing_that_was_sent_on_does_anything(here: World, theirs: str) -> None:
    yuki = await in_the_middle(here)

    await sends_on(yuki, theirs)

    assert yuki.was_told("forwarded.theirs")
    assert not yuki.may_pick("leave.erase")


async def test_it_reaches_nobody_as_an_idea_of_ones_own(here: World) -> None:
    yuki, ken = await under_way(here)
    await ken.picks("answer.suggest")
    told = len(yuki.phone.heard)

    await sends_on(ken, THEIRS["ja"])
    await ken.says("はい")
    assert ken.was_told("short.by_tap", label=ken.words("forwarded.quote"))
    assert len(yuki.phone.heard) == told
    await ken.picks("forwarded.quote")

    assert QUOTED["ja"] in yuki.heard


async def test_several_that_were_sent_on_at_once_are_kept_together(
    here: World,
) -> None:
    yuki = await in_the_middle(here)

    await sends_on(yuki, "港で火を囲む会")
    await sends_on(yuki, "川べりで本を読む会")
    await yuki.picks("forwarded.quote")
    await yuki.picks("vector.not_yet")

    assert "「港で火を囲む会 川べりで本を読む会」" in yuki.heard


@LANGUAGES
async def test_out_of_nowhere_it_becomes_buttons_only_as_a_quotation(
    here: World, language: Language
) -> None:
    await here.community(language=language)
    yuki = await neighbour(here, "yuki", language)

    await sends_on(yuki, THEIRS[language])
    assert yuki.was_told("forwarded.theirs")
    await yuki.picks("forwarded.quote")
    await yuki.picks("home.as_post")
    await yuki.picks("post.not_yet")
    await yuki.picks("post.with_nobody")

    assert QUOTED[language] in yuki.heard


async def test_what_signs_people_up_is_not_offered_as_a_quotation(
    here: World,
) -> None:
    yuki = await in_the_middle(here)

    await sends_on(yuki, "権利収入に興味ありませんか。登録だけで報酬が出ます。")

    assert yuki.was_told("forwarded.held")
    assert not yuki.may_pick("forwarded.quote")


async def test_after_days_a_quotation_is_an_answer_only_if_it_is_said_to_be(
    here: World,
) -> None:
    yuki = await in_the_middle(here)

    here.clock.ahead += LONG_PAUSE + timedelta(minutes=1)
    await sends_on(yuki, THEIRS["ja"])
    await yuki.picks("forwarded.quote")
    assert yuki.was_told("resume.welcome_back", text=QUOTED["ja"])
    await yuki.picks("resume.is_answer")
    await yuki.picks("vector.not_yet")

    assert QUOTED["ja"] in yuki.heard


async def test_in_need_somebody_shows_what_was_said_to_them(here: World) -> None:
    await here.community()
    yuki = await neighbour(here, "yuki")
    await yuki.commands("sos")

    await sends_on(yuki, "もう来なくていい")

    assert yuki.was_told("forwarded.taken")
    assert not yuki.was_told("forwarded.theirs")


async def test_an_invitation_that_was_sent_on_opens_its_room(here: World) -> None:
    await here.community()
    aki = Person(here.phone("aki"), "あき", "ja", "")

    await sends_on(aki, "SAKA24")
    assert aki.was_told("welcome.hello", room="坂の上の台所")


async def test_the_first_that_somebody_sends_on_is_answered_with_a_greeting(
    here: World,
) -> None:
    await here.community()
    aki = Person(here.phone("aki"), "あき", "ja", "")

    await sends_on(aki, THEIRS["ja"])

    assert aki.was_told("welcome.hello_nowhere")
    await aki.says("あき")
    await aki.picks("welcome.begin")
    await aki.picks("welcome.keep")
    assert THEIRS["ja"] not in aki.heard
