"""What the coach may be asked; see the package."""

from dataclasses import dataclass
from typing import ClassVar, Literal, get_args

from core.domain.formats import ORDER, POST_LENGTHS, LineKey, Outcome
from core.domain.sentences import Lang
from core.domain.vectors import Line
from core.domain.wording.composing import Slots

MODEL_CONSENT = "text_model"
"""What members are asked before their words go to a text model."""

ROADS_CONSENT = "text_model_roads"
"""What they are asked besides, before it reads what they publish and ask for, to see
whose road touches whose; without the first one it means nothing."""

Asked = Literal["origin", "turn", "destination", "next_step"]
PostMode = Literal["as_is", "shorter", "own_tone"]
RequestMode = Literal["usual", "softer", "shorter", "casual"]


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A thin answer of the interview; wanted is one gentle question, or none.

    Attributes:
        lang: The language spoken.
        about: Which of the four questions was answered.
        question: The question as the member read it.
        answer: What the member said.
        before: What they said to earlier questions.
    """

    lang: Lang
    about: Asked
    question: str
    answer: str
    before: tuple[str, ...] = ()
    kind: Literal["follow_up"] = "follow_up"
    prompt: ClassVar[str] = "follow_up"

    def own(self) -> tuple[str, ...]:
        """The member's own words."""
        return (self.answer, *self.before)

    def theirs(self) -> tuple[str, ...]:
        """Words of other people."""
        return ()


@dataclass(frozen=True, slots=True)
class Wordings:
    """The lines of a vector; wanted are up to two other wordings of each."""

    lang: Lang
    origin: str = ""
    destination: str = ""
    next_step: str = ""
    kind: Literal["wordings"] = "wordings"
    prompt: ClassVar[str] = "wordings"

    def own(self) -> tuple[str, ...]:
        """The member's own words."""
        return tuple(
            one for one in (self.origin, self.destination, self.next_step) if one
        )

    def theirs(self) -> tuple[str, ...]:
        """Words of other people."""
        return ()

    def line(self, key: Line) -> str:
        """Return one line as the member said it."""
        lines = {
            "origin": self.origin,
            "destination": self.destination,
            "next_step": self.next_step,
        }
        return lines[key]


@dataclass(frozen=True, slots=True)
class Place:
    """One line of a format: what it is called, how long it may be."""

    key: LineKey
    label: str
    most: int


def usual_places(labels: dict[LineKey, str]) -> tuple[Place, ...]:
    """Return the lines of the usual format under these labels."""
    return tuple(Place(key, labels[key], POST_LENGTHS[key]) for key in ORDER)


@dataclass(frozen=True, slots=True)
class PostDraft:
    """Notes of a day; wanted are the lines of a post in the room's format.

    Attributes:
        lang: The language spoken.
        notes: What the member said, freely, in one piece.
        lines: Lines that are there already; the coach leaves those as they are, but
            for `shorter` and `own_tone`.
        places: The lines of the format, in their order.
        step: The last step, '' when there was none.
        outcome: What became of it.
        origin: The member's vector, as far as it is put into words.
        destination: The same.
        next_step: The same.
        before: Earlier posts of the same member, for their tone.
        mode: `as_is` only sorts the words, `shorter` leaves some out, `own_tone` joins
            them as the member usually writes.
    """

    lang: Lang
    notes: str
    places: tuple[Place, ...]
    lines: tuple[tuple[LineKey, str], ...] = ()
    step: str = ""
    outcome: Outcome | None = None
    origin: str = ""
    destination: str = ""
    next_step: str = ""
    before: tuple[str, ...] = ()
    mode: PostMode = "as_is"
    kind: Literal["post_draft"] = "post_draft"
    prompt: ClassVar[str] = "post_draft"

    def own(self) -> tuple[str, ...]:
        """The member's own words."""
        vector = (self.origin, self.destination, self.next_step)
        lines = (text for _, text in self.lines)
        said = (self.notes, *lines, self.step, *vector, *self.before)
        return tuple(one for one in said if one)

    def theirs(self) -> tuple[str, ...]:
        """Words of other people."""
        return ()


@dataclass(frozen=True, slots=True)
class RequestDraft:
    """The slots of a request to one person; wanted is its text, slot by slot.

    Attributes:
        lang: The language of the request.
        slots: What it is made of; `their_words` is a verbatim span of `published`.
        published: What this one recipient published where the asker can read it.
        mode: How it is to sound.
        now: The text as it stands, when it was edited before.
    """

    lang: Lang
    slots: Slots
    published: tuple[str, ...] = ()
    mode: RequestMode = "usual"
    now: str = ""
    kind: Literal["request_draft"] = "request_draft"
    prompt: ClassVar[str] = "request_draft"

    def own(self) -> tuple[str, ...]:
        """The asker's own words."""
        one = self.slots
        said = (one.my_destination, one.why, one.step, one.my_part, one.timing)
        return tuple(word for word in (*said, one.earns_words, self.now) if word)

    def theirs(self) -> tuple[str, ...]:
        """What the recipient published."""
        return tuple(
            dict.fromkeys(
                one for one in (self.slots.their_words, *self.published) if one
            )
        )


@dataclass(frozen=True, slots=True)
class Flatness:
    """A text about to leave; wanted is at most one span with another wording."""

    lang: Lang
    text: str
    kind: Literal["flatness"] = "flatness"
    prompt: ClassVar[str] = "flatness"

    def own(self) -> tuple[str, ...]:
        """The member's own words."""
        return (self.text,)

    def theirs(self) -> tuple[str, ...]:
        """Words of other people."""
        return ()


@dataclass(frozen=True, slots=True)
class Meaning:
    """A free message; wanted is what it means, out of a closed set."""

    lang: Lang
    text: str
    kind: Literal["meaning"] = "meaning"
    prompt: ClassVar[str] = "meaning"

    def own(self) -> tuple[str, ...]:
        """The member's own words."""
        return (self.text,)

    def theirs(self) -> tuple[str, ...]:
        """Words of other people."""
        return ()


@dataclass(frozen=True, slots=True)
class AboutBot:
    """A question about Ainori itself; wanted is which of our topics answers it."""

    lang: Lang
    question: str
    kind: Literal["about_bot"] = "about_bot"
    prompt: ClassVar[str] = "about_bot"

    def own(self) -> tuple[str, ...]:
        """The member's own words."""
        return (self.question,)

    def theirs(self) -> tuple[str, ...]:
        """Words of other people."""
        return ()


@dataclass(frozen=True, slots=True)
class Roads:
    """A need and what some people publish; wanted is whose road it touches, and where.

    People have no names here but their places in the tuple, which are drawn by lot.

    Attributes:
        lang: The language of who asks.
        need: What is needed.
        people: For each person their published lines, as they stand.
    """

    lang: Lang
    need: str
    people: tuple[tuple[str, ...], ...]
    kind: Literal["roads"] = "roads"
    prompt: ClassVar[str] = "roads"

    def own(self) -> tuple[str, ...]:
        """The asker's own words."""
        return (self.need,)

    def theirs(self) -> tuple[str, ...]:
        """What the others published."""
        return tuple(line for lines in self.people for line in lines)


Ask = (
    FollowUp
    | Wordings
    | PostDraft
    | RequestDraft
    | Flatness
    | Meaning
    | AboutBot
    | Roads
)
ASKS: tuple[type[Ask], ...] = get_args(Ask)


@dataclass(frozen=True, slots=True)
class Wanted:
    """An ask on its way to the coach.

    Attributes:
        ask: What is asked.
        member_id: Whose ask it is; their consent and their budget count.
        ref: A fresh id, so that a crash does not let it be asked again and again.
        community_id: The room it is about, '' for none; its budget counts as well.
        others: Ids of the members whose words are in it besides; without the consent
            of each, those words stay here.
        send_sensitive: The member agreed that this one text may be sent although it
            is private or a call for help.
    """

    ask: Ask
    member_id: str
    ref: str = ""
    community_id: str = ""
    others: tuple[str, ...] = ()
    send_sensitive: bool = False
