"""The bot's own words are flat, and no model is needed (invariants 9, 10 and 11).

That every composed request is flat and easy to decline is a property test of
tests/domain/test_composing_properties.py.
"""

import subprocess
import sys
from pathlib import Path

import pytest

import core
from core.domain.members import Language
from core.i18n import check
from core.i18n.catalog import LANGUAGES, phrases
from tests.talk.cast import Person, riding, says_it_ended
from tests.talk.talking import World

ROOT = Path(core.__file__).parents[1]
GRADES: dict[Language, tuple[str, ...]] = {
    "ja": ("よくできました", "すごい", "えらい", "さすが", "がんばって", "てください"),
    "en": ("well done", "good job", "great work", "you must", "you should"),
}


def test_every_sentence_of_the_bot_is_flat_and_said_in_both_languages() -> None:
    assert sorted(check.problems(ROOT)) == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ja", "こうしたら?"),
        ("ja", "道のこと(自分だけ)"),
        ("ja", "ﾒﾆｭｰ"),
        ("ja", 'よかったら、"ここ"で'),
        ("ja", "「「場」を出ますか"),
        ("ja", "場を 出ます"),
        ("ja", "場を出ます "),
        ("en", 'Leave "the room"?'),
        ("en", "write 'rest' for quiet"),
        ("en", "How about..."),
        ("en", "Any time.\n "),
    ],
)
def test_marks_that_are_not_of_the_language_are_found(
    language: Language, words: str
) -> None:
    assert list(check.marks(words, language))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ja", "「@相乗り係 旗」と書くと、10:00にLINEで開きます（ここだけ）。"),
        ("en", "What's theirs isn't ours: “rest” works, Inês' too."),
    ],
)
def test_marks_of_the_language_are_left_alone(language: Language, words: str) -> None:
    assert not list(check.marks(words, language))


NOT_TO_MEMBERS = {"commands", "config", "doctor", "operator", "setup", "store"}
"""Topics that are no words of the bot to somebody: what members may type, and what
whoever runs the service reads in a terminal."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_of_the_bot_grades_or_orders(language: Language) -> None:
    found = [
        f"{key}: {words}"
        for key, words in phrases(language).items()
        for grade in GRADES[language]
        if grade in words.lower() and key.split(".")[0] not in NOT_TO_MEMBERS
    ]

    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
async def test_without_a_model_the_whole_way_is_gone(
    here: World, language: Language
) -> None:
    yuki, ken = await riding(here, language)
    await says_it_ended(yuki)
    await yuki.picks("follow.done")
    await yuki.says("来てくれたこと")
    await yuki.picks("ask.send")
    await yuki.picks("follow.moved")
    await yuki.picks("follow.no_words")
    await yuki.picks("follow.same_step")

    assert yuki.was_told("follow.all_done")
    assert ken.was_told("follow.thanks_arrived", name=yuki.name)


async def test_where_no_model_is_offered_nobody_is_asked_about_one(
    here: World,
) -> None:
    await here.community()
    yuki = Person(here.phone("yuki"), "ゆき", "ja", "")
    await yuki.phone.open(invite="SAKA24", name="ゆき", language="ja")
    await yuki.picks("welcome.begin")

    await yuki.picks("welcome.keep")

    assert not yuki.was_told("welcome.ask_model", model="")
    assert not yuki.phone.hears("文章AI")
    assert yuki.was_told("vector.ask_origin")


def test_the_talk_loads_no_model_and_no_network() -> None:
    seen = (
        "import sys, core.talk.engine, core.talk.flows, core.workers;"
        "print({'openai', 'httpx', 'requests', 'aiohttp'} & set(sys.modules))"
    )

    ran = subprocess.run(
        [sys.executable, "-c", seen], capture_output=True, text=True, check=True
    )

    assert ran.stdout.strip() == "set()"
