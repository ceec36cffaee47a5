"""A conversation while one event is handled: the flows on their stack.

Knows how flows begin, move, carry out what they ask for and end; not what was heard,
nor how words leave.
"""

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import orjson

from core.domain.echoes import Mend, Spoken
from core.domain.meaning import meaning
from core.domain.traces import mapped, strings
from core.errors import Broken, Refusal
from core.store import talks
from core.store.talks import Conversation, Frame, KeptFrame
from core.store.undoing import undone_if_refused
from core.talk.codec import adapter, encode_state
from core.talk.desk import Desk
from core.talk.doing import PLAIN, carry_out
from core.talk.effects import Answer, Done
from core.talk.effects.joining import Kept
from core.talk.flow import Facts, Flow, Heard, Start, Turn, Unfinished
from core.talk.flows.kept import aside, begun, here
from core.talk.flows.meant import wished
from core.talk.flows.words import nods
from core.talk.incoming import Said, Shared
from core.talk.turn import Opened, Phrase, Say, Saying, T
from core.talk.unfinished import MOST

log = logging.getLogger("ainori.talk")

_MOST_ROUNDS = 12
_MOST_FRAMES = 5
_MOST_HEARD = 40


@dataclass(slots=True)
class Running:
    """A conversation while one event is handled; thrown away afterwards.

    Attributes:
        flows: Every journey by name.
        gather: Returns what a flow may know; told whether others wait below, and what
            was left unfinished.
        stack: The running flows, the last one speaks.
        sayings: What the person hears, in this order.
        before: What stands before that; its choices count behind those of `sayings`.
        collects: Whether they only want what waited for them.
        kept: What was left with words in it, the latest last.
        read: States as their flows read them.
    """

    flows: Mapping[str, Flow]
    gather: Callable[[Desk, bool, tuple[Unfinished, ...]], Facts]
    desk: Desk
    conversation: Conversation
    stack: list[Frame]
    sayings: list[Saying] = field(default_factory=list)
    before: tuple[Saying, ...] = ()
    collects: bool = False
    kept: list[KeptFrame] = field(default_factory=list)
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
        """Return what is kept of that: nothing once nothing runs or was left."""
        if not (self.stack or self.kept):
            return ()
        return tuple((one.message, one.text) for one in self.desk.heard)

    def begin(self, start: Start) -> None:
        """Begin a flow on top of what runs.

        The same flow goes on where it stands, so that no draft is lost to a menu tap;
        with a verb of its own it begins anew, above words that were said in it. One
        that was left with words in it asks first whether they are to go on.
        """
        if self.top and self.top.flow == start.flow:
            again = () if start.verb else self._lasting()
            if again:
                self.sayings.extend((Say(T("talk.back_here")), *again))
                return
            if not self._said(self.top):
                self.stack.pop()
        elif not (start.verb or start.arg) and (left := self._left(start.flow)):
            start = Start("kept", "before", left.id)
        flow = self.flows[start.flow]
        spare = max(0, len(self.stack) - _MOST_FRAMES + 1)
        self._keep_in_passing(self.stack[:spare])
        del self.stack[:spare]
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
            dropped = turn.comes_to_nothing and not isinstance(heard, Done)
            self._run(flow, replace(turn, keep=True) if dropped else turn)
        return turn is not None

    def _run(self, flow: Flow, turn: Turn) -> None:
        """Say, do, and step again with what the effects answered."""
        for _ in range(_MOST_ROUNDS):
            if turn.keep and turn.next is not None:
                self._keep_in_passing(self.stack[-1:])
            self.sayings.extend(turn.say)
            try:
                answer = self._carry_out(turn)
            except Refusal as refusal:
                self._refused(refusal)
                return
            if turn.next is not None:
                self.stack[-1] = Frame(flow.name, encode_state(turn.next))
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
            self._end(flow, turn)

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

    def _end(self, flow: Flow, turn: Turn) -> None:
        own = self.stack.pop()
        below = self._keep(self.stack) if turn.clear else None
        left = self._keep([own]) if turn.keep else None
        # Whoever is in need, or erases everything, hears nothing of other dialogues.
        if told := left or (None if flow.said or turn.do else below):
            self.sayings.append(here(told))
        if turn.clear:
            self.stack.clear()
        if turn.take_up or turn.let_go:
            found = self._take(turn.take_up or turn.let_go)
            if found and turn.take_up:
                self.stack.append(found.frame)
                self.sayings.extend((Say(T("talk.back_here")), *self.ask()))
                return
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

    # --- words that go no further for now

    def _said(self, frame: Frame) -> str:
        """Return what was typed in a flow and nobody else has."""
        said = self.flows[frame.flow].said
        if said is None or frame.state == "null":
            return ""
        return said(self._state(frame), self.gather(self.desk, False, ()))

    def _keep(self, frames: Sequence[Frame]) -> Unfinished | None:
        """Keep flows that hold words; return the latest of them."""
        worded = [one for one in frames if self._said(one)]
        left = [KeptFrame(self.desk.ids.new(), one, self.desk.now) for one in worded]
        self.kept = [*self.kept, *left][-MOST:]
        return self._unfinished()[-1] if left else None

    def _keep_in_passing(self, frames: Sequence[Frame]) -> None:
        """Keep flows that hold words, and say so without asking anything."""
        if self._keep(frames):
            self.sayings.append(aside())

    def _left(self, flow: str) -> Unfinished | None:
        """Return the latest of a flow that is begun by oneself and was left."""
        if begun(flow) is None:
            return None
        found = (one for one in reversed(self._unfinished()) if one.flow == flow)
        return next(found, None)

    def _unfinished(self) -> tuple[Unfinished, ...]:
        return tuple(
            Unfinished(one.id, one.frame.flow, self._said(one.frame))
            for one in self.kept
        )

    def _take(self, id_: str) -> KeptFrame | None:
        """Return something that was kept, which it is no more."""
        found = next((one for one in self.kept if one.id == id_), None)
        self.kept = [one for one in self.kept if one.id != id_]
        return found

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
        mended = [new for one in self.stack if (new := self._mended(one, mend))]
        kept = [
            replace(one, frame=new)
            for one in self.kept
            if (new := self._mended(one.frame, mend)) and self._said(new)
        ]
        changed = (mended, kept) != (self.stack, self.kept)
        self.stack, self.kept = mended, kept
        return changed

    def _mended(self, frame: Frame, mend: Mend) -> Frame | None:
        state = mended_state(self.flows[frame.flow], frame.state, mend)
        return None if state is None else Frame(frame.flow, state)

    def drop_fleeting(self) -> None:
        """Let go of states that are not worth coming back to."""
        while self.top and not self.lasts(self.top):
            self._keep_in_passing([self.stack.pop()])

    def gathers(self, before: Frame) -> None:
        """Let the speaking flow also hold the words of its fleeting state before."""
        top = self.top
        if top is None or top.flow != before.flow or top.state == "null":
            return
        flow = self.flows[top.flow]
        if flow.gathers is not None:
            both = flow.gathers(self._state(before), self._state(top))
            self.stack[-1] = Frame(flow.name, encode_state(both))

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
        self.kept = [one for one in self.kept if self._can_be_read(one.frame)]

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
        busy = any(map(self.lasts, self.stack[:-1]))
        return self.gather(self.desk, busy, self._unfinished())


def mended_state(flow: Flow, state: str, mend: Mend) -> str | None:
    """Return a stored state as a message reads now; None when the flow ends by it."""
    held = json.loads(state)
    if not any(map(mend.touches, strings(held))):
        return state
    if flow.mended is not None:
        new = flow.mended(_load(flow, state), mend)
        return None if new is None else encode_state(new)
    new = json.dumps(mapped(held, mend.of), ensure_ascii=False)
    try:
        return encode_state(_load(flow, new))
    except ValueError:
        return state  # the words looked like something only we write


def _kind(frame: Frame) -> str:
    return str((orjson.loads(frame.state) or {}).get("kind", ""))


def _shared_verb(heard: Heard) -> str:
    match heard:
        case Shared(what="sticker"):
            return "shared"
        case Shared():
            return "unread"
        case _:
            return "menu"


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
