"""Another day for one's own flag: asked, read back, told to those who hold it.

It goes on only after a tap, since others are told; the day before is one tap away.
"""

from core.domain.calendar import When, read_iso
from core.domain.flags import Flag
from core.talk.effects import Done
from core.talk.effects.flags import FlagMoved, FlagSeen, FlagsSeen, MoveFlag
from core.talk.flag_notices import at_what_time
from core.talk.flow import Facts, Heard, Turn
from core.talk.flows import asking_day
from core.talk.flows.flag_cards import card
from core.talk.flows.flag_states import Finding, Moving, Redated, Redating
from core.talk.flows.flag_up import raise_option
from core.talk.flows.words import one_line
from core.talk.turn import Option, Phrase, Picked, Say, Saying, T


def step(
    state: Finding | Redating | Redated | Moving, heard: Heard, facts: Facts
) -> Turn | None:
    """Move on."""
    match state:
        case Finding():
            return _found(state, heard, facts)
        case Redating():
            return _redating(state, heard, facts)
        case Redated():
            return _redated(state, heard, facts)
        case Moving():
            return _moved(heard, facts, was=state.was)


def _found(state: Finding, heard: Heard, facts: Facts) -> Turn | None:
    """Ask for the day, or read back the one that it is to be again."""
    match heard:
        case Done(answer=FlagsSeen(flags=(seen, *_))) if _is_up(seen):
            asked = _asked(seen.flag)
            if not state.back:
                return Turn(question(asked, facts), asked)
            return _read_back(asked, *_read(state.back), facts)
        case Done(answer=FlagsSeen()):
            return Turn((Say(T("flag.gone"), raise_option()),))
        case _:
            return None


def question(state: Redating, facts: Facts) -> tuple[Saying, ...]:
    """Ask when it is to be; it may stay as it is, or open."""
    options = (
        *asking_day.options(facts),
        Option(T("flag.not_settled"), "skip"),
        Option(T("flag.leave_day"), "leave_up"),
    )
    return (Say(T("flag.ask_new_day", purpose=state.purpose), options),)


def _redating(state: Redating, heard: Heard, facts: Facts) -> Turn | None:
    """Read another day back; ask again about one that cannot be."""
    match heard:
        case Picked(verb="leave_up"):
            return _left()
        case Picked(verb="skip"):
            return _read_back(state, "", None, facts)
    match asking_day.answer(heard, facts):
        case None:
            return None
        case Phrase() as why:
            return Turn((Say(why), *question(state, facts)), state)
        case meant:
            return _read_back(state, one_line(meant.words), meant.day, facts)


def _read_back(state: Redating, timing: str, day: When | None, facts: Facts) -> Turn:
    if _written(timing, day) == state.was:
        return _left()
    redated = Redated(state.flag_id, state.purpose, state.held, state.was, timing, day)
    return Turn(may_move(redated, facts), redated)


def may_move(state: Redated, facts: Facts) -> tuple[Saying, ...]:
    """Say what changes, and who hears of it, before it does."""
    options = (
        Option(T("flag.move"), "move"),
        Option(T("flag.other_day"), "again"),
        Option(T("flag.leave_day"), "leave_up"),
    )
    when = at_what_time(state.timing, state.day, facts.today)
    said = T("flag.may_move_held") if state.held else T("flag.may_move")
    return (Say(Phrase(said.key, {"purpose": state.purpose, "when": when}), options),)


def _redated(state: Redated, heard: Heard, facts: Facts) -> Turn | None:
    """Change it, ask once more, or leave it; other words name another day."""
    asked = Redating(state.flag_id, state.purpose, state.held, state.was)
    match heard:
        case Picked(verb="move"):
            effect = MoveFlag(state.flag_id, state.timing, state.day)
            return Turn(next=Moving(state.was), do=(effect,))
        case Picked(verb="again"):
            return Turn(question(asked, facts), asked)
        case Picked(verb="leave_up"):
            return _left()
        case _:
            return _redating(asked, heard, facts)


def _moved(heard: Heard, facts: Facts, *, was: str) -> Turn | None:
    """Show the flag as it is now, with the way back."""
    match heard:
        case Done(answer=FlagMoved(flag=seen)) if seen:
            back = f"{seen.flag.id}\n{was}"
            options = (Option(T("flag.day_back"), "move", back, flow="flag"),)
            return Turn((card(seen, facts.today), Say(T("flag.moved"), options)))
        case Done(answer=FlagMoved()):
            return Turn((Say(T("flag.gone"), raise_option()),))
        case _:
            return None


def _left() -> Turn:
    return Turn((Say(T("flag.day_left")),))


def _is_up(seen: FlagSeen) -> bool:
    return seen.mine and seen.flag.state == "open"


def _asked(flag: Flag) -> Redating:
    was = _written(flag.timing, flag.day)
    return Redating(flag.id, flag.purpose, flag.taken > 0, was)


def _written(timing: str, day: When | None) -> str:
    """Return when a flag is as an option carries it: the day, a bar, the words."""
    return f"{day.iso if day else ''}|{timing}"


def _read(written: str) -> tuple[str, When | None]:
    iso, _, timing = written.partition("|")
    return timing, read_iso(iso)
