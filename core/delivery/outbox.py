"""Messages on their way out: one row a sending, one after the other at each place.

    ready -> sending -> sent | waiting | unknown | dead

No platform but LINE's push can be told "the same again", so a crash between the
platform's answer and our mark of it can double a message. The window is made as small
and as visible as it can be: `sending` is committed before a message leaves (in the
same commit that made the row, when its place stands idle), and rows found in `sending`
after a crash are the only ones that can double:

- with a retry key on a channel that honours it, the same key goes out again and the
  platform drops the double;
- with a reply pass still fresh, the pass goes out again: it works once, so a refusal
  means the first try arrived, and the row becomes `unknown`;
- with a pass that became old meanwhile, and on every other channel, the row goes its
  way as if it had never left, so it may arrive twice: a message twice is a blemish, an
  answer never given leaves a person waiting.

tests/crash counts the doubles: about one for each kill.

What a channel itself calls `Unknown` (a reply that timed out) is never sent again.
"""

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import (
    Connection,
    and_,
    bindparam,
    func,
    insert,
    or_,
    select,
    text,
    update,
)

from core.delivery.retry import Urgency
from core.delivery.tables import (
    OUTBOX_LEAVING,
    OUTBOX_WAITING,
    outbox,
)
from core.store.hot import Hot
from core.store.notes import note
from core.talk.codec import decode_messages, encode_messages
from core.talk.incoming import Place, ReplyPass
from core.talk.outgoing import Message

_AT_HAND = "ainori.at_hand"


@dataclass(frozen=True, slots=True)
class Parcel:
    """An outbox row on its way.

    Attributes:
        messages: None if the row cannot be read.
        state: As in the table, or `left` when somebody else marked it `sending` and
            never said what became of it.
        attempts: How often it was begun. Also its fence: a mark made under a number
            that has passed changes nothing, unless it says that the message arrived.
        again: It was begun before, by who knows no more: it may have arrived.
    """

    id: str
    seq: int
    place: Place
    messages: tuple[Message, ...] | None
    urgency: Urgency
    reply_pass: ReplyPass | None
    retry_key: str
    state: Literal["ready", "sending", "left"]
    next_at: datetime
    attempts: int = 0
    silent: bool = False
    again: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """What became of a row that was begun so many times: its new state and why."""

    id: str
    attempts: int
    state: Literal["ready", "sent", "waiting", "unknown", "dead"]
    at: datetime
    next_at: datetime
    error: str = ""
    message_ids: tuple[str, ...] = ()


def stand_by(conn: Connection, at_hand: Callable[[str], bool]) -> None:
    """Let rows of this connection begin as `sending` where somebody waits to send.

    That saves a commit for each message. Whoever stands by hears the row's note and
    sends it, or puts it back to `ready`.
    """
    conn.info[_AT_HAND] = at_hand


def enqueue(
    conn: Connection,
    *,
    id: str,
    place: Place,
    messages: Sequence[Message],
    urgency: Urgency,
    reply_pass: ReplyPass | None,
    now: datetime,
    silent: bool = False,
    about: str = "",
    waits: bool = False,
) -> None:
    """Put messages in line for a place; they go out once this is committed.

    Args:
        conn: The connection of the transaction that decided to say this.
        id: A fresh id.
        place: Where to say it.
        messages: One sending; what is too much for the channel was cut before.
        urgency: `reply` answers the person, `call` must be heard, `mail` can wait.
        reply_pass: The right to answer that came with the event, if any.
        now: The present moment.
        silent: Without a sound, where the channel can.
        about: The row it speaks of, to find it again by the platform's message ids.
        waits: Not before somebody speaks there again: it lies in their mailbox.
    """
    at_hand = None if waits else conn.info.get(_AT_HAND)
    leaves = at_hand is not None and at_hand(place.lane)
    parcel = Parcel(
        id=id,
        seq=0,
        place=place,
        messages=tuple(messages),
        urgency=urgency,
        reply_pass=reply_pass,
        retry_key=id,
        state="sending" if leaves else "ready",
        next_at=now,
        attempts=1 if leaves else 0,
        silent=silent,
    )
    _INSERT.run(
        conn,
        id=id,
        lane=place.lane,
        channel=place.channel,
        place=place.id,
        place_kind=place.kind,
        body=encode_messages(tuple(messages)),
        urgency=urgency,
        silent=silent,
        about=about,
        reply_pass=None if reply_pass is None else reply_pass.token,
        pass_until=None if reply_pass is None else reply_pass.until,
        retry_key=parcel.retry_key,
        state="waiting" if waits else parcel.state,
        attempts=parcel.attempts,
        next_at=now,
        created_at=now,
    )
    if not waits:
        note(conn, parcel)


def pending(
    conn: Connection,
    *,
    channels: Collection[str],
    lanes: Collection[str] | None,
    most: int,
) -> list[Parcel]:
    """Return rows that are ready or left, oldest first."""
    query = (
        select(outbox)
        .where(OUTBOX_LEAVING)
        .where(outbox.c.channel.in_(sorted(channels)))
        .order_by(outbox.c.seq)
        .limit(most)
    )
    if lanes is not None:
        query = query.where(outbox.c.lane.in_(sorted(lanes)))
    return [_parcel(row) for row in conn.execute(query)]


def begin(conn: Connection, parcel: Parcel) -> bool:
    """Mark a row `sending`; False when somebody else has it."""
    statement = _BEGIN_LEFT if parcel.state == "left" else _BEGIN
    return statement.run(conn, this=parcel.id, begun=parcel.attempts) == 1


def begun(parcel: Parcel) -> Parcel:
    """Return the parcel as it is after `begin`."""
    return replace(parcel, state="sending", attempts=parcel.attempts + 1)


def settle(conn: Connection, marks: Iterable[Mark]) -> None:
    """Write down what became of rows; a row that somebody else has stays as it is."""
    sent: list[dict[str, Any]] = []
    other: list[dict[str, Any]] = []
    # In one order everywhere, so that two processes never wait for one another.
    for mark in sorted(marks, key=lambda mark: mark.id):
        given = {
            "this": mark.id,
            "begun": mark.attempts,
            "state": mark.state,
            "error": mark.error,
            "next_at": mark.next_at,
            "message_ids": json.dumps(mark.message_ids),
            "sent_at": mark.at if mark.state == "sent" else None,
        }
        (sent if mark.state == "sent" else other).append(given)
    _SENT.many(conn, sent)
    _SETTLE.many(conn, other)


def waiting(conn: Connection, lane: str) -> int:
    """Return how many sendings wait for this person's next event."""
    row = _COUNT_WAITING.first(conn, lane=lane)
    return 0 if row is None else int(row[0])


def take_waiting(
    conn: Connection, lane: str, most: int
) -> tuple[tuple[Message, ...], ...]:
    """Take sendings out of the mailbox, oldest first, to go out with a reply.

    The row of the reply carries their words from here on. A sending that does not fit
    whole stays, unless it is the first: then as much of it goes as fits.

    Args:
        conn: The connection of the transaction that enqueues the reply.
        lane: Whose mailbox.
        most: At most so many messages in all.
    """
    taken: list[tuple[Message, ...]] = []
    room = most
    for seq, body in _WAITING.rows(conn, lane=lane, most=max(most, 0)):
        messages = decode_messages(body)
        rest: tuple[Message, ...] = ()
        if len(messages) > room:
            if taken:
                break
            messages, rest = messages[:room], messages[room:]
        taken.append(messages)
        room -= len(messages)
        _TAKE.run(
            conn,
            this=seq,
            state="waiting" if rest else "sent",
            body=encode_messages(rest),
        )
        if rest:
            break
    return tuple(taken)


def lay_by(conn: Connection, id: str) -> None:
    """Let what did not arrive wait in the mailbox there; an answer has had its time."""
    conn.execute(
        update(outbox)
        .where(outbox.c.id == id, outbox.c.state == "dead", outbox.c.urgency != "reply")
        .values(state="waiting")
    )


def bring(conn: Connection, lane: str, place: Place) -> tuple[Message, ...]:
    """Let what waits in one lane wait in another; return it.

    Word that another messenger was linked stays where the code was asked for.
    """
    here = (outbox.c.lane == lane, OUTBOX_WAITING, outbox.c.about != "link:told")
    rows = conn.execute(select(outbox.c.body).where(*here)).all()
    conn.execute(
        update(outbox)
        .where(*here)
        .values(lane=place.lane, channel=place.channel, place=place.id)
    )
    return tuple(message for row in rows for message in decode_messages(row.body))


def send_on(
    conn: Connection, id: str, *, new_id: str, place: Place, now: datetime
) -> tuple[Message, ...]:
    """Put what never arrived in line for another place; return it.

    Nothing for an answer, which belongs where it was asked for.
    """
    row = conn.execute(
        select(outbox).where(outbox.c.id == id, outbox.c.urgency != "reply")
    ).one_or_none()
    messages = decode_messages(row.body) if row is not None and row.body else ()
    if row is None or not messages:
        return ()
    enqueue(
        conn,
        id=new_id,
        place=place,
        messages=messages,
        urgency=row.urgency,
        reply_pass=None,
        now=now,
        silent=row.silent,
        about=row.about,
    )
    conn.execute(
        update(outbox)
        .where(outbox.c.id == id)
        .values(state="sent", body=encode_messages(()), error="sent elsewhere")
    )
    return messages


def unasked_ids(conn: Connection, lane: str) -> list[str]:
    """Return what has not left a lane yet and answers nobody there, oldest first.

    It waits for the next message from there, or for its next try.
    """
    not_left = or_(
        OUTBOX_WAITING, and_(outbox.c.state == "ready", outbox.c.urgency != "reply")
    )
    rows = conn.execute(
        select(outbox.c.id)
        .where(outbox.c.lane == lane, not_left)
        .order_by(outbox.c.seq)
    )
    return [row.id for row in rows]


def _parcel(row: Any) -> Parcel:
    try:
        messages = decode_messages(row.body)
    except ValueError:
        messages = None
    reply_pass = None
    if row.reply_pass is not None:
        reply_pass = ReplyPass(row.reply_pass, row.pass_until)
    return Parcel(
        id=row.id,
        seq=row.seq,
        place=Place(row.channel, row.place, row.place_kind),
        messages=messages,
        urgency=row.urgency,
        reply_pass=reply_pass,
        retry_key=row.retry_key,
        state="left" if row.state == "sending" else "ready",
        next_at=row.next_at,
        attempts=row.attempts,
        silent=row.silent,
        again=row.attempts > 0,
    )


_CREATED = [
    column.name
    for column in outbox.c
    if column.name not in {"seq", "error", "message_ids", "sent_at"}
]
_INSERT = Hot(insert(outbox).values({name: bindparam(name) for name in _CREATED}))
_THIS = outbox.c.id == bindparam("this")
_BEGUN = outbox.c.attempts == bindparam("begun")
_NEXT = {"state": "sending", "attempts": outbox.c.attempts + 1}
_BEGIN = Hot(update(outbox).where(_THIS, _BEGUN, text("state = 'ready'")).values(_NEXT))
# Its last holder may put it back at this very moment; under its number it is ours.
_BEGIN_LEFT = Hot(update(outbox).where(_THIS, _BEGUN, OUTBOX_LEAVING).values(_NEXT))
_SETTLED = ("state", "error", "next_at", "message_ids", "sent_at")
_MARK = update(outbox).values({name: bindparam(name) for name in _SETTLED})
_SETTLE = Hot(_MARK.where(_THIS, _BEGUN, text("state = 'sending'")))
# Whoever says so: what arrived is never sent again, nor kept for later.
_SENT = Hot(_MARK.where(_THIS, text("state <> 'dead'")))
_COUNT_WAITING = Hot(
    select(func.count())
    .select_from(outbox)
    .where(outbox.c.lane == bindparam("lane"), OUTBOX_WAITING)
)
_WAITING = Hot(
    select(outbox.c.seq, outbox.c.body)
    .where(outbox.c.lane == bindparam("lane"), OUTBOX_WAITING)
    .order_by(outbox.c.seq)
    .limit(bindparam("most"))
)
_TAKE = Hot(
    update(outbox)
    .where(outbox.c.seq == bindparam("this"))
    .values(state=bindparam("state"), body=bindparam("body"))
)
