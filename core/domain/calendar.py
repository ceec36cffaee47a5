"""Days of the calendar as people name them, by the clocks of the place they live in.

Owns what a picked or typed day is, and which days may be meant. It must not know a
time zone: `today` and `now` are what the clocks of the place show.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

FURTHEST = timedelta(days=366)
"""Further off than a year a day is a wish; it may stand in words."""

_SATURDAY = 5
_WEEK = 7
_ISO = r"(?P<year>\d{4})(?:-|/|年)(?P<month>\d{1,2})(?:-|/|月)(?P<day>\d{1,2})日?"
_SHORT = r"(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
_CLOCK = r"(?:\s*T?\s*(?P<hour>\d{1,2})(?::|時)(?P<minute>\d{2})?分?)?"
_TYPED = tuple(re.compile(day + _CLOCK) for day in (_ISO, _SHORT))


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


def read_typed(text: str, now: datetime) -> When | Literal["no_day"] | None:
    """Read a day that is typed as one: `2026/12/5`, `12月5日 10:30`.

    Without a year it is the next such day; `12/5` means another day elsewhere, so it
    stays words. Returns "no_day" for what the calendar does not have, None for words.
    """
    words = unicodedata.normalize("NFKC", text).strip()
    words = re.sub(r"\s*\([^)]*\)", "", words)  # (土), (Sat)
    found = next(filter(None, (one.fullmatch(words) for one in _TYPED)), None)
    if found is None:
        return None
    part = {name: int(value) for name, value in found.groupdict().items() if value}
    try:
        at = time(part["hour"], part.get("minute", 0)) if "hour" in part else None
        if "year" in part:
            return When(date(part["year"], part["month"], part["day"]), at)
        return When(_next(part["month"], part["day"], now.date()), at)
    except ValueError:
        return "no_day"


def _next(month: int, day: int, today: date) -> date:
    """Return the next such day; a 29 February may be some years off."""
    for year in range(today.year, today.year + 9):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    raise ValueError(f"no year has {month}/{day}")


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
