"""A day is asked for: two that are near to tap, a calendar where there is one, words.

Words that name no day of the calendar are left as they are: "one of these evenings" is
an answer too. Other flows may ask the same way.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time

from core.domain import calendar
from core.domain.calendar import FURTHEST, Trouble, When
from core.domain.typed_days import read_typed
from core.talk.days import in_words, local
from core.talk.flow import Facts, Heard
from core.talk.incoming import Said
from core.talk.outgoing import Picks
from core.talk.turn import Option, Phrase, Picked, Say, Saying, T

_MORNING = time(10)
_MIDNIGHT = time()
_TROUBLES: Mapping[Trouble, Phrase] = {
    "no_day": T("day.not_in_calendar"),
    "past": T("day.over"),
    "far": T("day.far_off"),
}


@dataclass(frozen=True, slots=True)
class Meant:
    """An answer to when: the words that were typed, and the day that they name.

    A day that was tapped or picked left no words; words may name no day.
    """

    words: str
    day: When | None


def options(facts: Facts) -> tuple[Option, ...]:
    """Return the days of the next weekend, and ways to pick any other."""
    now = _now(facts)
    days = calendar.weekend(now.date())
    near = (
        Option(in_words(When(day), now.date()), "day", When(day).iso) for day in days
    )
    return (
        *near,
        Option(T("day.pick"), "pick", picks=_picks(now, None)),
        Option(T("day.pick_with_time"), "pick", picks=_picks(now, _MORNING)),
    )


def _picks(now: datetime, at: time | None) -> Picks:
    today, (first, _) = now.date(), calendar.weekend(now.date())
    midnight = None if at is None else _MIDNIGHT
    return Picks(
        first=When(first, at),
        earliest=When(today, midnight),
        latest=When(today + FURTHEST, midnight),
    )


def answer(heard: Heard, facts: Facts) -> Meant | Phrase | None:
    """Return when that is, why it cannot be, or None for no answer at all."""
    now = _now(facts)
    match heard:
        case Picked(verb="pick", when=None):
            return T("day.just_type")
        case Picked(verb="pick", when=when) if when is not None:
            return _meant("", when, now)
        case Picked(verb="day", arg=iso):
            day = calendar.read_iso(iso)
            return None if day is None else _meant("", day, now)
        case Said(text=text) if text.strip():
            typed = read_typed(text, now)
            if typed == "no_day":
                return _TROUBLES["no_day"]
            return _meant(text.strip(), typed, now)
        case _:
            return None


def taken(heard: Heard, day: When | None, facts: Facts) -> tuple[Saying, ...]:
    """Say a day that came from a calendar: it leaves no words in the talk by itself."""
    if day is not None and isinstance(heard, Picked) and heard.verb == "pick":
        return (Say(T("day.taken", day=in_words(day, facts.today))),)
    return ()


def _meant(words: str, day: When | None, now: datetime) -> Meant | Phrase:
    wrong = None if day is None else calendar.trouble(day, now)
    return Meant(words, day) if wrong is None else _TROUBLES[wrong]


def _now(facts: Facts) -> datetime:
    return local(facts.now, facts.zone)
