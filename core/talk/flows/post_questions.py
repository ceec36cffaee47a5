"""What the dialogue about a post asks; every question has a way past it."""

from dataclasses import replace

from core.domain.formats import OUTCOMES, POST_LENGTHS, LineKey
from core.domain.shortening import first_sentence
from core.talk.flow import Facts
from core.talk.flows import post_coached
from core.talk.flows.post_states import Chaining, Long, Sheet, Writing
from core.talk.post_card import OUTCOME_WORDS
from core.talk.turn import Option, Phrase, Say, Saying, T

_ASKED: dict[LineKey, Phrase] = {
    "from": T("post.ask_from"),
    "prev": T("post.ask_prev"),
    "now": T("post.ask_now"),
    "toward": T("post.ask_toward"),
    "next": T("post.ask_next"),
    "with": T("post.ask_with"),
}
_MENDING = (
    Option(T("post.leave_out"), "leave_out"),
    Option(T("post.leave_it"), "leave"),
)


def about_chain(state: Chaining) -> Say:
    """Ask what became of the last step; all four answers are equally fine."""
    options = [Option(OUTCOME_WORDS[one], "outcome", one) for one in OUTCOMES]
    after = _MENDING if state.mending else (Option(T("post.skip"), "leave_out"),)
    return Say(T("post.ask_chain", step=state.sheet.step), (*options, *after))


def about_line(state: Writing, facts: Facts) -> Say:
    """Ask for the words of a line."""
    words = _ASKED[state.at]
    options = [*state.breath.ways()]
    match state.at:
        case "now" if facts.last_post is None:
            options.append(Option(T("post.see_example"), "example"))
        case "next":
            words = _about_next(state)
            options += _next_options(state)
        case "with" if not state.mending:
            options.append(Option(T("post.with_nobody"), "leave_out"))
    if state.mending:
        # "Not yet" leaves the next step out already.
        options += _MENDING[1:] if state.at == "next" else _MENDING
    elif state.at not in {"next", "with"}:
        options.append(Option(T("post.skip"), "leave_out"))
    return Say(words, tuple(options))


def without(question: Say, verb: str) -> Say:
    """Return a question less an option that was just taken."""
    left = tuple(one for one in question.options if one.verb != verb)
    return replace(question, options=left)


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


def about_long(state: Long, facts: Facts) -> tuple[Saying, ...]:
    """Offer a line for the post; the whole answer is kept."""
    return (
        Say(
            T("post.long_answer", line=offered_line(state)),
            (
                Option(T("post.use_this_line"), "use"),
                *(post_coached.from_notes(facts) if state.at == "now" else ()),
                Option(T("post.leave_out"), "leave_out"),
            ),
        ),
    )


def offered_line(state: Long) -> str:
    """Return the beginning of a long answer, as far as the line carries."""
    return first_sentence(state.text, POST_LENGTHS[state.at])
