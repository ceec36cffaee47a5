"""Choices that several journeys show: the menu's six things, a member's rooms."""

from core.talk.commands import MENU
from core.talk.flow import Facts
from core.talk.turn import Option


def menu_options() -> tuple[Option, ...]:
    """Return the six things a menu shows, as choices that stand."""
    flows = ("post", "ask", "box", "road", "room", "settings")
    return tuple(
        Option(label, "", flow=flow) for label, flow in zip(MENU, flows, strict=True)
    )


def room_options(
    facts: Facts, verb: str = "room", *, flow: str = ""
) -> tuple[Option, ...]:
    """Return all of a member's rooms, as choices of `verb`."""
    return tuple(Option(home.name, verb, home.id, flow) for home in facts.homes)
