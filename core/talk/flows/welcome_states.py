"""Where the first minutes can stand."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Entering:
    """Waits to hear whether a code opened a room; `typed` is the person's message."""

    typed: str = ""
    greet: bool = True
    kind: Literal["entering"] = "entering"


@dataclass(frozen=True, slots=True)
class Naming:
    """Waits for a name; `typed` sounded like a wish, and is one if not typed again."""

    room: str = ""
    typed: str = ""
    kind: Literal["naming"] = "naming"


@dataclass(frozen=True, slots=True)
class Ready:
    """Waits for "begin"."""

    room: str = ""
    kind: Literal["ready"] = "ready"


@dataclass(frozen=True, slots=True)
class Keeping:
    """Waits for the consent to keep words; `typed` came before it."""

    typed: str = ""
    kind: Literal["keeping"] = "keeping"


@dataclass(frozen=True, slots=True)
class Modelling:
    """Waits for the consent to an outside text model; `typed` is not lost meanwhile."""

    typed: str = ""
    kind: Literal["modelling"] = "modelling"


@dataclass(frozen=True, slots=True)
class Outside:
    """Waits for an invite code, or for going on without one."""

    kind: Literal["outside"] = "outside"


@dataclass(frozen=True, slots=True)
class RoomFull:
    """The room is full; waits for what to do instead.

    `waits` when the person is in the line for a seat already.
    """

    community_id: str
    room: str
    seats: str = "150"
    waits: bool = False
    kind: Literal["room_full"] = "room_full"


State = Entering | Naming | Ready | Keeping | Modelling | Outside | RoomFull
