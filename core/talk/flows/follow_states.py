"""Where the dialogue after an answer can stand."""

from dataclasses import dataclass, replace
from typing import Literal

from core.domain.echoes import Mend
from core.talk.flow import Facts


@dataclass(frozen=True, slots=True)
class Looking:
    """Waits to read the request that was tapped, perhaps with words already said."""

    verb: str
    request_id: str
    words: str = ""
    kind: Literal["looking"] = "looking"


@dataclass(frozen=True, slots=True)
class Contact:
    """Waits for a contact, typed by its owner.

    `words` are no telling contact; they are handed over after a tap.
    """

    request_id: str
    name: str
    words: str = ""
    kind: Literal["contact"] = "contact"


@dataclass(frozen=True, slots=True)
class Mixing:
    """Waits for how both ideas go together; `words` were said already and may be it."""

    request_id: str
    name: str
    words: str = ""
    kind: Literal["mixing"] = "mixing"


@dataclass(frozen=True, slots=True)
class Ended:
    """Waits for what became of it."""

    request_id: str
    name: str
    mine: Literal["asker", "helper"]
    kind: Literal["ended"] = "ended"


@dataclass(frozen=True, slots=True)
class Delight:
    """Waits for one thing that was a joy."""

    request_id: str
    name: str
    kind: Literal["delight"] = "delight"


@dataclass(frozen=True, slots=True)
class Thanking:
    """Waits for "send" or the asker's own words of thanks."""

    request_id: str
    name: str
    delight: str
    text: str
    kind: Literal["thanking"] = "thanking"


@dataclass(frozen=True, slots=True)
class Growth:
    """Waits for what moved on one's own road; `words` of it were said already."""

    request_id: str
    road: str
    words: str = ""
    kind: Literal["growth"] = "growth"


@dataclass(frozen=True, slots=True)
class GrowthWords:
    """Waits for a word about it, or none."""

    request_id: str
    moved: Literal["moved", "not_yet", "other_road"]
    kind: Literal["growth_words"] = "growth_words"


@dataclass(frozen=True, slots=True)
class NextStep:
    """Waits for the next step, now that something moved."""

    step: str
    kind: Literal["next_step"] = "next_step"


@dataclass(frozen=True, slots=True)
class Telling:
    """Waits to hear whether it went through."""

    what: Literal["idea", "mix", "first_form", "ended", "take_back", "contact"]
    request_id: str
    name: str
    mine: Literal["asker", "helper"] = "asker"
    kind: Literal["telling"] = "telling"


State = (
    Looking
    | Contact
    | Mixing
    | Ended
    | Delight
    | Thanking
    | Growth
    | GrowthWords
    | NextStep
    | Telling
)


def mended(state: State, mend: Mend) -> State:
    """Return the state after words of thanks were edited or taken back.

    What was a joy is asked for once more; the words are the asker's either way.
    """
    match state:
        case Thanking() if mend.touches(state.delight) or mend.touches(state.text):
            return Delight(state.request_id, state.name)
        case Growth() if state.words:
            return replace(state, words=mend.of(state.words))
        case _:
            return state


def said(state: State, facts: Facts) -> str:
    """Return what was written for somebody and not sent."""
    match state:
        case Thanking(text=words) | Contact(words=words) | Mixing(words=words):
            return words
        case _:
            return ""
