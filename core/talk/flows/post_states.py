"""Where the dialogue about a post can stand."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from core.domain.echoes import Mend
from core.domain.formats import POST_LENGTHS, LineKey, Outcome
from core.domain.shortening import first_sentence
from core.talk.flow import Facts
from core.talk.flows.breath import Breath


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

    def mended(self, mend: Mend) -> "Sheet":
        """Return the sheet after a message on it was edited or taken back.

        What a text model worded out of that message gives way to what was said.
        """
        if any(mend.touches(text) for text in self.said.values()):
            return replace(self.as_said(), lines=_cut(mend.lines(self.said)))
        return replace(self, lines=_cut(mend.lines(self.lines)))

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
    """Waits for the words of a line; `mending` when it came from the draft.

    `breath` is of the line before.
    """

    at: LineKey
    sheet: Sheet
    mending: bool = False
    smaller: bool = False
    breath: Breath = field(default_factory=Breath)
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


def _cut(lines: Mapping[str, str]) -> dict[str, str]:
    """Let every line have room; only edited ones can be too long."""
    return {
        key: first_sentence(lines[key], room)
        for key, room in POST_LENGTHS.items()
        if key in lines
    }


def mended(state: "State", mend: Mend) -> "State":
    """Return the state after an answer was edited or taken back.

    What is being looked at is shown again; a long answer, and what is asked for when
    nothing is left, is asked for once more.
    """
    sheet = state.sheet.mended(mend)
    match state:
        case Long() if mend.touches(state.text):
            return Writing(state.at, sheet, state.mending)
        case Mending() if mend.touches(state.text):
            return Drafted(sheet)
    if sheet == state.sheet:
        return state
    if isinstance(state, Writing):
        return replace(state, sheet=sheet, breath=state.breath.settled())
    if isinstance(state, Chaining | Long):
        return replace(state, sheet=sheet)
    return Drafted(sheet) if sheet.says_something else Writing("now", sheet)


State = Chaining | Writing | Long | Drafted | Mending | Placing | Keeping


def said(state: State, facts: Facts) -> str:
    """Return what was typed for today's post; lines carried over were said before."""
    if isinstance(state, Keeping):
        return ""
    own: tuple[LineKey, ...] = ("now", "next", "with")
    lines = [state.sheet.line(key) for key in own]
    text = state.text if isinstance(state, Long | Mending) else ""
    return "\n".join(filter(None, [*lines, text]))
