"""Flags that are up: looking, taking a seat, folding one's own; see the flow `flag`."""

from core.talk.effects import Done
from core.talk.effects.flags import FlagHeld, FlagMissed, FlagsSeen, FoldFlag
from core.talk.flow import Facts, Heard, Turn
from core.talk.flows.flag_cards import cards
from core.talk.flows.flag_states import Finding, Folding, Looking
from core.talk.turn import Option, Picked, Say, Saying, T


def looked(state: Looking, heard: Heard, facts: Facts) -> Turn | None:
    """Show the flags that are up."""
    match heard:
        case Done(answer=FlagsSeen(flags=flags)):
            up = tuple(seen for seen in flags if seen.flag.state == "open")
            if not up:
                nothing = T("flag.gone") if state.one else T("flag.none_up")
                return Turn((Say(nothing, raise_option()),))
            return Turn(cards(up, facts.today, whole=state.one))
        case _:
            return None


def raise_option() -> tuple[Option, ...]:
    """Offer to raise a flag."""
    return (Option(T("flag.raise_own"), "", flow="flag"),)


def held(heard: Heard, facts: Facts) -> Turn | None:
    """Say whether there was a seat."""
    match heard:
        case Done(answer=FlagHeld(flag=seen)):
            said = Say(T("flag.held", purpose=seen.flag.purpose))
            return Turn((said, *cards((seen,), facts.today, whole=True)))
        case Done(answer=FlagMissed(why="full", flag=seen)) if seen:
            options = (
                Option(T("flag.raise_beside"), "beside", seen.flag.id, flow="flag"),
                Option(T("flag.see_others"), "list", flow="flag"),
            )
            return Turn((Say(T("flag.full"), options),))
        case Done(answer=FlagMissed(why="own" | "already", flag=seen)) if seen:
            return Turn(cards((seen,), facts.today, whole=True))
        case Done(answer=FlagMissed()):
            return Turn((Say(T("flag.gone"), raise_option()),))
        case _:
            return None


def _found(heard: Heard) -> Turn | None:
    """Fold one's own flag, after one look at what is meant."""
    match heard:
        case Done(answer=FlagsSeen(flags=(seen, *_))) if (
            seen.mine and seen.flag.state == "open"
        ):
            purpose = seen.flag.purpose
            return Turn(may_fold(purpose), Folding(seen.flag.id, purpose))
        case Done(answer=FlagsSeen()):
            return Turn((Say(T("flag.gone"), raise_option()),))
        case _:
            return None


def may_fold(purpose: str) -> tuple[Saying, ...]:
    """Ask once before a flag is folded."""
    options = (Option(T("flag.fold"), "fold"), Option(T("flag.leave_up"), "leave_up"))
    return (Say(T("flag.may_fold", purpose=purpose), options),)


def folding(state: Finding | Folding, heard: Heard) -> Turn | None:
    """Fold it, or leave it up."""
    if isinstance(state, Finding):
        return _found(heard)
    match heard:
        case Picked(verb="fold"):
            said = Say(T("flag.folded"), raise_option())
            return Turn((said,), do=(FoldFlag(state.flag_id),))
        case Picked(verb="leave_up"):
            return Turn((Say(T("flag.left_up")),))
        case _:
            return None
