"""「もし、わたしなら」: sentences on somebody's vector, asked from willing people.

Who is at a loss for words of their own hears how others might put it (V1). At most
three are asked, by lot: there is nothing here to weigh a person by. Silence is a pass,
and whoever asked learns neither who was asked nor who passed.
"""

import random
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from core.domain.helping import MOST_SHOWN, Standing, may_be_asked
from core.domain.requests import LAPSE_AFTER
from core.domain.vectors import Line

HINTS_CONSENT = "hints"
"""What a member says yes to who may be asked for such a sentence."""

HINT_LENGTH = 300
NOTE_LENGTH = 200
WELCOME_FOR = timedelta(days=14)
"""A sentence may come late, as the answer to a request may; then it is over."""

State = Literal["asked", "said", "passed", "lapsed", "closed"]
_OPEN: frozenset[State] = frozenset({"asked", "lapsed"})


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown for a question, and nothing else; '' is left out."""

    origin: str = ""
    destination: str = ""
    next_step: str = ""
    note: str = ""

    def of(self, line: Line) -> str:
        """Return the words of one line."""
        return str(getattr(self, line))


@dataclass(frozen=True, slots=True)
class Sounding:
    """A question how others might word one line of a vector.

    Attributes:
        line: The line that words are looked for.
        shown: What those who are asked may read.
    """

    id: str
    asker_id: str
    community_id: str
    line: Line
    shown: Shown
    asked_at: datetime
    closed_at: datetime | None = None

    @property
    def closes_at(self) -> datetime:
        """When it closes quietly."""
        return self.asked_at + LAPSE_AFTER

    def open_at(self, now: datetime) -> bool:
        """Whether sentences are still waited for."""
        return self.closed_at is None and now < self.closes_at


@dataclass(frozen=True, slots=True)
class Hint:
    """What one willing person says to it, or does not.

    Attributes:
        words: Their own, touched by nobody.
        taken: Whether the asker took them beside their own.
        thanked: Whether the asker sent thanks.
    """

    id: str
    sounding: Sounding
    author_id: str
    state: State
    words: str = ""
    taken: bool = False
    thanked: bool = False

    def state_at(self, now: datetime) -> State:
        """Return the state as the clock has it: silence for 72 hours is a pass."""
        if self.state not in _OPEN:
            return self.state
        asked_at = self.sounding.asked_at
        if self.sounding.closed_at is not None or now >= asked_at + WELCOME_FOR:
            return "closed"
        return "lapsed" if now >= self.sounding.closes_at else "asked"

    @property
    def still_their_own(self) -> bool:
        """Whether its author may say it anew, or take it back."""
        return self.state == "said" and not self.taken and not self.thanked


@dataclass(frozen=True, slots=True)
class Reached:
    """One was asked for a sentence, at some moment, by somebody."""

    asker_id: str
    at: datetime
    waits: bool


def draw(
    willing: Collection[str],
    standings: Mapping[str, Standing],
    *,
    now: datetime,
    seed: str,
) -> tuple[str, ...]:
    """Draw whom to ask: up to three of the willing who may be asked now, by lot."""
    free = [
        member_id
        for member_id in sorted(willing)
        if member_id in standings and may_be_asked(standings[member_id], now=now)
    ]
    lot = random.Random(seed)  # noqa: S311 - a fair draw that can be repeated
    return tuple(lot.sample(free, min(MOST_SHOWN, len(free))))


def also_reached(standing: Standing, reached: Collection[Reached]) -> Standing:
    """Add questions for sentences to what requests say of asking somebody now.

    `reached` is about this member; being asked for both is being asked twice.
    """
    moments = tuple(one.at for one in reached)
    return replace(
        standing,
        reached_at=(*standing.reached_at, *moments),
        open_requests=standing.open_requests + sum(one.waits for one in reached),
    )
