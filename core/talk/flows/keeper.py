"""Who keeps watch over a room: seen by all in it, asked by its owner, by their own yes.

Keeping watch shows nothing but the calls somebody sends to the room's keepers. Saying
no, and stopping, need no reason, and nobody is told.
"""

from dataclasses import dataclass
from typing import Literal

from core.domain.members import tidy_name
from core.talk.effects import Done
from core.talk.effects.calls import FindCalled, FoundCalled
from core.talk.effects.keeping import (
    AskKeeper,
    KeeperAsked,
    KeepersSeen,
    KeepWatch,
    LookAtKeepers,
    ReleaseKeeper,
    WatchChanged,
)
from core.talk.flow import Facts, Flow, Heard, Short, Turn
from core.talk.flows.sos_asked import names
from core.talk.incoming import Said
from core.talk.notices import called
from core.talk.turn import Opened, Option, Phrase, Picked, Say, Saying, T


@dataclass(frozen=True, slots=True)
class Looking:
    """Waits to read who keeps watch; `to_release` to let one of them go."""

    community_id: str
    to_release: bool = False
    kind: Literal["looking"] = "looking"


@dataclass(frozen=True, slots=True)
class Naming:
    """Waits for the name of whom to ask; `alike` are id and name of some."""

    community_id: str
    alike: tuple[tuple[str, str], ...] = ()
    kind: Literal["naming"] = "naming"


@dataclass(frozen=True, slots=True)
class Asking:
    """Waits to hear whether somebody could be asked."""

    community_id: str
    name: str
    kind: Literal["asking"] = "asking"


@dataclass(frozen=True, slots=True)
class Releasing:
    """Waits for whom to let go: id and name of those who keep watch."""

    community_id: str
    keepers: tuple[tuple[str, str], ...]
    kind: Literal["releasing"] = "releasing"


@dataclass(frozen=True, slots=True)
class Changing:
    """Waits to hear that a watch begins or ends."""

    keep: bool
    kind: Literal["changing"] = "changing"


State = Looking | Naming | Asking | Releasing | Changing


def open_(opened: Opened, facts: Facts) -> Turn:
    """Show who keeps watch, or change it by one's own word."""
    here = opened.arg
    match opened.verb:
        case "agree":
            return Turn(next=Changing(keep=True), do=(KeepWatch(here, keep=True),))
        case "decline" | "stop":
            return Turn(next=Changing(keep=False), do=(KeepWatch(here, keep=False),))
        case "ask" if _decides(here, facts):
            return Turn((_which_person(Naming(here)),), Naming(here))
        case "release" if _decides(here, facts):
            looking = Looking(here, to_release=True)
            return Turn(next=looking, do=(LookAtKeepers(here),))
        case _:
            return Turn(next=Looking(here), do=(LookAtKeepers(here),))


def _decides(community_id: str, facts: Facts) -> bool:
    home = facts.home(community_id)
    return home is not None and home.owner_id == facts.member.id


def step(state: State, heard: Heard, facts: Facts) -> Turn | None:
    """Move on."""
    if heard == Picked("stop"):
        return Turn((Say(T("keeper.as_it_was")),))
    match state:
        case Looking():
            return _looked(state, heard, facts)
        case Naming():
            return _named(state, heard)
        case Asking():
            return _asked(state, heard)
        case Releasing():
            return _released(state, heard)
        case Changing():
            return _changed(state, heard)


def _looked(state: Looking, heard: Heard, facts: Facts) -> Turn | None:
    match heard:
        case Done(answer=KeepersSeen(community=None)):
            return Turn((Say(T("room.not_here")),))
        case Done(answer=KeepersSeen(keepers=keepers)) if state.to_release:
            if not keepers:
                return Turn((Say(T("keeper.nobody_yet")),))
            some = tuple((one.id, one.name) for one in keepers)
            waiting = Releasing(state.community_id, some)
            return Turn((_whom_to_release(waiting),), waiting)
        case Done(answer=KeepersSeen() as seen):
            return Turn((_seen(state.community_id, seen, facts),))
        case _:
            return None


def _seen(here: str, seen: KeepersSeen, facts: Facts) -> Say:
    options: list[Option] = []
    if seen.mine:
        options.append(Option(T("keeper.stop_watch"), "stop", here, flow="keeper"))
    if _decides(here, facts):
        options.append(Option(T("keeper.ask"), "ask", here, flow="keeper"))
        if seen.keepers:
            options.append(Option(T("keeper.release"), "release", here, flow="keeper"))
    if seen.keepers and seen.mine:
        of = names([one.name for one in seen.keepers])
        said = T("keeper.you_and", names=of)
    elif seen.keepers:
        said = T("keeper.there_are", names=names([one.name for one in seen.keepers]))
    elif seen.mine:
        said = T("keeper.you_are")
    else:
        said = T("keeper.nobody_yet")
    return Say(said, tuple(options))


def _which_person(state: Naming) -> Say:
    options = [Option(called(name), "person", id_) for id_, name in state.alike]
    said = T("sos.which_of_them") if state.alike else T("keeper.which_person")
    return Say(said, (*options, Option(T("keeper.not_now"), "stop")))


def _named(state: Naming, heard: Heard) -> Turn | None:
    here = state.community_id
    match heard:
        case Said(text=text) if tidy_name(text):
            return Turn(next=Naming(here), do=(FindCalled(here, text),))
        case Picked(verb="person", arg=id_) if id_ in dict(state.alike):
            return _ask(here, id_, dict(state.alike)[id_])
        case Done(answer=FoundCalled(people=(one,))):
            return _ask(here, one.id, one.name)
        case Done(answer=FoundCalled(people=people)):
            waiting = Naming(here, tuple((one.id, one.name) for one in people))
            none = () if people else (Say(T("sos.no_such_person")),)
            return Turn((*none, _which_person(waiting)), waiting)
        case _:
            return None


def _ask(here: str, id_: str, name: str) -> Turn:
    return Turn(next=Asking(here, name), do=(AskKeeper(here, id_),))


_WHY: dict[str, Phrase] = {
    "not_owner": T("keeper.not_owner"),
    "not_here": T("sos.no_such_person"),
    "already": T("keeper.asked_already"),
    "enough": T("keeper.enough"),
}


def _asked(state: Asking, heard: Heard) -> Turn | None:
    match heard:
        case Done(answer=KeeperAsked(why="")):
            return Turn((Say(T("keeper.was_asked", name=called(state.name))),))
        case Done(answer=KeeperAsked(why=why)):
            return Turn((Say(_WHY[why]),))
        case _:
            return None


def _whom_to_release(state: Releasing) -> Say:
    options = [Option(called(name), "person", id_) for id_, name in state.keepers]
    stop = Option(T("keeper.not_now"), "stop")
    return Say(T("keeper.whom_to_release"), (*options, stop))


def _released(state: Releasing, heard: Heard) -> Turn | None:
    match heard:
        case Picked(verb="person", arg=id_) if id_ in dict(state.keepers):
            effect = ReleaseKeeper(state.community_id, id_)
            return Turn(next=state, do=(effect,))
        case Done(answer=WatchChanged()):
            return Turn((Say(T("keeper.was_released")),))
        case _:
            return None


def _changed(state: Changing, heard: Heard) -> Turn | None:
    match heard:
        case Done(answer=WatchChanged(done=True, community=room)) if room:
            if not state.keep:
                return Turn((Say(T("keeper.stopped")),))
            stop = Option(T("keeper.stop_watch"), "stop", room.id, flow="keeper")
            return Turn((Say(T("keeper.agreed", room=room.name), (stop,)),))
        case Done(answer=WatchChanged()):
            return Turn((Say(T("keeper.as_it_was")),))
        case _:
            return None


def ask(state: State, facts: Facts) -> tuple[Saying, ...]:
    """Repeat the question."""
    match state:
        case Naming():
            return (_which_person(state),)
        case Releasing():
            return (_whom_to_release(state),)
        case _:
            return ()  # the answer comes at once


FLOW = Flow(
    "keeper",
    State,
    open_,
    step,
    ask,
    fleeting=frozenset({"looking", "asking", "changing"}),
    short=Short(no=("stop",), leaves=("stop",)),
)
