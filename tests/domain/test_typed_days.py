"""Days as they are typed in either language."""

from datetime import date, datetime, time

from hypothesis import given
from hypothesis import strategies as st

from core.domain.calendar import When
from core.domain.typed_days import read_typed
from tests.tables import every_row

NOW = datetime(2026, 11, 30, 9, 30)  # noqa: DTZ001 - what the clocks of the place show
FIFTH = date(2026, 12, 5)
TODAY = NOW.date()


@every_row(
    [
        ("12月5日", When(FIFTH)),
        ("１２月５日", When(FIFTH)),
        ("2026/12/5", When(FIFTH)),
        ("2026-12-05", When(FIFTH)),
        ("2026年12月5日", When(FIFTH)),
        ("12月5日(土)", When(FIFTH)),
        ("12月5日(土) 10時", When(FIFTH, time(10))),
        ("12月5日10時30分", When(FIFTH, time(10, 30))),
        ("12月5日 10時半から", When(FIFTH, time(10, 30))),
        ("12月5日の午後3時", When(FIFTH, time(15))),
        ("12月5日 午前12時", When(FIFTH, time(0))),
        ("2026/12/5 18:05", When(FIFTH, time(18, 5))),
        ("11月29日", When(date(2027, 11, 29))),
        ("11月30日", When(date(2026, 11, 30))),
        ("2月29日", When(date(2028, 2, 29))),
        ("2025年5月1日", When(date(2025, 5, 1))),
        ("5 December", When(FIFTH)),
        ("5 December, 10:00", When(FIFTH, time(10))),
        ("Sat 5 Dec at 10.30", When(FIFTH, time(10, 30))),
        ("Saturday, December 5th, 2026", When(FIFTH)),
        ("the 5th of December from 3pm", When(FIFTH, time(15))),
        ("dec 5 12 a.m.", When(FIFTH, time(0))),
        ("on Saturday at 7", When(FIFTH, time(7))),
        # a word that another day would make wrong
        ("あした", When(date(2026, 12, 1))),
        ("tomorrow at 10:30", When(date(2026, 12, 1), time(10, 30))),
        ("明後日の18時", When(date(2026, 12, 2), time(18))),
        ("土曜", When(FIFTH)),
        ("今度の土曜日 10時", When(FIFTH, time(10))),
        ("this Sunday", When(date(2026, 12, 6))),
        # an hour gone by is one of the afternoon
        ("今日の3時", When(TODAY, time(15))),
        ("today at 3:30", When(TODAY, time(15, 30))),
        ("今日の8時", When(TODAY, time(8))),
    ]
)
def test_a_typed_day_is_read_as_people_write_it(typed: str, meant: When) -> None:
    assert read_typed(typed, NOW) == meant


@every_row(
    [
        ("2月30日",),
        ("2026/13/1",),
        ("2026年2月29日",),
        ("12月5日 25時",),
        ("30 February",),
        ("Dec 5 at 13pm",),
        ("12月5日 午後13時",),
    ]
)
def test_a_day_that_is_not_in_the_calendar_is_told_apart_from_words(typed: str) -> None:
    assert read_typed(typed, NOW) == "no_day"


@every_row(
    [
        ("来月の土曜",),
        ("12月5日の朝",),
        ("12月5日 10時ごろ",),
        ("12/5",),
        ("冬のどこか",),
        ("next Saturday",),
        ("Dec 5 10",),
        ("a Saturday next month",),
        ("Sunday 5 December",),  # it is a Saturday
        ("Monday",),  # said on a Monday
        ("月曜日",),
        ("",),
    ]
)
def test_words_stay_words(typed: str) -> None:
    assert read_typed(typed, NOW) is None


@given(st.text(alphabet="0123456789/-年月日時分半午後:T ()土decpmat"))
def test_whatever_looks_like_a_day_is_read_or_told(typed: str) -> None:
    found = read_typed(typed, NOW)

    assert found in {None, "no_day"} or isinstance(found, When)
