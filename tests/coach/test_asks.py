"""Asks and answers are values that survive the work table."""

import pytest

from core.domain.coaching import (
    ASKS,
    Ask,
    Drafted,
    Meant,
    PostLines,
    Wanted,
    Worded,
    Wording,
)
from core.talk.codec import adapter
from tests.coach.asks import EVERY


@pytest.mark.parametrize("ask", EVERY, ids=lambda ask: f"{ask.kind}-{ask.lang}")
def test_an_ask_is_read_back_as_it_was_written(ask: Ask) -> None:
    wanted = Wanted(ask, member_id="m1", community_id="c1")

    stored = adapter(Wanted).dump_json(wanted)

    assert adapter(Wanted).validate_json(stored) == wanted


def test_a_draft_is_read_back_as_it_was_written() -> None:
    for answer in (
        None,
        Meant("ask", "底板の木を選ぶ"),
        PostLines((("now", "底板が2枚割れていた"), ("next", "寸法を測る"))),
        Worded((Wording("origin", "見習いを3年", ((0, 3),)),)),
    ):
        drafted = Drafted(answer, "coach" if answer else None, "off")
        stored = adapter(Drafted).dump_json(drafted)
        assert adapter(Drafted).validate_json(stored) == drafted


def test_each_ask_tells_whose_words_it_holds() -> None:
    assert {type(ask) for ask in EVERY} == set(ASKS)
    for ask in EVERY:
        assert ask.own()
        assert not set(ask.own()) & set(ask.theirs())
