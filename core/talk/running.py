"""A conversation while one event is handled: the flows on their stack.

Knows how flows begin, move, carry out what they ask for and end; not what was heard,
nor how words leave.
"""

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import orjson

from core.domain.echoes import Mend, Spoken
from core.domain.meaning import meaning
from core.domain.traces import mapped, strings
from core.errors import Broken, Refusal
from core.store import talks
from core.store.talks import Conversation, Frame
from core.store.undoing import undone_if_refused
from core.talk.codec import adapter
from core.talk.desk import Desk
from core.talk.doing import PLAIN, carry_out
from core.talk.effects import Answer, Done
from core.talk.effects.joining import Kept
from core.talk.flow import Facts, Flow, Heard, Start, Turn
from core.talk.flows.meant import wished
from core.talk.flows.words import nods
from core.talk.incoming import Said, Shared
from core.talk.turn import Opened, Phrase, Say, Saying, T

log = logging.getLogger("ainori.talk")

_MOST_ROUNDS = 12
_MOST_FRAMES = 5
_MOST_HEARD = 40


@dataclass(slots=True)
class Running:
    """A conversation while one event is handled; thrown away afterwards.

    Attributes:
        flows: Every journey by name.
        gather: Returns what a flow may know; told whether others wait below.
        stack: The running flows, the last one speaks.
        sayings: What the person hears, in this order.
        collects: Whether they only want what waited for them.
        read: States as their flows read them.
    """

    flows: Mapping[str, Flow]
    gather: Callable[[Desk, bool], Facts]
    desk: Desk
    conversation: Conversation
    stack: list[Frame]
    sayings: list[Saying] = field(default_factory=list)
    collects: bool = False
    read: dict[Frame, Any] = field(default_factory=dict)

    @property
    def top(self) -> Frame | None:
        """The flow that speaks."""
        return self.stack[-1] if self.stack else None

    def hears(self, said: Said) -> None:
        """Keep in mind what is said while something runs, by the messenger's id."""
        if said.message:
            place = self.desk.incoming.place
            heard = Spoken(place.channel, place.id, said.message, said.text)
            kept = (*self.desk.heard, heard)[-_MOST_HEARD:]
            self.desk = replace(self.desk, heard=kept)

    def heard_as(self, message: str) -> str:
        """Return what a message said, '' when it is not part of what runs."""
        return next((o.text for o in self.desk.heard if o.message == message), "")

    def hears_anew(self, message: str, text: str) -> None:
        """Keep in mind what a message says by now; '' when it was taken back."""
        heard = (
            replace(one, text=text) if one.message == message else one
            for one in self.desk.heard
        )
        self.desk = replace(self.desk, heard=tuple(one for one in heard if one.text))

    def remembered(self) -> talks.Heard:
        """Return what is kept of that: nothing once nothing runs."""
        if not self.stack:
            return ()
        return tuple((one.message, one.text) for one in self.desk.heard)

    def begin(self, start: Start) -> None:
        """Begin a flow on top of what runs.

        The same flow goes on where it stands, so that no draft is lost to a menu tap;
        with a verb of its own it begins anew.
        """
        flow = self.flows[start.flow]
        if self.top and self.top.flow == start.flow:
            again = () if start.verb else self._lasting()
            if again:
                self.sayings.extend((Say(T("talk.back_here")), *again))
                return
            self.stack.pop()
        del self.stack[: max(0, len(self.stack) - _MOST_FRAMES + 1)]
        self.stack.append(Frame(start.flow, "null"))
        turn = flow.open(Opened(start.verb, start.arg), self._facts())
        self._run(flow, turn)

    def step(self, heard: Heard, *, unheard_is_fine: bool = False) -> None:
        """Hand what was heard to the speaking flow."""
        top = self.top
        if top is None:
            self.begin(Start("home", _shared_verb(heard)))
            return
        if not self.takes(heard) and not unheard_is_fine:
            self.sayings.append(_kindly(heard))
            self.sayings.extend(self.ask())

    def takes(self, heard: Heard) -> bool:
        """Move the speaking flow; False where it means nothing to it."""
        top = self.stack[-1]
        flow = self.flows[top.flow]
        turn = flow.step(self._state(top), heard, self._facts())
        if turn is not None:
            self._run(flow, turn)
        return turn is not None

    def _run(self, flow: Flow, turn: Turn) -> None:
        """Say, do, and step again with what the effects answered."""
        for _ in range(_MOST_ROUNDS):
            self.sayings.extend(turn.say)
            try:
                answer = self._carry_out(turn)
            except Refusal as refusal:
                self._refused(refusal)
                return
            if turn.next is not None:
                self.stack[-1] = Frame(flow.name, _dump(flow, turn.next))
            if turn.next is None or answer is None:
                break
            following = flow.step(turn.next, Done(answer), self._facts())
            if following is None:
                message = f"flow {flow.name!r} took no answer {type(answer).__name__}"
                raise Broken(message)
            turn = following
        else:
            message = f"flow {flow.name!r} went round more than {_MOST_ROUNDS} times"
            raise Broken(message)
        if turn.next is None:
            self._end(turn)

    def _carry_out(self, turn: Turn) -> Answer | None:
        """Carry out the effects; return the last answer the flow waits for."""
        answer: Answer | None = None
        for effect in turn.do:
            if type(effect) in PLAIN:
                answer = carry_out(self.desk, effect)
                continue
            with undone_if_refused(self.desk.conn):
                answer = carry_out(self.desk, effect)
        if any(type(effect) not in PLAIN for effect in turn.do):
            # Whoever linked another messenger is somebody else from here on.
            now = talks.conversation(self.desk.conn, self.conversation.lane)
            self.desk = replace(
                self.desk, member=now.member if now else self.desk.member
            )
        return None if isinstance(answer, Kept) else answer

    def _refused(self, refusal: Refusal) -> None:
        """A rule said no: say it kindly and stay where we were."""
        self.sayings.append(Say(Phrase(refusal.key, refusal.params)))
        if self.stack[-1].state == "null":
            self.stack.pop()
        self.sayings.extend(self.ask())

    def _end(self, turn: Turn) -> None:
        self.stack.pop()
        if turn.clear:
            self.stack.clear()
        if turn.then:
            self.begin(turn.then)
            return
        if turn.hand_down:
            self._hand_down(turn.hand_down)
            return
        self.drop_fleeting()
        if self.top:
            self.sayings.append(Say(T("talk.back_here")))
            self.sayings.extend(self.ask())

    def _hand_down(self, said: Said) -> None:
        """Let the flow below hear words, or hear them as out of nowhere."""
        if self.top:
            self.step(said)
        else:
            self.begin(Start("home", "said", said.text))

    def _lasting(self) -> tuple[Saying, ...]:
        """Return the question the top flow waits with, if it is worth keeping."""
        top = self.top
        if top is None or not self.lasts(top):
            return ()
        return self.ask()

    def mend(self, mend: Mend) -> bool:
        """Let what runs read as a message reads now; True when something does.

        A dialogue that has nothing left to ask about ends.
        """
        mended = []
        for frame in self.stack:
            flow = self.flows[frame.flow]
            state = mended_state(flow, frame.state, mend)
            if state is not None:
                mended.append(Frame(flow.name, state))
        changed, self.stack = mended != self.stack, mended
        return changed

    def drop_fleeting(self) -> None:
        """Let go of states that are not worth coming back to."""
        while self.top and not self.lasts(self.top):
            self.stack.pop()

    def gathers(self, before: Frame) -> None:
        """Let the speaking flow also hold the words of its fleeting state before."""
        top = self.top
        if top is None or top.flow != before.flow or top.state == "null":
            return
        flow = self.flows[top.flow]
        if flow.gathers is not None:
            both = flow.gathers(self._state(before), self._state(top))
            self.stack[-1] = Frame(flow.name, _dump(flow, both))

    def lasts(self, frame: Frame) -> bool:
        """Whether a flow is worth coming back to after another one."""
        return _kind(frame) not in {"", *self.flows[frame.flow].fleeting}

    def ask(self) -> tuple[Saying, ...]:
        """Return the question the speaking flow waits with."""
        top = self.top
        if top is None or top.state == "null":
            return ()
        flow = self.flows[top.flow]
        return flow.ask(self._state(top), self._facts())

    def leave_out_unreadable(self) -> None:
        """Let go of what no flow can read any more.

        A state that another version wrote must not make every later word stumble.
        """
        self.stack = [frame for frame in self.stack if self._can_be_read(frame)]

    def _can_be_read(self, frame: Frame) -> bool:
        try:
            self._state(frame)
        except (KeyError, ValueError):
            log.warning("a dialogue cannot be read flow=%s", frame.flow)
            return False
        return True

    def _state(self, frame: Frame) -> Any:
        """Return the state of a flow, read once for each event."""
        if frame not in self.read:
            self.read[frame] = _load(self.flows[frame.flow], frame.state)
        return self.read[frame]

    def _facts(self) -> Facts:
        return self.gather(self.desk, any(map(self.lasts, self.stack[:-1])))


def mended_state(flow: Flow, state: str, mend: Mend) -> str | None:
    """Return a stored state as a message reads now; None when the flow ends by it."""
    held = json.loads(state)
    if not any(map(mend.touches, strings(held))):
        return state
    if flow.mended is not None:
        new = flow.mended(_load(flow, state), mend)
        return None if new is None else _dump(flow, new)
    new = json.dumps(mapped(held, mend.of), ensure_ascii=False)
    try:
        return _dump(flow, _load(flow, new))
    except ValueError:
        return state  # the words looked like something only we write


def _kind(frame: Frame) -> str:
    return str((orjson.loads(frame.state) or {}).get("kind", ""))


def _shared_verb(heard: Heard) -> str:
    return "shared" if isinstance(heard, Shared) else "menu"


def _kindly(heard: Heard) -> Say:
    """Answer what means nothing here; a wish that a button answers gets its button."""
    match heard:
        case Shared(what="sticker"):
            return Say(T("talk.sticker"))
        case Shared():
            return Say(T("talk.shared"))
        case Said(text=text) if nods(text):
            return Say(T("talk.nodded"))
        case Said(text=text) if found := wished(meaning(text)):
            return Say(T("talk.wished_meanwhile"), found)
        case _:
            return Say(T("talk.not_caught"))


def _load(flow: Flow, state: str) -> Any:
    return adapter(flow.states).validate_json(state)


def _dump(flow: Flow, state: Any) -> str:
    return adapter(flow.states).dump_json(state).decode()
