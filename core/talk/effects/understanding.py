"""Asking for a second opinion on what a free message means, and hearing it.

Effects are imperative, answers past tense; see the package.
"""

from dataclasses import dataclass
from typing import Literal

from core.domain.meaning import Meant


@dataclass(frozen=True, slots=True)
class GuessMeaning:
    """Compare a message with examples; `MeaningGuessed` comes as an event of its own.

    Attributes:
        text: What was said.
        ticket: As in `AskCoach`: an answer whose ticket no longer stands in the state
            that speaks is dropped.
        topics: Whether we are asked about ourselves, so that only topics are compared.
    """

    text: str
    ticket: str
    topics: bool = False
    kind: Literal["guess_meaning"] = "guess_meaning"


@dataclass(frozen=True, slots=True)
class MeaningGuessed:
    """What it may mean: one or two; only told, if NOTHING; nobody knows, if empty."""

    ticket: str
    meant: tuple[Meant, ...] = ()
    kind: Literal["meaning_guessed"] = "meaning_guessed"
