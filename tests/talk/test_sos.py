"""SOS: safety first, people's voices before any question, nothing kept unsent."""

from dataclasses import replace
from datetime import UTC, datetime

from core.domain.communities import Community
from core.domain.flags import Flag
from core.domain.formats import Post
from core.domain.members import Member
from core.domain.sos import Call, Listener
from core.talk.effects.calls import (
    AnswerCall,
    AudienceSeen,
    CallEnded,
    CallSeen,
    CallSent,
    Connect,
    EndCall,
    FindCalled,
    FoundCalled,
    HandWords,
    LookAtAudience,
    LookAtCall,
    LookAtPair,
    PairMoved,
    PairSeen,
    PauseSender,
    SendCall,
)
from core.talk.effects.flags import FlagSeen, FlagsSeen, LookAtFlag, LookAtFlags
from core.talk.effects.keeping import (
    AskKeeper,
    KeeperAsked,
    KeepersSeen,
    KeepWatch,
    LookAtKeepers,
    ReleaseKeeper,
    WatchChanged,
)
from core.talk.effects.openings import LookAtOpenings, OpeningsSeen
from core.talk.effects.posts import LookAtPost, PostSeen
from core.talk.flow import Facts
from core.talk.flows import keeper, listen, sos, sos_states
from core.talk.incoming import Said
from core.talk.outgoing import Draft
from core.talk.turn import Opened, Picked, Say
from tests.databases import TestedDatabase, sqlite_database
from tests.services.scene import everything
from tests.talk.flowing import Bench, check, explore
from tests.talk.meeting import met

__all__ = ["sqlite_database"]

NOW = datetime(2026, 3, 4, 3, tzinfo=UTC)
NOWHERE = Facts(Member("yuki", "ゆき", "ja"), NOW)
HERE = replace(NOWHERE, homes=(Community("room", "坂の上の台所", "", None),))
TWO_ROOMS = replace(HERE, homes=(*HERE.homes, Community("h", "港の食堂", "", None)))
OWN_LINES = replace(HERE, help_lines="見守り人 03-0000-0000")
FLAG = Flag("f", "tomo", "room", "朝市の机", "", "場所とり", False, "", 3, 1)
SEEN = FlagSeen(FLAG, Member("tomo", "とも", "ja"), mine=False, holding=False)
KEN, MIHO = Member("ken", "けん", "ja"), Member("miho", "みほ", "ja")
TOMO = SEEN.raiser
POST = Post(
    "p", "tomo", {"now": "本を並べた", "with": "本の話をする人"}, community_id="room"
)
ROOM = HERE.homes[0]
CALL = Call("c", "yuki", "room", "ear", "chosen", True, "ねむれない", NOW)
TO_ALL = replace(CALL, audience="room", named=False, words="")
CLOSED = replace(CALL, ended_at=NOW)
WAITING = Listener("l", "c", "ken", "yuki", reached=True)
JOINED = replace(WAITING, answer="ear", connected=True)
OWNED = replace(ROOM, owner_id="yuki")
BENCH = Bench(
    sos.FLOW,
    openings=(
        *(Opened(verb) for verb in ("", "safe", "lines", "tell", "reach")),
        Opened("call", "work"),
        Opened("call", "hand"),
        Opened("hear", "place:f"),
        Opened("hear_author", "place:p"),
        Opened("wider", "c"),
        Opened("ended", "c"),
    ),
    facts=(NOWHERE, HERE, OWN_LINES, TWO_ROOMS),
    answers={
        LookAtOpenings: (OpeningsSeen(), OpeningsSeen((SEEN,), ((POST, TOMO),))),
        LookAtFlag: (FlagsSeen(()), FlagsSeen((SEEN,))),
        LookAtPost: (PostSeen(None, None), PostSeen(POST, TOMO)),
        LookAtAudience: (AudienceSeen(), AudienceSeen((KEN, MIHO), (TOMO,))),
        FindCalled: tuple(map(FoundCalled, ((), (KEN,), (KEN, MIHO)))),
        SendCall: (
            CallSent("", again=True),
            CallSent("", missed=(KEN,)),
            CallSent("", heard=True),
            CallSent("c", (KEN,), (MIHO,), later=True, again=True),
            CallSent("c", later=True),
        ),
        LookAtCall: (CallSeen(None), CallSeen(CALL), CallSeen(CLOSED)),
        EndCall: (CallEnded(done=True), CallEnded(done=False)),
    },
)
LISTENING = Bench(
    listen.FLOW,
    openings=tuple(
        Opened(verb, "l")
        for verb in (
            "",
            "pause",
            "ear",
            "flag",
            "person",
            "pass",
            "connect",
            "contact",
            "not_now",
        )
    ),
    facts=(HERE,),
    answers={
        LookAtPair: (
            PairSeen(None),
            PairSeen(CLOSED, WAITING),
            PairSeen(CALL, WAITING, name="ゆき"),
            PairSeen(TO_ALL, WAITING),
            PairSeen(CALL, JOINED, name="ゆき"),
            PairSeen(CALL, JOINED, "sender", name="けん"),
            PairSeen(CALL, WAITING, "sender", name="けん"),
        ),
        LookAtFlags: (FlagsSeen(()), FlagsSeen((SEEN, SEEN))),
        **{
            effect: (PairMoved(done=True, name="けん"), PairMoved(done=False))
            for effect in (AnswerCall, Connect, HandWords, PauseSender)
        },
    },
)
KEEPING = Bench(
    keeper.FLOW,
    openings=tuple(
        Opened(verb, "room")
        for verb in ("", "ask", "release", "agree", "decline", "stop")
    ),
    facts=(HERE, replace(HERE, homes=(OWNED,))),
    answers={
        LookAtKeepers: (
            KeepersSeen(None),
            *(
                KeepersSeen(ROOM, keepers, mine=mine)
                for keepers in ((), (KEN, MIHO))
                for mine in (True, False)
            ),
        ),
        FindCalled: tuple(map(FoundCalled, ((), (KEN,), (KEN, MIHO)))),
        AskKeeper: (
            KeeperAsked(""),
            KeeperAsked("not_owner"),
            KeeperAsked("not_here"),
            KeeperAsked("already"),
            KeeperAsked("enough"),
        ),
        KeepWatch: (WatchChanged(done=True, community=ROOM), WatchChanged(done=False)),
        ReleaseKeeper: (WatchChanged(done=True, community=ROOM),),
    },
)

PASSING = (
    sos_states.Looking,
    sos_states.Nearing,
    sos_states.Gathering,
    sos_states.Finding,
    sos_states.Sending,
    sos_states.Recalling,
    sos_states.Hearing,
    sos_states.Ending,
)
"""States that only wait for what an effect answers."""


def test_a_call_keeps_the_promises_of_every_flow() -> None:
    check(explore(BENCH), passing=PASSING)


def test_listening_keeps_the_promises_of_every_flow() -> None:
    check(explore(LISTENING), passing=(listen.Looking, listen.Telling))


def test_keeping_watch_keeps_the_promises_of_every_flow() -> None:
    check(explore(KEEPING), passing=(keeper.Looking, keeper.Asking, keeper.Changing))


async def test_danger_brings_help_lines_and_nothing_else(
    sqlite_database: TestedDatabase,
) -> None:
    async with met(sqlite_database) as (_, yuki, _ken):
        assert "いま安全ですか" in await yuki.say("SOS")

        heard = await yuki.tap("あぶない")

        assert "0120-783-556" in heard
        assert "0120-279-338" in heard
        assert "110" in heard
        assert "119" in heard
        assert "声をかける" not in heard


async def test_a_call_by_mistake_ends_with_a_tap(
    sqlite_database: TestedDatabase,
) -> None:
    async with met(sqlite_database) as (_, yuki, _ken):
        await yuki.say("SOS")

        assert "だれにも届けていません" in await yuki.tap("まちがえて押した")


async def test_help_is_understood_as_a_call_and_not_as_a_question_about_the_bot(
    sqlite_database: TestedDatabase,
) -> None:
    async with met(sqlite_database) as (_, yuki, _ken):
        assert "いま安全ですか" in await yuki.say("助けて")


async def test_whatever_is_typed_first_help_lines_come_before_the_question_again(
    sqlite_database: TestedDatabase,
) -> None:
    async with met(sqlite_database) as (here, yuki, _ken):
        await yuki.say("SOS")
        heard = await yuki.say("もう消えてしまいたいのです")

        assert heard.index("0120-783-556") < heard.index("[あぶない]")
        states = await here.database.read(
            lambda conn: [
                where
                for where, text in everything(conn)
                if "消えてしまいたい" in text and not where.startswith("inbox")
            ]
        )
        assert states == []


async def test_whoever_says_that_they_are_safe_goes_on(
    sqlite_database: TestedDatabase,
) -> None:
    async with met(sqlite_database) as (_, yuki, _ken):
        await yuki.say("SOS")
        assert "[手がほしい]" in await yuki.say("はい、安全です")


async def test_a_call_ends_what_ran_before_so_that_no_interview_goes_on(
    sqlite_database: TestedDatabase,
) -> None:
    async with met(sqlite_database) as (_, yuki, _ken):
        await yuki.say("旗を立てたい")
        await yuki.say("sos")

        heard = await yuki.tap("あぶない")

        assert "さっきの続き" not in heard
        assert "旗" not in heard


async def test_a_hand_is_asked_for_in_ones_own_words(
    sqlite_database: TestedDatabase,
) -> None:
    async with met(sqlite_database) as (_, yuki, _ken):
        await yuki.say("SOS")
        await yuki.tap("大丈夫")
        await yuki.tap("手がほしい")
        await yuki.tap("道の近い人に")

        heard = await yuki.say("引っ越しの荷造りを手伝ってくれる人いませんか")

        assert "さがしているようにも聞こえました" not in heard
        assert "近づけそうですか" in heard


def test_an_operator_may_put_other_help_lines() -> None:
    turn = sos.FLOW.step(sos_states.Safe(), Picked("danger"), OWN_LINES)

    assert turn is not None
    assert isinstance(turn.say[0], Say)
    assert turn.say[0].text == OWN_LINES.help_lines


def test_a_second_call_is_taken_like_the_first() -> None:
    first = sos.FLOW.open(Opened(), HERE)
    second = sos.FLOW.open(Opened(), HERE)

    assert first == second
    assert not first.do


def test_no_state_of_a_call_holds_what_was_said() -> None:
    turn = sos.FLOW.step(sos_states.Handing(), Said("荷造りを一緒に"), HERE)

    assert turn is not None
    assert turn.next is None
    assert turn.then is not None
    assert turn.then.arg == "荷造りを一緒に"


async def test_words_for_somebody_trusted_are_there_to_copy(
    sqlite_database: TestedDatabase,
) -> None:
    async with met(sqlite_database) as (_, yuki, ken):
        await yuki.say("SOS")
        await yuki.tap("あぶない")
        before = len(ken.heard)

        await yuki.tap("信じられる人に")

        assert any(isinstance(one, Draft) for one in yuki.latest)
        assert len(ken.heard) == before


async def test_other_words_in_need_are_never_called_not_understood(
    sqlite_database: TestedDatabase,
) -> None:
    async with met(sqlite_database) as (_, yuki, _ken):
        await yuki.say("SOS")
        await yuki.tap("大丈夫")

        heard = await yuki.say("仕事で行きづまってしまって")
        assert "話してくれて、ありがとう" in heard
        assert "うまく受け取れません" not in heard
        assert "よかった" not in heard

        assert "0120-783-556" in await yuki.say("もう消えてしまいたい")
