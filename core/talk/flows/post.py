"""A post: what became of the last step, what is now, what is next (P1-P6).

The first line is always already written, every question can be passed over, and what
comes of it is a draft: nothing is shared here. The lines are the member's own words.
"""

from dataclasses import replace
from typing import get_args

from core.domain.formats import LineKey, last_step
from core.talk.effects.roads import TakeStep
from core.talk.flow import Facts, Flow, Heard, Short, Turn
from core.talk.flows import post_draft, post_lines
from core.talk.flows.draft_wishes import wish
from core.talk.flows.post_questions import about_chain, about_line, about_long
from core.talk.flows.post_states import (
    Chaining,
    Drafted,
    Keeping,
    Long,
    Mending,
    Placing,
    Sheet,
    State,
    Writing,
    mended,
    said,
)
from core.talk.flows.words import after_label, repeats
from core.talk.incoming import Said
from core.talk.post_card import LABELS
from core.talk.turn import Opened, Phrase, Picked, Say, Saying, T

_WISHED = {"shorter": "length", "longer": "length", "edit": "mend"}
"""What typed words may wish of the draft, and the choice that does it."""
_JUST_WORDED_S = 6 * 3600
"""A step put into words this recently is not asked about yet."""
_OF_DRAFT = (T("post.as_it_is"), T("post.only_me"), T("post.shorter"))
"""What stands on a draft: whoever types it goes back to that, and adds no words."""
_NAMED: dict[LineKey, Phrase] = {key: LABELS[key] for key in get_args(LineKey)}


def open_(opened: Opened, facts: Facts) -> Turn:
    """Begin with the line that is already written."""
    if opened.verb == "step":
        return _take_step(opened.arg, facts)
    sheet, ask_chain = _carried(facts)
    said: tuple[Saying, ...] = ()
    if opened.verb == "said" and opened.arg.strip():
        sheet = sheet.with_line("now", opened.arg.strip())
        said = (Say(T("post.took_as_now")),)
    turn = (
        post_lines.chain(Chaining(sheet))
        if ask_chain
        else post_lines.to_now(sheet, facts)
    )
    return replace(turn, say=(*said, *turn.say))


def _carried(facts: Facts) -> tuple[Sheet, bool]:
    """Return a sheet with what is carried over, and whether to ask about the step."""
    last, vector = facts.last_post, facts.vector
    step = last_step(last, vector)
    lines: dict[str, str] = {}
    if last is None and vector.origin:
        lines["from"] = vector.origin
    if vector.destination:
        lines["toward"] = vector.destination
    sheet = Sheet(
        lines=lines,
        previous_id=last.id if last else None,
        step=step,
        short=facts.member.rhythm == "daily",
    )
    worded_at = vector.created_at
    fresh = (
        last is None
        and worded_at is not None
        and (facts.now - worded_at).total_seconds() < _JUST_WORDED_S
    )
    return sheet, bool(step) and not fresh


def _take_step(post_id: str, facts: Facts) -> Turn:
    """Let the vector follow a post, as long as it is the member's latest."""
    post = facts.last_post
    if post is None or post.id != post_id:
        return Turn((Say(T("post.step_of_before")),))
    return Turn((Say(T("post.step_taken")),), do=(TakeStep(post.next_step),))


def step(state: State, heard: Heard, facts: Facts) -> Turn | None:
    """Move on."""
    match state:
        case Chaining():
            return post_lines.chained(state, heard, facts)
        case Writing():
            return post_lines.written(state, heard, facts)
        case Long():
            return post_lines.shortened(state, heard, facts)
        case Drafted():
            return _drafted(state, heard, facts)
        case Mending():
            return _mended(state, heard, facts)
        case Placing():
            return post_draft.placed(state, heard, facts)
        case Keeping():
            here = Drafted(state.sheet)
            kept = post_draft.kept(state, heard, facts)
            return kept or _drafted(here, heard, facts)


# The draft and changes to it


def _drafted(state: Drafted, heard: Heard, facts: Facts) -> Turn | None:
    match heard:
        case Said(text=text) if verb := _WISHED.get(wish(text)):
            return _drafted(state, Picked(verb), facts)
        case Said(text=text) if text.strip():
            return _said(Mending(state.sheet, text.strip()), facts)
        case Picked(verb="mend"):
            return _which(Mending(state.sheet))
        case _:
            return post_draft.decided(state, heard, facts)


def _said(state: Mending, facts: Facts) -> Turn:
    """Put words on the line that they name; ask which one where they name none."""
    named = after_label(state.text, _NAMED, facts.member.language)
    if named is None:
        return _which(state)
    line, words = named
    return post_lines.put(Writing(line, state.sheet, mending=True), words, facts)


def _which(state: Mending) -> Turn:
    return Turn((post_draft.which_line(state),), state)


def _mended(state: Mending, heard: Heard, facts: Facts) -> Turn | None:
    match heard:
        case Picked(verb="leave"):
            return post_draft.drafted(state.sheet, facts)
        case Picked(verb="line", arg="prev") if state.sheet.step and not state.text:
            return post_lines.chain(Chaining(state.sheet, mending=True))
        case Picked(
            verb="line",
            arg=("from" | "prev" | "now" | "toward" | "next" | "with") as line,
        ):
            at = Writing(line, state.sheet, mending=True)
            return (
                post_lines.put(at, state.text, facts)
                if state.text
                else post_lines.asking(at, facts)
            )
        case Said(text=text) if repeats(text, _OF_DRAFT, facts.member.language):
            return post_draft.drafted(state.sheet, facts)
        case Said(text=text) if text.strip():
            return _said(replace(state, text=text.strip()), facts)
        case _:
            return None


def ask(state: State, facts: Facts) -> tuple[Saying, ...]:
    """Repeat the question."""
    match state:
        case Chaining():
            return (about_chain(state),)
        case Writing():
            return (about_line(state, facts),)
        case Long():
            return about_long(state, facts)
        case Mending():
            return (post_draft.which_line(state),)
        case Placing():
            return (post_draft.where(facts),)
        case Drafted(sheet=sheet) | Keeping(sheet=sheet):
            return post_draft.draft(sheet, facts)


FLOW = Flow(
    "post",
    State,
    open_,
    step,
    ask,
    mended=mended,
    said=said,
    short=Short(
        yes=("use",),
        sends=("out",),
        no=("not_yet", "leave_out", "leave"),
        leaves=("stop", "leave", "back"),
        hears=frozenset({"unsure"}),
    ),
)
