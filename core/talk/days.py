"""Says moments as people do: a weekday near by, a date further off."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from core.domain.calendar import When
from core.talk.turn import Phrase, T, Words

_WEEKDAYS: tuple[Phrase, ...] = (
    T("day.monday"),
    T("day.tuesday"),
    T("day.wednesday"),
    T("day.thursday"),
    T("day.friday"),
    T("day.saturday"),
    T("day.sunday"),
)

_MONTHS: tuple[Phrase, ...] = (
    T("day.january"),
    T("day.february"),
    T("day.march"),
    T("day.april"),
    T("day.may"),
    T("day.june"),
    T("day.july"),
    T("day.august"),
    T("day.september"),
    T("day.october"),
    T("day.november"),
    T("day.december"),
)


def local(moment: datetime, zone: str) -> datetime:
    """Return what the clocks of a place show at a moment."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def weekday(moment: datetime, zone: str) -> Phrase:
    """Return the day of the week, for moments within the next six days."""
    day = _WEEKDAYS[local(moment, zone).weekday()]
    return replace(day, at=moment)


def month(day: date) -> Phrase:
    """Return the name of a day's month."""
    return _MONTHS[day.month - 1]


def in_words(when: When, today: date) -> Phrase:
    """Return a day as people write it, with its year only where that is another."""
    own = today.year == when.day.year
    named = T("day.of_month") if own else T("day.of_year", year=str(when.day.year))
    parts: dict[str, Words] = {
        "month": month(when.day),
        "day": str(when.day.day),
        "weekday": _WEEKDAYS[when.day.weekday()],
    }
    day = Phrase(named.key, {**named.params, **parts})
    if when.at is None:
        return day
    return T("day.at", day=day, time=f"{when.at.hour}:{when.at:%M}")
