"""While one's words are looked for: the way to willing people, and back with words.

They read only what is stored, so what is worded so far is kept to oneself first.
"""

from core.domain.vectors import Line
from core.talk.effects.roads import PublishVector
from core.talk.flow import Facts, Start, Turn
from core.talk.flows.vector_states import Interview, Words
from core.talk.turn import Option, T
from core.talk.vector_card import LABELS

_OTHERS = "others"
_UNSURE = 2
"""Times somebody did not know before others are offered to be asked."""


def offered(facts: Facts) -> tuple[Option, ...]:
    """Return the way from a card that was read back, where nothing is stored yet."""
    if facts.vector.put_into_words or not facts.homes:
        return ()
    return (Option(T("sounding.begin"), _OTHERS),)


def offered_unsure(state: Interview) -> tuple[Option, ...]:
    """Return the way from a question that somebody was unsure about twice."""
    shows_something = state.at != "turn" and state.words.vector().put_into_words
    if state.unsure < _UNSURE or not shows_something:
        return ()
    return (Option(T("vector.ask_three"), _OTHERS),)


def ask(words: Words, line: str, facts: Facts) -> Turn:
    """Keep the words to oneself if there were none before, and ask."""
    asking = Start("sounding", "about", line)
    if facts.vector.put_into_words:
        return Turn(then=asking)
    return Turn(do=(PublishVector(words.vector(), (), words.helped),), then=asking)


def line_of(said: str) -> tuple[Line, str] | None:
    """Return the line that words from elsewhere are for, and the words."""
    named, _, text = said.partition("\n")
    line = next((one for one in LABELS if one == named), None)
    return (line, text.strip()) if line and text.strip() else None
