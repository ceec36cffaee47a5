"""How a post is shown: its lines with their labels, as a card and as a draft."""

from collections.abc import Mapping

from core.domain.formats import LineKey, Outcome, Post, ordered
from core.domain.members import Member
from core.talk.turn import Option, Phrase, Show, T, Words

LABELS: Mapping[str, Phrase] = {
    "from": T("post.from"),
    "prev": T("post.prev"),
    "now": T("post.now"),
    "toward": T("post.toward"),
    "next": T("post.next"),
    "with": T("post.with"),
}
OUTCOME_WORDS: Mapping[Outcome, Phrase] = {
    "done": T("post.done"),
    "halfway": T("post.halfway"),
    "changed": T("post.changed"),
    "let_go": T("post.let_go"),
}


def line_label(line: str) -> Words:
    """Return the label of a line; a line of a format we lack is called by its key."""
    return LABELS.get(line, line)


def facts_of(
    lines: Mapping[str, str], outcome: Outcome | None
) -> tuple[tuple[LineKey, Words], ...]:
    """Return the filled lines in the order they are read.

    The step of last time stands with what became of it.
    """
    return tuple(
        (key, _with_outcome(text, outcome) if key == "prev" else text)
        for key, text in ordered(lines)
    )


def _with_outcome(step: str, outcome: Outcome | None) -> Words:
    if outcome is None:
        return step
    return T("post.prev_outcome", step=step, outcome=OUTCOME_WORDS[outcome])


def card(post: Post, author: Member, options: tuple[Option, ...] = ()) -> Show:
    """Return a post as its readers see it."""
    name: Words = author.name or T("talk.somebody")
    facts = facts_of(post.lines, post.outcome)
    return Show(
        title=name,
        facts=tuple((LABELS[key], value) for key, value in facts),
        options=options,
        look="post",
        face=author.name,
    )
