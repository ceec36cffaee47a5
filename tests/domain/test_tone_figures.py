"""Promises of the figures about words: they count what stands in the files."""

import argparse
from pathlib import Path

from benchmarks.evals import words

_PAIRS = (
    "text\tcategory\tlabel\tgroup\n"
    "さっさと窓を閉めろ。\tcommand\t1\tg1\n"
    "窓を閉めてもらえたらうれしいです。\tcommand\t0\tg1\n"
)


def test_our_own_messages_are_counted_without_any_outside_data() -> None:
    messages, sentences, speed = words.run(argparse.Namespace(outside=None))

    assert [row[0] for row in messages.rows] == ["ja", "en"]
    assert [row[1:] for row in messages.rows] == [
        ("20/20", "20/20"),
        ("12/12", "12/12"),
    ]
    assert len(sentences.rows) == 2 * 2 * len(words.LINTERS)
    assert len(speed.rows) == 2
    used = [row for row in sentences.rows if row[2] == "both, as used"]
    for row in used[:2]:  # those worked with
        heard, unflat = map(int, row[3].split("/"))
        alone, flat = map(int, row[4].split("/"))
        assert heard >= 0.9 * unflat, row
        assert alone >= 0.94 * flat, row


def test_outside_sentences_are_counted_by_label_and_pair(tmp_path: Path) -> None:
    folder = tmp_path / "dev" / "flatness"
    folder.mkdir(parents=True)
    for name in (*words.AIMS, *words.PEERS):
        (folder / f"{name}.tsv").write_text(_PAIRS, "utf-8")

    *_, labelled, once, peers = words.run(argparse.Namespace(outside=tmp_path))

    by_command = next(row for row in labelled.rows if row[0] == "grammar_forms")
    assert by_command[2:7] == ("2", "1.00", "1.00", "1.00", "1.00")
    assert next(row for row in once.rows if row[0] == "grammar_forms")[1:] == (
        "1",
        "1.00",
        "0.00",
    )
    assert {row[2] for row in peers.rows} == {"0.500"}
