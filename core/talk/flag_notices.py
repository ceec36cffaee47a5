"""What people under a flag are told without having asked; see `core.talk.notices`."""

from collections.abc import Sequence
from datetime import date

from core.domain.calendar import When
from core.domain.flags import Flag
from core.talk.days import in_words
from core.talk.notices import called
from core.talk.turn import Option, Say, Saying, T, Words


def joined(flag: Flag, name: str) -> Sequence[Saying]:
    """Somebody holds on to your flag."""
    return (
        Say(
            T("flag.somebody_joined", name=called(name), purpose=flag.purpose),
            (Option(T("flag.see"), "see", flag.id, flow="flag"),),
        ),
    )


def held(flag: Flag) -> Sequence[Saying]:
    """You took a seat in a group, where no more was said of it."""
    return (
        Say(
            T("flag.held", purpose=flag.purpose),
            (Option(T("flag.see"), "see", flag.id, flow="flag"),),
        ),
    )


def moved(flag: Flag, today: date) -> Sequence[Saying]:
    """A flag you hold is at another time; letting go is as easy as ever."""
    options = (
        Option(T("flag.see"), "see", flag.id, flow="flag"),
        Option(T("flag.leave"), "leave", flag.id, flow="flag"),
    )
    when = at_what_time(flag.timing, flag.day, today)
    return (Say(T("flag.was_moved", purpose=flag.purpose, when=when), options),)


def at_what_time(timing: str, day: When | None, today: date) -> Words:
    """Return when a flag is: its day, or its raiser's words, or that it is open."""
    if day is not None:
        return in_words(day, today)
    return timing or T("flag.still_open")


def folded(flag: Flag) -> Sequence[Saying]:
    """A flag you held was folded; anybody may raise one next."""
    return (
        Say(
            T("flag.was_folded", purpose=flag.purpose),
            (Option(T("flag.raise_beside"), "beside", flag.id, flow="flag"),),
        ),
    )
