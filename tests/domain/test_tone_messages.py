"""Promises of the slots: they tell a request that rides along from a courteous order.

The messages stand in test_tone_messages.toml; they were written first.
"""

import tomllib
from pathlib import Path
from typing import get_args

from core.domain.sentences import Lang
from core.domain.wording.request_check import check_request
from tests.tables import every_row

_MESSAGES = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
_LANGS: tuple[Lang, ...] = get_args(Lang)


def _given(side: str) -> list[tuple[Lang, str, str]]:
    return [
        (lang, their_words, text)
        for lang in _LANGS
        for their_words, text in _MESSAGES[lang][side]
    ]


@every_row(_given("flat"))
def test_a_request_that_rides_along_lacks_nothing(
    lang: Lang, their_words: str, text: str
) -> None:
    assert check_request(text, lang=lang, their_words=their_words) == []


@every_row(_given("polite"))
def test_courtesy_alone_is_not_enough(lang: Lang, their_words: str, text: str) -> None:
    missing = {
        item.id for item in check_request(text, lang=lang, their_words=their_words)
    }

    assert {"Q7", "Q8"} & missing
