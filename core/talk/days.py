"""Says moments as people do: a weekday near by, a date further off."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from core.talk.turn import Phrase, T

_WEEKDAYS: tuple[Phrase, ...] = (
    T("day.monday"),
    T("day.tuesday"),
    T("day.wednesday"),
    T("day.thursday"),
    T("day.friday"),
    T("day.saturday"),
    T("day.sunday"),
)


def weekday(moment: datetime, zone: str) -> Phrase:
    """Return the day of the week, for moments within the next six days."""
    day = _WEEKDAYS[moment.astimezone(ZoneInfo(zone)).weekday()]
    return replace(day, at=moment)
