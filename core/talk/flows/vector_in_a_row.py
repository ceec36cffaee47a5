"""Messages that follow one another in the interview, and which answer they are of.

People write on a phone in short messages. What adds to the answer before goes with it,
and so does what was written before the next question can have been read; a choice that
was sent twice is no answer at all.
"""

from dataclasses import replace

from core.domain.shortening import LINE_LENGTH
from core.talk.effects.roads import KeepAnswer
from core.talk.flow import Facts, Heard, Turn
from core.talk.flows.breath import Breath
from core.talk.flows.vector_lines import BEFORE
from core.talk.flows.vector_states import Interview
from core.talk.flows.words import adds_to, not_sure, not_yet, repeats
from core.talk.incoming import Said
from core.talk.turn import Say, T

_LEADS_HERE = (
    T("welcome.begin"),
    T("welcome.keep"),
    T("welcome.model_yes"),
    T("welcome.model_no"),
)


def beside(state: Interview, heard: Heard, facts: Facts) -> Turn | None:
    """Hear words that are no answer to the question asked; None for anything else.

    The question is to be asked again after what is said.
    """
    return _beside(state, heard.text, facts) if isinstance(heard, Said) else None


def _beside(state: Interview, text: str, facts: Facts) -> Turn | None:
    if _led_here(state, text, facts):
        return Turn(next=state)
    before = None if state.mending else BEFORE.get(state.at)
    answer = getattr(state.words, before) if before else ""
    if not (before and answer):
        return None
    if both := adds_to(answer, text, LINE_LENGTH):
        here = replace(state, words=state.words.with_line(before, both))
        said = (Say(T("vector.added_before")),)
        return Turn(said, here, (KeepAnswer(before, text),))
    if not_yet(text) or not_sure(text) or not state.breath.reaches(facts.sent_at):
        return None
    more = state.breath.with_more(answer, text, facts.sent_at, LINE_LENGTH)
    if more is None:
        return None
    words, breath = more
    here = replace(state, words=state.words.with_line(before, words), breath=breath)
    if words == answer:
        return Turn(next=here)
    said = (Say(T("talk.joined_before", words=words)),)
    return Turn(said, here, (KeepAnswer(before, text),))


def parted(state: Interview) -> tuple[Interview, Said]:
    """Return the state as it was without those words, and these."""
    before = BEFORE.get(state.at, state.at)
    words = state.words.with_line(before, state.breath.former)
    return replace(state, words=words, breath=Breath()), Said(state.breath.added)


def _led_here(state: Interview, text: str, facts: Facts) -> bool:
    """Whether words are the choice that led to the first question, sent twice."""
    nothing_said = state.at == "origin" and not state.words.vector().put_into_words
    return nothing_said and repeats(text, _LEADS_HERE, facts.member.language)
