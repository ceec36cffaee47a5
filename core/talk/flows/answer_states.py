"""Where the dialogue about an answer can stand."""

from dataclasses import dataclass
from typing import Literal

from core.talk.flow import Facts


@dataclass(frozen=True, slots=True)
class Looking:
    """Waits to read the request that is answered, perhaps with words already said."""

    verb: str
    request_id: str
    words: str = ""
    kind: Literal["looking"] = "looking"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Waits for how far to ride."""

    request_id: str
    name: str
    kind: Literal["stretch"] = "stretch"


@dataclass(frozen=True, slots=True)
class PartWay:
    """Waits for the part of the way, in the helper's words."""

    request_id: str
    name: str
    kind: Literal["part_way"] = "part_way"


@dataclass(frozen=True, slots=True)
class Reading:
    """Waits for a nod to typed words; only a tap sends them as how far it goes."""

    request_id: str
    name: str
    text: str
    kind: Literal["reading"] = "reading"


@dataclass(frozen=True, slots=True)
class Idea:
    """Waits for the other idea; `words` were said already and may be it."""

    request_id: str
    name: str
    words: str = ""
    kind: Literal["idea"] = "idea"


@dataclass(frozen=True, slots=True)
class Passing:
    """Waits for words of a pass, or for none; `words` were said already."""

    request_id: str
    name: str
    words: str = ""
    kind: Literal["passing"] = "passing"


@dataclass(frozen=True, slots=True)
class Suggesting:
    """Waits for who else might be on the way."""

    request_id: str
    name: str
    kind: Literal["suggesting"] = "suggesting"


@dataclass(frozen=True, slots=True)
class Telling:
    """Waits to hear whether the answer went through; `answered` says which it was.

    `words` go along with it, if it does.
    """

    answered: Literal["ride", "suggest", "pass"]
    request_id: str
    words: str = ""
    kind: Literal["telling"] = "telling"


State = Looking | Stretch | PartWay | Reading | Idea | Passing | Suggesting | Telling


def said(state: State, facts: Facts) -> str:
    """Return what was typed for an answer that was not given."""
    match state:
        case Reading(text=words) | Idea(words=words) | Passing(words=words):
            return words
        case _:
            return ""
