"""How a flag looks: what for, when, seats, whose part, and what can be done with it."""

from datetime import date

from core.domain.flags import Flag
from core.domain.members import Member
from core.talk.days import in_words
from core.talk.effects.flags import FlagSeen
from core.talk.flows.flag_states import Draft
from core.talk.measure import shorten
from core.talk.notices import called
from core.talk.turn import Option, Phrase, Saying, Show, T, Words

_LABEL = 12
_Facts = tuple[tuple[Words, Words], ...]


def label(purpose: str) -> str:
    """Return what a flag is for, as a button names it."""
    return shorten(purpose, _LABEL)


def draft_card(draft: Draft, today: date) -> Show:
    """Return a flag as others would see it."""
    seats = T("flag.seats", seats=str(draft.seats))
    return Show(
        title=draft.purpose, facts=_facts(draft, seats=seats, today=today), look="flag"
    )


def seen_by_anybody(flag: Flag, raiser: Member, today: date) -> _Facts:
    """Return what everybody sees who sees a flag, whose it is first."""
    facts = _facts(flag, seats=_seats(flag), today=today)
    return ((T("flag.carried_by"), called(raiser.name)), *facts)


def _facts(flag: Draft | Flag, *, seats: Phrase, today: date) -> _Facts:
    when: Words = in_words(flag.day, today) if flag.day else flag.timing
    earning: Words = T("flag.nobody_receives")
    if flag.earns:
        earning = flag.earns_words or T("flag.somebody_earns")
    rows: tuple[tuple[Words, Words], ...] = (
        (T("flag.when"), when),
        (T("flag.seats_label"), seats),
        (T("flag.part"), flag.my_part),
        (T("flag.earning"), earning),
    )
    return tuple((label, value) for label, value in rows if value)


def card(seen: FlagSeen, today: date, *, whole: bool = False) -> Show:
    """Return a flag with what this reader can do.

    Args:
        seen: The flag and how the reader stands to it.
        today: The day it is where the reader lives.
        whole: With the faces under it, for those who are under it themselves.
    """
    flag = seen.flag
    facts = seen_by_anybody(flag, seen.raiser, today)
    if whole and seen.holders:
        together = _names([called(one.name) for one in seen.holders])
        facts = (*facts, (T("flag.together_with"), together))
    if whole and seen.distant:
        facts = (*facts, (T("apart.keep"), T("apart.under_flag")))
    return Show(
        title=flag.purpose,
        facts=facts,
        options=_options(seen, whole=whole),
        look="flag",
        face=seen.raiser.name,
    )


def _seats(flag: Flag) -> Phrase:
    if not flag.free:
        return T("flag.seats_none_free", seats=str(flag.seats))
    return T("flag.seats_free", seats=str(flag.seats), free=str(flag.free))


def _names(names: list[Words]) -> Words:
    joined = names[0]
    for name in names[1:]:
        joined = T("flag.and", names=joined, name=name)
    return joined


def _options(seen: FlagSeen, *, whole: bool) -> tuple[Option, ...]:
    flag = seen.flag
    options = []
    if seen.mine:
        options.append(Option(T("flag.change_day"), "move", flag.id, flow="flag"))
        options.append(Option(T("flag.fold"), "fold", flag.id, flow="flag"))
    elif seen.holding:
        options.append(Option(T("flag.leave"), "leave", flag.id, flow="flag"))
    elif flag.free:
        options.append(Option(T("flag.join"), "join", flag.id, flow="flag"))
    else:
        options.append(Option(T("flag.raise_beside"), "beside", flag.id, flow="flag"))
    if seen.groups:
        options.append(Option(T("flag.to_groups"), "to_groups", flag.id, flow="flag"))
    if not whole:
        options.append(Option(T("flag.see"), "see", flag.id, flow="flag"))
    return tuple(options)


def cards(
    flags: tuple[FlagSeen, ...], today: date, *, whole: bool = False
) -> tuple[Saying, ...]:
    """Return flags one under the other; other flows may show them as well."""
    return tuple(card(seen, today, whole=whole) for seen in flags)
