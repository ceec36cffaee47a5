"""The dialogue about a post as a pure flow: what it asks, carries over and offers."""

from dataclasses import replace
from typing import Any

import pytest

from core.domain.formats import OUTCOMES, POST_LENGTHS, Outcome, Post, last_step
from core.domain.vectors import Vector
from core.talk.effects.coaching import AskCoach
from core.talk.effects.joining import Kept
from core.talk.effects.posts import KeepPost, PostKept
from core.talk.effects.roads import KeepAnswer
from core.talk.flows import post
from core.talk.flows.post_states import (
    Chaining,
    Drafted,
    Keeping,
    Long,
    Mending,
    Writing,
)
from core.talk.incoming import Shared
from core.talk.turn import Offer, Opened
from tests.talk.drafts import FOR_POST
from tests.talk.flowing import (
    LONG,
    Bench,
    check,
    comes_back_from_storage,
    explore,
    keeps_its_offers,
    options,
    speaks_both_languages,
)
from tests.talk.pen import (
    AGAIN,
    DAILY,
    EARLIER,
    FIRST,
    NEW,
    NOW,
    TWO_ROOMS,
    VECTOR,
    Pen,
    written,
)
from tests.talk.totality import FACTS

BENCH = Bench(
    post.FLOW,
    openings=(
        Opened(),
        Opened("said", "鍋の店で立ち話をした"),
        Opened("said", LONG),
        Opened("step", "p1"),
        Opened("step", "long ago"),
    ),
    facts=(NEW, FIRST, AGAIN, TWO_ROOMS, DAILY),
    answers={KeepPost: (PostKept("p2"),), KeepAnswer: (Kept(),), AskCoach: FOR_POST},
)


@pytest.fixture(scope="module")
def explored() -> Any:
    return explore(BENCH)


def test_it_keeps_the_promises_of_every_flow(explored: Any) -> None:
    check(explored, passing=(Keeping,))


def test_it_keeps_them_with_help_of_a_text_model() -> None:
    found = explore(replace(BENCH, facts=FACTS[-1:]), most=40)

    keeps_its_offers(found)
    comes_back_from_storage(found)
    speaks_both_languages(found)


# What is carried over


def test_the_second_post_begins_with_the_step_of_the_first() -> None:
    pen = Pen(AGAIN)

    assert isinstance(pen.turn.next, Chaining)
    assert "「鍋を借りる」" in pen.words()
    assert [one.arg for one in options(pen.turn.say)][:4] == list(OUTCOMES)


def test_the_first_post_begins_with_where_the_member_comes_from() -> None:
    pen = Pen(FIRST).tap("outcome", "done").say("いいのがあった", "まだない", "ない")

    lines = pen.draft.splitlines()
    assert lines[0] == "どこから：給食室で12年"
    assert lines[1] == "前の一歩：鍋をひとつ買う → できた"


def test_a_step_worded_just_now_is_not_asked_about() -> None:
    fresh = replace(FIRST, vector=replace(VECTOR, created_at=NOW))

    pen = Pen(fresh)

    assert isinstance(pen.turn.next, Writing)
    assert pen.turn.next.at == "now"


def test_all_four_answers_are_met_with_the_same_words() -> None:
    answers = {Pen(AGAIN).tap("outcome", one).words() for one in OUTCOMES}

    assert len(answers) == 1


@pytest.mark.parametrize(
    ("typed", "outcome"),
    [("できました。", "done"), ("まだ途中", "halfway"), ("やめました", "let_go")],
)
def test_an_outcome_may_be_typed(typed: str, outcome: Outcome) -> None:
    pen = Pen(AGAIN).say(typed)

    assert isinstance(pen.turn.next, Writing)
    assert pen.turn.next.sheet.outcome == outcome


def test_words_about_the_last_step_become_the_line_of_now() -> None:
    pen = Pen(AGAIN).say("借りに行ったら閉まっていた").tap("same").say("ない")

    assert pen.draft.splitlines()[:2] == [
        "前の一歩：鍋を借りる",
        "いま：借りに行ったら閉まっていた",
    ]


def test_words_said_before_are_the_line_of_now() -> None:
    pen = Pen(AGAIN, Opened("said", "鍋の店で立ち話をした"))
    pen.tap("outcome", "done").tap("not_yet").tap("leave_out")

    assert "いま：鍋の店で立ち話をした" in pen.draft


def test_a_step_let_go_is_not_offered_again() -> None:
    pen = Pen(AGAIN).tap("outcome", "let_go").say("熱を出して寝ていた")

    assert "same" not in [one.verb for one in options(pen.turn.say)]


@pytest.mark.parametrize(
    ("last", "vector", "expected"),
    [
        (None, VECTOR, "鍋をひとつ買う"),
        (EARLIER, VECTOR, "鍋を借りる"),
        (EARLIER, replace(VECTOR, created_at=NOW), "鍋をひとつ買う"),
        (replace(EARLIER, lines={"now": "一"}), VECTOR, "鍋をひとつ買う"),
        (
            replace(EARLIER, lines={"prev": VECTOR.next_step}, outcome="done"),
            VECTOR,
            "",
        ),
        (
            replace(EARLIER, lines={"prev": VECTOR.next_step}, outcome="halfway"),
            VECTOR,
            "鍋をひとつ買う",
        ),
        (None, Vector(), ""),
    ],
)
def test_a_post_begins_where_the_newest_words_left_off(
    last: Post | None, vector: Vector, expected: str
) -> None:
    assert last_step(last, vector) == expected


# Every answer can be passed over


def test_a_post_with_no_words_of_today_is_nothing_and_that_is_fine() -> None:
    pen = Pen(AGAIN).tap("leave_out").tap("leave_out").tap("not_yet").tap("leave_out")

    assert pen.turn.next is None
    assert pen.done == []


def test_the_outcome_alone_makes_a_post() -> None:
    pen = Pen(AGAIN).tap("outcome", "let_go").tap("leave_out").tap("not_yet")
    pen.tap("leave_out")

    assert isinstance(pen.turn.next, Drafted)
    assert "前の一歩：鍋を借りる → 手放した" in pen.draft


@pytest.mark.parametrize("what", ["sticker", "picture", "voice", "location"])
def test_what_is_not_words_is_thanked_for_and_asked_again(what: Any) -> None:
    pen = Pen(AGAIN).tap("outcome", "done")
    waiting = pen.turn.next

    pen.hear(Shared(what))

    assert pen.turn.next == waiting
    assert "ありがとう" in pen.words() or "受け取りました" in pen.words()


# Long answers


@pytest.mark.parametrize("length", [POST_LENGTHS["now"] + 1, 5_000, 20_000])
def test_a_long_answer_is_kept_whole_and_a_line_of_it_offered(length: int) -> None:
    whole = ("鍋の話をします。" * 3_000)[:length]

    pen = Pen(AGAIN).tap("outcome", "done").say(whole)

    assert isinstance(pen.turn.next, Long)
    assert pen.done == [KeepAnswer("now", whole)]
    pen.tap("use").tap("not_yet").tap("leave_out")
    line = pen.draft.splitlines()[1].removeprefix("いま：")
    assert whole.startswith(line)
    assert 0 < len(line) <= POST_LENGTHS["now"]


def test_a_line_of_ones_own_may_stand_for_a_long_answer() -> None:
    pen = Pen(AGAIN).tap("outcome", "done").say(LONG).say("長い話は、また今度")

    assert isinstance(pen.turn.next, Writing)
    assert pen.turn.next.sheet.line("now") == "長い話は、また今度"


# The draft


def test_the_draft_shows_which_words_are_the_members_own() -> None:
    pen = written()
    offer = pen.turn.say[0]

    assert isinstance(offer, Offer)
    own = [text for text, source in offer.parts if source == "own"]
    assert own == [
        "鍋を借りる → 途中",
        "鍋は重かった",
        "知らない人と同じ鍋を囲める場所",
        "ふたつきの鍋をさがす",
        "運ぶのを手伝ってくれる人",
    ]
    assert pen.draft == (
        "前の一歩：鍋を借りる → 途中\n"
        "いま：鍋は重かった\n"
        "こっちへ：知らない人と同じ鍋を囲める場所\n"
        "つぎの一歩：ふたつきの鍋をさがす\n"
        "よかったら：運ぶのを手伝ってくれる人"
    )


def test_the_short_form_keeps_what_moves_and_turns_back() -> None:
    pen = written().tap("length")

    assert "こっちへ" not in pen.draft
    assert "よかったら" not in pen.draft
    assert "よかったら" in pen.tap("length").draft


def test_a_daily_post_is_short_from_the_beginning() -> None:
    pen = Pen(DAILY).tap("outcome", "done").say("鍋を磨いた").say("火にかける")

    assert len(pen.draft.splitlines()) == 3


@pytest.mark.parametrize("line", ["now", "toward", "next", "with"])
def test_every_line_can_be_changed_or_left_out(line: str) -> None:
    changed = written().tap("mend").tap("line", line).say("べつの言い方")
    nothing = "not_yet" if line == "next" else "leave_out"
    without = written().tap("mend").tap("line", line).tap(nothing)

    assert "べつの言い方" in changed.draft
    assert len(without.draft.splitlines()) == 4


def test_the_outcome_can_be_changed_afterwards() -> None:
    pen = written().tap("mend").tap("line", "prev").tap("outcome", "let_go")

    assert pen.draft.splitlines()[0] == "前の一歩：鍋を借りる → 手放した"


def test_words_typed_at_the_draft_go_to_the_line_one_chooses() -> None:
    pen = written().say("となりで見ていてくれる人")

    assert isinstance(pen.turn.next, Mending)
    pen.tap("line", "with")
    assert pen.draft.endswith("よかったら：となりで見ていてくれる人")


def test_words_typed_at_the_draft_may_name_their_line() -> None:
    pen = written().say("つぎの一歩は、朝市を見に行く")

    assert "つぎの一歩：朝市を見に行く" in pen.draft.splitlines()
    pen.tap("mend").say("よかったら：となりの席")
    assert pen.draft.endswith("よかったら：となりの席")
