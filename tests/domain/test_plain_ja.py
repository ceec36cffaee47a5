"""What bows is said without the bow: only where grammar leaves no doubt."""

import csv
from pathlib import Path

from core.coach.content import numbers, turned
from core.coach.guard import faults
from core.coach.offline import said as coached
from core.domain.coaching import Flatness, SecondLook
from core.domain.tone import lint
from core.domain.tone.plain_ja import plain
from core.domain.tone.softening import softened
from tests.tables import every_row

TABLE = (Path(__file__).parent / "test_plain_ja.tsv").read_text("utf-8")
ROWS = list(csv.DictReader(TABLE.splitlines(), delimiter="\t"))


@every_row(zip(ROWS))
def test_a_bow_is_left_out_or_the_sentence_left_alone(row: dict[str, str]) -> None:
    assert plain(row["said"]) == (row["plain"] or None)


@every_row((row,) for row in ROWS if row["plain"])
def test_what_was_said_stays_said(row: dict[str, str]) -> None:
    assert numbers(row["plain"]) == numbers(row["said"])
    assert not turned([row["said"]], row["plain"], "ja")
    assert plain(row["plain"]) is None
    assert [one for one in lint(row["plain"], "ja") if one.kind == "N7"] == []


@every_row(zip(ROWS))
def test_the_coach_shows_what_its_own_guard_lets_pass(row: dict[str, str]) -> None:
    ask = Flatness("ja", row["said"])
    looked = coached(ask)

    assert looked is not None
    # A phrase that is only named has no other wording: all that a model may not do.
    named_alone = isinstance(looked, SecondLook) and looked.quote and not looked.instead
    found = {fault.code for fault in faults(ask, looked)}
    assert found == ({"empty"} if named_alone else set())


def test_of_a_text_only_sentences_that_bow_are_changed() -> None:
    text = "土曜に集まります。会場は何時までご利用になりますか。待っています。"

    said = softened(text, "ja")

    assert said == "土曜に集まります。会場は何時まで利用しますか。待っています。"
