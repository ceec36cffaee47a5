"""Asking the coach, and hearing from it.

Effects are imperative, answers past tense; see the package.
"""

from dataclasses import dataclass
from typing import Literal

from core.domain.coaching import Ask, Drafted


@dataclass(frozen=True, slots=True)
class AskCoach:
    """Ask the coach for a draft; `CoachAnswered` comes as an event of its own.

    Attributes:
        ask: What is asked.
        ticket: A word that the waiting state holds as well, such as `Facts.seed` in
            hex. An answer whose ticket no longer stands in the state that speaks is
            dropped before any flow hears it.
        community_id: The room it is about, '' for none.
        others: Ids of the members whose words are in the ask besides the asker's.
        send_sensitive: The member agreed to this one text being sent.
        keeps_pass: Whether nothing is said before the answer, so that it may go out as
            a free reply.
    """

    ask: Ask
    ticket: str
    community_id: str = ""
    others: tuple[str, ...] = ()
    send_sensitive: bool = False
    keeps_pass: bool = False
    kind: Literal["ask_coach"] = "ask_coach"


@dataclass(frozen=True, slots=True)
class CoachAnswered:
    """The coach answered; `drafted.answer` is None when there is nothing to say."""

    ticket: str
    drafted: Drafted
    kind: Literal["coach_answered"] = "coach_answered"
