"""A day is asked for: tapped, picked in a calendar, or in words; never one gone by."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from core.domain.calendar import When
from core.domain.members import Member
from core.talk.days import in_words
from core.talk.flow import Facts, Heard
from core.talk.flows import asking_day
from core.talk.flows.asking_day import Meant
from core.talk.incoming import Chose, Said, Unsent
from core.talk.outgoing import (
    choices_of,
)
from core.talk.turn import Picked, T
from core.talk.voice import word
from tests.databases import TestedDatabase, every_database, sqlite_database
from tests.talk.meeting import met, raise_flag, seated
from tests.talk.talking import LIMITS, KeepingChannel, Phone

__all__ = ["every_database", "sqlite_database"]

# Half past midnight on a Saturday in Japan, where it is still Friday in UTC.
NOW = datetime(2026, 12, 4, 15, 30, tzinfo=UTC)
JA, EN = (Facts(Member("yuki", "ゆき", one), NOW) for one in ("ja", "en"))


def test_days_are_those_of_the_place_and_not_of_utc() -> None:
    near = [option.arg for option in asking_day.options(JA) if option.verb == "day"]
    day, with_time = (option.picks for option in asking_day.options(JA) if option.picks)

    assert near == ["2026-12-06", "2026-12-12"]
    assert day.earliest.iso == "2026-12-05"
    assert with_time.earliest.iso == "2026-12-05T00:00"
    assert (day.with_time, with_time.with_time) == (False, True)


@pytest.mark.parametrize(
    ("heard", "words", "day"),
    [
        (Picked("day", "2026-12-12"), "", When(date(2026, 12, 12))),
        (
            Picked("pick", when=When(date(2026, 12, 6), time(9, 5))),
            "",
            When(date(2026, 12, 6), time(9, 5)),
        ),
        (Said("2026/12/20"), "2026/12/20", When(date(2026, 12, 20))),
        (Said(" 来月の土曜の朝 "), "来月の土曜の朝", None),
    ],
)
def test_an_answer_is_the_words_that_were_typed_and_the_day_they_name(
    heard: Heard, words: str, day: When | None
) -> None:
    assert asking_day.answer(heard, JA) == Meant(words, day)


@pytest.mark.parametrize(
    ("when", "ja", "en"),
    [
        (When(date(2026, 12, 12)), "12月12日（土曜）", "Saturday 12 Dec"),
        (
            When(date(2026, 12, 6), time(9, 5)),
            "12月6日（日曜） 9:05",
            "Sunday 6 Dec, 9:05",
        ),
        (When(date(2027, 1, 3)), "2027年1月3日（日曜）", "Sunday 3 Jan 2027"),
    ],
)
def test_a_day_is_said_in_the_language_of_whoever_reads_it(
    when: When, ja: str, en: str
) -> None:
    said = in_words(when, JA.today)

    assert (word(said, "ja"), word(said, "en")) == (ja, en)


@pytest.mark.parametrize(
    ("heard", "why"),
    [
        (Picked("pick", when=When(date(2026, 12, 4))), T("day.over")),
        (Picked("pick", when=When(date(2026, 12, 5), time(0, 29))), T("day.over")),
        (Picked("day", "2026-12-01"), T("day.over")),
        (Said("2020年1月1日"), T("day.over")),
        (Picked("pick", when=When(date(2031, 1, 1))), T("day.far_off")),
        (Said("2月30日"), T("day.not_in_calendar")),
        (Picked("pick"), T("day.just_type")),
    ],
)
def test_a_day_that_cannot_be_is_answered_kindly(heard: Heard, why: object) -> None:
    assert asking_day.answer(heard, JA) == why


@pytest.mark.parametrize("heard", [Said("  "), Picked("day", "x"), Picked("other")])
def test_what_is_no_answer_is_none(heard: Heard) -> None:
    assert asking_day.answer(heard, JA) is None


async def asked_when(phone: Phone) -> str:
    """Raise a flag up to the question for its day."""
    await phone.say("旗を立てたい")
    return await phone.say("川べりで声を出して本を読む")


def calendar_of(phone: Phone, label: str) -> str:
    """Return the token of a choice that opens a calendar."""
    return next(
        choice.token
        for choice in choices_of(phone.latest)
        if choice.label == label and choice.picks is not None
    )


async def test_where_there_is_no_calendar_none_is_offered_and_words_do(
    sqlite_database: TestedDatabase,
) -> None:
    async with met(sqlite_database) as (_, yuki, _ken):
        heard = await asked_when(yuki)

        assert "日を選ぶ" not in heard
        assert "まだ決めない" in heard
        assert "もう過ぎているようです" in await yuki.say("2020年1月1日")
        assert "いくつにしましょう" in await yuki.say("来月の土曜")


async def test_a_picked_day_is_said_back_and_stands_on_the_flag(
    sqlite_database: TestedDatabase,
) -> None:
    picking = {"web": KeepingChannel(limits=replace(LIMITS, picks=True))}
    async with met(sqlite_database, channels=picking) as (here, yuki, _ken):
        await asked_when(yuki)
        past = Chose(calendar_of(yuki, "日を選ぶ"), When(date(2020, 1, 1)))
        assert "もう過ぎているようです" in await yuki.does(past)
        day = here.clock.now().date().replace(day=1)
        following = day.replace(year=day.year + 1)
        token = calendar_of(yuki, "日と時間を選ぶ")

        said = await yuki.does(Chose(token, When(following, time(10, 30))))

        named = f"{following.year}年{following.month}月1日"
        assert f"{named}（" in said
        assert "10:30、ですね。" in said
        await yuki.tap("3席")
        await yuki.say("案内と敷物")
        assert named in await yuki.tap("いない")


async def test_the_label_of_a_calendar_typed_is_told_how_to_write_a_day(
    sqlite_database: TestedDatabase,
) -> None:
    picking = {"web": KeepingChannel(limits=replace(LIMITS, picks=True))}
    async with met(sqlite_database, channels=picking) as (_, yuki, _ken):
        await asked_when(yuki)

        assert "「来月の土曜」" in await yuki.say("日を選ぶ")


async def test_everybody_hears_the_day_of_a_flag_in_their_own_language(
    every_database: TestedDatabase,
) -> None:
    async with met(every_database) as (here, yuki, ken):
        robin = await seated(here, "robin", "Robin", language="en")
        year = here.clock.now().year + 1
        day = date(year, 1, 3)

        await raise_flag(yuki, when=Said(f"{year}年1月3日"))

        await ken.say("旗")
        named = f"{year}年1月3日（{'月火水木金土日'[day.weekday()]}曜）"
        assert named in await ken.tap("立っている旗を見る")
        await robin.say("flag")
        assert f"{day:%A} 3 Jan {year}" in await robin.tap("See the flags")


async def test_a_day_goes_when_the_words_for_it_are_taken_back_or_mended(
    sqlite_database: TestedDatabase,
) -> None:
    async with met(sqlite_database) as (here, yuki, ken):
        year = here.clock.now().year + 1
        await asked_when(yuki)
        await yuki.does(Said(f"{year}年1月3日", message="m1"))
        await yuki.tap("3席")
        await yuki.does(Unsent("m1"))
        await yuki.say("案内と敷物")
        assert "1月3日" not in await yuki.tap("いない")
        await yuki.tap("いまはやめておく")

        await raise_flag(yuki, when=Said(f"{year}年1月4日", message="m2"))
        await yuki.does(Unsent("m2"))
        await ken.say("旗")
        assert "1月4日" not in await ken.tap("立っている旗を見る")
