"""Where the vector dialogue can stand."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal, get_args

from core.domain.coaching import Wording
from core.domain.echoes import Mend
from core.domain.shortening import LINE_LENGTH
from core.domain.vectors import Vector
from core.talk.flow import Facts
from core.talk.flows.breath import Breath

Question = Literal["origin", "turn", "destination", "next_step"]


@dataclass(frozen=True, slots=True)
class Words:
    """The words so far.

    `helped` when a wording of the coach is among them, `lent` when somebody else's is;
    `early` was told before the first question, and is offered as an answer to each.
    """

    origin: str = ""
    turn: str = ""
    destination: str = ""
    next_step: str = ""
    helped: bool = False
    early: str = ""
    lent: bool = False

    def with_line(self, line: Question, text: str) -> "Words":
        """Return them with one line said anew."""
        said: dict[str, Any] = {line: text}
        return replace(self, **said)

    def vector(self) -> Vector:
        """Return them as a vector."""
        return Vector(self.origin, self.turn, self.destination, self.next_step)


@dataclass(frozen=True, slots=True)
class Interview:
    """Waits for the answer to a question; `mending` when it came from read-back.

    `followed` is how many follow-up questions there were; `breath` is of the answer
    before.
    """

    at: Question = "origin"
    words: Words = Words()
    unsure: int = 0
    mending: bool = False
    followed: int = 0
    breath: Breath = field(default_factory=Breath)
    kind: Literal["interview"] = "interview"

    def then(
        self, at: Question, words: Words, answered_at: datetime | None
    ) -> "Interview":
        """Return the next question, after an answer that was written then."""
        return Interview(at, words, followed=self.followed, breath=Breath(answered_at))


@dataclass(frozen=True, slots=True)
class Long:
    """A long answer is kept whole; waits for the line that goes on the card."""

    at: Question
    text: str
    words: Words
    mending: bool = False
    followed: int = 0
    kind: Literal["long"] = "long"


@dataclass(frozen=True, slots=True)
class Following:
    """A short answer; waits for a question about it, or for what the member adds.

    `question` is '' while one is looked for under `ticket`; `model` is who worded it.
    """

    at: Question
    line: str
    words: Words
    followed: int = 0
    question: str = ""
    model: str = ""
    ticket: str = ""
    kind: Literal["following"] = "following"


@dataclass(frozen=True, slots=True)
class ReadBack:
    """The words are lined up; waits for "as it is" or a change.

    `ticket` is set while the coach looks for other wordings.
    """

    words: Words
    ticket: str = ""
    kind: Literal["read_back"] = "read_back"


@dataclass(frozen=True, slots=True)
class Comparing:
    """Other wordings line by line, the first of `left` is looked at."""

    words: Words
    left: tuple[Wording, ...]
    model: str = ""
    kind: Literal["comparing"] = "comparing"


@dataclass(frozen=True, slots=True)
class Mending:
    """Waits for which line to change; `text` was typed before a line was chosen."""

    words: Words
    text: str = ""
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


State = (
    Interview
    | Long
    | Following
    | ReadBack
    | Comparing
    | Mending
    | Placing
    | Publishing
    | Near
    | Standing
)


_LINES: tuple[Question, ...] = get_args(Question)


def mended(state: State, mend: Mend) -> State:
    """Return the state after an answer was edited or taken back.

    Words that read otherwise by now are the member's later ones and stay. A line that
    is being looked at, and one too long for a card, is asked for once more; a card that
    was read back is read back again.
    """
    match state:
        case Long(at=at) if mend.touches(state.text):
            return Interview(at, state.words, 0, state.mending, state.followed)
        case Following(at=at) if mend.touches(state.line):
            return Interview(at, state.words, followed=state.followed)
        case Publishing() | Near() | Standing():
            return state
        case Mending(text=text) if mend.touches(text):
            state = replace(state, text=mend.of(text).strip())
    words = replace(state.words, early=mend.of(state.words.early))
    for line in _LINES:
        text = " ".join(mend.of(getattr(words, line)).split())
        if len(text) > LINE_LENGTH:
            return Interview(line, words.with_line(line, ""), mending=True)
        words = words.with_line(line, text)
    if words == state.words:
        return state
    if isinstance(state, Interview):
        state = replace(state, breath=state.breath.settled())
    if replace(words, early="") == replace(state.words, early=""):
        return replace(state, words=words)
    if isinstance(state, ReadBack | Comparing | Placing):
        return ReadBack(words)
    return replace(state, words=words)


def said(state: State, facts: Facts) -> str:
    """Return what was said anew for a vector and is not put away yet."""
    if isinstance(state, Publishing | Near | Standing):
        return ""
    new = (line for line in _LINES if _of(state, line) != getattr(facts.vector, line))
    lines = [_of(state, line) for line in new]
    text = state.text if isinstance(state, Long | Mending) else ""
    return "\n".join(filter(None, [*lines, text]))


def _of(state: Any, line: Question) -> str:
    words: str = getattr(state.words, line)
    return words
