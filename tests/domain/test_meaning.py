"""Free messages mean what people mean by them, or nothing; never something worse."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.domain.meaning import (
    SENSES,
    Meant,
    is_denied,
    is_past,
    is_question,
    is_weary,
    meaning,
    meant_by,
    sounds_together,
)
from core.domain.sentences import Lang
from core.matching.senses import read_cases
from tests.tables import every_row

LANGUAGES = pytest.mark.parametrize("lang", ["ja", "en"])


def cases(lang: Lang) -> Iterator[tuple[str, Meant]]:
    """Yield messages and what they mean."""
    written = Path(__file__).parent / f"meaning_cases_{lang}.toml"
    return read_cases(tomllib.loads(written.read_text("utf-8")))


def shown(meant: Meant) -> str:
    """Return what decides the answer: in need, everything is answered alike."""
    match meant.kind:
        case "crisis":
            return "crisis"
        case "unsure":
            return "nothing"
        case _:
            return f"{meant.kind} {meant.what}".strip()


WEARY = {
    True: (
        *(
            "しんどい",
            "もう疲れました",
            "誰かに話を聞いてほしいです",
            "さみしいなあ",
            "つらいわ",
        ),
        *("聞いてもらえるだけでいいです", "話し相手がほしい", "I'm so lonely lately"),
        *("I just need someone to talk to", "exhausted..."),
    ),
    False: (
        *(
            "疲れたけど楽しかった",
            "農家さんの話を聞いてほしい人の会",
            "疲れた土を休ませる",
        ),
        *("I was lonely as a child", "tired of plastic", "つらい坂をのぼる"),
    ),
}


@every_row((weary, said) for weary, row in WEARY.items() for said in row)
def test_a_few_words_may_say_that_somebody_is_worn_out(weary: bool, said: str) -> None:
    assert is_weary(said) == weary


@LANGUAGES
def test_messages_are_understood_or_left_alone(lang: Lang) -> None:
    wrong = {
        text: (shown(meaning(text)), shown(meant))
        for text, meant in cases(lang)
        if shown(meaning(text)) != shown(meant)
    }

    assert wrong == {}


def test_what_others_say_is_no_riddle_and_what_nobody_knows_is_one() -> None:
    assert meaning("けんさんがやめたいと言っていた").kind == "nothing"
    assert meaning("きのうの川の色").kind == "unsure"
    assert meaning("長い話です。" * 100).kind == "nothing"


def test_a_model_can_only_name_what_we_know() -> None:
    kinds = {meant_by(sense).kind for sense in SENSES}

    assert kinds == {"wish", "ask", "crisis", "about", "greeting", "nothing"}
    assert meant_by("rest") == Meant("wish", "rest")


@pytest.mark.parametrize(
    ("text", "question", "past"),
    [
        ("だれに見えるの?", True, False),
        ("使い方を教えて", True, False),
        ("どないして使うん?", True, False),
        ("少し休みたいです", False, False),
        ("きのう旗を立てた", False, True),
        ("「見えますか」と書いた", False, True),
        ("who can see it", True, False),
        ("I don't get how to use this", True, False),
        ("I need a break", False, False),
        ("I raised a flag yesterday", False, True),
        ("we were told to wait", False, True),
    ],
)
def test_the_shape_of_a_sentence(text: str, *, question: bool, past: bool) -> None:
    assert (is_question(text), is_past(text)) == (question, past)


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("いまは休みたくない", True),
        ("投稿するのはやめておく", True),
        ("少し休みたい", False),
        ("I don't want to rest", True),
        ("not going to leave", True),
        ("I want a rest", False),
    ],
)
def test_what_is_not_wanted_is_no_wish(text: str, *, denied: bool) -> None:
    assert is_denied(text) == denied


@every_row(
    [
        ("あとで電話するね", True),
        ("土曜よろしくね", True),
        ("いま向かってます", True),
        ("I'll call you later", True),
        ("running late sorry", True),
        ("土曜じゃなくて日曜にしたいです", True),
        ("日にちを変えたい", True),
        ("来週に延ばしてもいい?", True),
        ("待ち合わせの時間、少しずらせますか", True),
        ("別の日でもいいですか", True),
        ("日程が変わりました", True),
        ("can we move it to sunday", True),
        ("could we do another day?", True),
        ("Sunday instead?", True),
        ("母に電話した", False),
        ("時間を変えられない仕事をしている", False),
        ("日曜に市が立つ", False),
        ("I want to change the world", False),
        ("連絡するのが苦手", False),
        ("明日は雨らしい", False),
        ("looking forward to spring", False),
        ("I saw a whale", False),
    ]
)
def test_words_may_be_for_whom_one_is_on_the_way_with(text: str, so: bool) -> None:
    assert sounds_together(text) == so
