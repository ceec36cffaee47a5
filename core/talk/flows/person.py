"""Somebody of one's rooms: what they show there, and asking them directly.

Whoever sits together knows each other, and may turn to somebody without being shown
people first. The same limits hold as for everybody who is asked.
"""

from dataclasses import dataclass
from typing import Literal

from core.domain.communities import Community
from core.domain.named import without
from core.talk.effects import Done
from core.talk.effects.somebody import LookAtSomebody, SomebodySeen
from core.talk.flow import Facts, Flow, Heard, Short, Start, Turn
from core.talk.flows.room import for_reader
from core.talk.flows.words import one_line
from core.talk.notices import called
from core.talk.post_card import card
from core.talk.turn import Opened, Option, Picked, Say, Saying, Show, T, Words

_ROOMS_OFFERED = 9


@dataclass(frozen=True, slots=True)
class Looking:
    """Waits to see somebody; `asks` to ask them for what was `said`."""

    asks: bool = False
    said: str = ""
    kind: Literal["looking"] = "looking"


@dataclass(frozen=True, slots=True)
class Placing:
    """Waits for the room to ask somebody in; `rooms` by id and name."""

    member_id: str
    said: str
    rooms: tuple[tuple[str, str], ...]
    kind: Literal["placing"] = "placing"


State = Looking | Placing


def open_(opened: Opened, facts: Facts) -> Turn:
    """Look at who it is about; it may be long ago."""
    member_id, _, said = opened.arg.partition("\n")
    looking = Looking(opened.verb == "ask", said)
    return Turn(next=looking, do=(LookAtSomebody(member_id),))


def step(state: State, heard: Heard, facts: Facts) -> Turn | None:
    """Show somebody, or go on to what they are asked for."""
    match state, heard:
        case Looking(), Done(answer=SomebodySeen(member=None)):
            return Turn((Say(T("person.not_here"), (_room(),)),))
        case Looking(asks=True), Done(answer=SomebodySeen() as seen):
            return _asking(state, seen)
        case Looking(), Done(answer=SomebodySeen() as seen):
            return Turn(_shown(seen))
        case Placing(), Picked(verb="in", arg=room) if room in dict(state.rooms):
            return _ask(state.member_id, room, state.said)
        case Placing(), Picked(verb="stop"):
            return Turn((Say(T("ask.stopped")),))
        case _:
            return None


def _room() -> Option:
    return Option(T("menu.room"), "", flow="room")


def _shown(seen: SomebodySeen) -> tuple[Saying, ...]:
    member, vector = seen.member, seen.vector
    if member is None:
        return ()
    lines: tuple[tuple[Words, Words], ...] = (
        (T("vector.from"), vector.origin),
        (T("vector.toward"), vector.destination),
        (T("vector.step"), vector.next_step),
    )
    facts = tuple((label, line) for label, line in lines if line)
    about = Show(
        title=called(member.name),
        body=_body(resting=member.resting, shows=bool(facts)),
        facts=facts,
        options=(
            Option(T("person.ask"), "ask", member.id, flow="person"),
            Option(T("apart.keep"), "person", member.id, flow="apart"),
        ),
        look="person",
        face=member.name,
    )
    if seen.post is None:
        return (about,)
    return (about, card(seen.post, member, for_reader(seen.post)))


def _body(*, resting: bool, shows: bool) -> Words:
    if resting:
        return T("room.resting")
    return "" if shows else T("person.shows_nothing")


def _asking(state: Looking, seen: SomebodySeen) -> Turn:
    member = seen.member
    if member is None:
        return Turn((Say(T("person.not_here"), (_room(),)),))
    said = without(state.said, member.name)
    if not seen.free:
        others = Option(T("ask.near_people"), "said", one_line(said), flow="ask")
        return Turn((Say(T("ask.not_them"), (others, _room())),))
    if len(seen.rooms) == 1:
        return _ask(member.id, seen.rooms[0].id, said)
    waiting = Placing(member.id, said, tuple(map(_place, seen.rooms[:_ROOMS_OFFERED])))
    return Turn((_which(waiting),), waiting)


def _place(room: Community) -> tuple[str, str]:
    return room.id, room.name


def _ask(member_id: str, room_id: str, said: str) -> Turn:
    return Turn(then=Start("ask", "to", f"{member_id}:{room_id}\n{said}"))


def _which(state: Placing) -> Say:
    rooms = (Option(name, "in", id_) for id_, name in state.rooms)
    return Say(T("ask.which_room"), (*rooms, Option(T("ask.stop"), "stop")))


def ask(state: State, facts: Facts) -> tuple[Saying, ...]:
    """Repeat the question."""
    if isinstance(state, Placing):
        return (_which(state),)
    return (Say(T("person.not_here"), (_room(),)),)


def said(state: State, facts: Facts) -> str:
    """Return what somebody was to be asked."""
    return state.said if isinstance(state, Placing) else ""


FLOW = Flow(
    "person",
    State,
    open_,
    step,
    ask,
    short=Short(no=("stop",), leaves=("stop",)),
    said=said,
)
