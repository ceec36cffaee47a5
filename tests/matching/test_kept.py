"""What was kept comes back whole or not at all."""

import os
import stat
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from core.folders import cache_folder, data_folder
from core.matching import kept

ARRAYS = {
    "rows": np.arange(12, dtype=np.float32).reshape(3, 4),
    "one": np.array(2.5),
    "none": np.zeros((0, 7), np.int64),
    "table": np.arange(20, dtype=np.uint8).reshape(5, 4),
}


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Begin with nothing kept, in a folder of the test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return cache_folder()


def is_whole(held: kept.Kept | None) -> bool:
    """Tell whether all arrays came back."""
    return (
        held is not None
        and held.arrays.keys() == ARRAYS.keys()
        and all(
            np.array_equal(held.arrays[name], one)
            and held.arrays[name].dtype == one.dtype
            for name, one in ARRAYS.items()
        )
    )


def test_what_was_kept_comes_back(cache: Path) -> None:
    assert kept.read("it", "1") is None

    kept.write("it", "1", ARRAYS)

    assert is_whole(kept.read("it", "1"))
    assert (cache / "it").stat().st_mode & 0o077 == 0
    assert cache.stat().st_mode & 0o077 == 0


def test_an_array_can_be_left_in_its_file() -> None:
    kept.write("it", "1", ARRAYS)

    held = kept.read("it", "1", leave="table")

    assert held is not None
    assert held.left is not None
    assert held.arrays.keys() == ARRAYS.keys() - {"table"}
    file, at, row_bytes = held.left.file, held.left.at, held.left.row_bytes
    # Also when another version takes its place meanwhile.
    kept.write("it", "2", {"rows": ARRAYS["rows"]})
    assert os.pread(file, row_bytes, at + 2 * row_bytes) == bytes([8, 9, 10, 11])
    os.close(file)


def test_another_key_is_another_content() -> None:
    kept.write("it", "1", ARRAYS)

    assert kept.read("it", "2") is None
    kept.write("it", "2", {"rows": ARRAYS["rows"]})
    assert kept.read("it", "1") is None


def test_cut_anywhere_it_is_not_used(cache: Path) -> None:
    kept.write("it", "1", ARRAYS)
    whole = (cache / "it").read_bytes()

    for length in range(len(whole)):
        (cache / "it").write_bytes(whole[:length])
        assert kept.read("it", "1") is None
    (cache / "it").write_bytes(whole + b"\0")
    assert kept.read("it", "1") is None


def test_changed_anywhere_it_is_not_used(cache: Path) -> None:
    kept.write("it", "1", ARRAYS)
    whole = (cache / "it").read_bytes()

    for at in range(len(whole)):
        changed = bytearray(whole)
        changed[at] ^= 1
        (cache / "it").write_bytes(changed)
        assert kept.read("it", "1") is None


@pytest.mark.parametrize(
    "foreign",
    [
        b"",
        b"\n",
        b"[]\n",
        b"{}\n",
        b"null\n",
        b"\xff\n",
        b'{"key": "1"}\n',
        b'{"key": "1", "arrays": [1]}\n',
        b'{"key": "1", "arrays": {"a": ["O", [1]]}}\n12345678',
        b'{"key": "1", "arrays": {"a": ["<f4", [-1]]}}\n',
        b'{"key": "1", "arrays": {"a": ["<f4", [2]]}}\n1234',
    ],
)
@pytest.mark.parametrize("checked", [False, True])
def test_what_somebody_else_wrote_is_not_used(
    foreign: bytes, checked: bool, cache: Path
) -> None:
    cache.mkdir(parents=True)
    check = zlib.crc32(foreign).to_bytes(4) if checked else b""
    (cache / "it").write_bytes(check + foreign)

    assert kept.read("it", "1") is None


def test_what_belongs_to_somebody_else_is_not_used(cache: Path) -> None:
    kept.write("it", "1", ARRAYS)
    own = (cache / "it").stat()
    theirs = list(own)
    theirs[stat.ST_UID] += 1

    assert kept.is_ours(own)
    assert not kept.is_ours(os.stat_result(theirs))


def test_where_it_cannot_be_written_nothing_happens(cache: Path) -> None:
    cache.parent.mkdir()
    cache.write_text("a file where the folder would be")

    kept.write("it", "1", ARRAYS)

    assert kept.read("it", "1") is None


def test_without_a_home_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "")
    monkeypatch.setenv("HOME", os.devnull)

    kept.write("it", "1", ARRAYS)

    assert kept.read("it", "1") is None


def test_many_may_write_and_read_at_once(cache: Path) -> None:
    def either(turn: int) -> bool:
        if turn % 2:
            kept.write("it", "1", ARRAYS)
            return True
        held = kept.read("it", "1")
        return held is None or is_whole(held)

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(either, range(60)))
    assert [one.name for one in cache.iterdir()] == ["it"]


def test_what_a_killed_process_left_is_swept(cache: Path) -> None:
    cache.mkdir(parents=True)
    left, under_way = cache / "left.new", cache / "under-way.new"
    for one in (left, under_way):
        one.write_bytes(b"half")
    long_ago = time.time() - 7200
    os.utime(left, (long_ago, long_ago))

    kept.write("it", "1", ARRAYS)

    assert {one.name for one in cache.iterdir()} == {"it", "under-way.new"}


def test_folders_follow_the_custom_of_the_system(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "c"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "d"))
    assert (cache_folder(), data_folder()) == (
        tmp_path / "c" / "ainori",
        tmp_path / "d" / "ainori",
    )

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert all(
        folder.name == "ainori" and tmp_path in folder.parents
        for folder in (cache_folder(), data_folder())
    )
