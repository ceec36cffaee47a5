"""Edited words, where others may have read them as they were: their author decides.

What others cheered at does not change under them by itself. Opened by the choices under
an edit; both may be tapped any time later.
"""

from dataclasses import dataclass
from typing import Literal

from core.talk.effects import Done
from core.talk.effects.echoes import MendedUsed, UseMended
from core.talk.flow import Facts, Flow, Heard, Turn
from core.talk.turn import Opened, Option, Say, Saying, T


@dataclass(frozen=True, slots=True)
class Using:
    """Waits to hear where the edited words stand now."""

    kind: Literal["using"] = "using"


State = Using


def offer(message: str) -> tuple[Option, ...]:
    """Return the choices about an edited message, by the messenger's id of it."""
    return (
        Option(T("mended.use"), "use", message, flow="mended"),
        Option(T("mended.leave"), "leave", message, flow="mended"),
    )


def open_(opened: Opened, facts: Facts) -> Turn:
    """Let the edited words stand, or leave everything as others read it."""
    if opened.verb == "use":
        return Turn(next=Using(), do=(UseMended(opened.arg),))
    return Turn((Say(T("mended.left"), offer(opened.arg)[:1]),))


def step(state: State, heard: Heard, facts: Facts) -> Turn | None:
    """Say where they stand."""
    match heard:
        case Done(answer=MendedUsed(where=where)):
            road = Option(T("menu.road"), "", flow="road")
            said = T("mended.used") if where else T("mended.used_already")
            return Turn((Say(said, (road,)),))
        case _:
            return None


def ask(state: State, facts: Facts) -> tuple[Saying, ...]:
    """Repeat the question."""
    return (Say(T("mended.one_moment")),)


FLOW = Flow(
    "mended", State, open_, step, ask, fleeting=frozenset({"using"}), short=None
)
