"""What is rarely written in a community weighs most in a short ask."""

from dataclasses import replace

import numpy as np
import pytest

from core.domain.helping import PublishedLine
from core.matching.embedder import Usem3Embedder
from core.matching.lexical import SharedWords
from core.matching.pieces import Texts
from core.matching.rank import closeness, read_need
from core.matching.weighing import EDGE_WEIGHT, CutText, weighed
from tests.matching.cases import Member
from tests.matching.conftest import community_of

ROWS = np.eye(4, dtype=np.float32)
PIECES = CutText(("", "パン", "を", ""), ROWS)


def of(*numbers: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.array(numbers, np.float32)


def test_a_rare_piece_turns_the_vector_and_leaves_its_other_part_and_its_length() -> (
    None
):
    vector = of(0.6, 0.4, 0.4, 0.4, 0.4)

    turned = weighed(vector, PIECES, of(9, 3, 1, 9))

    assert turned[0] == vector[0]
    assert np.linalg.norm(turned) == pytest.approx(np.linalg.norm(vector))
    assert turned[2] == pytest.approx(3 * turned[3])
    assert turned[1] == turned[4] == pytest.approx(EDGE_WEIGHT * turned[2:4].mean())


@pytest.mark.parametrize(
    ("pieces", "rarity"),
    [
        (PIECES, of(0, 0, 0, 0)),
        (CutText(("", "パン", ""), ROWS[:3]), of(1, 1, 1)),
        (CutText(("", "", "", ""), ROWS), of(1, 1, 1, 1)),
    ],
    ids=["all in every text", "only one", "no words"],
)
def test_with_nothing_to_weigh_the_vector_stays(
    pieces: CutText, rarity: np.ndarray[tuple[int], np.dtype[np.float32]]
) -> None:
    vector = of(0.1, 0.2, 0.3, 0.4, 0.5)

    assert weighed(vector, pieces, rarity) is vector


def test_what_everybody_writes_is_not_rare_and_what_nobody_writes_is_rarest() -> None:
    words = SharedWords(["パンを焼く", "本を読む", "庭を掘る"])

    every, one, none = words.rarity(["を", "パン", "酵母"])

    assert every == 0 < one < none


def test_many_texts_are_looked_through_in_a_sample() -> None:
    words = SharedWords(["パンを焼く", "本を読む"] * 5_000)

    every, half = words.rarity(["を", "本"])

    assert every == 0
    assert half == pytest.approx(np.log(2), abs=0.01)


def test_the_texts_of_pieces_are_kept_letter_for_letter() -> None:
    known = ["<unk>", "", "\u2581パン", "br", "牢", "🍞"]

    texts = Texts.of(known)

    assert [texts[number] for number in range(len(texts))] == known


@pytest.mark.parametrize("text", ["パンを焼いて暮らす", "Could you bake bread?", "x"])
def test_a_text_read_by_its_pieces_is_the_same_text(
    text: str, usem3: Usem3Embedder
) -> None:
    row, pieces = usem3.read(text)

    gathered = pieces.adds.sum(axis=0)
    part = row[-len(gathered) :]
    assert np.allclose(row, usem3.embed([text])[0], atol=1e-6)
    assert len(pieces.texts) == len(pieces.adds)
    assert pieces.texts[0] == pieces.texts[-1] == ""
    assert "".join(pieces.texts).casefold() == text.replace(" ", "").casefold()
    alike = gathered @ part / np.linalg.norm(gathered) / np.linalg.norm(part)
    assert alike == pytest.approx(1, abs=1e-5)


def test_a_short_ask_is_read_by_its_pieces_and_a_long_one_is_not(
    usem3: Usem3Embedder,
) -> None:
    assert read_need("パンを焼きたい", usem3).pieces is not None
    assert read_need("パンを焼きたいのです。本も読みたいのです。", usem3).pieces is None
    assert read_need(" ", usem3).pieces is None


def test_what_sets_an_ask_apart_here_lifts_the_one_who_wrote_it(
    usem3: Usem3Embedder,
) -> None:
    """Everybody here teaches cooking, so cooking tells nobody apart."""
    dishes = ["うどん", "カレー", "豆腐", "味噌", "漬物", "団子"]
    cooks: dict[str, Member] = {
        dish: (line(f"{dish}をつくる料理の教室をひらく"),) for dish in dishes
    }
    community = community_of(cooks, usem3)
    need = read_need("豆腐の料理の教室をひらくのを手伝ってくれる人いる?", usem3)

    as_it_is = closeness(replace(need, pieces=None), community)
    by_pieces = closeness(need, community)

    at = dishes.index("豆腐")
    others = [place for place in range(len(dishes)) if place != at]
    assert by_pieces[at] > as_it_is[at]
    assert by_pieces[others].max() < as_it_is[others].max()


def line(text: str) -> PublishedLine:
    return PublishedLine("destination", text)
