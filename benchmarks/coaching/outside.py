"""What scorers of others call: the coach without a model, as plain functions.

drafter(facts) -> text      a post from first-person sentences, or from Q:/A: lines
rewriter(text) -> text      the same words, flatter where that loses nothing, and as
                            among friends where grammar leaves no doubt
"""

from collections.abc import Sequence

from benchmarks.coaching.reading import places
from core.coach.content import kept
from core.coach.offline import said
from core.domain.coaching import PostDraft, PostLines
from core.domain.grammar.casual_ja import casual
from core.domain.tone import lint
from core.domain.tone.softening import softened

_ENOUGH = 0.9
_ANSWER = "A: "


def drafter(given: Sequence[str]) -> str:
    """Draft a post the way members get it when no model is set up."""
    answers = [one.removeprefix(_ANSWER) for one in given if one.startswith(_ANSWER)]
    notes = "\n".join(answers or given)
    answer = said(PostDraft("ja", notes=notes, places=places("ja")))
    labels = {place.key: place.label for place in places("ja")}
    lines = answer.lines if isinstance(answer, PostLines) else ()
    return "\n".join(f"{labels[key]}: {line}" for key, line in lines)


def rewriter(text: str) -> str:
    """Do what the buttons do: orders as wishes, suggestions where all stays said, and
    what is left as among friends."""
    text = softened(text, "ja")
    for finding in reversed(lint(text, "ja")):
        start, end = finding.span
        changed = f"{text[:start]}{finding.suggestion}{text[end:]}"
        if kept(text, changed) >= _ENOUGH:
            text = changed
    return casual(text) or text
