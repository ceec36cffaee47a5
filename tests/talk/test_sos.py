"""SOS: safety first, people's voices before any question, nothing kept of the call."""

from dataclasses import replace
from datetime import UTC, datetime

from core.domain.communities import Community
from core.domain.flags import Flag
from core.domain.members import Member
from core.talk.effects import Done, FlagSeen, FlagsSeen, LookAtFlags
from core.talk.flow import Facts
from core.talk.flows import sos
from core.talk.incoming import Said
from core.talk.outgoing import Draft
from core.talk.turn import Opened, Picked, Say
from core.talk.voice import word
from tests.databases import TestedDatabase, sqlite_database
from tests.services.scene import everything
from tests.talk.flowing import Bench, check, explore
from tests.talk.meeting import met

__all__ = ["sqlite_database"]

NOW = datetime(2026, 3, 4, 3, tzinfo=UTC)
NOWHERE = Facts(Member("yuki", "ゆき", "ja"), NOW)
HERE = replace(NOWHERE, homes=(Community("room", "坂の上の台所", "", None),))
OWN_LINES = replace(HERE, help_lines="見守り人 03-0000-0000")
FLAG = Flag("f", "tomo", "room", "朝市の机", "", "場所とり", False, "", 3, 1)
SEEN = FlagSeen(FLAG, Member("tomo", "とも", "ja"), mine=False, holding=False)
BENCH = Bench(
    sos.FLOW,
    openings=tuple(Opened(verb) for verb in ("", "safe", "lines", "tell")),
    facts=(NOWHERE, HERE, OWN_LINES),
    answers={LookAtFlags: (FlagsSeen(()), FlagsSeen((SEEN, SEEN)))},
)


def test_a_call_keeps_the_promises_of_every_flow() -> None:
    check(explore(BENCH), passing=(sos.Looking,))


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

        heard = await yuki.say("引っ越しの荷造りを手伝ってくれる人いませんか")

        assert "さがしているようにも聞こえました" not in heard
        assert "近づけそうですか" in heard


async def test_a_place_to_be_may_be_a_free_seat_nearby(
    sqlite_database: TestedDatabase,
) -> None:
    async with met(sqlite_database) as (_, yuki, ken):
        await ken.say("旗を立てたい")
        for words in ("朝市の机", "土曜", "3", "場所とり"):
            await ken.say(words)
        await ken.tap("いない")
        await ken.tap("旗を立てる")

        await yuki.say("SOS")
        await yuki.tap("大丈夫")
        heard = await yuki.tap("居場所がほしい")

        assert "朝市の机" in heard
        assert "[この指とまれ]" in heard
        assert "[人に声をかける]" in heard


def test_the_bot_says_plainly_what_it_cannot_do() -> None:
    turn = sos.FLOW.step(sos.Wishing(), Picked("ear"), HERE)

    assert turn is not None
    assert "まだわたしにはできません" in _worded(turn.next)


def _worded(state: object) -> str:
    turn = sos.FLOW.step(state, Done(FlagsSeen(())), HERE)
    assert turn is not None
    return "".join(word(one.text, "ja") for one in turn.say if isinstance(one, Say))


def test_an_operator_may_put_other_help_lines() -> None:
    turn = sos.FLOW.step(sos.Safe(), Picked("danger"), OWN_LINES)

    assert turn is not None
    assert isinstance(turn.say[0], Say)
    assert turn.say[0].text == OWN_LINES.help_lines


def test_a_second_call_is_taken_like_the_first() -> None:
    first = sos.FLOW.open(Opened(), HERE)
    second = sos.FLOW.open(Opened(), HERE)

    assert first == second
    assert not first.do


def test_no_state_of_a_call_holds_what_was_said() -> None:
    turn = sos.FLOW.step(sos.Handing(), Said("荷造りを一緒に"), HERE)

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

        await yuki.tap("だれかに伝える")

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
