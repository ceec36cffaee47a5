"""What comes in, in words every messenger shares.

An adapter turns a platform payload into `Incoming`; core stores it before anything
else happens. Nothing here knows a platform, a database or a catalogue.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from core.domain.calendar import When


@dataclass(frozen=True, slots=True)
class Address:
    """One person on one channel, by the platform's own id."""

    channel: str
    user: str

    @property
    def place(self) -> "Place":
        """Where the two of us talk alone."""
        return Place(self.channel, self.user)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a conversation happens: `direct` with one person, or in a `group`."""

    channel: str
    id: str
    kind: Literal["direct", "group"] = "direct"

    @property
    def lane(self) -> str:
        """The key under which events of this place are handled one by one."""
        mark = "" if self.kind == "direct" else "#"
        return f"{self.channel}:{mark}{self.id}"


@dataclass(frozen=True, slots=True)
class ReplyPass:
    """A perishable right to answer for free, such as a LINE reply token."""

    token: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Said:
    """A person wrote something.

    Attributes:
        text: Their words.
        message: The platform's id of it, if any.
        called: In a group: they speak to us, by mention, command or reply.
        quoted: The platform's id of the message they answer, if it may be ours.
        beside: Something that is no words came with them, such as a picture.
        forwarded: The words are somebody else's and were sent on, where the platform
            tells.
    """

    text: str
    message: str = ""
    called: bool = False
    quoted: str = ""
    beside: bool = False
    forwarded: bool = False
    kind: Literal["said"] = "said"


@dataclass(frozen=True, slots=True)
class Chose:
    """A person tapped a choice; the token is looked up, never trusted.

    `when` is the day they picked, where the choice was to pick one.
    """

    token: str
    when: When | None = None
    kind: Literal["chose"] = "chose"


@dataclass(frozen=True, slots=True)
class Arrived:
    """A person opened the conversation, perhaps with an invite code.

    In a group: we were brought into it.
    """

    invite: str = ""
    name: str = ""
    language: str = ""
    kind: Literal["arrived"] = "arrived"


@dataclass(frozen=True, slots=True)
class Left:
    """A person closed the conversation: blocked the bot or left the place.

    In a group: we were sent out of it.
    """

    reason: Literal["blocked", "left"] = "blocked"
    kind: Literal["left"] = "left"


@dataclass(frozen=True, slots=True)
class CameBack:
    """A person can be reached again; they asked for nothing."""

    kind: Literal["came_back"] = "came_back"


@dataclass(frozen=True, slots=True)
class Moved:
    """A group goes on under another id of the platform's."""

    to: str
    kind: Literal["moved"] = "moved"


@dataclass(frozen=True, slots=True)
class Shared:
    """Something other than words: a sticker, a picture, a voice message."""

    what: Literal[
        "sticker", "picture", "video", "voice", "file", "location", "contact", "other"
    ]
    words: tuple[str, ...] = ()
    kind: Literal["shared"] = "shared"


@dataclass(frozen=True, slots=True)
class Edited:
    """A person changed what they had written."""

    message: str
    text: str
    kind: Literal["edited"] = "edited"


@dataclass(frozen=True, slots=True)
class Unsent:
    """A person took back what they had written."""

    message: str
    kind: Literal["unsent"] = "unsent"


@dataclass(frozen=True, slots=True)
class Undeliverable:
    """A message of ours could not be handed over and never will be."""

    outbox_id: str
    why: Literal["gone", "rejected"]
    kind: Literal["undeliverable"] = "undeliverable"


@dataclass(frozen=True, slots=True)
class WorkDone:
    """Slow work came back; `answer` is JSON that the work's own kind explains.

    `failed` is set when the work gave up, so that the person still hears something.
    """

    work_id: str
    work_kind: str
    answer: str
    failed: bool = False
    kind: Literal["work_done"] = "work_done"


@dataclass(frozen=True, slots=True)
class TimePassed:
    """A due time came: `what` names the timer, `about` the row it belongs to."""

    what: str
    about: str
    kind: Literal["time_passed"] = "time_passed"


Content = (
    Said
    | Chose
    | Arrived
    | Left
    | CameBack
    | Moved
    | Shared
    | Edited
    | Unsent
    | Undeliverable
    | WorkDone
    | TimePassed
)


@dataclass(frozen=True, slots=True)
class Incoming:
    """One event, as it is stored.

    Attributes:
        event_id: The platform's own id, or `work:<id>`, `time:<id>`, ... from inside;
            (channel, event_id) is handled once, for ever.
        at: When it happened by the platform's clock, aware UTC.
        place: The conversation it belongs to.
        sender: Who; None when the platform does not say (groups) or nobody did.
        content: What happened.
        reply_pass: A perishable right to answer, handed back untouched.
    """

    event_id: str
    at: datetime
    place: Place
    sender: Address | None
    content: Content
    reply_pass: ReplyPass | None = None

    @property
    def channel(self) -> str:
        """The channel this event came through."""
        return self.place.channel

    @property
    def person(self) -> Address:
        """Who did it; where nobody is named, whoever we talk with alone there."""
        return self.sender or Address(self.channel, self.place.id)
