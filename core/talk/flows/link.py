"""Several messengers, one member: a code asked for here and sent there, or back.

Nothing is linked before the side that sends the code has seen whose it is and said
yes; of the other person nothing but their name is shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from core.domain.link_codes import tidy
from core.talk.days import local, month
from core.talk.effects import Done
from core.talk.effects.linking import (
    LinkCodeMade,
    LinkCodeRead,
    Linked,
    LinkedPlace,
    LinkHere,
    LinksSeen,
    LookAtLinks,
    MakeLinkCode,
    NewsHere,
    ReadLinkCode,
    Unlink,
    Unlinked,
)
from core.talk.flow import Facts, Flow, Heard, Short, Start, Turn
from core.talk.incoming import Said
from core.talk.notices import app
from core.talk.turn import (
    Lead,
    Offer,
    Opened,
    Option,
    Phrase,
    Picked,
    Say,
    Saying,
    Show,
    T,
    Words,
)

_MOST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Looking:
    """Waits to read where the member writes, to show it or to choose one."""

    wanted: Literal["show", "choose"] = "show"
    kind: Literal["looking"] = "looking"


@dataclass(frozen=True, slots=True)
class Making:
    """Waits for a code."""

    kind: Literal["making"] = "making"


@dataclass(frozen=True, slots=True)
class Typing:
    """Waits for the code from the other messenger."""

    kind: Literal["typing"] = "typing"


@dataclass(frozen=True, slots=True)
class Reading:
    """Waits to hear whose code was sent, or what became of it."""

    name: str = ""
    kind: Literal["reading"] = "reading"


@dataclass(frozen=True, slots=True)
class Confirming:
    """Waits for "yes, that is me"."""

    key: str
    name: str
    kind: Literal["confirming"] = "confirming"


@dataclass(frozen=True, slots=True)
class Parting:
    """Waits to read the place that is to be taken off."""

    key: str
    kind: Literal["parting"] = "parting"


@dataclass(frozen=True, slots=True)
class Untying:
    """Waits for "yes, take it off", or for what became of it."""

    key: str
    channel: str
    here: bool
    kind: Literal["untying"] = "untying"


State = Looking | Making | Typing | Reading | Confirming | Parting | Untying

_OPEN_ON: Mapping[str, Phrase] = {
    "line": T("link.open_line"),
    "telegram": T("link.open_telegram"),
    "web": T("link.open_web"),
}


def open_(opened: Opened, facts: Facts) -> Turn:
    """Show where the member writes, or go straight to one thing."""
    match opened.verb:
        case "new":
            return Turn(next=Making(), do=(MakeLinkCode(),))
        case "type":
            return Turn((_which_code(),), Typing())
        case "code" if tidy(opened.arg):
            return Turn(next=Reading(), do=(ReadLinkCode(tidy(opened.arg)),))
        case "off" if opened.arg:
            return Turn(next=Parting(opened.arg), do=(LookAtLinks(),))
        case "off":
            return Turn(next=Looking("choose"), do=(LookAtLinks(),))
        case "news":
            return Turn((Say(T("link.news_here")),), do=(NewsHere(),))
        case _:
            return Turn(next=Looking(), do=(LookAtLinks(),))


def step(state: State, heard: Heard, facts: Facts) -> Turn | None:
    """Move on."""
    match state, heard:
        case Looking(wanted="show"), Done(answer=LinksSeen(links=links)):
            return _seen(links, facts)
        case Looking(), Done(answer=LinksSeen(links=links)):
            return _choose(links, facts)
        case Making(), Done(answer=LinkCodeMade() as made):
            return Turn(_code(made))
        case Typing(), _:
            return _typed(heard, facts)
        case Reading(), Done(answer=LinkCodeRead() as read):
            return _read(read, facts)
        case Reading(name=name), Done(answer=Linked(moved=moved)):
            return _linked(name, moved=moved)
        case Confirming(key=key, name=name), Picked(verb="yes"):
            return Turn(next=Reading(name), do=(LinkHere(key),))
        case Confirming(), Picked(verb="no"):
            return _on(Say(T("link.not_linked")), facts)
        case ((Parting() | Untying()), _):
            return _off(state, heard)
        case _:
            return None


# Where the member writes


def _seen(links: tuple[LinkedPlace, ...], facts: Facts) -> Turn:
    rows = tuple((app(one.channel), _how(one, facts)) for one in links[:_MOST_SHOWN])
    card = Show(T("link.title"), facts=rows)
    return Turn((card, Say(T("link.what_can_be_done"), _changes(links))))


def _how(one: LinkedPlace, facts: Facts) -> Words:
    """Say what tells places apart: this one, a closed one, else the last day there."""
    if one.here:
        return T("link.here_news") if one.news else T("link.here")
    if not one.open:
        return T("link.closed")
    day = local(one.used_at, facts.zone)
    said: dict[str, Words] = {"month": month(day), "day": str(day.day)}
    return T("link.there_news", **said) if one.news else T("link.there", **said)


def _changes(links: tuple[LinkedPlace, ...]) -> tuple[Option, ...]:
    options = [
        Option(T("link.new"), "new", flow="link"),
        Option(T("link.type"), "type", flow="link"),
    ]
    if len(links) > 1:
        options += [
            Option(T("link.news"), "news", flow="link"),
            Option(T("link.off"), "off", flow="link"),
        ]
    return tuple(options)


# A code


def _code(made: LinkCodeMade) -> tuple[Saying, ...]:
    ways = tuple(
        Lead(_OPEN_ON.get(channel, app(channel)), address)
        for channel, address in made.ways
    )
    return (Say(T("link.send_this_there")), Offer(made.code), *ways)


def _which_code() -> Say:
    return Say(T("link.which_code"), _later())


def _typed(heard: Heard, facts: Facts) -> Turn | None:
    match heard:
        case Said(text=text) if tidy(text):
            return Turn(next=Reading(), do=(ReadLinkCode(tidy(text)),))
        case Said():
            return Turn((Say(T("link.no_code_at_all"), _later()),), Typing())
        case Picked(verb="later"):
            return _on(Say(T("link.as_it_was")), facts)
        case _:
            return None


def _later() -> tuple[Option, ...]:
    return (Option(T("link.not_now"), "later"),)


def _read(read: LinkCodeRead, facts: Facts) -> Turn:
    match read.why:
        case "fits":
            state = Confirming(read.key, read.name)
            return Turn(ask(state, facts), state)
        case "two":
            options = (
                Option(T("link.stay_two"), "nothing", flow="home"),
                Option(T("link.take_first"), "export", flow="leave"),
                Option(T("link.erase_here"), "erase", flow="leave"),
            )
            return Turn((Say(T("link.two"), options),))
        case "own":
            return Turn((Say(T("link.own")),))
        case "paused":
            return _on(Say(T("link.paused")), facts)
        case "unknown":
            return _on(Say(T("link.unknown")), facts)


def _on(said: Say, facts: Facts) -> Turn:
    """Go on after nothing was linked; somebody new is still to be met."""
    new = not (facts.busy or facts.homes or facts.vector.put_into_words)
    return Turn((said,), then=Start("welcome", "hello") if new else None)


def _linked(name: str, *, moved: bool) -> Turn:
    if not moved:
        return Turn((Say(T("link.linked")),))
    said = Say(T("link.linked_to", name=name) if name else T("link.linked"))
    # What ran here was somebody new's; the member goes on with their own.
    return Turn((said,), then=Start("home", "back"), clear=True)


# Taking one off


def _off(state: Parting | Untying, heard: Heard) -> Turn | None:
    match state, heard:
        case Parting(key=key), Done(answer=LinksSeen(links=links)):
            return _part(key, links)
        case Untying(key=key), Picked(verb="yes"):
            return Turn(next=state, do=(Unlink(key),))
        case Untying(), Picked(verb="no"):
            return Turn((Say(T("link.as_it_was")),))
        case Untying(), Done(answer=Unlinked(done=done)):
            return _untied(state, done=done)
        case _:
            return None


def _choose(links: tuple[LinkedPlace, ...], facts: Facts) -> Turn:
    if len(links) == 1:
        return Turn((_the_last(),))
    options = tuple(
        Option(_told_apart(one, facts), "off", one.key, flow="link")
        for one in links[:_MOST_SHOWN]
    )
    keep = Option(T("link.keep_all"), "nothing", flow="home")
    return Turn((Say(T("link.which_off"), (*options, keep)),))


def _told_apart(one: LinkedPlace, facts: Facts) -> Phrase:
    if one.here:
        return T("link.app_here", app=app(one.channel))
    day = local(one.used_at, facts.zone)
    return T("link.app_there", app=app(one.channel), month=month(day), day=str(day.day))


def _the_last() -> Say:
    options = (
        Option(T("link.leave_room"), "rooms", flow="leave"),
        Option(T("link.erase"), "erase", flow="leave"),
        Option(T("link.keep_all"), "nothing", flow="home"),
    )
    return Say(T("link.only_here"), options)


def _part(key: str, links: tuple[LinkedPlace, ...]) -> Turn:
    found = next((one for one in links if one.key == key), None)
    if found is None:
        return Turn((Say(T("link.off_already")),))
    if len(links) == 1:
        return Turn((_the_last(),))
    state = Untying(key, found.channel, found.here)
    return Turn((_may_untie(state),), state)


def _may_untie(state: Untying) -> Say:
    options = (Option(T("link.off"), "yes"), Option(T("link.not_now"), "no"))
    if state.here:
        return Say(T("link.may_off_here"), options)
    return Say(T("link.may_off", app=app(state.channel)), options)


def _untied(state: Untying, *, done: bool) -> Turn:
    if not done:
        return Turn((Say(T("link.off_already")),))
    if state.here:
        # Nothing to tap: whoever writes here next is somebody new.
        return Turn((Say(T("link.off_here")),), clear=True)
    return Turn((Say(T("link.off_done", app=app(state.channel))),))


def ask(state: State, facts: Facts) -> tuple[Saying, ...]:
    """Repeat the question."""
    match state:
        case Confirming(name=name):
            options = (Option(T("link.yes"), "yes"), Option(T("link.no"), "no"))
            if not name:
                return (Say(T("link.is_it_you_nameless"), options),)
            return (Say(T("link.is_it_you", name=name), options),)
        case Untying():
            return (_may_untie(state),)
        case Typing() | Looking() | Making() | Reading() | Parting():
            return (_which_code(),)


FLOW = Flow(
    "link",
    State,
    open_,
    step,
    ask,
    fleeting=frozenset({"looking", "making", "reading", "parting"}),
    short=Short(sends=("yes",), no=("no", "later"), leaves=("no", "later")),
)
