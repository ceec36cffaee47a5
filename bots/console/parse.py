"""What is typed in the terminal. Pure: a line in, a wish or an event's content out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from core.talk.incoming import Chose, Content, Said
from core.talk.outgoing import Choice

# Japanese keyboards give the wide forms of @ and :.
_TURN = re.compile(r"[@＠]\s*([^\s:：]+)\s*(?:[:：]\s*|\s+)?(.*)")
_NUMBER = re.compile(r"\d{1,3}")  # wide digits too
_ENDS = {"/quit", "/exit"}


@dataclass(frozen=True, slots=True)
class Typed:
    """A line: for whom ('' for whoever speaks already), and what, '' for nothing."""

    who: str = ""
    text: str = ""
    ends: bool = False


def parse_line(line: str) -> Typed:
    """Read a line: `@hana`, `@hana: text`, `text`, `/quit`."""
    words = line.strip()
    if words.lower() in _ENDS:
        return Typed(ends=True)
    turned = _TURN.fullmatch(words)
    if turned:
        return Typed(turned[1], turned[2].strip())
    return Typed(text=words)


def content_of(
    text: str, offered: Sequence[Choice], older: Sequence[Choice]
) -> Content | None:
    """Understand a number or `[label]` as a tap, everything else as words.

    None for a `[label]` that was never there: nobody means to send that to anybody.

    Args:
        text: What was typed.
        offered: The newest choices, numbered from 1.
        older: All choices there ever were, newest last; `[label]` reaches them.
    """
    if _NUMBER.fullmatch(text) and 0 < int(text) <= len(offered):
        return Chose(offered[int(text) - 1].token)
    if text.startswith("[") and text.endswith("]"):
        tapped = labelled(text[1:-1], [*older, *offered])
        return None if tapped is None else Chose(tapped.token)
    return Said(text)


def labelled(label: str, choices: Sequence[Choice]) -> Choice | None:
    """Return the newest choice of a label."""
    wanted = label.strip()
    return next((one for one in reversed(choices) if one.label == wanted), None)
