"""The lines of a vector: what asks for them, and which one words are for."""

from core.domain.members import Language
from core.domain.shortening import first_sentence
from core.domain.vectors import Line
from core.talk.flows.meant import of_the_account
from core.talk.flows.vector_states import Question, Words
from core.talk.flows.words import WORDS_SHOWN, after_label
from core.talk.measure import shorten
from core.talk.turn import Option, Phrase, Say, T
from core.talk.vector_card import LABELS

ASKED: dict[Question, Phrase] = {
    "origin": T("vector.ask_origin"),
    "turn": T("vector.ask_turn"),
    "destination": T("vector.ask_destination"),
    "next_step": T("vector.ask_next_step"),
}
EXAMPLES: dict[Question, Phrase] = {
    "origin": T("vector.example_origin"),
    "turn": T("vector.example_turn"),
    "destination": T("vector.example_destination"),
    "next_step": T("vector.example_next_step"),
}

FOLLOWING: dict[Question, Question | None] = {
    "origin": "turn",
    "turn": "destination",
    "destination": "next_step",
    "next_step": None,
}
BEFORE: dict[Question, Question] = {
    later: earlier for earlier, later in FOLLOWING.items() if later
}


def which(typed: str) -> Say:
    """Ask which line to change, or which one the `typed` words go on."""
    asked = T("vector.which_line")
    if typed:
        asked = T("post.which_line_for_words", words=shorten(typed, WORDS_SHOWN))
    lines = tuple(Option(label, "line", line) for line, label in LABELS.items())
    return Say(asked, (*lines, Option(T("vector.leave_it"), "leave")))


def told_before(words: Words) -> tuple[Say, ...]:
    """Say back what was told before the first question."""
    if not words.early:
        return ()
    return (Say(T("vector.told_before", words=first_sentence(words.early))),)


def named(text: str, language: Language) -> tuple[Line, str] | None:
    """Return the line that words begin with, and what they say of it."""
    return after_label(text, LABELS, language)


def may_be_one(text: str) -> bool:
    """Whether typed words may be a line, and are no wish about the account."""
    return bool(text.strip()) and not of_the_account(text)
