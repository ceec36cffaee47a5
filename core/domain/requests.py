"""Requests: a task offered as the next stretch of somebody's own road (R1-R13).

A request goes to one person at a time. Silence is a pass: its state is read from the
clock, so a late timer changes nothing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

State = Literal[
    "sent",
    "accepted",
    "countered",
    "agreed",
    "passed",
    "lapsed",
    "withdrawn",
    "done",
    "stepped_off",
    "changed",
    "faded",
]
Ending = Literal["done", "stepped_off", "changed", "faded"]
ENDINGS: tuple[Ending, ...] = ("done", "stepped_off", "changed", "faded")
RIDING: frozenset[State] = frozenset({"accepted", "agreed"})

LAPSE_AFTER = timedelta(hours=72)

_NEXT: dict[State, frozenset[State]] = {
    "sent": frozenset({"accepted", "countered", "passed", "lapsed", "withdrawn"}),
    # Coming back after the quiet close is welcome while the seat is free.
    "lapsed": frozenset({"accepted", "countered", "passed"}),
    "countered": frozenset({"agreed", "accepted", "withdrawn", "passed", "sent"}),
    "accepted": frozenset(ENDINGS),
    "agreed": frozenset(ENDINGS),
}


@dataclass(frozen=True, slots=True)
class Request:
    """A request as its two people see it."""

    id: str
    ask_id: str
    asker_id: str
    helper_id: str
    community_id: str
    text: str
    state: State
    sent_at: datetime
    lapse_at: datetime
    idea: str = ""
    stretch: str = ""

    @property
    def asked_again(self) -> bool:
        """Whether it was asked once more, in the first form, after an idea."""
        return self.lapse_at > self.sent_at + LAPSE_AFTER

    def state_at(self, now: datetime) -> State:
        """Return the state as the clock has it: silence for 72 hours is a pass."""
        if self.state == "sent" and now >= self.lapse_at:
            return "lapsed"
        return self.state


def may_become(state: State, following: State) -> bool:
    """Whether a request may go from one state to the other."""
    return following in _NEXT.get(state, frozenset())


def discloses(text: str, earns_words: str) -> bool:
    """Whether a request says who earns, in the asker's own words (W2, invariant 14).

    Closing marks do not count: the words may stand in quotation marks.
    """
    words = earns_words.strip().rstrip("。.")
    return bool(words) and words in text
