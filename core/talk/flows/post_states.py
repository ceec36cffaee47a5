"""Where the dialogue about a post can stand."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from core.domain.formats import LineKey, Outcome


@dataclass(frozen=True, slots=True)
class Sheet:
    """The post as far as it is written.

    Attributes:
        lines: The lines so far; those carried over are already in it.
        outcome: What became of the last step.
        previous_id: The post before this one, if there is one.
        step: The last step, whether or not its line is shown.
        no_step: The member said that there is no next step yet.
        short: Only the lines that move are shown (the short form).
        said: The lines as the member said them, while others stand there.
        worded: Which lines a text model worded.
    """

    lines: Mapping[str, str] = field(default_factory=dict)
    outcome: Outcome | None = None
    previous_id: str | None = None
    step: str = ""
    no_step: bool = False
    short: bool = False
    said: Mapping[str, str] = field(default_factory=dict)
    worded: tuple[LineKey, ...] = ()

    def line(self, key: LineKey) -> str:
        """Return a line, '' when it is not there."""
        return self.lines.get(key, "")

    def with_line(self, key: LineKey, text: str) -> "Sheet":
        """Return the sheet with a line set, or left out when `text` is ''."""
        lines = {name: line for name, line in self.lines.items() if name != key}
        if text:
            lines[key] = text
        return replace(
            self, lines=lines, worded=tuple(one for one in self.worded if one != key)
        )

    def as_said(self) -> "Sheet":
        """Return the sheet with the member's own lines back."""
        return replace(self, lines=self.said or self.lines, said={}, worded=())

    @property
    def says_something(self) -> bool:
        """Whether there is anything of today on it, not only what is carried over."""
        own: tuple[LineKey, ...] = ("now", "next", "with")
        return self.outcome is not None or any(self.line(key) for key in own)


@dataclass(frozen=True, slots=True)
class Chaining:
    """Waits for what became of the last step."""

    sheet: Sheet
    mending: bool = False
    kind: Literal["chaining"] = "chaining"


@dataclass(frozen=True, slots=True)
class Writing:
    """Waits for the words of a line; `mending` when it came from the draft."""

    at: LineKey
    sheet: Sheet
    mending: bool = False
    smaller: bool = False
    kind: Literal["writing"] = "writing"


@dataclass(frozen=True, slots=True)
class Long:
    """A long answer is kept whole; waits for the line that goes on the post."""

    at: LineKey
    text: str
    sheet: Sheet
    mending: bool = False
    ticket: str = ""
    kind: Literal["long"] = "long"


@dataclass(frozen=True, slots=True)
class Drafted:
    """The lines stand together; waits for what becomes of them.

    `ticket` is set while the coach looks for words in the way that `how` says.
    """

    sheet: Sheet
    ticket: str = ""
    how: str = ""
    kind: Literal["drafted"] = "drafted"


@dataclass(frozen=True, slots=True)
class Mending:
    """Waits for which line to change; `text` was typed before a line was chosen."""

    sheet: Sheet
    text: str = ""
    kind: Literal["mending"] = "mending"


@dataclass(frozen=True, slots=True)
class Placing:
    """Waits for which community it goes to."""

    sheet: Sheet
    kind: Literal["placing"] = "placing"


@dataclass(frozen=True, slots=True)
class Keeping:
    """Waits to hear that it is stored; `room` is '' when it is for oneself.

    `held` when it was meant for a community and stays with the member for now.
    `step` tells whether the vector took the next step over, could, or need not.
    """

    sheet: Sheet
    room: str = ""
    held: bool = False
    step: Literal["same", "taken", "could"] = "same"
    kind: Literal["keeping"] = "keeping"


State = Chaining | Writing | Long | Drafted | Mending | Placing | Keeping
