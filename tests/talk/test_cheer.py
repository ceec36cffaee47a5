"""Cheering a line, lending a hand and a word back, as a pure flow."""

from datetime import UTC, datetime

import pytest

from core.domain.formats import Post
from core.domain.members import Member
from core.talk import notices
from core.talk.effects import Done, Effect
from core.talk.effects.posts import (
    AnswerCheer,
    CheerLine,
    CheerPlaced,
    CheerSeen,
    LookAtCheer,
    LookAtPost,
    OfferHand,
    PostSeen,
)
from core.talk.flow import Facts, Heard, Turn
from core.talk.flows import cheer
from core.talk.flows.cheer_states import Choosing, Looking, Placing, Recalling
from core.talk.incoming import Said
from core.talk.turn import Opened, Picked, Show
from tests.talk.flowing import LONG, Bench, check, explore, options

KEN = Member("ken", "けん", "ja")
YUKI = Member("yuki", "ゆき", "ja")
FACTS = Facts(KEN, datetime(2026, 3, 4, 3, tzinfo=UTC))
POST = Post(
    id="p1",
    member_id="yuki",
    lines={
        "prev": "鍋を借りる",
        "now": "鍋は重かった",
        "next": "ふたつきの鍋をさがす",
        "with": "運ぶのを手伝ってくれる人",
    },
    outcome="halfway",
    community_id="engawa",
)
SEEN = PostSeen(POST, YUKI)
BENCH = Bench(
    cheer.FLOW,
    openings=(Opened("", "p1"), Opened("help", "p1"), Opened("answer", "c1")),
    facts=(FACTS, Facts(Member("ken", "", "en"), FACTS.now)),
    answers={
        LookAtPost: (
            SEEN,
            PostSeen(POST, YUKI, ("now", "hand")),
            PostSeen(POST, YUKI, ("prev", "now", "next", "with", "hand")),
            PostSeen(POST, KEN),
            PostSeen(None, None),
        ),
        CheerLine: (CheerPlaced(), CheerPlaced("already"), CheerPlaced("gone")),
        OfferHand: (CheerPlaced(), CheerPlaced("already"), CheerPlaced("gone")),
        LookAtCheer: (CheerSeen(YUKI, "鍋は重かった"), CheerSeen(None)),
    },
)


def run(opened: Opened, *heard: Heard) -> Turn:
    """Return the turn after all of this was heard."""
    turn = cheer.open_(opened, FACTS)
    for one in heard:
        following = cheer.step(turn.next, one, FACTS)
        assert following is not None, (turn.next, one)
        turn = following
    return turn


def test_it_keeps_the_promises_of_every_flow() -> None:
    check(explore(BENCH), passing=(Looking, Placing, Recalling))


def test_a_cheer_goes_to_one_filled_line() -> None:
    turn = run(Opened("", "p1"), Done(SEEN))

    picked = [one.arg for one in options(turn.say) if one.verb == "line"]
    assert picked == ["prev", "now", "next", "with"]


def test_a_line_cheered_before_is_not_offered_again() -> None:
    turn = run(Opened("", "p1"), Done(PostSeen(POST, YUKI, ("now",))))

    assert isinstance(turn.next, Choosing)
    assert "now" not in turn.next.lines


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (Picked("none"), CheerLine("p1", "now", "")),
        (Said(" いい鍋だね "), CheerLine("p1", "now", "いい鍋だね")),
    ],
)
def test_words_may_go_along(words: Heard, expected: Effect) -> None:
    turn = run(Opened("", "p1"), Done(SEEN), Picked("line", "now"), words)

    assert turn.do == (expected,)


def test_words_written_before_the_line_go_along_with_it() -> None:
    turn = run(Opened("", "p1"), Done(SEEN), Said("いい鍋だね"), Picked("line", "now"))

    assert turn.do == (CheerLine("p1", "now", "いい鍋だね"),)


def test_lending_a_hand_is_about_the_line_that_asks_for_company() -> None:
    turn = run(Opened("help", "p1"), Done(SEEN), Said("日曜ならいます"))

    assert turn.do == (OfferHand("p1", "日曜ならいます"),)


def test_long_words_are_kept_until_somebody_says_how_much_of_them_goes() -> None:
    turn = run(Opened("answer", "c1"), Done(CheerSeen(YUKI)), Said(LONG))
    assert turn.do == ()

    sent = cheer.step(turn.next, Picked("use"), FACTS)

    assert sent is not None
    (answer,) = sent.do
    assert isinstance(answer, AnswerCheer)
    assert LONG.startswith(answer.words)


@pytest.mark.parametrize("opened", [Opened("help", "p1"), Opened("answer", "c1")])
def test_a_solicitation_does_not_travel_with_a_cheer(opened: Opened) -> None:
    seen = CheerSeen(YUKI) if opened.verb == "answer" else SEEN

    turn = run(opened, Done(seen), Said("稼げる副業を一緒にやりませんか。"))

    assert turn.do == ()
    assert turn.next is not None


def test_the_author_hears_which_line_and_can_say_a_word_back() -> None:
    (card,) = notices.cheered(
        "けん", line="now", quote="鍋は重かった", words="いい鍋だね", cheer_id="c1"
    )

    assert isinstance(card, Show)
    assert card.body == "いい鍋だね"
    assert card.facts[0][1] == "鍋は重かった"
    assert [(one.flow, one.verb, one.arg) for one in card.options] == [
        ("cheer", "answer", "c1")
    ]
