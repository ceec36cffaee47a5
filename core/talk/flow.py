"""What a flow is: pure functions over frozen states.

`open` begins it, `step` moves it, `ask` repeats the question it is waiting with.
A flow sees the world only through `Facts` and the answers to its effects.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from core.domain.communities import Community
from core.domain.echoes import Mend
from core.domain.formats import Post
from core.domain.members import Member
from core.domain.vectors import Vector
from core.talk.days import local
from core.talk.effects import Done, Effect
from core.talk.incoming import Said, Shared
from core.talk.turn import Opened, Picked, Saying

Heard = Said | Picked | Shared | Done
"""What reaches the step of a flow."""

KEEPING_CONSENT = "keeping"

ShortAnswer = Literal["yes", "no", "end"]
"""What a few typed words may say: yes, no, or "let's leave it"."""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A dialogue of a member's that was left with words of theirs in it."""

    id: str
    flow: str
    words: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What a flow may know; of what is stored only that is read which it looks at.

    Attributes:
        member: Who is talking.
        now: The present moment.
        zone: Name of the time zone that dates are said in.
        homes: The communities the member sits in.
        apps: The channels the member writes from, the latest first.
        vector: The member's current vector.
        shown_in: Ids of the communities that may read it.
        last_post: The member's latest post.
        direction_asked_at: When "still this way?" was last asked.
        model_consent: Whether an outside text model may be used; None: never asked.
        roads_consent: Whether it may read roads as well; None: never asked.
        keeping_consent: Whether words may be kept at all; None: never asked.
        willing: Whether they may be asked to word others' lines; None: never asked.
        seed: A number of this event, where something is to be varied or shuffled.
        models_offered: Whether an outside text model is configured at all.
        model_name: What members are told it is called.
        busy: Whether another dialogue stands below this one.
        links: Whether pages of our own can be pointed to (`Point`).
        one_reply: Whether only one reply is free here, so that whatever is known soon
            is better said together.
        unfinished: What the member left with words in it, the latest last.
        help_lines: Where to turn in danger, in the operator's own words; '' for the
            catalogue's.
        left_elsewhere: Channels on which the member left something, too.
        sent_at: When the member wrote what is heard, by their messenger's clock; None
            where that does not tell, and for what is no message.
        taken_back: Ids of requests to the member that their askers took back.
    """

    member: Member
    now: datetime
    zone: str = "Asia/Tokyo"
    homes: tuple[Community, ...] = ()
    apps: tuple[str, ...] = ()
    vector: Vector = field(default_factory=Vector)
    shown_in: frozenset[str] = frozenset()
    last_post: Post | None = None
    direction_asked_at: datetime | None = None
    model_consent: bool | None = None
    roads_consent: bool | None = None
    keeping_consent: bool | None = None
    willing: bool | None = None
    seed: int = 0
    models_offered: bool = False
    model_name: str = ""
    busy: bool = False
    links: bool = False
    one_reply: bool = False
    help_lines: str = ""
    unfinished: tuple[Unfinished, ...] = ()
    left_elsewhere: tuple[str, ...] = ()
    sent_at: datetime | None = None
    taken_back: frozenset[str] = frozenset()

    @property
    def today(self) -> date:
        """The day it is where the member lives."""
        return local(self.now, self.zone).date()

    def home(self, community_id: str) -> Community | None:
        """Return one of the member's communities by id."""
        return next((home for home in self.homes if home.id == community_id), None)


@dataclass(frozen=True, slots=True)
class Start:
    """Go on with another flow."""

    flow: str
    verb: str = ""
    arg: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """The answer of a flow to one event.

    Attributes:
        say: What the person hears, in this order.
        next: The state to wait in; None ends the flow.
        do: Effects; each answer comes back to `step` of `next` at once.
        then: Another flow to begin after this one ended.
        hand_down: Words for the flow below, when this one ends.
        clear: End the flows below as well.
        keep: What was said here goes no further for now, and is kept for later; so it
            is by itself where a person ends a flow and nothing comes of it.
        take_up: The id of something unfinished to go on with, when this one ends.
        let_go: The id of something unfinished that is not wanted any more.
    """

    say: tuple[Saying, ...] = ()
    next: Any = None
    do: tuple[Effect, ...] = ()
    then: Start | None = None
    hand_down: Said | None = None
    clear: bool = False
    keep: bool = False
    take_up: str = ""
    let_go: str = ""

    @property
    def comes_to_nothing(self) -> bool:
        """Whether the flow ends here and does nothing with what was said in it."""
        goes_on = self.next is not None or self.then or self.hand_down or self.take_up
        return not (goes_on or self.do)


@dataclass(frozen=True, slots=True)
class Short:
    """What a typed yes or no stands for in a flow: verbs, or "verb:arg", the first one
    that is offered counts.

    Attributes:
        yes: What "yes" does.
        is_so: What "yes" does as a fact; "please do" and "send it" say nothing of it.
        sends: What "yes" would do if it did not reach somebody else, or end something:
            that takes a tap, and the button is named.
        no: What "no" does.
        leaves: What "let's leave it" does, offered or not.
        unsure: What "I don't know" does.
        hears: What the flow does something with itself.
        begins: What "yes" to a notice of this flow begins, where nothing runs.
    """

    yes: tuple[str, ...] = ()
    is_so: tuple[str, ...] = ()
    sends: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    hears: frozenset[ShortAnswer | Literal["unsure"]] = frozenset()
    begins: tuple[str, ...] = ()

    def of(self, told: ShortAnswer | Literal["unsure"]) -> tuple[str, ...]:
        """Return the verbs of a short answer, the nearest first."""
        match told:
            case "yes":
                return self.yes
            case "no" | "end":
                return self.no
            case "unsure":
                return self.unsure


@dataclass(frozen=True, slots=True)
class Flow:
    """A journey, as the engine runs it.

    Attributes:
        name: The word that stands in tokens and stored states.
        states: Union of the state dataclasses, for the codec.
        open: Begin with a verb and an argument.
        step: Move on; None when this content means nothing in this state, and the
            engine then answers kindly and asks again. Raises nothing.
        ask: Repeat the question of a state.
        fleeting: Kinds of states that are not worth coming back to after another
            flow came between.
        stops: The choices that "stop" stands for here, so that what was said is kept;
            elsewhere that word drops the dialogue.
        mended: Return a state after a message was edited or taken back, None when
            nothing is left to ask about; without it every text in the state follows.
        short: What a typed yes or no stands for; None: the flow hears them itself.
        gathers: Return a state together with the words of the fleeting one before it:
            on a phone people say one thing in several short messages.
        said: Returns what a person typed in a state and nobody else has by now, which
            is kept when they leave it; None: nothing that has to be.
    """

    name: str
    states: Any
    open: Callable[[Opened, Facts], Turn]
    step: Callable[[Any, Heard, Facts], Turn | None]
    ask: Callable[[Any, Facts], tuple[Saying, ...]]
    fleeting: frozenset[str] = frozenset()
    stops: tuple[str, ...] = ()
    mended: Callable[[Any, Mend], Any] | None = None
    short: Short | None = Short()
    gathers: Callable[[Any, Any], Any] | None = None
    said: Callable[[Any, Facts], str] | None = None
