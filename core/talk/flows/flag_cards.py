"""How a flag looks: what for, when, seats, whose part, and what can be done with it."""

from core.domain.flags import Flag
from core.talk.effects import FlagSeen
from core.talk.flows.flag_states import Draft
from core.talk.notices import called
from core.talk.turn import Option, Phrase, Saying, Show, T, Words

_Facts = tuple[tuple[Words, Words], ...]


def _facts(
    *, timing: str, seats: Phrase, my_part: str, earns: bool, earns_words: str
) -> _Facts:
    earning: Words = (earns_words or T("flag.somebody_earns")) if earns else ""
    rows: list[tuple[Words, Words]] = []
    if timing:
        rows.append((T("flag.when"), timing))
    rows.append((T("flag.seats_label"), seats))
    if my_part:
        rows.append((T("flag.part"), my_part))
    rows.append((T("flag.earning"), earning or T("flag.nobody_receives")))
    return tuple(rows)


def draft_card(draft: Draft) -> Show:
    """Return a flag as others would see it."""
    return Show(
        title=draft.purpose,
        facts=_facts(
            timing=draft.timing,
            seats=T("flag.seats", seats=str(draft.seats)),
            my_part=draft.my_part,
            earns=draft.earns,
            earns_words=draft.earns_words,
        ),
        look="flag",
    )


def card(seen: FlagSeen, *, whole: bool = False) -> Show:
    """Return a flag with what this reader can do.

    Args:
        seen: The flag and how the reader stands to it.
        whole: With the faces under it, for those who are under it themselves.
    """
    flag = seen.flag
    facts = _facts(
        timing=flag.timing,
        seats=_seats(flag),
        my_part=flag.my_part,
        earns=flag.earns,
        earns_words=flag.earns_words,
    )
    facts = ((T("flag.carried_by"), called(seen.raiser.name)), *facts)
    if whole and seen.holders:
        together = _names([called(one.name) for one in seen.holders])
        facts = (*facts, (T("flag.together_with"), together))
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


def cards(flags: tuple[FlagSeen, ...], *, whole: bool = False) -> tuple[Saying, ...]:
    """Return flags one under the other; other flows may show them as well."""
    return tuple(card(seen, whole=whole) for seen in flags)
