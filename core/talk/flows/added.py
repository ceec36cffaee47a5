"""Somebody says that they added our account, or leaves it as it is."""

from dataclasses import dataclass
from typing import Literal

from core.talk.effects import Done
from core.talk.effects.adding import AddingNoted, NoteAdding
from core.talk.flow import Facts, Flow, Heard, Turn
from core.talk.turn import Opened, Say, Saying, T


@dataclass(frozen=True, slots=True)
class Noting:
    """Waits until their word is noted."""

    kind: Literal["noting"] = "noting"


State = Noting


def open_(opened: Opened, facts: Facts) -> Turn:
    """Take somebody at their word."""
    return Turn(next=Noting(), do=(NoteAdding(added=opened.verb == "already"),))


def step(state: State, heard: Heard, facts: Facts) -> Turn | None:
    """Say what comes of it."""
    match heard:
        case Done(answer=AddingNoted(added=added)):
            return Turn((Say(T("added.thanks") if added else T("added.left")),))
        case _:
            return None


def ask(state: State, facts: Facts) -> tuple[Saying, ...]:
    """Repeat nothing: a tap is answered at once."""
    return ()


FLOW = Flow("added", State, open_, step, ask)
