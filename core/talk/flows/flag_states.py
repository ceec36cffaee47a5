"""Where the dialogue about a flag can stand."""

from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from core.domain.calendar import When
from core.domain.echoes import Mend
from core.talk.flow import Facts

Question = Literal[
    "purpose", "room", "timing", "seats", "my_part", "earns", "earns_words"
]


@dataclass(frozen=True, slots=True)
class Draft:
    """A flag that is not up yet; `timing` and `day` as in `core.domain.flags.Flag`."""

    purpose: str = ""
    room: str = ""
    timing: str = ""
    day: When | None = None
    seats: int = 0
    my_part: str = ""
    earns: bool = False
    earns_known: bool = False
    earns_words: str = ""


@dataclass(frozen=True, slots=True)
class Shaping:
    """Waits for the answer to a question."""

    at: Question
    draft: Draft = Draft()
    kind: Literal["shaping"] = "shaping"


@dataclass(frozen=True, slots=True)
class ReadBack:
    """The flag is shown as others would see it; waits for "raise it"."""

    draft: Draft
    kind: Literal["read_back"] = "read_back"


@dataclass(frozen=True, slots=True)
class Counting:
    """Waits to read which flags this member has up."""

    draft: Draft
    kind: Literal["counting"] = "counting"


@dataclass(frozen=True, slots=True)
class Raising:
    """Waits to hear that the flag is up."""

    draft: Draft
    kind: Literal["raising"] = "raising"


@dataclass(frozen=True, slots=True)
class Recalling:
    """Waits to read the ask that becomes a flag."""

    kind: Literal["recalling"] = "recalling"


@dataclass(frozen=True, slots=True)
class Copying:
    """Waits to read the flag that another is raised beside."""

    kind: Literal["copying"] = "copying"


@dataclass(frozen=True, slots=True)
class Looking:
    """Waits to read flags; `one` when a single one was meant."""

    one: bool = False
    kind: Literal["looking"] = "looking"


@dataclass(frozen=True, slots=True)
class Holding:
    """Waits to hear whether a seat was free."""

    kind: Literal["holding"] = "holding"


@dataclass(frozen=True, slots=True)
class Finding:
    """Waits to read the flag that is to be folded, or moved: to `back`, if given."""

    to: Literal["fold", "move"] = "fold"
    back: str = ""
    kind: Literal["finding"] = "finding"


@dataclass(frozen=True, slots=True)
class Folding:
    """Waits for "fold it" about one's own flag."""

    flag_id: str
    purpose: str
    kind: Literal["folding"] = "folding"


@dataclass(frozen=True, slots=True)
class Redating:
    """Waits for another day of one's own flag."""

    flag_id: str
    purpose: str
    held: bool
    was: str
    kind: Literal["redating"] = "redating"


@dataclass(frozen=True, slots=True)
class Redated:
    """Another day is read back; waits for "change it".

    `timing` and `day` as in `core.domain.flags.Flag`; `was` is when it was before, as
    `written`.
    """

    flag_id: str
    purpose: str
    held: bool
    was: str
    timing: str
    day: When | None
    kind: Literal["redated"] = "redated"


@dataclass(frozen=True, slots=True)
class Moving:
    """Waits to hear that the flag is at another time; `was` as in `Redated`."""

    was: str
    kind: Literal["moving"] = "moving"


@dataclass(frozen=True, slots=True)
class Asking:
    """Waits for "show it": people without a seat in the room may see it in a group."""

    flag_id: str
    kind: Literal["asking"] = "asking"


@dataclass(frozen=True, slots=True)
class Showing:
    """Waits to hear where a flag is seen now."""

    kind: Literal["showing"] = "showing"


State = (
    Shaping
    | ReadBack
    | Counting
    | Raising
    | Recalling
    | Copying
    | Looking
    | Holding
    | Finding
    | Folding
    | Redating
    | Redated
    | Moving
    | Asking
    | Showing
)


def following(draft: Draft, after: Question | None) -> Question | None:
    """Return what to ask next; what is known already is not asked again."""
    questions: tuple[Question, ...] = get_args(Question)
    rest = questions[questions.index(after) + 1 :] if after else questions
    known = {
        "purpose": bool(draft.purpose),
        "room": bool(draft.room),
        "timing": bool(draft.timing or draft.day),
        "seats": bool(draft.seats),
        "my_part": bool(draft.my_part),
        "earns": draft.earns_known,
        "earns_words": not draft.earns or bool(draft.earns_words),
    }
    return next((question for question in rest if not known[question]), None)


_NEEDED: tuple[Question, ...] = ("purpose", "my_part", "earns_words")


def mended(state: State, mend: Mend) -> State:
    """Return the state after an answer was edited or taken back; see `Flow.mended`.

    What a flag cannot do without is asked for once more.
    """
    if isinstance(state, Redated) and mend.touches(state.timing):
        state = Redating(state.flag_id, state.purpose, state.held, state.was)
    if isinstance(state, Redating | Redated):
        purpose, was = mend.of(state.purpose), mend.of(state.was)
        return replace(state, purpose=purpose, was=was)
    if not isinstance(state, Shaping | ReadBack | Counting | Raising):
        return state
    old = state.draft
    texts = ("purpose", "timing", "my_part", "earns_words")
    said: dict[str, Any] = {name: mend.of(getattr(old, name)) for name in texts}
    if said["timing"] != old.timing:
        said["day"] = None  # the day those words named
    draft = replace(old, **said)
    for at in _NEEDED:
        if getattr(old, at) and not getattr(draft, at):
            return Shaping(at, draft)
    return replace(state, draft=draft)


def said(state: State, facts: Facts) -> str:
    """Return what was typed for a flag that is not up."""
    if isinstance(state, Redated):
        return state.timing
    if not isinstance(state, Shaping | ReadBack | Counting):
        return ""
    draft = state.draft
    parts = (draft.purpose, draft.timing, draft.my_part, draft.earns_words)
    return "\n".join(filter(None, parts))
