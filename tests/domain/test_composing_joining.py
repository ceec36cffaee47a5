"""Promises of the joints: however a member typed it, the sentence around it holds."""

from dataclasses import replace

import pytest

from core.domain.sentences import Lang
from core.domain.wording.composing import Slots, compose

KEN = Slots(
    helper_name="けん",
    their_words="場をつくる側になりたい",
    step="問いかけを一緒に考えてくれる人いる?",
    my_part="会場と案内",
    closes_on="木曜",
)
SAM = Slots(
    helper_name="Sam",
    their_words="hosting a room of ten people",
    step="who could help think up questions?",
    my_part="the room",
    closes_on="Thursday",
)


def said(slots: Slots, lang: Lang, slot: str, *, short: bool = False) -> str:
    composed = compose(slots, lang, length="short" if short else "usual")
    return "".join(part.text for part in composed.parts if part.slot == slot).strip()


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        ("会場と案内", "会場と案内は私がやります。"),
        ("当日の受付を", "当日の受付は私がやります。"),
        ("予約と地図は私がやります", "予約と地図は私がやります。"),
        ("会場をおさえる", "私は会場をおさえます。"),
        ("会場の鍵を開けます", "私は会場の鍵を開けます。"),
        ("会場はおさえました", "私のほうで、会場はおさえました。"),
        ("私が司会をします", "私が司会をします。"),
        ("ぼくが車を出す", "ぼくが車を出します。"),
        ("車", "車は私が用意します。"),
        ("文字起こしするよ", "私は文字起こしします。"),
        ("お茶とお菓子は持っていくわ", "私のほうで、お茶とお菓子は持っていきます。"),
        ("場所は用意するで", "私のほうで、場所は用意します。"),
        ("鍬を貸しますわ", "私は鍬を貸します。"),
        ("できることは何でも", "私のほうで、できることは何でもやります。"),
        ("できるところまで", "私の持ち場は「できるところまで」です。"),
        ("", "私も一緒に手を動かします。"),
        ("舟の寸法を測ること", "舟の寸法を測ることは私がやります。"),
        ("まんが", "私の持ち場は「まんが」です。"),
    ],
)
def test_the_askers_part_joins_however_it_was_typed(part: str, sentence: str) -> None:
    assert said(replace(KEN, my_part=part), "ja", "Q4") == sentence


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        ("the room", "I'll take care of the room."),
        ("bring the tables", "I'll bring the tables."),
        ("cook", "I'll cook."),
        ("tea", "I'll take care of tea."),
        ("recording it", "I'll be recording it."),
        ("a car", "I can offer a car."),
        ("whatever I can", "I'll do whatever I can."),
        ("I do the printing.", "I do the printing."),
        ("I'll book the hall", "I'll book the hall."),
        ("ill bring pens", "I'll bring pens."),
        ("i will bring pens", "I'll bring pens."),
        ("gonna bring pens", "I'll bring pens."),
        ("im bringing pens", "Im bringing pens."),
        ("ive got a van", "Ive got a van."),
        ("i can make tea", "I can make tea."),
        (
            "illustrations for the cover",
            "I'll take care of illustrations for the cover.",
        ),
        ("id cards for the door", "I'll take care of id cards for the door."),
        (
            "My sister brings the chairs",
            "My part is this: my sister brings the chairs.",
        ),
        ("", "I'll be doing it right beside you."),
    ],
)
def test_the_askers_part_joins_in_english_too(part: str, sentence: str) -> None:
    assert said(replace(SAM, my_part=part), "en", "Q4") == sentence


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        ("paint the fence with me", "Would you like to paint the fence together?"),
        (
            "bake with people who can't sleep",
            "Would you like to come along and bake with people who can't sleep?",
        ),
        (
            "help with the evening for people who moved here",
            "Would you like to work with me on the evening for people who moved here?",
        ),
    ],
)
def test_together_never_joins_the_people_spoken_about(step: str, sentence: str) -> None:
    asked = replace(SAM, step=f"who could {step}?")

    assert said(asked, "en", "Q5") == sentence


@pytest.mark.parametrize(
    ("why", "sentence"),
    [
        ("読書会をひらきます", "私も「海」へ向かう途中で、読書会をひらきます。"),
        ("読書会をひらく", "私も「海」へ向かう途中で、読書会をひらきます。"),
        ("話を残したい", "私も「海」へ向かう途中で、話を残したいと思っています。"),
        ("話を残したくて", "私も「海」へ向かう途中で、話を残したいと思っています。"),
        (
            "本棚を借りた",
            "私も「海」へ向かう途中です。きっかけは、本棚を借りたことです。",
        ),
        ("私は本棚を借りました", "私も「海」へ向かう途中で、本棚を借りました。"),
        (
            "ひとりだと続かないので",
            "私も「海」へ向かう途中です。きっかけは、ひとりだと続かないことです。",
        ),
        (
            "話し足りない人が多かったから",
            "私も「海」へ向かう途中です。きっかけは、話し足りない人が多かったことです。",
        ),
        ("場が少ない", "私も「海」へ向かう途中です。場が少ないと感じています。"),
        (
            "読書会の準備",
            "私も「海」へ向かう途中です。きっかけは「読書会の準備」です。",
        ),
        ("", "私も「海」へ向かう途中です。"),
    ],
)
def test_the_askers_reason_joins_however_it_was_typed(why: str, sentence: str) -> None:
    slots = replace(KEN, my_destination="海", why=why)

    assert said(slots, "ja", "Q3") == sentence


@pytest.mark.parametrize(
    ("why", "sentence"),
    [
        ("本棚を借りた", "この話のきっかけは、本棚を借りたことです。"),
        ("母が倒れたので", "この話のきっかけは、母が倒れたことです。"),
        ("読書会の準備", "この話のきっかけは「読書会の準備」です。"),
        ("話を残したい", "私のほうは、話を残したいと思っています。"),
        ("ひとりでは続かなくて", "ひとりでは続かなくて。"),
        ("手が足りない", "私のほうは、手が足りないと感じています。"),
        ("店は来月ひらきます", "店は来月ひらきます。"),
    ],
)
def test_a_reason_with_no_road_before_it_says_what_it_is_about(
    why: str, sentence: str
) -> None:
    slots = replace(KEN, my_destination="", why=why)

    assert said(slots, "ja", "Q3") == sentence


@pytest.mark.parametrize(
    ("why", "sentence"),
    [
        ("来月ひらきます", "私も「海」に向かう途中で、来月ひらくよ。"),
        (
            "本棚を借りました",
            "私も「海」に向かう途中。きっかけは、本棚を借りたことだよ。",
        ),
    ],
)
def test_among_friends_the_reason_is_said_plainly(why: str, sentence: str) -> None:
    slots = replace(KEN, my_destination="海", why=why, tone="casual")

    assert said(slots, "ja", "Q3") == sentence


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        ("舟を出します", "私は舟を出すね。"),
        ("みんなに伝える", "私はみんなに伝えるね。"),
        ("道具を貸せます", "私は道具を貸せるよ。"),
        ("写真が撮れる", "私は写真が撮れるよ。"),
    ],
)
def test_among_friends_a_part_is_announced_and_an_ability_told(
    part: str, sentence: str
) -> None:
    slots = replace(KEN, my_part=part, tone="casual")

    assert said(slots, "ja", "Q4") == sentence


@pytest.mark.parametrize(
    ("destination", "sentence"),
    [
        ("町の本屋", "私も「町の本屋」へ向かう途中です。"),
        ("地元で食べていく人へ", "私も「地元で食べていく人」へ向かう途中です。"),
        ("小さな宿をひらく", "私も「小さな宿をひらく」ほうへ向かう途中です。"),
        ("書いて暮らしたい", "私も「書いて暮らしたい」というほうへ向かう途中です。"),
        ("", ""),
    ],
)
def test_the_askers_road_joins_however_it_was_typed(
    destination: str, sentence: str
) -> None:
    slots = replace(KEN, my_destination=destination, why="")

    assert said(slots, "ja", "Q3") == sentence


@pytest.mark.parametrize(
    ("why", "sentence"),
    [
        ("we have a table at the market", "We have a table at the market."),
        ("to keep the stories", "I'd like to keep the stories."),
        ("because the street is quiet", "I'm asking because the street is quiet."),
        ("for the library", "It's for the library."),
        ("trying to finish", "I'm trying to finish."),
        ("hold a market", "I'd like to hold a market."),
        ("a walk with my father", "What got me started: a walk with my father."),
    ],
)
def test_the_askers_reason_joins_in_english_too(why: str, sentence: str) -> None:
    slots = replace(SAM, my_destination="", why=why)

    assert said(slots, "en", "Q3") == sentence


@pytest.mark.parametrize(
    ("destination", "sentence"),
    [
        ("a quiet shop", "I'm on my way to “a quiet shop” myself."),
        ("to run again", "I'm on a road of my own, too: “to run again”."),
        (
            "someone who lights up houses",
            "I'm on a road of my own, too: “someone who lights up houses”.",
        ),
    ],
)
def test_the_askers_road_joins_in_english_too(destination: str, sentence: str) -> None:
    slots = replace(SAM, my_destination=destination, why="")

    assert said(slots, "en", "Q3") == sentence


def test_nobody_calls_themselves_san() -> None:
    slots = replace(KEN, my_name="ひかりさん")

    assert said(slots, "ja", "hello").endswith("ひかりです。")


@pytest.mark.parametrize(
    ("lang", "timing", "sentence"),
    [
        ("ja", "6月12日", "私の目安は6月12日です。"),
        ("ja", "来週の土曜に", "私の目安は来週の土曜です。"),
        ("ja", "6月12日にひらく", "6月12日にひらきます。"),
        ("en", "June 12", "On my side I have June 12 in mind."),
        ("en", "on Sunday", "On my side I have Sunday in mind."),
        ("en", "we open on June 12", "We open on June 12."),
    ],
)
def test_the_date_is_the_askers_own(lang: Lang, timing: str, sentence: str) -> None:
    slots = replace(KEN if lang == "ja" else SAM, timing=timing)

    assert said(slots, lang, "Q6", short=True) == sentence


@pytest.mark.parametrize(
    ("lang", "day", "words"),
    [
        ("ja", "木曜", "返事がなければ木曜に閉じますね。"),
        ("ja", "明日", "返事がなければ明日閉じますね。"),
        ("ja", "6月3日に", "返事がなければ6月3日に閉じますね。"),
        ("ja", "", "返事がなくても大丈夫です。"),
        ("en", "Thursday", "closes quietly on Thursday."),
        ("en", "tomorrow", "closes quietly tomorrow."),
        ("en", "the 5th", "closes quietly on the 5th."),
        ("en", "", "so is no answer."),
    ],
)
def test_silence_has_its_day(lang: Lang, day: str, words: str) -> None:
    slots = replace(KEN if lang == "ja" else SAM, closes_on=day)

    assert said(slots, lang, "Q8", short=True).endswith(words)


def test_what_is_tried_already_is_not_tried_twice_in_casual_words() -> None:
    clock = "止まった時計を一緒に開けてみてくれる人いる?"

    asked = said(replace(KEN, step=clock, tone="casual"), "ja", "Q5")

    assert asked.endswith("一緒に開けてみない？")
