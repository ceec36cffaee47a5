"""A post: what became of the last step, what is now, what is next (P1-P6).

The first line is always already written, every question can be passed over, and what
comes of it is a draft: nothing is shared here. The lines are the member's own words.
"""

from dataclasses import replace
from typing import Literal

from core.domain.formats import LINE_LENGTH, OUTCOMES, LineKey, Outcome, last_step
from core.talk.commands import plain
from core.talk.effects import KeepAnswer, TakeStep
from core.talk.flow import Facts, Flow, Heard, Turn
from core.talk.flows import post_draft
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
)
from core.talk.flows.words import first_sentence, not_sure, not_yet
from core.talk.incoming import Said, Shared
from core.talk.post_card import OUTCOME_WORDS
from core.talk.turn import Opened, Option, Phrase, Picked, Say, Saying, T
from core.talk.voice import word

_JUST_WORDED_S = 6 * 3600
"""A step put into words this recently is not asked about yet."""

_ASKED: dict[LineKey, Phrase] = {
    "from": T("post.ask_from"),
    "prev": T("post.ask_prev"),
    "now": T("post.ask_now"),
    "toward": T("post.ask_toward"),
    "next": T("post.ask_next"),
    "with": T("post.ask_with"),
}
_SPELLINGS: dict[Outcome, Phrase] = {
    "done": T("post.typed_done"),
    "halfway": T("post.typed_halfway"),
    "changed": T("post.typed_changed"),
    "let_go": T("post.typed_let_go"),
}
Quiet = Literal["sticker", "other"]


def open_(opened: Opened, facts: Facts) -> Turn:
    """Begin with the line that is already written."""
    if opened.verb == "step":
        return _take_step(opened.arg, facts)
    sheet, ask_chain = _carried(facts)
    said: tuple[Saying, ...] = ()
    if opened.verb == "said" and opened.arg.strip():
        sheet = sheet.with_line("now", opened.arg.strip())
        said = (Say(T("post.took_as_now")),)
    turn = _chain(Chaining(sheet)) if ask_chain else _to_now(sheet, facts)
    return replace(turn, say=(*said, *turn.say)) if ask_chain else turn


def _carried(facts: Facts) -> tuple[Sheet, bool]:
    """Return a sheet with what is carried over, and whether to ask about the step."""
    last, vector = facts.last_post, facts.vector
    step = last_step(last, vector)
    lines: dict[LineKey, str] = {}
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
            return _chained(state, heard, facts)
        case Writing():
            return _written(state, heard, facts)
        case Long():
            return _shortened(state, heard, facts)
        case Drafted():
            return _drafted(state, heard, facts)
        case Mending():
            return _mended(state, heard, facts)
        case Placing():
            return post_draft.placed(state, heard, facts)
        case Keeping():
            return post_draft.kept(state, heard, facts)


# What became of the last step


def _chain(state: Chaining) -> Turn:
    return Turn((_chain_question(state),), state)


def _chain_question(state: Chaining) -> Say:
    options = [Option(OUTCOME_WORDS[one], "outcome", one) for one in OUTCOMES]
    options.append(Option(T("post.skip"), "skip"))
    return Say(T("post.ask_chain", step=state.sheet.step), tuple(options))


def _chained(state: Chaining, heard: Heard, facts: Facts) -> Turn | None:
    sheet = state.sheet
    match heard:
        case Picked(
            verb="outcome", arg=("done" | "halfway" | "changed" | "let_go") as one
        ):
            return _told(state, one, facts)
        case Picked(verb="skip"):
            left_out = replace(sheet.with_line("prev", ""), outcome=None)
            return _after_chain(state, left_out, facts)
        case Said(text=text) if not text.strip():
            return None
        case Said(text=text) if outcome := _typed_outcome(text, facts):
            return _told(state, outcome, facts)
        case Said(text=text):
            words = "\n".join(filter(None, (sheet.line("now"), text.strip())))
            told = sheet.with_line("prev", sheet.step).with_line("now", words)
            return _after_chain(state, told, facts)
        case Shared():
            return _unread(heard, state, facts)
        case _:
            return None


def _told(state: Chaining, outcome: Outcome, facts: Facts) -> Turn:
    sheet = state.sheet.with_line("prev", state.sheet.step)
    return _after_chain(state, replace(sheet, outcome=outcome), facts)


def _typed_outcome(text: str, facts: Facts) -> Outcome | None:
    typed = plain(text)
    for outcome, spellings in _SPELLINGS.items():
        known = word(spellings, facts.member.language).split("|")
        if typed in map(plain, known):
            return outcome
    return None


def _after_chain(state: Chaining, sheet: Sheet, facts: Facts) -> Turn:
    if state.mending:
        return post_draft.drafted(sheet, facts)
    return _to_now(sheet, facts)


# The lines that are asked for


def _to_now(sheet: Sheet, facts: Facts) -> Turn:
    """Ask for `now`, unless its words are there already."""
    words = sheet.line("now")
    if not words:
        return _asking(Writing("now", sheet), facts)
    return _put(Writing("now", sheet.with_line("now", "")), words, facts)


def _asking(state: Writing, facts: Facts) -> Turn:
    return Turn((_question(state, facts),), state)


def _question(state: Writing, facts: Facts) -> Say:
    words = _ASKED[state.at]
    options: list[Option] = []
    match state.at:
        case "now" if facts.last_post is None and not state.mending:
            options.append(Option(T("post.see_example"), "example"))
        case "next":
            words = _about_next(state)
            options += _next_options(state)
        case "with" if not state.mending:
            options.append(Option(T("post.with_nobody"), "skip"))
    if state.mending:
        options.append(Option(T("post.leave_out"), "leave_out"))
        options.append(Option(T("post.leave_it"), "leave"))
    elif state.at == "now":
        options.append(Option(T("post.skip"), "skip"))
    return Say(words, tuple(options))


def _about_next(state: Writing) -> Phrase:
    step = state.sheet.step
    if state.smaller:
        return T("post.ask_smaller", step=step)
    if step and _step_goes_on(state.sheet):
        return T("post.ask_next_or_same", step=step)
    return T("post.ask_next")


def _next_options(state: Writing) -> list[Option]:
    options = []
    if state.sheet.step and _step_goes_on(state.sheet):
        options.append(Option(T("post.same"), "same"))
        if not state.smaller:
            options.append(Option(T("post.smaller"), "smaller"))
    if not state.smaller:
        options.append(Option(T("post.write_it"), "write"))
    return [*options, Option(T("post.not_yet"), "not_yet")]


def _step_goes_on(sheet: Sheet) -> bool:
    return sheet.outcome not in {"changed", "let_go"}


def _written(state: Writing, heard: Heard, facts: Facts) -> Turn | None:
    match heard:
        case Said(text=text) if not text.strip():
            return None
        case Said(text=text) if state.at == "next" and not_yet(text):
            return _no_step(state, facts)
        case Said(text=text) if state.at == "with" and not_yet(text):
            return _on(state, "", facts)
        case Said(text=text) if not_sure(text):
            return Turn((Say(T("post.unsure")), _question(state, facts)), state)
        case Said(text=text):
            return _put(state, text.strip(), facts)
        case Shared():
            return _unread(heard, state, facts)
        case Picked():
            return _picked(state, heard.verb, facts)
        case _:
            return None


def _picked(state: Writing, verb: str, facts: Facts) -> Turn | None:
    match verb:
        case "example":
            return Turn((Say(T("post.example")), _question(state, facts)), state)
        case "skip" | "leave_out":
            return _on(state, "", facts)
        case "leave" if state.mending:
            return post_draft.drafted(state.sheet, facts)
        case "same" if state.at == "next":
            return _on(state, state.sheet.step, facts)
        case "smaller" if state.at == "next":
            return _asking(replace(state, smaller=True), facts)
        case "write" if state.at == "next":
            return Turn(
                (Say(T("post.freely"), _question(state, facts).options),), state
            )
        case "not_yet" if state.at == "next":
            return _no_step(state, facts)
        case _:
            return None


def _no_step(state: Writing, facts: Facts) -> Turn:
    turn_sheet = replace(state.sheet, no_step=True)
    return _on(replace(state, sheet=turn_sheet), "", facts)


def _put(state: Writing, text: str, facts: Facts) -> Turn:
    """Set a line; words that are too long for it are kept and a line is offered."""
    if len(text) > LINE_LENGTH[state.at]:
        waiting = Long(state.at, text, state.sheet, state.mending)
        return Turn(_too_long(waiting), waiting, (KeepAnswer(state.at, text),))
    line = text if state.at == "now" else " ".join(text.split())
    if state.at == "next":
        state = replace(state, sheet=replace(state.sheet, no_step=False))
    return _on(state, line, facts)


def _on(state: Writing, line: str, facts: Facts) -> Turn:
    sheet = state.sheet.with_line(state.at, line)
    if state.at == "prev" and state.mending:
        sheet = replace(sheet, outcome=None)
    if state.mending:
        return post_draft.drafted(sheet, facts)
    if state.at == "now":
        return _asking(Writing("next", sheet), facts)
    if state.at == "next" and not sheet.short:
        return _asking(Writing("with", sheet), facts)
    return post_draft.drafted(sheet, facts)


def _unread(heard: Shared, state: Chaining | Writing, facts: Facts) -> Turn:
    """Thank for a sticker or a picture; only words become a line."""
    match heard.what:
        case "sticker":
            thanks = T("post.sticker")
        case "picture" | "video":
            thanks = T("post.picture")
        case "voice":
            thanks = T("post.voice")
        case _:
            thanks = T("post.only_words")
    return Turn((Say(thanks), *ask(state, facts)), state)


# Long answers


def _too_long(state: Long) -> tuple[Saying, ...]:
    return (
        Say(
            T("post.long_answer", line=_short(state)),
            (
                Option(T("post.use_this_line"), "use"),
                Option(T("post.leave_out"), "leave_out"),
            ),
        ),
    )


def _short(state: Long) -> str:
    return first_sentence(state.text, LINE_LENGTH[state.at])


def _shortened(state: Long, heard: Heard, facts: Facts) -> Turn | None:
    waiting = Writing(state.at, state.sheet, state.mending)
    match heard:
        case Picked(verb="use"):
            return _put(waiting, _short(state), facts)
        case Picked(verb="leave_out"):
            return _on(waiting, "", facts)
        case Said(text=text) if text.strip():
            return _put(waiting, text.strip(), facts)
        case _:
            return None


# The draft and changes to it


def _drafted(state: Drafted, heard: Heard, facts: Facts) -> Turn | None:
    match heard:
        case Said(text=text) if text.strip():
            return _which(Mending(state.sheet, text.strip()))
        case Picked(verb="mend"):
            return _which(Mending(state.sheet))
        case _:
            return post_draft.decided(state, heard, facts)


def _which(state: Mending) -> Turn:
    return Turn((post_draft.which_line(state),), state)


def _mended(state: Mending, heard: Heard, facts: Facts) -> Turn | None:
    match heard:
        case Picked(verb="leave"):
            return post_draft.drafted(state.sheet, facts)
        case Picked(verb="line", arg="prev") if state.sheet.step and not state.text:
            return _chain(Chaining(state.sheet, mending=True))
        case Picked(
            verb="line",
            arg=("from" | "prev" | "now" | "toward" | "next" | "with") as line,
        ):
            at = Writing(line, state.sheet, mending=True)
            return _put(at, state.text, facts) if state.text else _asking(at, facts)
        case Said(text=text) if text.strip():
            return _which(replace(state, text=text.strip()))
        case _:
            return None


def ask(state: State, facts: Facts) -> tuple[Saying, ...]:
    """Repeat the question."""
    match state:
        case Chaining():
            return (_chain_question(state),)
        case Writing():
            return (_question(state, facts),)
        case Long():
            return _too_long(state)
        case Mending():
            return (post_draft.which_line(state),)
        case Placing():
            return (post_draft.where(facts),)
        case Drafted(sheet=sheet) | Keeping(sheet=sheet):
            return post_draft.draft(sheet, facts)


FLOW = Flow("post", State, open_, step, ask, frozenset({"homes", "vector", "post"}))
