"""Days that are typed: 「12月5日 10時半」, "Saturday 5 December at 10:30", "tomorrow".

Owns how a day is written in either language, so that everybody can be told it in their
own. What may mean another day elsewhere ("12/5", "next Saturday") stays words.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Literal

from core.domain.calendar import When

_MONTHS = [
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
]
_WEEK = ("月 mon", "火 tue", "水 wed", "木 thu", "金 fri", "土 sat", "日 sun")
_AHEAD: Mapping[str, int] = {
    **dict.fromkeys(("今日", "きょう", "today"), 0),
    **dict.fromkeys(("明日", "あした", "あす", "tomorrow"), 1),
    **dict.fromkeys(("明後日", "あさって", "the day after tomorrow"), 2),
}
_NOON = 12
_EARLY = 7
"""An hour before this one, with neither "am" nor "pm", may be of the afternoon."""

_AWAY = rf"(?P<away>{'|'.join(_AHEAD)})"
_ON = (
    r"(?P<on>mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs|rsday)?|fri(?:day)?"
    r"|sat(?:urday)?|sun(?:day)?)\.?"
)
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_NTH = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s+(?P<year>\d{4}))?"
_ENGLISH = (
    rf"(?:on\s+)?(?:{_ON},?\s+)?(?:the\s+)?{_NTH}\s+(?:of\s+)?{_MONTH}{_YEAR}",
    rf"(?:on\s+)?(?:{_ON},?\s+)?{_MONTH}\s+(?:the\s+)?{_NTH}{_YEAR}",
    rf"(?:on\s+|this\s+)?{_ON}",
    _AWAY,
)
_JAPANESE = (
    r"(?P<year>\d{4})(?:-|/|年)(?P<month>\d{1,2})(?:-|/|月)(?P<day>\d{1,2})日?",
    r"(?P<month>\d{1,2})月(?P<day>\d{1,2})日",
    r"(?:今度の|こんどの)?(?P<on>[月火水木金土日])曜日?",
    _AWAY,
)
_CLOCK_EN = (
    r"(?:,?\s+(?P<at>at\s+|from\s+)?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?"
    r"\s*(?P<half>[ap]\.?m\.?)?)?"
)
_CLOCK_JA = (
    r"(?:の?\s*T?\s*(?P<half>午前|午後)?(?P<hour>\d{1,2})"
    r"(?::(?P<minute>\d{2})|(?P<at>時)(?:(?P<minutes>\d{1,2})分?|(?P<past>半))?)"
    r"(?:から)?)?"
)
_TYPED = tuple(
    re.compile(day + clock, re.IGNORECASE)
    for days, clock in ((_JAPANESE, _CLOCK_JA), (_ENGLISH, _CLOCK_EN))
    for day in days
)


def read_typed(text: str, now: datetime) -> When | Literal["no_day"] | None:
    """Read a day that is typed as one: `2026/12/5`, `12月5日 10:30`, `5 December`.

    Without a year it is the next such day. Returns "no_day" for what the calendar does
    not have, None for words.
    """
    words = unicodedata.normalize("NFKC", text).strip().rstrip("。.!")
    words = re.sub(r"\s*\([^)]*\)", "", words)  # (土), (Sat)
    found = next(filter(None, (one.fullmatch(words) for one in _TYPED)), None)
    if found is None:
        return None
    part = {name: value for name, value in found.groupdict().items() if value}
    if "hour" in part and not part.keys() & {"at", "minute", "half"}:
        return None
    try:
        day = _day(part, now.date())
        return None if day is None else When(day, _at(part, day, now))
    except ValueError:
        return "no_day"


def _day(part: Mapping[str, str], today: date) -> date | None:
    if "away" in part:
        return today + timedelta(days=_AHEAD[part["away"].lower()])
    on = next((at for at, names in enumerate(_WEEK) if _starts(part, names)), None)
    if "day" not in part:
        ahead = ((on or 0) - today.weekday()) % len(_WEEK)
        # "Saturday", said on a Saturday, may be either.
        return today + timedelta(days=ahead) if ahead else None
    month = _month(part["month"])
    if "year" in part:
        day = date(int(part["year"]), month, int(part["day"]))
    else:
        day = _next(month, int(part["day"]), today)
    return day if on in {None, day.weekday()} else None


def _starts(part: Mapping[str, str], names: str) -> bool:
    return "on" in part and part["on"][:3].lower() in names.split()


def _month(word: str) -> int:
    return int(word) if word.isdigit() else _MONTHS.index(word[:3].lower()) + 1


def _at(part: Mapping[str, str], day: date, now: datetime) -> time | None:
    if "hour" not in part:
        return None
    hour = int(part["hour"])
    minute = int(part.get("minute") or part.get("minutes") or 30 * ("past" in part))
    half = part.get("half", "")
    if half and not 0 <= hour <= _NOON:
        raise ValueError(hour)
    if half:
        hour = hour % _NOON + _NOON * (half[0].lower() == "p" or half == "午後")
    at = time(hour, minute)
    if not half and day == now.date() and hour < _EARLY and at < now.time():
        return time(hour + _NOON, minute)
    return at


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
