"""Words out of nowhere while a request waits: perhaps its answer, after a tap."""

from datetime import timedelta

import pytest
from sqlalchemy import delete

from core.domain.members import Language
from core.domain.requests import LAPSE_AFTER
from core.store.tables.talks import conversations
from core.talk.effects.requests import LookAtUnanswered, Unanswered
from core.talk.flows import reply
from core.talk.turn import Opened
from tests.talk.asked import YUKI, request
from tests.talk.cast import (
    Person,
    asks,
    neighbours,
    request_between,
    riding,
    sends,
    under_way,
)
from tests.talk.flowing import Bench, check, explore
from tests.talk.talking import World
from tests.talk.totality import FACTS

LANGUAGES = pytest.mark.parametrize("language", ["ja", "en"])
BENCH = Bench(
    reply.FLOW,
    openings=(
        Opened("", "いいですよ"),
        Opened("", "何時にする？"),
        Opened("", "まだ間に合う?"),
    ),
    facts=FACTS,
    answers={
        LookAtUnanswered: (
            Unanswered(None),
            Unanswered(request(), YUKI),
            Unanswered(None, riding=(request("accepted"), YUKI)),
            Unanswered(None, late=(request("lapsed"), YUKI)),
            Unanswered(None, idea=(request("countered"), YUKI)),
        )
    },
)


def test_it_keeps_the_promises_of_every_flow() -> None:
    check(explore(BENCH), passing=(reply.Looking,))


async def state(here: World, yuki: Person, ken: Person) -> str:
    return (await request_between(here, yuki, ken)).state


@LANGUAGES
async def test_a_typed_yes_gets_the_three_answers_and_goes_by_a_tap(
    everywhere: World, language: Language
) -> None:
    yuki, ken = await under_way(everywhere, language)

    await ken.says({"ja": "いいですよ！", "en": "sure!"}[language])
    assert ken.was_told("reply.is_it", name=yuki.name)
    await ken.says({"ja": "はい", "en": "yes"}[language])
    assert ken.was_told("short.by_tap", label=ken.words("answer.ride"))
    assert await state(everywhere, yuki, ken) == "sent"
    await ken.picks("answer.ride")
    await ken.picks("answer.all_the_way")

    assert await state(everywhere, yuki, ken) == "accepted"


async def test_an_answer_is_typed_where_nothing_was_ever_said(here: World) -> None:
    yuki, ken = await neighbours(here)
    never = delete(conversations).where(conversations.c.member_id == ken.id)
    await here.database.write(lambda conn: conn.execute(never).rowcount)
    await asks(yuki)
    await sends(yuki, ken)

    await ken.says(ken.words("answer.ride"))

    assert ken.may_pick("answer.all_the_way")


async def test_what_was_said_goes_along_with_a_yes(here: World) -> None:
    yuki, ken = await under_way(here)

    await ken.says("土曜の午後なら行けますよ")
    await ken.picks("answer.ride")
    assert ken.was_told(
        "answer.ride_so", name=yuki.name, words="土曜の午後なら行けますよ"
    )
    await ken.picks("answer.ride")

    assert yuki.was_told("follow.stretch", stretch="土曜の午後なら行けますよ")


async def test_what_was_said_may_be_the_words_of_a_pass(here: World) -> None:
    yuki, ken = await under_way(here)

    await ken.says("今回はごめんなさい、家のことで手がいっぱいで")
    await ken.picks("answer.pass")
    await ken.picks("answer.these_words")

    assert await state(here, yuki, ken) == "passed"
    assert "家のことで手がいっぱいで" in yuki.heard


async def test_what_was_said_may_be_another_idea(here: World) -> None:
    yuki, ken = await under_way(here)

    await ken.says("うちの庭でやるのも面白そう")
    await ken.picks("answer.suggest")
    await ken.picks("answer.these_words")

    assert await state(here, yuki, ken) == "countered"


async def test_an_answer_in_several_messages_goes_together(here: World) -> None:
    yuki, ken = await under_way(here)

    await ken.says("その日は子どもの行事が…")
    await ken.says("でも土曜の午後なら行けるかも")
    await ken.picks("answer.suggest")
    await ken.picks("answer.these_words")

    assert "その日は子どもの行事が…\nでも土曜の午後なら行けるかも" in yuki.heard


async def test_what_comes_a_day_later_is_not_put_together(here: World) -> None:
    yuki, ken = await under_way(here)

    await ken.says("その日は子どもの行事が…")
    here.clock.ahead += timedelta(hours=20)
    await ken.says("土曜の午後なら行けるかも")
    await ken.picks("answer.suggest")
    await ken.picks("answer.these_words")

    assert "土曜の午後なら" in yuki.heard
    assert "子どもの行事" not in yuki.heard


@LANGUAGES
async def test_words_may_answer_another_idea(here: World, language: Language) -> None:
    yuki, ken = await under_way(here, language)
    await ken.picks("answer.suggest")
    await ken.says({"ja": "土曜にしませんか", "en": "how about Saturday"}[language])

    await yuki.says({"ja": "土曜でも大丈夫です", "en": "Saturday suits me"}[language])
    assert yuki.was_told("reply.is_it_to_idea", name=ken.name)
    assert await state(here, yuki, ken) == "countered"

    await yuki.says({"ja": "それでお願いします", "en": "yes please"}[language])
    assert await state(here, yuki, ken) == "countered"
    await yuki.picks("follow.idea_take")
    assert await state(here, yuki, ken) == "agreed"


async def test_words_to_another_idea_may_mix_it_with_the_first(here: World) -> None:
    yuki, ken = await under_way(here)
    await ken.picks("answer.suggest")
    await ken.says("土曜にしませんか")

    await yuki.says("土曜に、場所だけ図書館で")
    await yuki.picks("follow.idea_mix")
    await yuki.picks("answer.these_words")

    assert await state(here, yuki, ken) == "agreed"
    assert "土曜に、場所だけ図書館で" in ken.heard


@LANGUAGES
async def test_what_one_would_ask_first_is_told_the_way_to_talk(
    here: World, language: Language
) -> None:
    yuki, ken = await under_way(here, language)

    await ken.says({"ja": "いつですか？", "en": "when would that be?"}[language])

    assert ken.was_told("reply.asks_first", name=yuki.name)
    assert ken.words("answer.talk_first") in ken.heard
    await ken.picks("answer.ride")
    assert ken.may_pick("answer.talk_first")


async def test_it_may_be_about_something_else(here: World) -> None:
    yuki, ken = await under_way(here)

    await ken.says("きょうはパンがよく焼けた")
    await ken.says("いいえ")

    assert ken.may_pick("home.as_post")
    assert await state(here, yuki, ken) == "sent"


async def test_nobody_is_asked_where_nothing_waits(here: World) -> None:
    _, ken = await neighbours(here)

    await ken.says("ありがとう")

    assert ken.was_told("home.nod")


@LANGUAGES
async def test_what_is_asked_of_whom_one_rides_with_does_not_wait_in_vain(
    here: World, language: Language
) -> None:
    yuki, ken = await under_way(here, language)
    await ken.picks("answer.ride")
    await ken.picks("answer.all_the_way")

    await ken.says({"ja": "あとで電話するね", "en": "I'll call you"}[language])
    assert ken.was_told("reply.rides_with", name=yuki.name)
    await ken.says({"ja": "日にちはどうする？", "en": "which day shall we?"}[language])
    assert ken.was_told("reply.rides_with", name=yuki.name)
    await ken.picks("follow.hand_contact")

    assert ken.was_told("follow.ask_contact", name=yuki.name)


@LANGUAGES
async def test_an_answer_after_the_quiet_close_finds_its_request(
    here: World, language: Language
) -> None:
    yuki, ken = await under_way(here, language)
    here.clock.ahead += LAPSE_AFTER + timedelta(hours=8)
    late = {"ja": "遅くなってごめん、まだ間に合う?", "en": "sorry, is it still on?"}

    await ken.says({"ja": "庭に水をまいた", "en": "I watered the garden"}[language])
    assert not ken.was_told("reply.is_it", name=yuki.name)
    await ken.says(late[language])
    assert ken.was_told("reply.is_it", name=yuki.name)
    await ken.picks("answer.ride")
    await ken.picks("answer.ride")

    assert await state(here, yuki, ken) == "accepted"


@LANGUAGES
async def test_words_to_whom_one_rides_with_are_not_taken_for_words_to_us(
    here: World, language: Language
) -> None:
    yuki, ken = await riding(here, language)
    see_you = {"ja": f"{ken.name}さん、土曜にね", "en": f"see you Saturday, {ken.name}"}

    await yuki.says(see_you[language])

    assert yuki.was_told("reply.rides_with", name=ken.name)
