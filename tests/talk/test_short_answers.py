"""A typed yes or no does what its button does, and is never kept or passed on."""

import pytest

from core.talk.flow import ShortAnswer
from core.talk.flows import FLOWS
from core.talk.short_answers import short_answer
from core.talk.turn import options_of
from tests.tables import every_row
from tests.talk.cast import (
    Person,
    asks,
    neighbours,
    request_between,
    to_card_of,
    under_way,
)
from tests.talk.talking import World
from tests.talk.totality import FACTS, Maker, states_of

TIMES = 40
UNOFFERED = {("vector", "stop")}
"""Done at any question, though its button comes only after an "I don't know"."""


SAID: dict[ShortAnswer | None, tuple[str, ...]] = {
    "yes": (
        "ok lets go",
        *(
            "うん、そこに近づく",
            "そこへ向かっています",
            "yes, that's where I'm heading",
        ),
        *("はい", "うん、いいよ", "はい、お願いします", "OK！", "あ、はい", "はい🙂"),
        *("いいね、見せて", "見たいです", "nice, show me", "let's see!"),
        *("Yes, please!", "ok sure", "that's fine by me", "works for me, thanks"),
        *("はい、これで結構です", "はい、お願いいたします", "このままで大丈夫です"),
        *(
            "かまいません",
            "はいどうぞ",
            "りょ",
            "おk",
            "うす",
            "いいっすよ",
            "おなしゃす",
        ),
        *("ええよ", "ええで", "それでええわ", "せやな", "んだんだ", "かまへんで"),
        *(
            "ﾊｲ",
            "ハイ😊",
            "そのまま出して",
            "いいよこれで",
            "それで送ってもらえますか",
            "出しますね",
            "よかよ",
        ),
    ),
    "no": (
        *("うーん預けない", "お金はなし", "お金は動かないです", "please don't keep it"),
        *("no money involved", "it's all free"),
        *("だれも受け取らない", "無料です", "nobody does", "No money."),
        *("いいえ", "いや…", "ちがいます", "いないと思う", "いらないかな", "no"),
        *("No, thanks.", "nope", "nothing in particular", "none for now"),
        *("特にございません", "いえ、特におりません", "今のところありません", "おらん"),
        *(
            "いらんわ",
            "だれもおらへん",
            "いねえべ",
            "お金はいただきません",
            "なんもねえ",
        ),
    ),
    "end": (
        *("おわり", "いや、やめとく", "ごめん、また今度", "もういいです。", "あとで"),
        *("やっぱりやめる", "never mind", "sorry, not now", "no, let's leave it"),
        *("ありがとう、おやすみ", "またね", "thanks, bye", "good night!", "gotta go"),
        *("一旦やめます", "また後日にします", "後にします", "I'll stop here"),
    ),
    None: (
        *("はいからさんの店", "やめるに至った話", "OKストアで働く", "大丈夫です"),
        *("いいね", "まだ", "パス", "後で話せる場所をつくる", "yes to the market"),
        *("no more night shifts", "later this year", "はい いいえ", "", "…", "ごめん"),
        *(
            "はい、営業を10年やっていました",
            "それなりの店",
            "むり",
            "お願いごとを聞く会",
        ),
        *("あとは野となれ", "後日談を書く", "明日の店", "ええ店をやりたい", "特に朝"),
        "投稿します",
    ),
}


@every_row((said, typed) for said, row in SAID.items() for typed in row)
def test_a_few_words_are_read_as_yes_no_or_leaving(
    said: ShortAnswer | None, typed: str
) -> None:
    assert short_answer(typed) == said


@pytest.mark.parametrize("name", sorted(FLOWS))
def test_every_button_a_short_answer_names_is_one_of_the_flow(name: str) -> None:
    short = FLOWS[name].short
    if short is None:
        return
    offered = {
        spelled
        for state in states_of(FLOWS[name])
        for seed in range(TIMES)
        for facts in FACTS
        for say in FLOWS[name].ask(
            Maker.seeded(name, state.__name__, seed).of(state), facts
        )
        for one in options_of(say)
        for spelled in (one.verb, f"{one.verb}:{one.arg}")
    }
    named = {*short.yes, *short.sends, *short.no, *short.leaves, *short.unsure}

    assert {one for one in named - offered if (name, one) not in UNOFFERED} == set()
    assert not {*short.sends} & {*short.yes, *short.no, *short.leaves, *short.unsure}


async def newcomer(here: World) -> Person:
    """Return somebody who said their name and may begin."""
    somebody = Person(here.phone("new"), "ゆき", "ja", "")
    await here.community()
    await somebody.phone.open(invite="SAKA24", language="ja")
    await somebody.says("ゆき")
    return somebody


@pytest.mark.parametrize("yes", ["はい", "いいよ", "うん、お願い"])
async def test_yes_to_a_consent_is_that_consent(here: World, yes: str) -> None:
    somebody = await newcomer(here)

    await somebody.says("はい")
    assert somebody.was_told("welcome.ask_keeping")
    await somebody.says(yes)

    assert somebody.was_told("vector.ask_origin")


@pytest.mark.parametrize("no", ["いいえ", "いや、やめとく", "また今度"])
async def test_no_to_a_consent_is_no_consent(here: World, no: str) -> None:
    somebody = await newcomer(here)
    await somebody.picks("welcome.begin")

    await somebody.says(no)

    assert somebody.may_pick("welcome.begin")
    assert not somebody.was_told("vector.ask_origin")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("はい", "short.go_ahead"),
        ("いいえ", "short.no_hurry"),
        ("わかんない", "short.no_hurry"),
        ("👍", "welcome.ask_name"),
    ],
)
async def test_an_answer_that_is_no_name_asks_for_one_again(
    here: World, typed: str, told: str
) -> None:
    somebody = Person(here.phone("new"), "", "ja", "")
    await somebody.phone.open(language="ja")

    await somebody.says(typed)

    assert somebody.was_told(told)
    assert somebody.was_told("welcome.ask_name")


async def test_what_is_this_is_answered_even_where_a_name_is_asked(here: World) -> None:
    somebody = Person(here.phone("new"), "", "ja", "")
    await somebody.phone.open(language="ja")

    await somebody.says("え、なにこれ？")

    assert not somebody.was_told("welcome.nice_to_meet", name="え、なにこれ？")
    assert somebody.may_pick("about.go_on")


async def test_the_interview_is_left_by_a_word_and_an_answer_is_not_a_yes(
    here: World,
) -> None:
    somebody = await newcomer(here)
    await somebody.says("はい")
    await somebody.says("はい")

    await somebody.says("うん")
    assert somebody.was_told("short.go_ahead")
    await somebody.says("いいえ")
    assert somebody.was_told("vector.ask_turn")
    await somebody.says("また今度")

    assert somebody.was_told("vector.stopped_here")


async def test_yes_to_a_draft_keeps_the_draft_and_names_the_button(here: World) -> None:
    yuki, ken = await neighbours(here)
    await asks(yuki)
    await to_card_of(yuki, ken)
    draft = yuki.heard.partition("\n")[2].partition("\n[")[0]

    await yuki.says("はい")

    assert yuki.was_told("short.by_tap", label=yuki.words("ask.send"))
    assert draft in yuki.heard
    assert not ken.was_told("answer.arrived", name=yuki.name)


async def test_no_to_how_far_one_rides_along_sends_nothing(here: World) -> None:
    yuki, ken = await under_way(here)
    await ken.picks("answer.ride")

    await ken.says("いや、やめとく")

    assert ken.was_told("answer.nothing_sent")
    assert (await request_between(here, yuki, ken)).state == "sent"
