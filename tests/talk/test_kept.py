"""What somebody said in a dialogue they leave is kept for them, and for nobody else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain.members import Language
from core.services import forgetting
from core.store import talks
from core.talk.flow import Unfinished
from core.talk.flows import kept
from core.talk.hearing import LONG_PAUSE
from core.talk.incoming import Edited, Said, Unsent
from core.talk.outgoing import Draft
from core.talk.turn import Opened
from core.talk.unfinished import KEPT_FOR, MOST
from tests.talk.calling import begins, to_people
from tests.talk.cast import (
    LANGUAGES,
    NEED,
    Person,
    asks,
    draft_of,
    neighbour,
    neighbours,
    riding,
    says_it_ended,
    sends,
    under_way,
)
from tests.talk.flowing import Bench, check, explore
from tests.talk.talking import World
from tests.talk.totality import FACTS, KNOWN

LEFT = tuple(
    Unfinished(flow, flow, words)
    for flow, words in (
        ("post", "今日は\n本を並べた"),
        ("sos", "もう無理かもしれない"),
        ("hint", "長い" * 99),
        ("follow", "ありがとう"),
    )
)
BENCH = Bench(
    kept.FLOW,
    openings=[
        Opened(verb, about)
        for verb in ("", "before", "go_on", "let_go")
        for about in ("", "2", *(one.id for one in LEFT))
    ],
    facts=(
        *FACTS,
        replace(KNOWN, unfinished=LEFT),
        replace(KNOWN, unfinished=LEFT[:1]),
    ),
)
NOW = {"ja": "文庫本を三冊ならべた", "en": "put three paperbacks out"}


def test_it_keeps_the_promises_of_every_flow() -> None:
    check(explore(BENCH))


async def in_a_post(here: World, language: Language = "ja") -> Person:
    """Return somebody in the middle of a post, one line of which is said."""
    await here.community(language=language)
    yuki = await neighbour(here, "yuki", language)
    await yuki.commands("post")
    await yuki.says(NOW[language])
    return yuki


async def kept_of(yuki: Person) -> list[str]:
    """Return the flows that are kept of somebody's conversation."""
    here = yuki.phone.here
    found = await here.database.read(
        lambda conn: talks.conversation(conn, f"web:{yuki.phone.user}")
    )
    assert found is not None
    return [one.frame.flow for one in found.kept]


@LANGUAGES
async def test_a_post_that_is_left_goes_on_where_it_was(
    everywhere: World, language: Language
) -> None:
    yuki = await in_a_post(everywhere, language)

    await yuki.commands("stop")
    assert yuki.was_told("leave.left_off")
    assert yuki.was_told("kept.here", words=NOW[language])
    await yuki.picks("kept.go_on")
    assert yuki.was_told("talk.back_here")
    await yuki.picks("post.not_yet")
    await yuki.picks("post.with_nobody")

    assert NOW[language] in draft_of(yuki)
    assert await kept_of(yuki) == []


@LANGUAGES
async def test_it_is_let_go_by_a_tap_and_nothing_of_it_stays(
    here: World, language: Language
) -> None:
    yuki = await in_a_post(here, language)

    await yuki.commands("stop")
    await yuki.picks("kept.let_go")
    assert yuki.was_told("kept.let_go_of")
    await yuki.commands("kept")

    assert yuki.was_told("kept.nothing")
    assert await kept_of(yuki) == []


@LANGUAGES
async def test_the_draft_itself_can_be_left_and_found_by_a_word(
    here: World, language: Language
) -> None:
    yuki = await in_a_post(here, language)
    await yuki.picks("post.not_yet")
    await yuki.picks("post.with_nobody")

    await yuki.picks("post.stop")
    assert yuki.was_told("kept.here", words=NOW[language])
    here.clock.ahead += timedelta(days=3)
    await yuki.commands("kept")
    await yuki.picks("kept.go_on")

    assert isinstance(yuki.phone.latest[-1], Draft)
    assert NOW[language] in yuki.heard


async def test_whoever_begins_another_is_asked_first_and_loses_nothing(
    here: World,
) -> None:
    yuki = await in_a_post(here)
    await yuki.commands("stop")

    await yuki.commands("post")
    assert yuki.was_told("kept.one_of", midst="投稿", words=NOW["ja"])
    await yuki.picks("kept.anew")
    await yuki.says("棚の脚を直した")
    await yuki.commands("stop")
    assert await kept_of(yuki) == ["post", "post"]

    await yuki.commands("post")
    assert "棚の脚を直した" in yuki.heard
    await yuki.picks("kept.let_go_anew")
    assert await kept_of(yuki) == ["post"]


async def test_words_typed_there_begin_the_new_one(here: World) -> None:
    yuki = await in_a_post(here)
    await yuki.commands("stop")
    await yuki.commands("post")

    await yuki.says("棚の脚を直した")
    await yuki.picks("post.not_yet")
    await yuki.picks("post.with_nobody")

    assert "棚の脚を直した" in draft_of(yuki)
    assert await kept_of(yuki) == ["post"]


async def test_nothing_said_is_nothing_to_keep(here: World) -> None:
    await here.community()
    yuki = await neighbour(here, "yuki")
    await yuki.commands("post")

    await yuki.commands("stop")

    assert yuki.was_told("leave.left_off")
    assert not yuki.may_pick("kept.go_on")
    assert await kept_of(yuki) == []


async def test_what_is_sent_is_not_kept(here: World) -> None:
    yuki, ken = await riding(here)
    await says_it_ended(yuki)
    await yuki.picks("follow.done")
    await yuki.says("問いを当日つくる案")
    await yuki.picks("ask.send")
    await yuki.picks("vector.skip")

    assert await kept_of(yuki) == []
    assert await kept_of(ken) == []


@LANGUAGES
async def test_thanks_that_are_passed_over_can_be_sent_later(
    here: World, language: Language
) -> None:
    yuki, ken = await riding(here, language)
    await says_it_ended(yuki)
    await yuki.picks("follow.done")
    await yuki.says("問いを当日つくる案")

    await yuki.picks("follow.skip_thanks")
    assert yuki.was_told("kept.aside")
    await yuki.picks("vector.skip")
    await yuki.commands("kept")
    await yuki.picks("kept.go_on")
    await yuki.picks("ask.send")

    assert "問いを当日つくる案" in ken.heard


async def test_a_request_that_is_left_and_one_that_may_not_go_are_kept(
    here: World,
) -> None:
    helpers = ("ken", "miho", "tomo", "aki")
    yuki, *others = await neighbours(here, helpers=helpers)
    await asks(yuki)
    await yuki.picks("ask.stop")
    assert yuki.was_told("kept.here", words=NEED["ja"][:29] + "…") or (
        await kept_of(yuki) == ["ask"]
    )
    await yuki.picks("kept.let_go")

    for other in others[:3]:
        await asks(yuki)
        while other.name not in yuki.heard:
            await yuki.picks("ask.other_people")
        await sends(yuki, other)
    await asks(yuki)
    await sends(yuki, others[3])
    assert yuki.was_told("ask.own_limit")

    assert await kept_of(yuki) == ["ask"]


async def test_a_flag_is_kept_when_it_is_left_by_a_word_or_by_its_button(
    here: World,
) -> None:
    await here.community()
    yuki = await neighbour(here, "yuki")
    for leaves in (yuki.commands("stop"), yuki.picks("flag.not_now")):
        await yuki.commands("flag")
        if yuki.may_pick("kept.let_go_anew"):
            await yuki.picks("kept.let_go_anew")
        await yuki.says("川べりで本を読む")
        await leaves
        assert yuki.was_told("kept.here", words="川べりで本を読む")

    await yuki.picks("kept.go_on")
    assert yuki.was_told("flag.ask_timing")


async def test_an_idea_that_is_half_said_outlives_another_card(here: World) -> None:
    yuki, ken = await under_way(here)
    await ken.says("問いの紙は、こちらで用意できます")
    await ken.picks("answer.ride")
    assert ken.was_told(
        "answer.ride_so", name=yuki.name, words="問いの紙は、こちらで用意できます"
    )

    await ken.picks("answer.back")

    assert ken.was_told("kept.here", words="問いの紙は、こちらで用意できます")


async def test_a_call_is_kept_without_a_word_of_it_on_the_screen(here: World) -> None:
    await here.community()
    yuki, ken = await neighbour(here, "yuki"), await neighbour(here, "ken")
    await begins(yuki)
    await to_people(yuki, ken)
    await yuki.says("仕事で声が出なくなった")

    await yuki.picks("sos.stop")

    assert yuki.was_told("kept.here_in_need")
    assert "声が出なくなった" not in yuki.heard
    await yuki.picks("kept.let_go")
    assert await kept_of(yuki) == []


async def test_in_danger_nothing_is_said_of_what_was_begun(here: World) -> None:
    yuki = await in_a_post(here)

    await yuki.commands("sos")
    await yuki.picks("sos.danger")

    assert "119" in yuki.heard
    assert NOW["ja"] not in yuki.heard
    assert await kept_of(yuki) == ["post"]


async def test_looking_at_another_flag_does_not_take_the_place_of_ones_own(
    here: World,
) -> None:
    await here.community()
    yuki = await neighbour(here, "yuki")
    await yuki.commands("flag")
    await yuki.says("川べりで本を読む")

    await yuki.commands("flags")

    assert yuki.was_told("flag.ask_timing")
    assert await kept_of(yuki) == []


async def test_coming_back_after_days_and_going_on_with_nothing_loses_nothing(
    here: World,
) -> None:
    yuki = await in_a_post(here)

    here.clock.ahead += LONG_PAUSE + timedelta(minutes=1)
    await yuki.says("棚の脚を直してもらえた")
    await yuki.picks("resume.stop")

    assert yuki.was_told("kept.here", words=NOW["ja"])
    assert yuki.may_pick("home.as_post")


async def test_the_oldest_give_way_and_all_are_gone_after_their_time(
    here: World,
) -> None:
    yuki = await in_a_post(here)
    await yuki.commands("stop")
    for number in range(MOST):
        await yuki.commands("post")
        await yuki.picks("kept.anew")
        await yuki.says(f"机を{number + 2}つ並べた")
        await yuki.commands("stop")
    await yuki.commands("kept")
    assert len(await kept_of(yuki)) == MOST

    here.clock.ahead += KEPT_FOR
    await yuki.commands("kept")

    assert yuki.was_told("kept.nothing")
    assert await kept_of(yuki) == []


async def test_whoever_stays_away_has_nothing_kept_after_its_time(
    everywhere: World,
) -> None:
    yuki = await in_a_post(everywhere)
    await yuki.commands("stop")
    assert await kept_of(yuki) == ["post"]

    after = everywhere.clock.now() + KEPT_FOR + timedelta(hours=1)
    await everywhere.database.write(lambda conn: forgetting.sweep(conn, after))

    assert await kept_of(yuki) == []


@pytest.mark.parametrize("changed", ["", "文庫本を四冊ならべた"])
async def test_an_edit_or_a_message_taken_back_reaches_what_was_left(
    here: World, changed: str
) -> None:
    await here.community()
    yuki = await neighbour(here, "yuki")
    await yuki.commands("post")
    await yuki.does(Said(NOW["ja"], message="m1"))
    await yuki.commands("stop")

    await yuki.does(Edited("m1", changed) if changed else Unsent("m1"))
    await yuki.commands("kept")

    assert NOW["ja"] not in yuki.heard
    assert (changed in yuki.heard) if changed else (await kept_of(yuki) == [])


async def test_words_taken_back_while_it_is_asked_leave_nothing_to_go_on_with(
    here: World,
) -> None:
    await here.community()
    yuki = await neighbour(here, "yuki")
    await yuki.commands("ask")
    await yuki.does(Said(NEED["ja"], message="m1"))
    await yuki.commands("stop")
    await yuki.commands("ask")
    assert yuki.may_pick("kept.go_on")

    await yuki.does(Unsent("m1"))
    await yuki.says("うん")

    assert yuki.was_told("kept.gone")
    assert yuki.was_told("ask.what")
