"""The dialogue about a post as a pure flow: what it asks, carries over and offers."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from core.domain.communities import Community
from core.domain.formats import LINE_LENGTH, OUTCOMES, Outcome, Post, last_step
from core.domain.members import Member
from core.domain.vectors import Vector
from core.talk.effects import Done, KeepAnswer, KeepPost, Kept, PostKept, TakeStep
from core.talk.flow import Facts, Heard, Turn
from core.talk.flows import post
from core.talk.flows.post_states import (
    Chaining,
    Drafted,
    Keeping,
    Long,
    Mending,
    Placing,
    Writing,
)
from core.talk.incoming import Said, Shared
from core.talk.turn import Offer, Opened, Picked, Say
from core.talk.voice import word
from tests.talk.flowing import LONG, Bench, check, explore, options

NOW = datetime(2026, 3, 4, 3, tzinfo=UTC)
YUKI = Member("yuki", "ゆき", "ja")
ENGAWA = Community("engawa", "坂の上の台所", "", None)
MARKET = Community("market", "朝の市", "", None)
VECTOR = Vector(
    origin="給食室で12年",
    destination="知らない人と同じ鍋を囲める場所",
    next_step="鍋をひとつ買う",
    edition=1,
    created_at=NOW - timedelta(days=9),
)
EARLIER = Post(
    id="p1",
    member_id="yuki",
    lines={"now": "鍋を見てきた", "next": "鍋を借りる"},
    community_id="engawa",
    created_at=NOW - timedelta(days=2),
)
NEW = Facts(YUKI, NOW)
FIRST = Facts(YUKI, NOW, homes=(ENGAWA,), vector=VECTOR, shown_in=frozenset({"engawa"}))
AGAIN = replace(
    FIRST, last_post=EARLIER, vector=replace(VECTOR, next_step="鍋を借りる")
)
TWO_ROOMS = replace(AGAIN, homes=(ENGAWA, MARKET), member=Member("yuki", "Yuki", "en"))
DAILY = replace(AGAIN, member=Member("yuki", "ゆき", "ja", rhythm="daily"))
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
    answers={KeepPost: (PostKept("p2"),), KeepAnswer: (Kept(),)},
)


@pytest.fixture(scope="module")
def explored() -> Any:
    return explore(BENCH)


class Pen:
    """Writes a post through the pure flow and keeps every turn."""

    def __init__(self, facts: Facts, opened: Opened | None = None) -> None:
        self.facts = facts
        self.done: list[Any] = []
        self.turn = self._take(post.open_(opened or Opened(), facts))

    def _take(self, turn: Turn) -> Turn:
        self.done += turn.do
        return turn

    def hear(self, *heard: Heard) -> "Pen":
        """Hear one thing after the other."""
        for one in heard:
            turn = post.step(self.turn.next, one, self.facts)
            assert turn is not None, (self.turn.next, one)
            self.turn = self._take(turn)
        return self

    def say(self, *texts: str) -> "Pen":
        """Type one text after the other."""
        return self.hear(*(Said(text) for text in texts))

    def tap(self, verb: str, arg: str = "") -> "Pen":
        """Tap an option that is offered."""
        offered = [(one.verb, one.arg) for one in options(self.turn.say)]
        assert (verb, arg) in offered, offered
        return self.hear(Picked(verb, arg))

    @property
    def draft(self) -> str:
        """The draft as it is shown."""
        offer = self.turn.say[0]
        assert isinstance(offer, Offer)
        return offer.text

    @property
    def kept(self) -> KeepPost:
        """The post that was stored last."""
        keep = self.done[-1]
        assert isinstance(keep, KeepPost)
        return keep

    def stored(self) -> "Pen":
        """Hear that it is stored."""
        return self.hear(Done(PostKept("p2")))

    def words(self) -> str:
        """Return what is said now."""
        said = [one for one in self.turn.say if isinstance(one, Say)]
        return "\n".join(word(one.text, self.facts.member.language) for one in said)


def written(facts: Facts = AGAIN, *, outcome: Outcome = "halfway") -> Pen:
    """Return a post up to its draft."""
    pen = Pen(facts).tap("outcome", outcome).say("鍋は重かった")
    return pen.say("ふたつきの鍋をさがす").say("運ぶのを手伝ってくれる人")


def test_it_keeps_the_promises_of_every_flow(explored: Any) -> None:
    check(explored, passing=(Keeping,))


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
    assert lines[1] == "きのうの一歩：鍋をひとつ買う → できた"


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
        "きのうの一歩：鍋を借りる",
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
    assert "きのうの一歩：鍋を借りる → 手放した" in pen.draft


@pytest.mark.parametrize("what", ["sticker", "picture", "voice", "location"])
def test_what_is_not_words_is_thanked_for_and_asked_again(what: Any) -> None:
    pen = Pen(AGAIN).tap("outcome", "done")
    waiting = pen.turn.next

    pen.hear(Shared(what))

    assert pen.turn.next == waiting
    assert "ありがとう" in pen.words() or "受けとりました" in pen.words()


# Long answers


@pytest.mark.parametrize("length", [LINE_LENGTH["now"] + 1, 5_000, 20_000])
def test_a_long_answer_is_kept_whole_and_a_line_of_it_offered(length: int) -> None:
    whole = ("鍋の話をします。" * 3_000)[:length]

    pen = Pen(AGAIN).tap("outcome", "done").say(whole)

    assert isinstance(pen.turn.next, Long)
    assert pen.done == [KeepAnswer("now", whole)]
    pen.tap("use").tap("not_yet").tap("leave_out")
    line = pen.draft.splitlines()[1].removeprefix("いま：")
    assert whole.startswith(line)
    assert 0 < len(line) <= LINE_LENGTH["now"]


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
    assert own == ["鍋は重かった", "ふたつきの鍋をさがす", "運ぶのを手伝ってくれる人"]
    assert pen.draft == (
        "きのうの一歩：鍋を借りる → 途中\n"
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

    assert pen.draft.splitlines()[0] == "きのうの一歩：鍋を借りる → 手放した"


def test_words_typed_at_the_draft_go_to_the_line_one_chooses() -> None:
    pen = written().say("となりで見ていてくれる人")

    assert isinstance(pen.turn.next, Mending)
    pen.tap("line", "with")
    assert pen.draft.endswith("よかったら：となりで見ていてくれる人")


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
