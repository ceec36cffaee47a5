"""Events from inside: late work, due times, failed deliveries."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import Connection

from core.clock import Ids
from core.delivery import outbox, subjects
from core.delivery.work import late
from core.domain.coaching import Drafted
from core.domain.helping import LineKind, PublishedLine
from core.domain.meaning import Meant
from core.services import asking, publishing, vectors
from core.store import asks, communities, people, roads
from core.talk import request_notices as notices
from core.talk import sending_on, sos_passing
from core.talk.codec import adapter
from core.talk.desk import Desk
from core.talk.effects import Answer
from core.talk.effects.asks import PeopleFound, Person
from core.talk.effects.coaching import CoachAnswered
from core.talk.effects.openings import NearbyFound
from core.talk.effects.roads import Neighbour, VectorPublished
from core.talk.effects.understanding import MeaningGuessed
from core.talk.incoming import (
    Incoming,
    TimePassed,
    Undeliverable,
    WorkDone,
)
from core.talk.slow_work import awaited
from core.talk.teller import Teller


def work_answer(
    desk: Desk, work: WorkDone, *, waiting: str, state: str
) -> Answer | None:
    """Read what late work found; None when nobody waits for it any more.

    Args:
        desk: The event being handled.
        work: What came back.
        waiting: The flow that speaks.
        state: The state it waits in, as it is stored.
    """
    if work.work_kind in {"neighbours", "embed"}:
        _remembered(desk, work)
    match work.work_kind, waiting:
        case "find", "ask":
            return _people_found(desk, work)
        case "neighbours", "vector":
            return _neighbours(desk, work)
        case "coach", _:
            return _coach(work, state)
        case "guess", _:
            return _guessed(work, state)
        case "nearby", _:
            return _nearby(work, state)
        case _:
            return None


def _remembered(desk: Desk, work: WorkDone) -> None:
    """Tell those whose remembered asks a member's new words come near to."""
    met = [] if work.failed else json.loads(work.answer).get("remembered", [])
    for ask_id in met:
        _remember(desk, ask_id)


def _people_found(desk: Desk, work: WorkDone) -> PeopleFound:
    if work.failed:
        return PeopleFound("", (), failed=True)
    found = json.loads(work.answer)
    ask = asks.ask(desk.conn, found["ask_id"])
    here = ask and communities.sits_in(desk.conn, desk.member.id, ask.community_id)
    if ask is None or not here:
        return PeopleFound("", (), failed=True)
    chosen = found["people"]
    ids = [one["id"] for one in chosen]
    members = people.several(desk.conn, ids)
    said = publishing.lines(desk.conn, ask.community_id, ids)
    shown = roads.vectors_shown(desk.conn, ask.community_id, ids)
    met = asking.met(desk.conn, desk.member.id)
    apart = people.kept_apart(desk.conn, desk.member.id)
    people_found = []
    for one in chosen:
        member, vector = members.get(one["id"]), shown.get(one["id"])
        if member is None or member.id not in said or member.id in apart:
            continue  # gone, or out of sight, since they were found
        lines = said[member.id]
        words = one["their_words"]
        people_found.append(
            Person(
                member=member,
                reasons=tuple(_still_said(one["reasons"], lines)),
                destination=vector.destination if vector else "",
                next_step=vector.next_step if vector else "",
                their_words=words if any(words in line.text for line in lines) else "",
                met=member.id in met,
            )
        )
    seen = [person.member.id for person in people_found]
    asks.note_shown(desk.conn, ask.id, seen, desk.now)
    if not seen:
        return PeopleFound(ask.id, (), found["nobody"] or "no_words")
    read_by = found.get("read_by", "")
    return PeopleFound(ask.id, tuple(people_found), read_by=read_by)


def _still_said(
    reasons: Sequence[tuple[LineKind, str]], lines: Sequence[PublishedLine]
) -> Iterator[tuple[LineKind, str]]:
    """Keep the reasons that can still be read where they were found (invariant 3)."""
    for kind, quote in reasons:
        if any(line.kind == kind and quote in line.text for line in lines):
            yield kind, quote


def _neighbours(desk: Desk, work: WorkDone) -> VectorPublished:
    if work.failed:
        return VectorPublished()
    found = vectors.neighbours(
        desk.conn,
        member_id=desk.member.id,
        near=json.loads(work.answer)["near"],
        seed=desk.seed,
    )
    return VectorPublished(tuple(Neighbour(*one) for one in found))


def _coach(work: WorkDone, state: str) -> CoachAnswered | None:
    """Read a draft, if the state that speaks still holds its ticket."""
    ticket = awaited(work, state)
    if not ticket:
        return None
    if work.failed:
        return CoachAnswered(ticket, Drafted(None, None, "late"))
    return CoachAnswered(ticket, adapter(Drafted).validate_json(work.answer))


def _guessed(work: WorkDone, state: str) -> MeaningGuessed | None:
    """Read a guess, if the state that speaks still holds its ticket."""
    ticket = awaited(work, state)
    if not ticket:
        return None
    if work.failed:
        return MeaningGuessed(ticket)
    meant = adapter(tuple[Meant, ...]).validate_json(work.answer)
    return MeaningGuessed(ticket, meant)


def _nearby(work: WorkDone, state: str) -> NearbyFound | None:
    """Read what is on somebody's road, if the state that speaks holds its ticket."""
    ticket = awaited(work, state)
    if not ticket:
        return None
    return NearbyFound(ticket, () if work.failed else tuple(json.loads(work.answer)))


def happened(
    conn: Connection, incoming: Incoming, teller: Teller, ids: Ids, now: datetime
) -> None:
    """Take note of a due time or a failed delivery."""
    match incoming.content:
        case TimePassed(what="lapse", about=request_id):
            _lapse(conn, request_id, teller, now)
        case TimePassed(what="sos", about=call_id):
            sos_passing.ask_wider(conn, call_id, teller, now)
        case Undeliverable(outbox_id=outbox_id, why="gone"):
            people.set_reach(conn, incoming.person, "unreachable", now)
            there = sending_on.next_place(conn, incoming.person, now)
            if not (
                sending_on.one(conn, outbox_id, there, ids=ids, now=now)
                or _not_delivered(conn, incoming, outbox_id, teller, now)
            ):
                outbox.lay_by(conn, outbox_id)
        case Undeliverable(outbox_id=outbox_id):
            _not_delivered(conn, incoming, outbox_id, teller, now)
        case _:
            return


def _lapse(conn: Connection, request_id: str, teller: Teller, now: datetime) -> None:
    request = asking.lapse(conn, request_id=request_id, now=now)
    if request is None:
        return
    asker = people.member(conn, request.asker_id)
    helper = people.member(conn, request.helper_id)
    if asker:
        name = helper.name if helper else ""
        teller.tell(
            conn,
            asker,
            notices.lapsed(request, name),
            urgency="mail",
            now=now,
            about=f"request:{request.id}",
        )


def _remember(desk: Desk, ask_id: str) -> None:
    ask = asks.ask(desk.conn, ask_id)
    apart = people.kept_apart(desk.conn, desk.member.id)
    if ask and ask.state == "remembered" and ask.asker_id not in apart:
        asks.set_ask(desk.conn, ask.id, state="open", remember_until=None)
        told = notices.road_came_near(ask.need, ask.id)
        desk.tell(ask.asker_id, told, about=f"ask:{ask.id}")


def _not_delivered(
    conn: Connection,
    incoming: Incoming,
    outbox_id: str,
    teller: Teller,
    now: datetime,
) -> bool:
    """Take back a request that reached nobody; the asker learns no cause.

    False where it was neither a request nor a call, and can wait.
    """
    kind, _, request_id = subjects.of_row(conn, outbox_id).partition(":")
    if kind == "sos":
        sos_passing.not_delivered(conn, request_id, incoming.person, teller, now)
        return True
    request = asks.request(conn, request_id) if kind == "request" else None
    if request is None or request.state != "sent":
        return False
    if asks.move(conn, request.id, was=("sent",), becomes="withdrawn", ended_at=now):
        asker = people.member(conn, request.asker_id)
        if asker:
            teller.tell(
                conn,
                asker,
                notices.unreachable(request),
                urgency="mail",
                now=now,
                about=f"request:{request.id}",
            )
    return True


def due(conn: Connection, now: datetime) -> list[Incoming]:
    """Return an event for work that is late and for every request gone silent.

    The latter belongs to the asker's conversation, so that it takes its turn there.
    """
    found = [*late(conn, now), *sos_passing.due(conn, now)]
    for request_id in asks.due_to_lapse(conn, now):
        request = asks.request(conn, request_id)
        ways = people.reaches(conn, request.asker_id, now) if request else []
        if not ways:
            asks.set_request(conn, request_id, state="lapsed", lapse_told_at=now)
            continue
        address = ways[0].address
        found.append(
            Incoming(
                event_id=f"time:lapse:{request_id}",
                at=now,
                place=address.place,
                sender=None,
                content=TimePassed("lapse", request_id),
            )
        )
    return found
