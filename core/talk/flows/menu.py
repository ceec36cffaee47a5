"""The menu: six things, as choices that stand. Knows no journey but by its name."""

from core.talk.commands import MENU
from core.talk.turn import Option


def menu_options() -> tuple[Option, ...]:
    """Return the six things a menu shows."""
    flows = ("post", "ask", "box", "road", "room", "settings")
    return tuple(
        Option(label, "", flow=flow) for label, flow in zip(MENU, flows, strict=True)
    )
