"""Whose words are whose in what a model wrote."""

from itertools import pairwise

from core.coach.weaving import attributed
from core.domain.coaching import RequestDraft
from tests.coach.asks import ENGLISH


def test_somebodys_words_are_found_whole_and_not_as_pieces_of_others() -> None:
    ask = next(one for one in ENGLISH if isinstance(one, RequestDraft))
    words = next(one for one in (*ask.own(), *ask.theirs()) if " " in one)

    parts = list(attributed(f"un{words}ly, and {words}", "Q3", ask))

    assert "".join(part.text for part in parts) == f"un{words}ly, and {words}"
    assert any(part.source != "bot" for part in parts)
    for one, following in pairwise(parts):
        border = one.text[-1] + following.text[0]
        assert not (border.isascii() and border.isalnum())
