"""Days as they are picked and typed, and which of them can be meant."""

from datetime import date, datetime, time, timedelta
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.calendar import (
    FURTHEST,
    When,
    read_iso,
    read_typed,
    trouble,
    weekend,
)

NOW = datetime(2026, 11, 30, 9, 30)  # noqa: DTZ001 - what the clocks of the place show
FIFTH = date(2026, 12, 5)
# A quarter past is as near as people set it.
MINUTES = st.times().map(lambda at: at.replace(second=0, microsecond=0, fold=0))


@given(day=st.dates(date(1000, 1, 1)), at=st.none() | MINUTES)
def test_a_picked_day_comes_back_as_it_was_given(day: date, at: time | None) -> None:
    assert read_iso(When(day, at).iso) == When(day, at)


@pytest.mark.parametrize("given", ["", "2026-02-30", "2026-12-05T", "T10:00", "朝"])
def test_what_no_picker_gives_is_no_day(given: str) -> None:
    assert read_iso(given) is None


@given(st.text())
def test_whatever_a_page_posts_as_a_day_is_read_or_is_none(given: str) -> None:
    found = read_iso(given)

    assert found is None or read_iso(found.iso) is not None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("12月5日", When(FIFTH)),
        ("１２月５日", When(FIFTH)),
        ("2026/12/5", When(FIFTH)),
        ("2026-12-05", When(FIFTH)),
        ("2026年12月5日", When(FIFTH)),
        ("12月5日(土)", When(FIFTH)),
        ("12月5日(土) 10時", When(FIFTH, time(10))),
        ("12月5日10時30分", When(FIFTH, time(10, 30))),
        ("2026/12/5 18:05", When(FIFTH, time(18, 5))),
        ("11月29日", When(date(2027, 11, 29))),
        ("11月30日", When(date(2026, 11, 30))),
        ("2月29日", When(date(2028, 2, 29))),
        ("2025年5月1日", When(date(2025, 5, 1))),
    ],
)
def test_a_typed_day_is_read_as_people_write_it(typed: str, meant: When) -> None:
    assert read_typed(typed, NOW) == meant


@pytest.mark.parametrize(
    "typed", ["2月30日", "2026/13/1", "2026年2月29日", "12月5日 25時"]
)
def test_a_day_that_is_not_in_the_calendar_is_told_apart_from_words(typed: str) -> None:
    assert read_typed(typed, NOW) == "no_day"


@pytest.mark.parametrize(
    "typed",
    ["来月の土曜", "12月5日の朝", "12/5", "明日", "5 December", "冬のどこか", ""],
)
def test_words_stay_words(typed: str) -> None:
    assert read_typed(typed, NOW) is None


@given(st.text(alphabet="0123456789/-年月日時分:T ()土"))
def test_whatever_looks_like_a_day_is_read_or_told(typed: str) -> None:
    found = read_typed(typed, NOW)

    assert found in {None, "no_day"} or isinstance(found, When)


@pytest.mark.parametrize(
    ("when", "wrong"),
    [
        (When(date(2026, 11, 29)), "past"),
        (When(date(2026, 11, 30), time(9, 29)), "past"),
        (When(date(2026, 11, 30), time(9, 30)), None),
        (When(date(2026, 11, 30)), None),
        (When(NOW.date() + FURTHEST), None),
        (When(NOW.date() + FURTHEST + timedelta(days=1)), "far"),
    ],
)
def test_only_days_to_come_within_a_year_can_be_meant(
    when: When, wrong: Literal["past", "far"] | None
) -> None:
    assert trouble(when, NOW) == wrong


@given(st.dates(date(2020, 1, 1), date(2050, 1, 1)))
def test_the_days_offered_are_the_next_saturday_and_sunday_to_come(today: date) -> None:
    offered = weekend(today)

    assert {day.weekday() for day in offered} == {5, 6}
    assert all(today < day <= today + timedelta(days=7) for day in offered)
    assert offered[0] < offered[1]
