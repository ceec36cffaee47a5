"""Letting a group on a messenger see one's own flag; see the flow `flag`."""

from core.talk.effects import Done
from core.talk.effects.flags import FlagShown, ShowInGroups
from core.talk.flow import Heard, Turn
from core.talk.flows.flag_states import Asking, Showing
from core.talk.turn import Option, Picked, Say, Saying, T


def may_show() -> tuple[Saying, ...]:
    """Say who will see it, before anybody does."""
    options = (Option(T("flag.show"), "show"), Option(T("flag.not_now"), "not_now"))
    return (Say(T("flag.may_show"), options),)


def asked(state: Asking, heard: Heard) -> Turn | None:
    """Show it, or leave it in the room."""
    match heard:
        case Picked(verb="show"):
            return Turn(next=Showing(), do=(ShowInGroups(state.flag_id),))
        case Picked(verb="not_now"):
            return Turn((Say(T("flag.not_shown")),))
        case _:
            return None


def shown(heard: Heard) -> Turn | None:
    """Say where it is seen now."""
    match heard:
        case Done(answer=FlagShown(nowhere=True)):
            return Turn((Say(T("flag.shown_nowhere")),))
        case Done(answer=FlagShown(later=True)):
            return Turn((Say(T("flag.shown_later")),))
        case Done(answer=FlagShown()):
            return Turn((Say(T("flag.shown")),))
        case _:
            return None
