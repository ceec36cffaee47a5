"""What the coach may answer; see the package."""

from dataclasses import dataclass
from typing import Literal

from core.domain.formats import LineKey
from core.domain.meaning import Sense, Topic
from core.domain.vectors import Line
from core.domain.wording.composing import Part

By = Literal["model", "coach"]
Why = Literal[
    "", "off", "no_consent", "sensitive", "spent", "busy", "resting", "late", "unfit"
]
"""Why a draft is not the model's: not set up, not agreed to, words too private to send,
budget used up, another draft of this member is on its way, the model is not there or
left alone for a while, no answer in time, or an answer that added or lost something."""


@dataclass(frozen=True, slots=True)
class Question:
    """One gentle question."""

    text: str
    kind: Literal["question"] = "question"


@dataclass(frozen=True, slots=True)
class Wording:
    """Another wording of one line; `changed` are the spans of `text` that are new."""

    line: Line
    text: str
    changed: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Worded:
    """At most two other wordings of each line; the member's own come first anyway."""

    wordings: tuple[Wording, ...]
    kind: Literal["worded"] = "worded"

    def of(self, line: Line) -> tuple[Wording, ...]:
        """Return the wordings of one line."""
        return tuple(one for one in self.wordings if one.line == line)


@dataclass(frozen=True, slots=True)
class PostLines:
    """The lines of a post, in the order of the format."""

    lines: tuple[tuple[LineKey, str], ...]
    kind: Literal["post_lines"] = "post_lines"

    def line(self, key: LineKey) -> str:
        """Return a line, '' when it is not there."""
        return dict(self.lines).get(key, "")


@dataclass(frozen=True, slots=True)
class RequestParts:
    """A request in pieces, with whose words each is; joined they are the text."""

    parts: tuple[Part, ...]
    kind: Literal["request_parts"] = "request_parts"

    @property
    def text(self) -> str:
        """The whole request."""
        return "".join(part.text for part in self.parts)


@dataclass(frozen=True, slots=True)
class SecondLook:
    """A span of the text that may put somebody above somebody; '' when there is none.

    `quote` stands in the text as it is, once or more; `instead` could stand there, and
    is '' where the built-in coach has no sentence for it. A model has to have one.
    """

    quote: str = ""
    instead: str = ""
    kind: Literal["second_look"] = "second_look"


@dataclass(frozen=True, slots=True)
class Meant:
    """What a message means, and the words of it that matter, as they stand in it."""

    meaning: Sense
    words: str = ""
    kind: Literal["meant"] = "meant"


@dataclass(frozen=True, slots=True)
class Explained:
    """Which of our topics answers a question, and the words of it that say so.

    What is told of a topic are our own words, so that nothing can be invented.
    """

    topic: Topic
    words: str = ""
    kind: Literal["explained"] = "explained"


@dataclass(frozen=True, slots=True)
class Touching:
    """Whose roads a need touches: places of people, each with a quote of theirs.

    The quotes stand in the lines they were given, letter for letter; the order of the
    people has no meaning.
    """

    people: tuple[tuple[int, str], ...]
    kind: Literal["touching"] = "touching"


CoachAnswer = (
    Question
    | Worded
    | PostLines
    | RequestParts
    | SecondLook
    | Meant
    | Explained
    | Touching
)


@dataclass(frozen=True, slots=True)
class Drafted:
    """What came of an ask.

    Attributes:
        answer: The answer; None when there is nothing to say (no question worth
            asking, no other wording).
        by: Who wrote it; None when there is no answer.
        why: Why it is not the model's; '' when it is.
        model: What members are told the model is called; '' when it is not the model's.
        prompt_hash: Which template it was, as the first 12 hex digits of its SHA-256.
    """

    answer: CoachAnswer | None
    by: By | None
    why: Why = ""
    model: str = ""
    prompt_hash: str = ""
    kind: Literal["drafted"] = "drafted"
