"""Days of the calendar, by the clocks of the place they live in.

Owns what a picked day is, and which days may be meant. It must not know a
time zone: `today` and `now` are what the clocks of the place show.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

FURTHEST = timedelta(days=366)
"""Further off than a year a day is a wish; it may stand in words."""

_SATURDAY = 5
_WEEK = 7


@dataclass(frozen=True, slots=True)
class When:
    """A day, perhaps with a time of day."""

    day: date
    at: time | None = None

    @property
    def iso(self) -> str:
        """The day as `2026-12-05`, with a time as `2026-12-05T10:00`."""
        if self.at is None:
            return self.day.isoformat()
        return f"{self.day.isoformat()}T{self.at:%H:%M}"


Trouble = Literal["no_day", "past", "far"]
"""Not in the calendar, over already, or more than a year off."""


def read_iso(text: str) -> When | None:
    """Read what a date picker gives, None for anything else."""
    day, has_clock, clock = text.strip().upper().partition("T")
    try:
        at = time.fromisoformat(clock).replace(tzinfo=None) if has_clock else None
        return When(date.fromisoformat(day), at)
    except ValueError:
        return None


def trouble(when: When, now: datetime) -> Trouble | None:
    """Say why a day cannot be meant, None where it can."""
    today = now.date()
    if when.day < today or (
        when.day == today and when.at is not None and when.at < now.time()
    ):
        return "past"
    return "far" if when.day - today > FURTHEST else None


def weekend(today: date) -> tuple[date, date]:
    """Return the next Saturday and Sunday that are still to come."""
    saturday = today + timedelta(days=(_SATURDAY - today.weekday()) % _WEEK or _WEEK)
    sunday = today + timedelta(days=(_SATURDAY + 1 - today.weekday()) % _WEEK or _WEEK)
    return (saturday, sunday) if saturday < sunday else (sunday, saturday)
