"""A table in one test: no row is left out, and each that fails is told."""

import pytest

from tests.tables import every_row


def test_every_row_is_tried_and_those_that_fail_are_told() -> None:
    tried = []

    @every_row([("描く", 1), ("直す", 2), ("運ぶ", 3)])
    def check(word: str, number: int) -> None:
        tried.append(number)
        assert number == 2, word

    with pytest.raises(ExceptionGroup, match="2 of 3 rows") as told:
        check()

    assert tried == [1, 2, 3]
    notes = [error.__notes__ for error in told.value.exceptions]
    assert notes == [["The row: ('描く', 1)"], ["The row: ('運ぶ', 3)"]]


def test_a_table_without_rows_proves_nothing() -> None:
    @every_row([])
    def check() -> None:
        """Try nothing."""

    with pytest.raises(AssertionError):
        check()
