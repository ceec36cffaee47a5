"""Asking how others might put it, and answering, as pure flows."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from core.domain.communities import Community
from core.domain.members import Member
from core.domain.sounding import Hint, Shown, Sounding
from core.domain.vectors import Vector
from core.talk.effects import Done
from core.talk.effects.soundings import (
    AnswerHint,
    CloseSounding,
    HintMoved,
    HintSeen,
    LookAtHint,
    LookAtSounding,
    Sound,
    Sounded,
    SoundingSeen,
    TakeHint,
    ThankForHint,
)
from core.talk.flow import Facts, Heard, Start, Turn
from core.talk.flows import hint, sounding
from core.talk.flows.hint import Looking as LookingAtQuestion
from core.talk.flows.hint import Reading
from core.talk.flows.hint import Telling as TellingAnswer
from core.talk.flows.sounding_states import Beginning, Looking, Previewing, Sending
from core.talk.incoming import Said
from core.talk.turn import Opened, Picked, Say, Show, T
from tests.talk.flowing import Bench, check, explore, options

NOW = datetime(2026, 3, 4, 3, tzinfo=UTC)
KEN, YUKI = Member("ken", "けん", "ja"), Member("yuki", "ゆき", "ja")
ROOM = Community("room", "坂の上の台所", "", owner_id=None, taken=3)
MARKET = Community("market", "朝の市", "", owner_id=None, taken=3)
VECTOR = Vector("給食室で12年", "父のこと", "あたたかいところ", "", 1, NOW)
SHOWN = Shown("給食室で12年", "あたたかいところ")
ASKED = Sounding("s1", "yuki", "room", "destination", SHOWN, NOW)
FACTS = Facts(YUKI, NOW, homes=(ROOM,), vector=VECTOR)
SAID = Hint("h1", ASKED, "ken", "said", "だれもひとりで食べない台所")
WAITS = Hint("h1", ASKED, "ken", "asked")

ASKING = Bench(
    sounding.FLOW,
    openings=(
        Opened(),
        Opened("about", "next_step"),
        Opened("take", "h1"),
        Opened("thank", "h1"),
        Opened("leave", "h1"),
        Opened("close", "s1"),
    ),
    facts=(
        FACTS,
        replace(FACTS, member=replace(YUKI, language="en"), homes=(ROOM, MARKET)),
        replace(FACTS, homes=()),
        replace(FACTS, vector=Vector()),
    ),
    answers={
        LookAtSounding: (SoundingSeen(None), SoundingSeen(ASKED)),
        Sound: (
            Sounded(ASKED),
            Sounded(None, "nobody"),
            Sounded(None, "one_at_a_time"),
            Sounded(None, "changed"),
        ),
        LookAtHint: (
            HintSeen(SAID, "asker", "said", KEN),
            HintSeen(replace(SAID, thanked=True), "asker", "said", KEN),
            HintSeen(None),
        ),
    },
)
ANSWERING = Bench(
    hint.FLOW,
    openings=tuple(
        Opened(verb, "h1") for verb in ("write", "pass", "later", "anew", "unsay", "")
    ),
    facts=(Facts(KEN, NOW), Facts(replace(KEN, language="en"), NOW)),
    answers={
        LookAtHint: (
            HintSeen(WAITS, "author", "asked", YUKI),
            HintSeen(WAITS, "author", "lapsed", YUKI),
            HintSeen(SAID, "author", "said", YUKI),
            HintSeen(replace(SAID, taken=True), "author", "said", YUKI),
            HintSeen(replace(WAITS, state="passed"), "author", "passed", YUKI),
            HintSeen(WAITS, "author", "closed", YUKI),
            HintSeen(None),
        ),
        AnswerHint: (HintMoved(done=True), HintMoved(done=False)),
    },
)


def run(bench: Bench, opened: Opened, *heard: Heard) -> Turn:
    """Return the turn after all of this was heard."""
    facts = bench.facts[0]
    turn = bench.flow.open(opened, facts)
    for one in heard:
        following = bench.flow.step(turn.next, one, facts)
        assert following is not None, (turn.next, one)
        turn = following
    return turn


def cards(turn: Turn) -> str:
    """Return everything on the cards of a turn."""
    shown = [one for one in turn.say if isinstance(one, Show)]
    return " ".join(str(value) for one in shown for _, value in one.facts)


def test_asking_keeps_the_promises_of_every_flow() -> None:
    check(explore(ASKING), passing=(Beginning, Looking, Sending))


def test_answering_keeps_the_promises_of_every_flow() -> None:
    check(explore(ANSWERING), passing=(LookingAtQuestion, TellingAnswer))


def previewed(*heard: Heard) -> Turn:
    """Return the turn in which it is read back what others would see."""
    begun = (Done(SoundingSeen(None)), Picked("line", "destination"))
    return run(ASKING, Opened(), *begun, *heard)


def test_what_they_will_see_is_read_back_and_goes_out_by_a_tap_of_its_own() -> None:
    turn = previewed()
    assert turn.do == ()
    assert "給食室で12年" in cards(turn)
    assert "あたたかいところ" in cards(turn)
    assert "父のこと" not in cards(turn)

    sent = previewed(Picked("send"))
    assert sent.do == (Sound("room", "destination", SHOWN),)


def test_one_may_show_that_line_alone_and_add_a_word() -> None:
    turn = previewed(Picked("only"), Said("湯気ばかり浮かびます"))

    assert "給食室で12年" not in cards(turn)
    assert "湯気ばかり浮かびます" in cards(turn)
    sent = previewed(Picked("only"), Said("湯気"), Picked("send"))
    shown = Shown(destination="あたたかいところ", note="湯気")
    assert sent.do == (Sound("room", "destination", shown),)
    assert previewed(Said("湯気"), Picked("bare"), Picked("send")).do == (
        Sound("room", "destination", SHOWN),
    )


@pytest.mark.parametrize("words", ["権利収入に興味ありませんか。"])
def test_what_reads_like_signing_people_up_is_not_passed_on(words: str) -> None:
    turn = previewed(Said(words))
    assert isinstance(turn.next, Previewing)
    assert turn.next.words.note == ""

    writing = (Done(HintSeen(WAITS, "author", "asked", YUKI)), Said(words))
    assert run(ANSWERING, Opened("write", "h1"), *writing).do == ()


def test_own_words_stand_first_and_what_was_taken_is_read_back_as_a_card() -> None:
    seen = Done(HintSeen(SAID, "asker", "said", KEN))

    beside = run(ASKING, Opened("take", "h1"), seen)
    assert [one.verb for one in options(beside.say)] == ["own", "theirs"]
    theirs = run(ASKING, Opened("take", "h1"), seen, Picked("theirs"))
    assert theirs.do == (TakeHint("h1"),)
    assert theirs.then == Start("vector", "worded", f"destination\n{SAID.words}")
    mixed = run(ASKING, Opened("take", "h1"), seen, Said("あたたかい台所"))
    assert mixed.then == Start("vector", "worded", "destination\nあたたかい台所")
    own = run(ASKING, Opened("take", "h1"), seen, Picked("own"))
    assert (own.do, own.then) == ((), None)


def test_thanks_carry_a_reason() -> None:
    seen = Done(HintSeen(SAID, "asker", "said", KEN))
    turn = run(ASKING, Opened("thank", "h1"), seen, Said("湯気"), Picked("send"))

    [thanks] = turn.do
    assert isinstance(thanks, ThankForHint)
    assert "湯気" in thanks.words


def test_words_are_sent_as_they_were_typed_after_they_were_read_back() -> None:
    begun = (Done(HintSeen(WAITS, "author", "asked", YUKI)), Said(" 台所 \n"))

    read = run(ANSWERING, Opened("write", "h1"), *begun)
    assert read.do == ()
    sent = run(ANSWERING, Opened("write", "h1"), *begun, Picked("send"))
    assert sent.do == (AnswerHint("h1", "say", "台所"),)


def test_a_remark_about_words_is_a_remark_and_stops_nobody() -> None:
    words = "海の近くはどう。早くやりなさい。"
    begun = (Done(HintSeen(WAITS, "author", "asked", YUKI)), Said(words))

    read = run(ANSWERING, Opened("write", "h1"), *begun)
    remark = Say(T("hint.may_sound", words="早くやりなさい。"))
    assert [one.text for one in read.say if isinstance(one, Say)] == [remark.text]
    sent = run(ANSWERING, Opened("write", "h1"), *begun, Picked("send"))
    assert sent.do == (AnswerHint("h1", "say", words),)
    anew = run(ANSWERING, Opened("write", "h1"), *begun, Said("海の近くかな"))
    assert isinstance(anew.next, Reading)
    assert anew.next.text == "海の近くかな"


def test_the_open_question_is_shown_instead_of_a_second_one() -> None:
    turn = run(ASKING, Opened(), Done(SoundingSeen(ASKED)))

    assert turn.next is None
    [back] = [one for one in options(turn.say) if one.verb == "close"]
    closed = sounding.open_(Opened("close", back.arg), FACTS)
    assert closed.do == (CloseSounding("s1"),)
