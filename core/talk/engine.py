"""One event in, one transaction: load, hear, step, carry out, word, save.

The engine knows how an event is handled; what it means in a conversation is
`core.talk.hearing`'s word, and what dialogues are about is the flows'.
"""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from core.clock import Clock, Ids
from core.coach.budget import Budget
from core.delivery import outbox
from core.domain.echoes import Spoken
from core.i18n.catalog import Language
from core.store import people, talks
from core.talk import adding, facts, groups, inside, mailbox, sending_on
from core.talk.channel import Door, Limits, no_door
from core.talk.desk import Desk
from core.talk.fit import fit, objects
from core.talk.flow import Facts, Flow, Unfinished
from core.talk.hearing import GO_ON, hear
from core.talk.incoming import (
    CameBack,
    Chose,
    Incoming,
    Left,
    TimePassed,
    Undeliverable,
)
from core.talk.newcomers import arrive, is_nobodys
from core.talk.running import Running
from core.talk.teller import Teller
from core.talk.turn import Option, Say, Saying, T, options_of
from core.talk.unfinished import young
from core.talk.wording import compose


@dataclass(frozen=True, slots=True)
class Talk:
    """The conversation engine.

    Attributes:
        flows: Every journey by name.
        limits: What each channel carries, by channel name.
        language: The language of people who have not chosen one.
        zone: The time zone that dates are said in.
        models_offered: Whether an outside text model is configured.
        model_name: What members are told it is called.
        base_url: Where people reach our own pages from outside; '' for nowhere.
        help_lines: Where to turn in danger, by language, instead of the catalogue's.
        doors: Where a conversation with us alone is opened, by channel name.
        budget: What a text model may be asked in a day; None where there is none.
    """

    flows: Mapping[str, Flow]
    limits: Mapping[str, Limits]
    clock: Clock
    ids: Ids
    language: Language = "ja"
    zone: str = "Asia/Tokyo"
    models_offered: bool = False
    model_name: str = ""
    base_url: str = ""
    help_lines: Mapping[Language, str] = field(default_factory=dict)
    doors: Mapping[str, Door] = field(default_factory=dict)
    budget: Budget | None = None

    # --- the two entrances

    def handle(self, conn: Connection, incoming: Incoming) -> None:
        """Handle one event inside its transaction."""
        now = self.clock.now()
        if incoming.place.kind == "group":
            self._in_group(conn, incoming, now)
            return
        match incoming.content:
            case Left():
                self._reach(conn, incoming, "blocked", now)
            case CameBack():
                self._reach(conn, incoming, "open", now)
            case TimePassed(what="late"):
                self._talk(conn, incoming, now)
            case Undeliverable() | TimePassed():
                inside.happened(conn, incoming, self._teller(), self.ids, now)
            case _:
                self._talk(conn, incoming, now)

    def parked(self, conn: Connection, incoming: Incoming) -> None:
        """Say kindly that an event could not be taken, and offer to go on from here.

        Nothing of it was done, and the talk stands where it stood.
        """
        if incoming.place.kind == "group":
            return  # nobody there waits for us
        conversation = talks.conversation(conn, incoming.place.lane)
        language = conversation.member.language if conversation else self.language
        said = Say(T("talk.stumbled"), (Option(T("talk.go_on"), GO_ON),))
        now = self.clock.now()
        offered = self._send(conn, incoming, language, [said], now, turn=-1)
        talks.offer_more(conn, incoming.place.lane, offered)

    def _in_group(self, conn: Connection, incoming: Incoming, now: datetime) -> None:
        reply = groups.hear(
            conn,
            incoming,
            ids=self.ids,
            teller=self._teller(),
            door=self.doors.get(incoming.channel, no_door),
            asides=self.limits[incoming.channel].asides,
            language=self.language,
            now=now,
        )
        if reply is not None:
            said, about = list(reply.sayings), reply.about
            self._send(conn, incoming, reply.language, said, now, turn=-1, about=about)

    # --- one conversation

    def _talk(self, conn: Connection, incoming: Incoming, now: datetime) -> None:
        conversation = talks.conversation(conn, incoming.place.lane)
        fresh = False
        if conversation is None:
            if is_nobodys(conn, incoming):
                if isinstance(incoming.content, Chose):
                    gone = Say(T("leave.nothing_here"))
                    self._send(conn, incoming, self.language, [gone], now, turn=-1)
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
            doors=self.doors,
            budget=self.budget,
            heard=tuple(
                Spoken(incoming.channel, incoming.place.id, *one)
                for one in conversation.heard
            ),
        )
        running = Running(
            flows=self.flows,
            gather=self._gather,
            desk=desk,
            conversation=conversation,
            stack=list(conversation.stack),
            kept=young(conversation.kept, now),
        )
        running.leave_out_unreadable()
        told_for = self.limits[incoming.channel].told_for
        stood = told_for and adding.heard(conn, incoming, told_for, now)
        hear(running, incoming, fresh=fresh)
        if told_for and stood:
            adding.offer(running, stood, told_for)
        self._finish(running)

    def _gather(
        self, desk: Desk, busy: bool, unfinished: tuple[Unfinished, ...]
    ) -> Facts:
        return facts.gather(
            desk,
            unfinished=unfinished,
            zone=self.zone,
            models_offered=self.models_offered,
            model_name=self.model_name,
            busy=busy,
            links=bool(self.base_url),
            help_lines=self.help_lines,
            dated=self.limits[desk.incoming.channel].dates_messages,
        )

    # --- saving and sending

    def _finish(self, running: Running) -> None:
        desk, conversation = running.desk, running.conversation
        turn = conversation.turn + 1 if running.sayings else conversation.turn
        offered = conversation.offered
        if running.sayings or running.collects:
            if conversation.elsewhere:
                sending_on.bring_here(desk.conn, desk.member.id, desk.incoming.place)
            offered = self._send(
                desk.conn,
                desk.incoming,
                desk.member.language,
                running.sayings,
                desk.now,
                before=running.before,
                turn=turn,
                flow=running.top.flow if running.top else "home",
            )
        talks.save(
            desk.conn,
            conversation.lane,
            turn=turn,
            stack=running.stack,
            offered=offered,
            heard=running.remembered(),
            kept=running.kept,
            now=desk.now,
        )

    def _send(
        self,
        conn: Connection,
        incoming: Incoming,
        language: Language,
        sayings: list[Saying],
        now: datetime,
        *,
        before: tuple[Saying, ...] = (),
        turn: int,
        flow: str = "home",
        about: str = "",
    ) -> talks.Offered:
        lane = incoming.place.lane
        limits = self.limits[incoming.channel]
        worded = compose(
            [*before, *sayings],
            language,
            lane=lane,
            turn=turn,
            flow=flow,
            ids=self.ids,
            base_url=self.base_url,
            picks=limits.picks,
        )
        talks.mint(conn, worded.minted, now)
        # Fitted before mail is added, so that typed numbers count this turn's choices.
        fitted = fit(worded.messages, limits)
        # Where mail waits for a free reply, it goes on waiting without one.
        free = not limits.mail_waits or incoming.reply_pass is not None
        room = limits.messages - objects(fitted, limits) if free else 0
        named = incoming.place.kind == "direct" and bool(sayings)
        mail = mailbox.opened(conn, lane, room, language, named=named)
        outbox.enqueue(
            conn,
            id=self.ids.new(),
            place=incoming.place,
            messages=(*mail, *fitted),
            urgency="reply",
            reply_pass=incoming.reply_pass,
            now=now,
            about=about,
        )
        first = sum(len(options_of(one)) for one in before)
        offered = (*worded.offered[first:], *worded.offered[:first])
        return (*offered, *mailbox.offers(mail, offered))

    def _teller(self) -> Teller:
        waiting = (name for name, limits in self.limits.items() if limits.mail_waits)
        return Teller(ids=self.ids, zone=self.zone, waiting=frozenset(waiting))

    def _reach(
        self, conn: Connection, incoming: Incoming, reach: str, now: datetime
    ) -> None:
        address = incoming.person
        people.set_reach(conn, address, reach, now)
        if reach != "open":
            there = sending_on.next_place(conn, address, now)
            sending_on.what_waits(conn, address, there, ids=self.ids, now=now)
