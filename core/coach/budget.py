"""How much the text model may be used, and when it is left alone for a while.

Pure rules: what was used is told, the answer is yes or why not. Counts are of calls and
of tokens, for a member, a room and everybody, in the last 24 hours; they only ever hold
a call back, nobody is measured by them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic

from core.coach.model import Trouble

DAY = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Used:
    """What was used: calls, and tokens as told or else as guessed."""

    calls: int = 0
    tokens: int = 0


@dataclass(frozen=True, slots=True)
class Most:
    """The most in 24 hours; 0 is none at all."""

    calls: int
    tokens: int

    def spent(self, used: Used, *, coming: int = 0) -> bool:
        """Whether another call of about so many tokens would be too much."""
        return used.calls >= self.calls or used.tokens + coming > self.tokens


@dataclass(frozen=True, slots=True)
class Budget:
    """The most for a member, for a room, and for everybody together."""

    member: Most = Most(30, 40_000)
    room: Most = Most(300, 300_000)
    all: Most = Most(1000, 1_000_000)

    def spent(self, member: Used, room: Used, all_: Used, *, coming: int) -> bool:
        """Whether one of the three is used up."""
        return (
            self.member.spent(member, coming=coming)
            or self.room.spent(room, coming=coming)
            or self.all.spent(all_, coming=coming)
        )


@dataclass(slots=True)
class Breaker:
    """Leaves a model alone after it failed several times in a row.

    One process's own: another finds out for itself. After the pause a single call is
    let through; when it fails too, the next pause is twice as long.
    """

    failures: int = 4
    pause_s: float = 30.0
    longest_s: float = 900.0
    now: Callable[[], float] = monotonic
    _in_a_row: int = field(default=0, init=False)
    _closed_until: float = field(default=0.0, init=False)
    _next_pause_s: float = field(default=0.0, init=False)
    _trying: bool = field(default=False, init=False)

    @property
    def open(self) -> bool:
        """Whether the model is being left alone right now."""
        return self._in_a_row >= self.failures and self.now() < self._closed_until

    def lets_through(self) -> bool:
        """Whether a call may be made; after a pause only one at a time."""
        if self._in_a_row < self.failures:
            return True
        if self._trying or self.now() < self._closed_until:
            return False
        self._trying = True
        return True

    def went_well(self) -> None:
        """Note that words came."""
        self._in_a_row, self._next_pause_s, self._trying = 0, 0.0, False

    def went_wrong(self, trouble: Trouble) -> None:
        """Note that none came; a refused key or a crowd is a reason by itself."""
        self._trying = False
        at_once = trouble in {"refused", "busy"}
        self._in_a_row = self.failures if at_once else self._in_a_row + 1
        if self._in_a_row >= self.failures:
            self._next_pause_s = min(
                self.longest_s, 2 * self._next_pause_s or self.pause_s
            )
            self._closed_until = self.now() + self._next_pause_s

    def let_go(self) -> None:
        """Note that a call ended without telling anything about the model."""
        self._trying = False
