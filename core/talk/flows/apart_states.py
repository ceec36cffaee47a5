"""Where keeping a distance stands: whom it is about, and what it waits for."""

from dataclasses import dataclass
from typing import Literal

from core.talk.effects.apart import Watch


@dataclass(frozen=True, slots=True)
class Finding:
    """Waits to read who goes by a name.

    Attributes:
        name: As it was typed; '' for somebody who is not named.
        text: The words it began with; they may have been meant for what runs below.
        first: Whether the name stood in those words.
    """

    name: str
    text: str = ""
    first: bool = False
    kind: Literal["finding"] = "finding"


@dataclass(frozen=True, slots=True)
class Naming:
    """Waits for a name; `offered` are id and name of some to choose from."""

    text: str = ""
    offered: tuple[tuple[str, str], ...] = ()
    kind: Literal["naming"] = "naming"


@dataclass(frozen=True, slots=True)
class Looking:
    """Waits to read what is between the two."""

    text: str = ""
    kind: Literal["looking"] = "looking"


@dataclass(frozen=True, slots=True)
class Asking:
    """Waits for the one tap, under what follows from it; as in `BetweenSeen`."""

    id: str
    name: str
    text: str = ""
    received: bool = False
    sent: bool = False
    rides: bool = False
    flags: bool = False
    watch: Watch = ""
    kind: Literal["asking"] = "asking"


@dataclass(frozen=True, slots=True)
class Keeping:
    """Waits to hear that it holds."""

    kind: Literal["keeping"] = "keeping"


@dataclass(frozen=True, slots=True)
class Listing:
    """Waits to read whom one keeps a distance from; so many were shown before."""

    after: int = 0
    kind: Literal["listing"] = "listing"


@dataclass(frozen=True, slots=True)
class Ending:
    """Waits to hear that it is over."""

    kind: Literal["ending"] = "ending"


State = Finding | Naming | Looking | Asking | Keeping | Listing | Ending
