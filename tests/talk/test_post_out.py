"""What becomes of a drafted post: where it goes, who reads it, what may follow."""

from dataclasses import replace

import pytest

from core.domain.vectors import Vector
from core.talk.effects.roads import TakeStep
from core.talk.flows import post
from core.talk.flows.post_states import Placing
from core.talk.turn import Opened
from tests.talk.flowing import options
from tests.talk.pen import AGAIN, TWO_ROOMS, Pen, written

# Where it goes


def test_it_goes_to_the_one_room_as_it_stands() -> None:
    pen = written().tap("out")

    assert pen.kept.community_id == "engawa"
    assert pen.kept.previous_id == "p1"
    assert pen.kept.outcome == "halfway"
    assert list(pen.kept.lines) == ["prev", "now", "toward", "next", "with"]


def test_with_several_rooms_the_member_chooses() -> None:
    pen = written(TWO_ROOMS).tap("out")

    assert isinstance(pen.turn.next, Placing)
    assert pen.tap("room", "market").kept.community_id == "market"


def test_for_oneself_is_for_oneself() -> None:
    assert written().tap("self").kept.community_id is None


def test_dropping_it_stores_nothing() -> None:
    pen = written().tap("stop")

    assert pen.turn.next is None
    assert pen.done == []


def test_without_a_room_it_can_only_be_kept() -> None:
    alone = replace(AGAIN, homes=(), shown_in=frozenset())

    verbs = [one.verb for one in options(written(alone).turn.say)]

    assert "out" not in verbs
    assert "self" in verbs


@pytest.mark.parametrize(
    "words",
    ["権利収入に興味ありませんか。", "Want passive income? Sign up today."],
)
def test_a_solicitation_stays_with_the_member_and_they_are_told(words: str) -> None:
    pen = Pen(AGAIN).tap("outcome", "done").say(words, "まだない", "ない").tap("out")

    assert pen.kept.community_id is None
    assert "自分だけに残しました" in pen.stored().words()


# What comes after


def test_the_line_for_company_is_one_tap_from_an_ask() -> None:
    pen = written().tap("out").stored()

    asks = [one for one in options(pen.turn.say) if one.flow == "ask"]
    assert [(one.verb, one.arg) for one in asks] == [
        ("said", "運ぶのを手伝ってくれる人")
    ]
    assert "読めるのは、この場にいる人だけです" in pen.words()


def test_the_vector_follows_where_the_same_people_read_it() -> None:
    pen = written().tap("out").stored()

    assert pen.done[-1] == TakeStep("ふたつきの鍋をさがす")
    assert "ベクトルの〈つぎの一歩〉も" in pen.words()


@pytest.mark.parametrize("kept", ["self", "out"])
def test_a_step_is_never_shown_to_more_people_than_its_post(kept: str) -> None:
    wide = replace(
        AGAIN,
        shown_in=frozenset({"engawa", "market"}),
    )
    pen = written(wide).tap(kept).stored()

    assert not any(isinstance(one, TakeStep) for one in pen.done)
    assert [one.arg for one in options(pen.turn.say) if one.verb == "step"] == ["p2"]


def test_the_same_step_changes_no_vector() -> None:
    pen = Pen(AGAIN).tap("outcome", "halfway").say("見るだけ見た").tap("same")
    pen.tap("leave_out").tap("out").stored()

    assert not any(isinstance(one, TakeStep) for one in pen.done)


def test_a_step_that_ended_does_not_stay_on_the_vector() -> None:
    pen = Pen(AGAIN).tap("outcome", "done").say("借りられた").tap("not_yet")
    pen.tap("leave_out").tap("out").stored()

    assert pen.done[-1] == TakeStep("")


def test_a_member_without_a_vector_gets_none_by_posting() -> None:
    unworded = replace(AGAIN, vector=Vector(), shown_in=frozenset())

    pen = written(unworded).tap("out").stored()

    assert not any(isinstance(one, TakeStep) for one in pen.done)


def test_an_old_card_does_not_move_the_vector() -> None:
    assert post.open_(Opened("step", "p0"), AGAIN).do == ()
    assert post.open_(Opened("step", "p1"), AGAIN).do == (TakeStep("鍋を借りる"),)
