"""Where the "who could help?" dialogue can stand."""

from dataclasses import dataclass, replace
from typing import Any, Literal

from core.domain.echoes import Mend
from core.domain.helping import LineKind
from core.talk.flow import Facts
from core.talk.outgoing import Source

Question = Literal["need", "room", "why", "my_part", "earns", "earns_words"]


@dataclass(frozen=True, slots=True)
class Task:
    """What somebody wants company for, as far as it is said.

    `to` is the id of somebody they named, until that person was looked at.
    """

    need: str = ""
    room: str = ""
    why: str = ""
    my_part: str = ""
    earns: bool = False
    earns_words: str = ""
    ask_id: str = ""
    to: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """Somebody who was shown, as the dialogue remembers them."""

    id: str
    name: str
    their_words: str
    reasons: tuple[tuple[LineKind, str], ...] = ()
    destination: str = ""
    met: bool = False


@dataclass(frozen=True, slots=True)
class Shaping:
    """Waits for the answer to one question about the task."""

    at: Question
    task: Task
    kind: Literal["shaping"] = "shaping"


@dataclass(frozen=True, slots=True)
class Opening:
    """Waits to hear that the ask is stored."""

    task: Task
    kind: Literal["opening"] = "opening"


@dataclass(frozen=True, slots=True)
class Recalling:
    """Waits to hear what an earlier ask was."""

    kind: Literal["recalling"] = "recalling"


@dataclass(frozen=True, slots=True)
class Looking:
    """Waits for people to be found.

    `seen` are those shown for this before, by id; `added` is what is looked with beside
    the need since they were.
    """

    task: Task
    seen: tuple[str, ...] = ()
    added: str = ""
    kind: Literal["looking"] = "looking"


@dataclass(frozen=True, slots=True)
class Choosing:
    """Waits for a choice among the people shown, or another way.

    `said` is what may be more about them or another ask, while that is asked.
    """

    task: Task
    people: tuple[Shown, ...]
    said: str = ""
    kind: Literal["choosing"] = "choosing"


@dataclass(frozen=True, slots=True)
class Nobody:
    """Nobody to show for now, or nobody who was `named`; waits for another way.

    `said` is what was typed, while it is looked whether it names somebody.
    """

    task: Task
    resting: bool = False
    asked: bool = False
    named: bool = False
    said: str = ""
    kind: Literal["nobody"] = "nobody"


@dataclass(frozen=True, slots=True)
class Drafting:
    """Waits for what to do with the draft; `edited` when the asker changed it.

    `ticket` is set while the coach looks for words, in the way that `how` says; `model`
    is who worded the draft, '' for nobody but us; `quote` is a span of it for which
    `instead` could stand; `own` are the asker's words while a more casual wording of
    them stands there; `closes` is the day the draft names on which silence is a pass.
    """

    task: Task
    people: tuple[Shown, ...]
    to: Shown
    text: str
    parts: tuple[tuple[str, Source], ...] = ()
    variant: int = 0
    short: bool = False
    casual: bool = False
    edited: bool = False
    remarks: bool = True
    ticket: str = ""
    how: str = ""
    model: str = ""
    quote: str = ""
    instead: str = ""
    own: str = ""
    closes: str = ""
    kind: Literal["drafting"] = "drafting"


@dataclass(frozen=True, slots=True)
class Editing:
    """Waits for the asker's own version; `text` is one, if that is what it is."""

    draft: Drafting
    text: str = ""
    kind: Literal["editing"] = "editing"


@dataclass(frozen=True, slots=True)
class Sending:
    """Waits to hear whether the request went out."""

    draft: Drafting
    kind: Literal["sending"] = "sending"


_TEXTS: tuple[Question, ...] = ("need", "why", "my_part", "earns_words")


def mended(state: "State", mend: Mend) -> "State":
    """Return the state after an answer was edited or taken back.

    What is missing now is asked for once more; a draft is written anew, to the person
    who is chosen then.
    """
    match state:
        case Recalling():
            return state
        case Editing(draft=draft) | Sending(draft=draft) | (Drafting() as draft):
            return _draft_mended(draft, mend)
        case _:
            task = _task(state.task, mend)
            return _asked_again(state.task, task) or replace(state, task=task)


def _draft_mended(draft: Drafting, mend: Mend) -> Shaping | Drafting | Choosing:
    task, text = _task(draft.task, mend), mend.of(draft.text)
    again = _asked_again(draft.task, task)
    if again is not None:
        return again
    if task == draft.task and text == draft.text:
        return draft
    if draft.edited and text:
        own = replace(draft, task=task, text=text, parts=((text, "own"),))
        return replace(own, quote="", instead="")
    return Choosing(task, draft.people)


def _asked_again(old: Task, new: Task) -> Shaping | None:
    for at in _TEXTS:
        if at != "why" and getattr(old, at) and not getattr(new, at):
            return Shaping(at, replace(new, ask_id=""))
    return None


def _task(task: Task, mend: Mend) -> Task:
    texts: dict[str, Any] = {name: mend.of(getattr(task, name)) for name in _TEXTS}
    return replace(task, **texts)


State = (
    Shaping
    | Opening
    | Recalling
    | Looking
    | Choosing
    | Nobody
    | Drafting
    | Editing
    | Sending
)


def said(state: State, facts: Facts) -> str:
    """Return what is typed about whom one looks for, or the note as it was changed."""
    match state:
        case Recalling():
            return ""
        case Editing(draft=draft) | Sending(draft=draft) | (Drafting() as draft):
            text = state.text if isinstance(state, Editing) else ""
            return text or (draft.text if draft.edited else draft.task.need)
        case _:
            task = state.task
            parts = (task.need, task.my_part, task.earns_words)
            return "\n".join(filter(None, parts))
