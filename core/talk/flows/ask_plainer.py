"""The asker's own text said as among friends, and back again; at once, by nobody.

Offered where it is sure. What was changed in their words is marked as ours.
"""

from dataclasses import replace
from difflib import SequenceMatcher

from core.domain.grammar import casual_en, casual_ja
from core.talk.flow import Facts
from core.talk.flows.ask_states import Drafting
from core.talk.outgoing import Source
from core.talk.turn import Option, T


def ways(draft: Drafting, facts: Facts) -> tuple[Option, ...]:
    """Return the choice to say it more casually, or as it was; none if not sure."""
    if not draft.edited:
        return ()
    if draft.own:
        return (Option(T("ask.as_written"), "politer"),)
    if _casual(draft.text, facts) is None:
        return ()
    return (Option(T("ask.more_casual"), "casual"),)


def turned(draft: Drafting, facts: Facts) -> Drafting:
    """Return the draft in the other of the two ways."""
    if draft.own:
        parts: tuple[tuple[str, Source], ...] = ((draft.own, "own"),)
        return replace(draft, text=draft.own, parts=parts, own="")
    said = _casual(draft.text, facts)
    if said is None:
        return draft
    parts = tuple(_marked(draft.text, said))
    return replace(draft, text=said, parts=parts, own=draft.text, quote="")


def _casual(text: str, facts: Facts) -> str | None:
    if facts.member.language == "ja":
        return casual_ja.casual(text)
    return casual_en.casual(text)


def _marked(own: str, said: str) -> list[tuple[str, Source]]:
    parts: list[tuple[str, Source]] = []
    matcher = SequenceMatcher(None, own, said, autojunk=False)
    for how, _, _, start, end in matcher.get_opcodes():
        if end > start:
            parts.append((said[start:end], "own" if how == "equal" else "bot"))
    return parts
