"""Small rules about typed words that several flows share."""

import pytest

from core.domain.members import Language, says_a_name, tidy_name
from core.i18n.catalog import text as worded
from core.talk import commands
from core.talk.flows.words import adds_to, after_label, nods, not_sure, not_yet
from core.talk.short_answers import short_answer
from core.talk.turn import T
from tests.tables import every_row


@pytest.mark.parametrize(
    "text",
    [
        "わからない",
        "まだわからない",
        "うーん、ちょっと分からないです",
        "まだ決まってない",
        "考え中です",
        "うーーん",
        "んー",
        "思いつきません",
        "わからへん",
        "わがんね",
        "なんやろ",
        "ちょっとわかりかねます",
        "むずい",
        "beats me",
        "I don't know",
        "I really don’t know yet",
        "Honestly, not sure yet",
        "no idea",
        "dunno lol",
        "idk",
        "hmm",
        "not a clue tbh",
        "it's hard to say",
        "can’t think of anything right now",
    ],
)
def test_somebody_may_not_know(text: str) -> None:
    assert not_sure(text)


@pytest.mark.parametrize(
    "text",
    [
        "わからないことを聞ける場所",
        "まだ決まってない人を待つ",
        "know no idea too small",
        "dunno, she drew a moon on it",
        "not sure of the sea yet, near it",
    ],
)
def test_a_road_may_hold_the_same_words(text: str) -> None:
    assert not not_sure(text)


@pytest.mark.parametrize(
    "text",
    [
        "まだない",
        "特にございません",
        "今のところありません",
        "まだ決めておりません",
        "まだないっす",
        "nothing in particular",
        "特にないです",
        "いまはなし",
        "未定",
        "まだ考え中",
        "えっと、まだ",
        "まだ決めていません",
        "これから考えます",
        "not yet",
        "still thinking",
        "I haven't decided yet",
        "tbd",
        "nothing yet",
        "nope",
        "nothing really",
    ],
)
def test_not_yet_is_an_answer(text: str) -> None:
    assert not_yet(text)


@pytest.mark.parametrize(
    "text",
    [
        "ありがとう",
        "ありがとうございます！",
        "よかったです",
        "了解です",
        "やったー",
        *("あざす", "りょうかいです", "それな", "さんきゅ", "承知いたしました"),
        "👍",
        "🎉🎉",
        "thanks!",
        "OK, thank you so much",
        "great!!",
    ],
)
def test_a_nod_asks_for_nothing(text: str) -> None:
    assert nods(text)


@pytest.mark.parametrize(
    "text",
    ["ありがとうを伝えたい", "よかったら手伝って", "great cakes need eggs", "2", "市"],
)
def test_words_that_say_more_are_no_nod(text: str) -> None:
    assert not nods(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ゆうこです", "ゆうこ"),
        ("わたしはみね", "みね"),
        ("みねって呼んでね", "みね"),
        ("田中と申します", "田中"),
        ("Call me Sam.", "Sam"),
        ("my name is Jo", "Jo"),
        ("my names Jo", "Jo"),
        ("im Jo", "Jo"),
    ],
)
def test_a_name_is_said_in_so_many_words(text: str, name: str) -> None:
    assert says_a_name(text)
    assert tidy_name(text) == name


@every_row(
    [
        ("はじめまして、和子と申します。よろしくお願いいたします", "和子"),
        ("佐藤和子と申しますどうぞよろしくお願いいたします", "佐藤和子"),
        ("私の名前は和子です😊", "和子"),
        ("レンっす", "レン"),
        ("えっと、タケシやで", "タケシ"),
        ("はじめましてゆきといいます", "ゆき"),
        ("こんにちは和子です", "和子"),
        ("ヨシでーす！", "ヨシ"),
        *((one, one) for one in ("かずや", "ますだ", "みよ", "なみー", "😊", "はいだ")),
    ]
)
def test_a_name_is_taken_out_of_what_is_said_with_it(text: str, name: str) -> None:
    assert tidy_name(text) == name


@pytest.mark.parametrize(
    "text",
    [
        *("はじめる", "みね", "Sam", "Imogen", "Im Yoon", "どんなことを聞かれますか"),
        *("大丈夫です", "やってみたいです", "お願いです", "62歳です", "楽しみです"),
    ],
)
def test_other_words_rename_nobody(text: str) -> None:
    assert not says_a_name(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("つぎの一歩は、市に出る", ("step", "市に出る")),
        ("どこへ：海のそば", ("to", "海のそば")),
        ("つぎの一歩", None),
        ("つぎの一歩は", None),
        ("市に出る", None),
    ],
)
def test_an_answer_may_name_its_line(text: str, found: tuple[str, str] | None) -> None:
    labels = {"step": T("vector.step"), "to": T("vector.toward")}
    assert after_label(text, labels, "ja") == found


@pytest.mark.parametrize(
    "said",
    [
        "Next step: ask at the market",
        "next step is ask at the market",
        "my next step is to ask at the market",
    ],
)
def test_an_answer_may_name_its_line_in_english(said: str) -> None:
    labels = {"step": T("vector.step")}
    assert after_label(said, labels, "en") == ("step", "ask at the market")


@pytest.mark.parametrize(
    ("text", "yes", "no"),
    [
        ("はい", True, False),
        ("うん、少し", True, False),
        ("いません", False, True),
        ("yeah a bit", True, False),
        ("sure, go on", True, False),
        ("nope", False, True),
        ("no, nobody", False, True),
        ("not really", False, True),
        ("yes men were everywhere", False, False),
        ("no bread today", False, False),
        ("はいからな町", False, False),
    ],
)
def test_a_plain_yes_and_a_plain_no(text: str, *, yes: bool, no: bool) -> None:
    assert (short_answer(text) == "yes", short_answer(text) == "no") == (yes, no)


@pytest.mark.parametrize("text", ["stop it", "Never mind.", "forget it", "やめとく"])
def test_one_leaves_off_in_ones_own_words(text: str) -> None:
    assert not commands.command(text)
    assert short_answer(text) == "end"


@pytest.mark.parametrize(
    ("language", "road", "inside"),
    [
        ("ja", "「同じ鍋」を囲む", "「『同じ鍋』を囲む」"),
        ("en", "sharing “one pot”", "“sharing ‘one pot’”"),
    ],
)
def test_quotes_within_what_is_quoted_are_inner_ones(
    language: Language, road: str, inside: str
) -> None:
    assert inside in worded("ask.which_road", language, destination=road)


def test_a_phone_may_curl_the_apostrophe_of_a_label() -> None:
    assert commands.plain("I’m in") == commands.plain("I'm in")


ADDED = (
    ("給食で35年", "あと母の介護も", "給食で35年。あと母の介護も"),
    ("豆を焼く", "それと、器も", "豆を焼く。それと、器も"),
    ("ten years in sales", "And also a baby", "ten years in sales And also a baby"),
    ("給食で35年", "あと3年で店を出す", ""),
    ("給食で35年", "あと少し待つ", ""),
    ("給食で35年", "あともどりしない", ""),
    ("", "あと母の介護も", ""),
    ("a" * 195, "and also this", ""),
)


@every_row(ADDED)
def test_what_is_added_goes_with_what_was_said_before(
    before: str, text: str, both: str
) -> None:
    assert adds_to(before, text, 200) == both
