"""Where the dialogue with somebody who looks for words can stand."""

from dataclasses import dataclass, replace
from typing import Literal

from core.domain.sounding import Shown
from core.domain.vectors import Line
from core.talk.flow import Facts


@dataclass(frozen=True, slots=True)
class Beginning:
    """Waits to hear whether a question is open already; `line` when it was named."""

    line: Line | None = None
    kind: Literal["beginning"] = "beginning"


@dataclass(frozen=True, slots=True)
class Rooming:
    """Waits for whose people to ask, where there are several rooms."""

    line: Line | None = None
    kind: Literal["rooming"] = "rooming"


@dataclass(frozen=True, slots=True)
class Lining:
    """Waits for the line that words are looked for."""

    room: str
    kind: Literal["lining"] = "lining"


@dataclass(frozen=True, slots=True)
class Previewing:
    """What would be shown was read back; waits for the tap that shows it.

    `words` are the whole card and the note; with `only_line` the other lines stay.
    """

    room: str
    line: Line
    words: Shown
    only_line: bool = False
    kind: Literal["previewing"] = "previewing"

    @property
    def shown(self) -> Shown:
        """Return what those who are asked would read."""
        if not self.only_line:
            return self.words
        return replace(
            Shown(note=self.words.note), **{self.line: self.words.of(self.line)}
        )


@dataclass(frozen=True, slots=True)
class Sending:
    """Waits to hear whether somebody could be asked."""

    preview: Previewing
    kind: Literal["sending"] = "sending"


@dataclass(frozen=True, slots=True)
class Looking:
    """Waits to read the sentence that was tapped."""

    verb: Literal["take", "thank"]
    hint_id: str
    kind: Literal["looking"] = "looking"


@dataclass(frozen=True, slots=True)
class Taking:
    """Both wordings lie side by side; waits for one, or for a mix of them."""

    hint_id: str
    name: str
    line: Line
    own: str
    theirs: str
    kind: Literal["taking"] = "taking"


@dataclass(frozen=True, slots=True)
class Delight:
    """Waits for one thing that was a joy."""

    hint_id: str
    name: str
    kind: Literal["delight"] = "delight"


@dataclass(frozen=True, slots=True)
class Thanking:
    """Waits for "send" or the asker's own words of thanks."""

    hint_id: str
    name: str
    text: str
    kind: Literal["thanking"] = "thanking"


State = (
    Beginning
    | Rooming
    | Lining
    | Previewing
    | Sending
    | Looking
    | Taking
    | Delight
    | Thanking
)


def said(state: State, facts: Facts) -> str:
    """Return a note, or thanks, that were typed and not sent."""
    match state:
        case Previewing(words=words):
            return words.note
        case Thanking(text=text):
            return text
        case _:
            return ""
