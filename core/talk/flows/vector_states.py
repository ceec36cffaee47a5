"""Where the vector dialogue can stand."""

from dataclasses import dataclass
from typing import Literal

from core.domain.vectors import Vector

Question = Literal["origin", "turn", "destination", "next_step"]


@dataclass(frozen=True, slots=True)
class Words:
    """The words so far."""

    origin: str = ""
    turn: str = ""
    destination: str = ""
    next_step: str = ""

    def vector(self) -> Vector:
        """Return them as a vector."""
        return Vector(self.origin, self.turn, self.destination, self.next_step)


@dataclass(frozen=True, slots=True)
class Interview:
    """Waits for the answer to a question; `mending` when it came from read-back."""

    at: Question = "origin"
    words: Words = Words()
    unsure: int = 0
    mending: bool = False
    kind: Literal["interview"] = "interview"


@dataclass(frozen=True, slots=True)
class Long:
    """A long answer is kept whole; waits for the line that goes on the card."""

    at: Question
    text: str
    words: Words
    mending: bool = False
    kind: Literal["long"] = "long"


@dataclass(frozen=True, slots=True)
class ReadBack:
    """The words are lined up; waits for "as it is" or a change."""

    words: Words
    kind: Literal["read_back"] = "read_back"


@dataclass(frozen=True, slots=True)
class Mending:
    """Waits for which line to change."""

    words: Words
    kind: Literal["mending"] = "mending"


@dataclass(frozen=True, slots=True)
class Placing:
    """Waits for where to show it; `chosen` holds rooms ticked so far."""

    words: Words
    chosen: tuple[str, ...] = ()
    kind: Literal["placing"] = "placing"


@dataclass(frozen=True, slots=True)
class Publishing:
    """Stored; waits to hear whose roads are near."""

    kind: Literal["publishing"] = "publishing"


@dataclass(frozen=True, slots=True)
class Near:
    """Waits to see what people on nearby roads publish by now."""

    kind: Literal["near"] = "near"


@dataclass(frozen=True, slots=True)
class Standing:
    """A vector is there already; waits for what to do with it."""

    kind: Literal["standing"] = "standing"


State = Interview | Long | ReadBack | Mending | Placing | Publishing | Near | Standing
