"""One event in, one transaction: load, hear, step, carry out, word, save.

The engine knows how dialogues run; it knows nothing of what they are about. All
dialogue rules that hold everywhere live here: words understood anywhere, taps on old
cards, coming back after days, answers to stickers.
"""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from core.clock import Clock, Ids
from core.delivery import outbox
from core.domain.tone import asks_for_help
from core.errors import Broken, Refusal
from core.i18n.catalog import Language
from core.store import people, talks
from core.store.talks import Conversation, Frame
from core.talk import commands, facts, inside
from core.talk.channel import Limits
from core.talk.codec import adapter
from core.talk.desk import Desk
from core.talk.doing import carry_out
from core.talk.effects import Answer, Done, Kept
from core.talk.flow import Flow, Heard, Start, Turn
from core.talk.incoming import (
    Address,
    Arrived,
    Chose,
    Edited,
    Incoming,
    Left,
    Said,
    Shared,
    TimePassed,
    Undeliverable,
    Unsent,
    WorkDone,
)
from core.talk.newcomers import arrive, greeting, is_nobodys, opens_room
from core.talk.teller import Teller
from core.talk.turn import Opened, Phrase, Picked, Say, Saying, T
from core.talk.wording import compose

LONG_PAUSE = timedelta(hours=6)
DOUBLE_TAP = timedelta(seconds=10)
_MOST_ROUNDS = 12
_MOST_FRAMES = 5
_TAKES_NEEDS = frozenset({"resume", "ask", "post", "flag", "sos"})


@dataclass(slots=True)
class Running:
    """A conversation while one event is handled; thrown away afterwards."""

    desk: Desk
    conversation: Conversation
    stack: list[Frame]
    sayings: list[Saying] = field(default_factory=list)

    @property
    def top(self) -> Frame | None:
        """The flow that speaks."""
        return self.stack[-1] if self.stack else None


@dataclass(frozen=True, slots=True)
class Talk:
    """The conversation engine.

    Attributes:
        flows: Every journey by name.
        limits: What each channel carries, by channel name.
        language: The language of people who have not chosen one.
        zone: The time zone that dates are said in.
        models_offered: Whether an outside text model is configured.
        base_url: Where people reach our own pages from outside; '' for nowhere.
        help_lines: Where to turn in danger, by language, instead of the catalogue's.
    """

    flows: Mapping[str, Flow]
    limits: Mapping[str, Limits]
    clock: Clock
    ids: Ids
    language: Language = "ja"
    zone: str = "Asia/Tokyo"
    models_offered: bool = False
    base_url: str = ""
    help_lines: Mapping[Language, str] = field(default_factory=dict)

    # --- the two entrances

    def handle(self, conn: Connection, incoming: Incoming) -> None:
        """Handle one event inside its transaction."""
        now = self.clock.now()
        if incoming.place.kind == "group":
            return  # quiet in groups unless called, which no channel reports yet
        match incoming.content:
            case Left():
                self._lost(conn, incoming, now)
            case Undeliverable() | TimePassed():
                inside.happened(conn, incoming, self._teller(), self.ids, now)
            case _:
                self._talk(conn, incoming, now)

    def parked(self, conn: Connection, incoming: Incoming) -> None:
        """Say kindly that an event could not be taken, and where we are."""
        conversation = talks.conversation(conn, incoming.place.lane)
        language = conversation.member.language if conversation else self.language
        self._send(conn, incoming, language, [Say(T("talk.stumbled"))], turn=-1)

    # --- one conversation

    def _talk(self, conn: Connection, incoming: Incoming, now: datetime) -> None:
        conversation = talks.conversation(conn, incoming.place.lane)
        fresh = False
        if conversation is None:
            if is_nobodys(conn, incoming):
                if isinstance(incoming.content, Chose):
                    gone = Say(T("leave.nothing_here"))
                    self._send(conn, incoming, self.language, [gone], turn=-1)
                return
            conversation, fresh = arrive(conn, incoming, self.ids, self.language, now)
        desk = Desk(
            conn=conn,
            now=now,
            ids=self.ids,
            teller=self._teller(),
            member=conversation.member,
            incoming=incoming,
            seed=zlib.crc32(incoming.event_id.encode()),
        )
        running = Running(desk, conversation, list(conversation.stack))
        self._hear(running, incoming, fresh=fresh)
        self._finish(running)

    def _hear(self, running: Running, incoming: Incoming, *, fresh: bool) -> None:
        match incoming.content:
            case Arrived() as arrived:
                people.set_reach(
                    running.desk.conn,
                    Address(incoming.channel, incoming.place.id),
                    "open",
                    running.desk.now,
                )
                self._begin(running, greeting(arrived, fresh=fresh))
            case Chose(token=token):
                self._chose(running, token)
            case Said() as said:
                if fresh and not commands.command(said.text):
                    self._begin(running, Start("welcome", "said", said.text.strip()))
                else:
                    self._said(running, said)
            case Shared() as shared:
                self._step(running, shared)
            case WorkDone() as work:
                self._work(running, work)
            case Edited() | Unsent():
                inside.taken_back(running.desk, incoming.content)
            case _:
                return

    def _said(self, running: Running, said: Said) -> None:
        name = commands.command(said.text)
        if name:
            self._begin(running, commands.start(name))
            return
        if opens_room(running.desk.conn, said.text):
            self._begin(running, Start("welcome", "join", said.text.strip()))
            return
        token = self._typed_choice(running, said.text)
        if token:
            self._chose(running, token)
            return
        pause = running.desk.now - running.conversation.updated_at
        top = running.top
        if top is None:
            self._begin(running, Start("home", "said", said.text))
        elif top.flow != "resume" and pause > LONG_PAUSE:
            self._begin(running, Start("resume", "long_pause", said.text))
        elif top.flow not in _TAKES_NEEDS and asks_for_help(
            said.text, running.conversation.member.language
        ):
            self._begin(running, Start("resume", "asking", said.text))
        else:
            self._step(running, said)

    def _typed_choice(self, running: Running, typed: str) -> str:
        offered = running.conversation.offered
        wanted = commands.plain(typed)
        for label, token in reversed(offered):
            if commands.plain(label) == wanted:
                return token
        if wanted.isascii() and wanted.isdigit() and 0 < int(wanted) <= len(offered):
            return offered[int(wanted) - 1][1]
        return ""

    def _chose(self, running: Running, value: str) -> None:
        desk = running.desk
        token = talks.token(desk.conn, running.conversation.lane, value)
        if token is None:
            self._old_card(running)
            return
        repeated = token.used_at is not None and desk.now - token.used_at < DOUBLE_TAP
        if repeated:
            return
        talks.use(desk.conn, value, desk.now)
        if token.stands:
            self._begin(running, Start(token.flow, token.verb, token.arg))
        elif token.turn == running.conversation.turn and running.top:
            self._step(running, Picked(token.verb, token.arg))
        else:
            self._old_card(running)

    def _old_card(self, running: Running) -> None:
        running.sayings.append(Say(T("talk.earlier_card")))
        if running.top:
            running.sayings.extend(self._ask(running))
        else:
            self._begin(running, Start("home", "menu"))

    def _work(self, running: Running, work: WorkDone) -> None:
        """Hand late work to the flow that waits for it; drop it for any other."""
        answer = inside.work_answer(running.desk, work)
        top = running.top
        if answer is None or top is None or top.flow != answer.flow:
            return
        self._step(running, Done(answer.answer), unheard_is_fine=True)

    # --- running flows

    def _begin(self, running: Running, start: Start) -> None:
        flow = self.flows[start.flow]
        if running.top and running.top.flow == start.flow:
            running.stack.pop()
        del running.stack[: max(0, len(running.stack) - _MOST_FRAMES + 1)]
        running.stack.append(Frame(start.flow, "null"))
        turn = flow.open(Opened(start.verb, start.arg), self._facts(running, flow))
        self._run(running, flow, turn)

    def _step(
        self, running: Running, heard: Heard, *, unheard_is_fine: bool = False
    ) -> None:
        top = running.top
        if top is None:
            self._begin(running, Start("home", _shared_verb(heard)))
            return
        flow = self.flows[top.flow]
        state = _load(flow, top.state)
        turn = flow.step(state, heard, self._facts(running, flow))
        if turn is not None:
            self._run(running, flow, turn)
        elif not unheard_is_fine:
            running.sayings.append(Say(_kindly(heard)))
            running.sayings.extend(self._ask(running))

    def _run(self, running: Running, flow: Flow, turn: Turn) -> None:
        """Say, do, and step again with what the effects answered."""
        for _ in range(_MOST_ROUNDS):
            running.sayings.extend(turn.say)
            try:
                answer = self._carry_out(running, turn)
            except Refusal as refusal:
                self._refused(running, refusal)
                return
            if turn.next is not None:
                running.stack[-1] = Frame(flow.name, _dump(flow, turn.next))
            if turn.next is None or answer is None:
                break
            following = flow.step(turn.next, Done(answer), self._facts(running, flow))
            if following is None:
                message = f"flow {flow.name!r} took no answer {type(answer).__name__}"
                raise Broken(message)
            turn = following
        else:
            message = f"flow {flow.name!r} went round more than {_MOST_ROUNDS} times"
            raise Broken(message)
        if turn.next is None:
            self._end(running, turn)

    def _carry_out(self, running: Running, turn: Turn) -> Answer | None:
        """Carry out the effects; return the last answer the flow waits for."""
        answer: Answer | None = None
        for effect in turn.do:
            with running.desk.conn.begin_nested():
                answer = carry_out(running.desk, effect)
        if turn.do:
            member = people.member(running.desk.conn, running.desk.member.id)
            running.desk = replace(running.desk, member=member or running.desk.member)
        return None if isinstance(answer, Kept) else answer

    def _refused(self, running: Running, refusal: Refusal) -> None:
        """A rule said no: say it kindly and stay where we were."""
        running.sayings.append(Say(Phrase(refusal.key, refusal.params)))
        if running.stack[-1].state == "null":
            running.stack.pop()
        running.sayings.extend(self._ask(running))

    def _end(self, running: Running, turn: Turn) -> None:
        running.stack.pop()
        if turn.clear:
            running.stack.clear()
        if turn.then:
            self._begin(running, turn.then)
            return
        if turn.hand_down and running.top:
            self._step(running, turn.hand_down)
            return
        self._drop_fleeting(running)
        if running.top:
            running.sayings.append(Say(T("talk.back_here")))
            running.sayings.extend(self._ask(running))

    def _drop_fleeting(self, running: Running) -> None:
        while running.top:
            kind = (json.loads(running.top.state) or {}).get("kind", "")
            if kind and kind not in self.flows[running.top.flow].fleeting:
                return
            running.stack.pop()

    def _ask(self, running: Running) -> tuple[Saying, ...]:
        top = running.top
        if top is None or top.state == "null":
            return ()
        flow = self.flows[top.flow]
        return flow.ask(_load(flow, top.state), self._facts(running, flow))

    def _facts(self, running: Running, flow: Flow) -> Any:
        desk = running.desk
        return facts.gather(
            desk,
            flow.needs,
            zone=self.zone,
            models_offered=self.models_offered,
            busy=len(running.stack) > 1,
            links=bool(self.base_url),
            help_lines=self.help_lines,
        )

    # --- saving and sending

    def _finish(self, running: Running) -> None:
        desk, conversation = running.desk, running.conversation
        turn = conversation.turn + 1 if running.sayings else conversation.turn
        member = people.member(desk.conn, desk.member.id) or desk.member
        offered = conversation.offered
        if running.sayings:
            offered = self._send(
                desk.conn,
                desk.incoming,
                member.language,
                running.sayings,
                turn=turn,
                flow=running.top.flow if running.top else "home",
            )
        talks.save(
            desk.conn,
            conversation.lane,
            turn=turn,
            stack=running.stack,
            offered=offered,
            now=desk.now,
        )

    def _send(
        self,
        conn: Connection,
        incoming: Incoming,
        language: Language,
        sayings: list[Saying],
        *,
        turn: int,
        flow: str = "home",
    ) -> talks.Offered:
        lane = incoming.place.lane
        now = self.clock.now()
        worded = compose(
            sayings,
            language,
            lane=lane,
            turn=turn,
            flow=flow,
            ids=self.ids,
            base_url=self.base_url,
        )
        talks.mint(conn, worded.minted, now)
        room = self.limits[incoming.channel].messages - len(worded.messages)
        mail = outbox.take_waiting(conn, lane, room) if room > 0 else ()
        outbox.enqueue(
            conn,
            id=self.ids.new(),
            place=incoming.place,
            messages=(*mail, *worded.messages),
            urgency="reply",
            reply_pass=incoming.reply_pass,
            now=now,
        )
        return worded.offered

    def _teller(self) -> Teller:
        return Teller(ids=self.ids, zone=self.zone)

    def _lost(self, conn: Connection, incoming: Incoming, now: datetime) -> None:
        address = incoming.sender or Address(incoming.channel, incoming.place.id)
        people.set_reach(conn, address, "blocked", now)


def _shared_verb(heard: Heard) -> str:
    return "shared" if isinstance(heard, Shared) else "menu"


def _kindly(heard: Heard) -> Phrase:
    match heard:
        case Shared(what="sticker"):
            return T("talk.sticker")
        case Shared():
            return T("talk.shared")
        case _:
            return T("talk.not_caught")


def _load(flow: Flow, state: str) -> Any:
    return adapter(flow.states).validate_json(state)


def _dump(flow: Flow, state: Any) -> str:
    return adapter(flow.states).dump_json(state).decode()
