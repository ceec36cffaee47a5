"""A vector that is there already: still this way?"""

from core.talk.effects.roads import AskedDirection
from core.talk.flow import Heard, Start, Turn
from core.talk.turn import Option, Picked, Say, T


def options() -> tuple[Option, ...]:
    """Return what can be done with it."""
    return (
        Option(T("vector.still_so"), "still"),
        Option(T("vector.mend"), "mend"),
        Option(T("vector.moved"), "again"),
        Option(T("vector.where_shown"), "places"),
    )


def step(heard: Heard) -> Turn | None:
    """Leave it, or go on with a change."""
    match heard:
        case Picked(verb="still"):
            return Turn((Say(T("vector.still_noted")),), do=(AskedDirection(),))
        case Picked(verb="mend" | "again" | "places" as verb):
            return Turn(then=Start("vector", verb))
        case _:
            return None
