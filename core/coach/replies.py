"""The JSON a text model is asked for, and how it becomes an answer.

Owns one pydantic model an ask. Every text has a greatest length, so that a model that
runs on is cut off by the schema. It must not know whether an answer is any good; the
guard does.
"""

from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from core.coach.guard import wording_faults
from core.coach.roads import touching
from core.coach.weaving import fitting
from core.domain.coaching import (
    AboutBot,
    Ask,
    CoachAnswer,
    Explained,
    Flatness,
    FollowUp,
    Meaning,
    Meant,
    PostDraft,
    PostLines,
    Question,
    RequestDraft,
    Roads,
    SecondLook,
    Worded,
    Wording,
    Wordings,
)
from core.domain.formats import LineKey
from core.domain.meaning import Sense, Topic
from core.domain.vectors import SHOWN_LINES
from core.domain.wording.composing import Slot

Short = Annotated[str, Field(max_length=200)]
Long = Annotated[str, Field(max_length=500)]
Two = Annotated[list[Short], Field(max_length=2)]


class Reply(BaseModel):
    """What a text model answers."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)

    def texts(self) -> Iterator[str]:
        """Yield every text in it."""
        for value in self.model_dump().values():
            yield from value if isinstance(value, list) else (str(value),)


class FollowUpReply(Reply):
    """One question; '' for none."""

    question: Short


class WordingsReply(Reply):
    """Up to two wordings of each line."""

    origin: Two = []
    destination: Two = []
    next_step: Two = []


class PostReply(Reply):
    """The lines of a post, by their keys."""

    now: Long
    toward: Short = ""
    next: Short = ""
    with_: Annotated[str, Field(alias="with", max_length=200)] = ""


class RequestReply(Reply):
    """The sentences of a request."""

    link: Short = ""
    road: Short = ""
    stretch: Short
    timing: Short = ""
    my_part: Short = ""
    change: Short = ""
    pass_: Annotated[str, Field(alias="pass", max_length=200)] = ""
    thanks: Short = ""


class FlatnessReply(Reply):
    """A span, and what could stand there."""

    quote: Short
    instead: Short


class MeaningReply(Reply):
    """What is meant, and the words that say so."""

    meaning: Sense
    words: Long = ""


class AboutReply(Reply):
    """The topic that answers, or none, and the words of the question that say so."""

    topic: Topic | Literal["none"]
    words: Short = ""


class RoadsReply(Reply):
    """Whose road it touches: a person's sign and words of theirs, in one text each."""

    touching: Annotated[list[Short], Field(max_length=10)] = []


REPLIES: dict[type[Ask], type[Reply]] = {
    FollowUp: FollowUpReply,
    Wordings: WordingsReply,
    PostDraft: PostReply,
    RequestDraft: RequestReply,
    Flatness: FlatnessReply,
    Meaning: MeaningReply,
    AboutBot: AboutReply,
    Roads: RoadsReply,
}
SLOTS: dict[str, Slot] = {
    "link": "Q1",
    "road": "Q3",
    "stretch": "Q5",
    "timing": "Q6",
    "my_part": "Q4",
    "change": "Q7",
    "pass_": "Q8",
    "thanks": "Q10",
}


@cache
def schema(of: type[Reply], *, lengths: bool = True) -> dict[str, Any]:
    """Return the JSON schema of a reply, as strict servers want it; one for all calls.

    Args:
        of: The reply.
        lengths: Whether to say how long a text may be; not every server takes that.
    """
    strict: dict[str, Any] = _strict(
        of.model_json_schema(by_alias=True), lengths=lengths
    )
    return strict


def _strict(node: Any, *, lengths: bool) -> Any:
    if isinstance(node, list):
        return [_strict(one, lengths=lengths) for one in node]
    if not isinstance(node, dict):
        return node
    left_out = {"default", "title"} | (
        set() if lengths else {"maxLength", "maxItems", "minimum", "maximum"}
    )
    clean = {
        key: (
            {name: _strict(one, lengths=lengths) for name, one in value.items()}
            if key == "properties"
            else _strict(value, lengths=lengths)
        )
        for key, value in node.items()
        if key not in left_out and key != "description"
    }
    if "properties" in clean:
        clean["required"] = list(clean["properties"])
        clean["additionalProperties"] = False
    return clean


def answer_of(ask: Ask, reply: Reply) -> CoachAnswer | None:
    """Turn a reply, its names put back, into an answer; None when it says nothing."""
    match ask, reply:
        case FollowUp(), FollowUpReply(question=text):
            return Question(text.strip()) if text.strip() else None
        case Wordings(), WordingsReply():
            return _worded(ask, reply)
        case PostDraft(), PostReply():
            return _lines(ask, reply)
        case RequestDraft(), RequestReply():
            said = {
                slot: str(getattr(reply, name)).strip() for name, slot in SLOTS.items()
            }
            return fitting(ask, said)
        case Flatness(), FlatnessReply(quote=quote, instead=instead):
            return SecondLook(quote.strip(), instead.strip() if quote.strip() else "")
        case Meaning(), MeaningReply(meaning=meaning, words=words):
            return Meant(meaning, words.strip())
        case AboutBot(), AboutReply(topic=topic, words=words):
            return None if topic == "none" else Explained(topic, words.strip())
        case Roads(), RoadsReply(touching=said):
            return touching(ask, said)
        case _:
            message = f"{reply!r} is no reply to {ask.kind!r}"
            raise TypeError(message)


def _worded(ask: Wordings, reply: WordingsReply) -> Worded | None:
    """Keep the wordings that can be shown; all of them if none can, to be told why."""
    offered = [
        Wording(line, text.strip(), changed(ask.line(line), text.strip()))
        for line in SHOWN_LINES
        for text in dict.fromkeys(getattr(reply, line))
        if text.strip() and ask.line(line) and text.strip() != ask.line(line).strip()
    ]
    fit = [one for one in offered if not any(wording_faults(ask, one))]
    return Worded(tuple(fit or offered)) if offered else None


def changed(own: str, text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of `text` that `own` does not have."""
    matcher = SequenceMatcher(None, own, text, autojunk=False)
    return tuple(
        (start, end)
        for how, _, _, start, end in matcher.get_opcodes()
        if how in {"insert", "replace"}
    )


def _lines(ask: PostDraft, reply: PostReply) -> PostLines:
    """Put the lines that were written into those that are carried over."""
    written: dict[LineKey, str] = {
        "now": reply.now.strip(),
        "toward": reply.toward.strip(),
        "next": reply.next.strip(),
        "with": reply.with_.strip(),
    }
    before = dict(ask.lines)
    return PostLines(
        tuple(
            (place.key, line)
            for place in ask.places
            if (line := written.get(place.key) or before.get(place.key, ""))
        )
    )
