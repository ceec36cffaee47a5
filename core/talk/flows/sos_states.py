"""Where a call for help stands: what is known of it, and what it waits for.

Its words are in here until it is sent; where it is left, they are kept as any others.
"""

from dataclasses import dataclass
from typing import Literal

from core.domain.sos import Audience, Wish
from core.talk.flow import Facts


@dataclass(frozen=True, slots=True)
class Chosen:
    """Somebody a call is to go to."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A call as far as it is made.

    Attributes:
        room: The community it stays in.
        call_id: When it is out and goes further, from those who hear it `so_far`.
        keepers: Those who keep watch there.
        met: People to choose by a tap; others are chosen by name.
        worded: Whether words were asked for.
        urgent: Begun in danger: shown with the name, and nothing more is asked.
    """

    wish: Wish
    room: str = ""
    audience: Audience = "chosen"
    chosen: tuple[Chosen, ...] = ()
    keepers: tuple[Chosen, ...] = ()
    met: tuple[Chosen, ...] = ()
    words: str = ""
    worded: bool = False
    named: bool | None = None
    urgent: bool = False
    call_id: str = ""
    so_far: Audience = "chosen"


@dataclass(frozen=True, slots=True)
class Safe:
    """Waits for "I'm all right" or "in danger"."""

    kind: Literal["safe"] = "safe"


@dataclass(frozen=True, slots=True)
class Wishing:
    """Waits for what comes closest."""

    kind: Literal["wishing"] = "wishing"


@dataclass(frozen=True, slots=True)
class Handing:
    """Waits for what a hand is wanted with; the words go to the ask, not in here."""

    kind: Literal["handing"] = "handing"


@dataclass(frozen=True, slots=True)
class Looking:
    """Waits to read what is open nearby; `near` once it was compared with the road."""

    wish: Wish
    near: tuple[str, ...] | None = None
    kind: Literal["looking"] = "looking"


@dataclass(frozen=True, slots=True)
class Nearing:
    """Waits, for a second at most, to hear what is on the road; words go on anyway."""

    wish: Wish
    ticket: str
    kind: Literal["nearing"] = "nearing"


@dataclass(frozen=True, slots=True)
class Rooming:
    """Waits for the room."""

    draft: Draft
    kind: Literal["rooming"] = "rooming"


@dataclass(frozen=True, slots=True)
class Gathering:
    """Waits to read who could hear it."""

    draft: Draft
    kind: Literal["gathering"] = "gathering"


@dataclass(frozen=True, slots=True)
class Choosing:
    """Waits for who is to hear it: people, keepers, everybody, nobody."""

    draft: Draft
    kind: Literal["choosing"] = "choosing"


@dataclass(frozen=True, slots=True)
class Naming:
    """Waits for a name; `alike` are those who go by the one that was typed."""

    draft: Draft
    alike: tuple[Chosen, ...] = ()
    kind: Literal["naming"] = "naming"


@dataclass(frozen=True, slots=True)
class Finding:
    """Waits to read who goes by the name that was said."""

    draft: Draft
    said: str = ""
    kind: Literal["finding"] = "finding"


@dataclass(frozen=True, slots=True)
class Wording:
    """Waits for words, or "no words"."""

    draft: Draft
    kind: Literal["wording"] = "wording"


@dataclass(frozen=True, slots=True)
class Showing:
    """Waits for whether the name is shown."""

    draft: Draft
    kind: Literal["showing"] = "showing"


@dataclass(frozen=True, slots=True)
class ReadBack:
    """Waits for "send it" under the call as its listeners will see it."""

    draft: Draft
    kind: Literal["read_back"] = "read_back"


@dataclass(frozen=True, slots=True)
class Sending:
    """Waits to hear whom it reached."""

    draft: Draft
    kind: Literal["sending"] = "sending"


@dataclass(frozen=True, slots=True)
class Recalling:
    """Waits to read a call that is out, to let it go further or to close it."""

    kind: Literal["recalling"] = "recalling"


@dataclass(frozen=True, slots=True)
class Hearing:
    """Waits to read a flag or a post whose author is to be asked about it."""

    wish: Wish
    kind: Literal["hearing"] = "hearing"


@dataclass(frozen=True, slots=True)
class Ending:
    """Waits to hear that a call is closed."""

    kind: Literal["ending"] = "ending"


InCall = (
    Rooming
    | Gathering
    | Choosing
    | Naming
    | Finding
    | Wording
    | Showing
    | ReadBack
    | Sending
)
State = (
    Safe | Wishing | Handing | Looking | Nearing | InCall | Recalling | Hearing | Ending
)


def said(state: State, facts: Facts) -> str:
    """Return the words of a call that is not out."""
    draft = state.draft if isinstance(state, InCall) else None
    return draft.words if draft and not (draft.call_id or draft.urgent) else ""
