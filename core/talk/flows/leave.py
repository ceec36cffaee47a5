"""Stopping, resting, leaving a room, taking one's words along, being forgotten (J9).

No reason is asked, nobody is talked into staying, and nothing goes before one look at
what goes.
"""

from dataclasses import dataclass
from typing import Literal

from core.talk.effects import Done
from core.talk.effects.joining import LeaveCommunity
from core.talk.effects.leaving import (
    BeforeErasing,
    Erase,
    ExportReady,
    LookBeforeErasing,
    PrepareExport,
)
from core.talk.flow import Facts, Flow, Heard, Short, Turn
from core.talk.flows.menu import menu_options, room_options
from core.talk.turn import Opened, Option, Picked, Point, Say, Saying, Show, T


@dataclass(frozen=True, slots=True)
class Parting:
    """Waits for "leave this room"."""

    community_id: str
    kind: Literal["parting"] = "parting"


@dataclass(frozen=True, slots=True)
class Taking:
    """Waits for "take them along"."""

    kind: Literal["taking"] = "taking"


@dataclass(frozen=True, slots=True)
class Looking:
    """Waits to read what would stay with others."""

    kind: Literal["looking"] = "looking"


@dataclass(frozen=True, slots=True)
class Thanks:
    """Waits to hear whether thanks stay with those who got them."""

    kind: Literal["thanks"] = "thanks"


@dataclass(frozen=True, slots=True)
class Erasing:
    """What goes and what stays was shown; waits for "erase"."""

    keep_thanks: bool
    thanks: bool
    kind: Literal["erasing"] = "erasing"


State = Parting | Taking | Looking | Thanks | Erasing


def open_(opened: Opened, facts: Facts) -> Turn:
    """Begin with what was wished for."""
    match opened.verb:
        case "export":
            return _export(facts)
        case "erase":
            return Turn(next=Looking(), do=(LookBeforeErasing(),))
        case "rooms":
            return _rooms(facts)
        case "room":
            return _room(opened.arg, facts)
        case _ if facts.busy:
            return Turn((Say(T("leave.left_off"), menu_options()),), clear=True)
        case "cancel":
            return Turn((Say(T("leave.nothing_runs"), menu_options()),))
        case _:
            return Turn((_which(facts),))


def _which(facts: Facts) -> Say:
    options = [Option(T("leave.rest"), "rest", flow="settings")]
    if facts.homes:
        options.append(Option(T("leave.one_room"), "rooms", flow="leave"))
    options.append(Option(T("leave.all"), "erase", flow="leave"))
    options.append(Option(T("leave.nothing"), "nothing", flow="home"))
    return Say(T("leave.which"), tuple(options))


def step(state: State, heard: Heard, facts: Facts) -> Turn | None:
    """Move on."""
    match state:
        case Parting():
            return _parted(state, heard, facts)
        case Taking():
            return _taken(heard)
        case Looking():
            return _looked(heard)
        case Thanks():
            match heard:
                case Picked(verb="keep" | "erase" as choice):
                    return _before(Erasing(choice == "keep", thanks=True))
            return None
        case Erasing():
            return _erased(state, heard, facts)


# One room


def _rooms(facts: Facts) -> Turn:
    if len(facts.homes) == 1:
        return _room(facts.homes[0].id, facts)
    if not facts.homes:
        return Turn((Say(T("leave.no_room")),))
    return Turn((Say(T("leave.which_room"), room_options(facts, flow="leave")),))


def _room(community_id: str, facts: Facts) -> Turn:
    if facts.home(community_id) is None:
        return Turn((Say(T("leave.no_room")),))
    state = Parting(community_id)
    return Turn(ask(state, facts), state)


def _parted(state: Parting, heard: Heard, facts: Facts) -> Turn | None:
    home = facts.home(state.community_id)
    match heard:
        case Picked(verb="part") if home:
            said = Say(T("leave.parted", room=home.name))
            return Turn((said,), do=(LeaveCommunity(home.id),))
        case Picked(verb="stay" | "part"):
            return Turn((Say(T("leave.as_it_was")),))
        case _:
            return None


# Taking one's words along


def _export(facts: Facts) -> Turn:
    if not facts.links:
        return Turn((Say(T("leave.export_by_hand")),))
    return Turn((_may_take(),), Taking())


def _may_take() -> Say:
    options = (Option(T("leave.take"), "take"), Option(T("leave.not_now"), "not_now"))
    return Say(T("leave.what_is_taken"), options)


def _taken(heard: Heard) -> Turn | None:
    match heard:
        case Picked(verb="take"):
            return Turn(next=Taking(), do=(PrepareExport(),))
        case Picked(verb="not_now"):
            return Turn((Say(T("leave.as_it_was")),))
        case Done(answer=ExportReady(path=path)):
            return Turn(_link(path))
        case _:
            return None


def _link(path: str) -> tuple[Saying, ...]:
    return (Say(T("leave.link_ready")), Point(T("leave.link"), path))


# Being forgotten


def _looked(heard: Heard) -> Turn | None:
    match heard:
        case Done(answer=BeforeErasing(thanks=True)):
            return Turn(_which_thanks(), Thanks())
        case Done(answer=BeforeErasing()):
            return _before(Erasing(keep_thanks=False, thanks=False))
        case _:
            return None


def _which_thanks() -> tuple[Saying, ...]:
    options = (Option(T("leave.keep"), "keep"), Option(T("leave.take_back"), "erase"))
    return (Say(T("leave.thanks_may_stay"), options),)


def _before(state: Erasing) -> Turn:
    return Turn((_what_goes(state), _may_erase()), state)


def _what_goes(state: Erasing) -> Show:
    stays = T("leave.thanks_stay") if state.keep_thanks else T("leave.nothing_stays")
    return Show(
        T("leave.before_erasing"),
        facts=(
            (T("leave.goes"), T("leave.what_goes")),
            (T("leave.stays"), stays),
            (T("leave.others_hear"), T("leave.what_others_hear")),
        ),
    )


def _may_erase() -> Say:
    return Say(
        T("leave.cannot_be_undone"),
        (
            Option(T("leave.erase"), "erase"),
            Option(T("leave.not_now"), "not_now"),
            Option(T("leave.take_first"), "take"),
        ),
    )


def _erased(state: Erasing, heard: Heard, facts: Facts) -> Turn | None:
    match heard:
        case Picked(verb="erase"):
            # No name, nothing to tap: this bubble outlives everything it speaks of.
            erase = Erase(keep_thanks=state.keep_thanks)
            return Turn((Say(T("leave.goodbye")),), do=(erase,), clear=True)
        case Picked(verb="not_now"):
            return Turn((Say(T("leave.as_it_was")),))
        case Picked(verb="take") if facts.links:
            return Turn(next=state, do=(PrepareExport(),))
        case Picked(verb="take"):
            return Turn((Say(T("leave.export_by_hand")), _may_erase()), state)
        case Done(answer=ExportReady(path=path)):
            return Turn((*_link(path), _may_erase()), state)
        case _:
            return None


def ask(state: State, facts: Facts) -> tuple[Saying, ...]:
    """Repeat the question."""
    match state:
        case Parting(community_id=community_id):
            home = facts.home(community_id)
            options = (
                Option(T("leave.part"), "part"),
                Option(T("leave.stay"), "stay"),
            )
            return (Say(T("leave.may_part", room=home.name if home else ""), options),)
        case Taking():
            return (_may_take(),)
        case Looking():
            return (Say(T("leave.as_it_was")),)
        case Thanks():
            return _which_thanks()
        case Erasing():
            return (_what_goes(state), _may_erase())


FLOW = Flow(
    "leave",
    State,
    open_,
    step,
    ask,
    short=Short(
        yes=("take",),
        sends=("part", "erase"),
        no=("stay", "not_now"),
        leaves=("stay", "not_now"),
    ),
)
