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
