"""A post that is there already: out of the room again, or back in it.

A tap is enough either way, since a tap undoes it. The words stay with their author.
"""

from dataclasses import dataclass
from typing import Literal

from core.talk.effects import Done
from core.talk.effects.posts import PostShown, ShowPost
from core.talk.flow import Facts, Flow, Heard, Turn
from core.talk.turn import Opened, Option, Say, Saying, T


@dataclass(frozen=True, slots=True)
class Moving:
    """Waits to hear where the post is to be read now."""

    post_id: str
    kind: Literal["moving"] = "moving"


State = Moving


def open_(opened: Opened, facts: Facts) -> Turn:
    """Show it in a room, or to nobody but oneself."""
    post_id, _, room = opened.arg.partition(":")
    shown_in = room if opened.verb == "show" else ""
    return Turn(next=Moving(post_id), do=(ShowPost(post_id, shown_in),))


def step(state: State, heard: Heard, facts: Facts) -> Turn | None:
    """Say where it is, with the way back."""
    match heard:
        case Done(answer=PostShown(there=False)):
            return Turn((Say(T("post.not_there"), (_road(),)),))
        case Done(answer=PostShown(before=before, now="")):
            known = facts.home(before)
            ways = (_again(state.post_id, before),) if known else ()
            return Turn((Say(T("post.only_mine_now"), (*ways, _road())),))
        case Done(answer=PostShown(now=room)):
            home = facts.home(room)
            said = T("post.out", room=home.name if home else "")
            return Turn((Say(said, (back(state.post_id), _road())),))
        case _:
            return None


def back(post_id: str) -> Option:
    """Return the choice to take a post out of its room."""
    return Option(T("post.take_back"), "back", post_id, flow="posted")


def _again(post_id: str, room: str) -> Option:
    return Option(T("post.show_again"), "show", f"{post_id}:{room}", flow="posted")


def _road() -> Option:
    return Option(T("menu.road"), "", flow="road")


def ask(state: State, facts: Facts) -> tuple[Saying, ...]:
    """Repeat nothing: a tap is answered at once."""
    return ()


FLOW = Flow("posted", State, open_, step, ask)
