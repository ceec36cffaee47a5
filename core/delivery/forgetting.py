"""Takes words and addresses out of rows that came in, go out or took long.

A row keeps its place, its state and the key that tells a repetition; what it said and
to whom is blanked. Knows rows and traces (core.domain.traces), not what they mean.

The last goodbye still has to find its way, so forgetting comes in two steps: `forget`
blanks all that is there, and `sweep` blanks, once they have left, the rows of every
lane that belongs to nobody any more.
"""

import hashlib
import json
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    and_,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from core.delivery.tables import inbox, lanes, outbox, work
from core.domain.traces import Finder, mapped, strings
from core.store.tables.people import addresses
from core.store.tables.sweeps import sweeps
from core.store.tables.talks import conversations

KEPT_DAYS = 7
"""How long messages stay readable here; messengers keep their own."""

PARKED_DAYS = 30
_BATCH = 2000
_ABOUTS = 500
_NOTHING = "[]"
_INBOX_BLANK = {"lane": "", "body": "", "error": ""}
_OUTBOX_BLANK = {
    "lane": "",
    "place": "",
    "body": _NOTHING,
    "about": "",
    "reply_pass": None,
    "error": "",
    "message_ids": _NOTHING,
}
_WORK_BLANK = {"lane": "", "ask": "", "event": "", "error": ""}
_GONE_OUT = outbox.c.state.in_(("sent", "unknown", "dead"))


def newest(conn: Connection) -> int:
    """Return the number of the newest message."""
    return conn.execute(select(func.max(outbox.c.seq))).scalar_one() or 0


def forget(
    conn: Connection,
    *,
    places: Collection[tuple[str, str]],
    find: Finder,
    member_id: str,
    items: Collection[str],
    upto: int,
    hearing: str = "",
) -> None:
    """Blank a member's conversations, and what others' messages say of them.

    Args:
        conn: The connection of the forgetting's transaction.
        places: Channel and platform id of their conversations.
        find: Finds their traces.
        member_id: Their id, as work and its answers name them.
        items: How notices call what was theirs.
        upto: Messages after this one are about the farewell itself and stay.
        hearing: The id of the event that is being handled; its row is closed by
            whoever handles it, and blanked by the next `sweep`.
    """
    own = [f"{channel}:{user}" for channel, user in places]
    _forget_own(conn, own, upto, hearing)
    for channel, user in places:
        _forget_event_ids(conn, channel, user, hearing)
    _forget_mentions(conn, own, find, items, upto)
    _forget_answers(conn, member_id, hearing)


def _forget_own(
    conn: Connection, own: Collection[str], upto: int, hearing: str
) -> None:
    conn.execute(
        update(inbox)
        .where(inbox.c.lane.in_(own), inbox.c.event_id != hearing)
        .values(state="done", **_INBOX_BLANK)
    )
    unsent = outbox.c.state.in_(("ready", "waiting"))
    here = and_(outbox.c.seq <= upto, outbox.c.lane.in_(own))
    conn.execute(update(outbox).where(here, unsent).values(state="dead"))
    conn.execute(update(outbox).where(here, _GONE_OUT).values(**_OUTBOX_BLANK))
    conn.execute(
        update(work).where(work.c.lane.in_(own)).values(state="failed", **_WORK_BLANK)
    )


def _forget_event_ids(conn: Connection, channel: str, user: str, hearing: str) -> None:
    """Make event ids that begin with a platform id unreadable, and still the same."""
    rows = conn.execute(
        select(inbox.c.seq, inbox.c.event_id).where(
            inbox.c.channel == channel,
            inbox.c.event_id >= f"{user}:",
            inbox.c.event_id < f"{user};",
            inbox.c.event_id != hearing,
        )
    ).all()
    _rename(conn, rows)


def _rename(conn: Connection, rows: Iterable[Any]) -> None:
    for row in rows:
        digest = hashlib.sha256(row.event_id.encode()).hexdigest()[:32]
        conn.execute(
            update(inbox).where(inbox.c.seq == row.seq).values(event_id=digest)
        )


def _forget_mentions(
    conn: Connection,
    own: Collection[str],
    find: Finder,
    items: Collection[str],
    upto: int,
) -> None:
    """Take bubbles that name or quote somebody out of other people's messages."""
    wanted: list[ColumnElement[bool]] = [
        outbox.c.about.in_(some) for some in _chunks(sorted(items), _ABOUTS)
    ]
    if find.traces.name:
        spelled = json.dumps(find.traces.name, ensure_ascii=False)[1:-1]
        wanted.append(outbox.c.body.contains(spelled, autoescape=True))
    if not wanted:
        return
    rows = conn.execute(
        select(outbox.c.seq, outbox.c.state, outbox.c.body).where(
            outbox.c.seq > _swept(conn, "outbox"),
            outbox.c.seq <= upto,
            outbox.c.lane.not_in(own),
            outbox.c.body != _NOTHING,
            or_(*wanted),
        )
    ).all()
    for row in rows:
        kept = _without(row.body, find, left=row.state not in {"ready", "waiting"})
        if kept == row.body:
            continue
        state = row.state
        if kept == _NOTHING and state in {"ready", "waiting"}:
            state = "dead"
        conn.execute(
            update(outbox).where(outbox.c.seq == row.seq).values(body=kept, state=state)
        )


def _without(body: str, find: Finder, *, left: bool) -> str:
    """Return messages without the bubbles that speak of somebody.

    Where a message has `left`, letters of the name inside other words go as well:
    nobody loses anything by it. What is still to be read loses only what is meant.
    """
    try:
        messages = json.loads(body)
    except ValueError:
        return _NOTHING
    kept = []
    for message in messages:
        said = list(strings(message))
        meant = any(find.names(text) or find.quotes(text) for text in said)
        spelled = left and any(find.spells(text) for text in said)
        if find.shares(message):
            kept.append(mapped(message, find.nameless))
        elif not (meant or spelled):
            kept.append(message)
    if kept == messages:
        return body
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def _forget_answers(conn: Connection, member_id: str, hearing: str) -> None:
    """Blank answers of work that speak of somebody, where events keep their words."""
    conn.execute(
        update(inbox)
        .where(
            inbox.c.seq > _swept(conn, "inbox"),
            inbox.c.state != "new",
            inbox.c.event_id != hearing,
            inbox.c.body.contains(member_id, autoescape=True),
        )
        .values(body="", error="")
    )


# What goes by itself


def sweep(conn: Connection, now: datetime, items: Collection[str] = ()) -> int:
    """Blank what nobody needs any more; may run at any time and again.

    Messages and addresses of rows older than a week, parked events after a month,
    rows of lanes that belong to nobody, and farewell notices that have left.

    Args:
        conn: A connection that may write.
        now: The present moment.
        items: How notices call what belonged to people who are forgotten.

    Returns:
        How many rows were blanked.
    """
    old = now - timedelta(days=KEPT_DAYS)
    swept = _sweep_old(
        conn,
        inbox,
        came=inbox.c.received_at,
        old=old,
        over=inbox.c.state == "done",
        blank=_INBOX_BLANK,
    )
    swept += _sweep_old(
        conn,
        outbox,
        came=outbox.c.created_at,
        old=old,
        over=_GONE_OUT,
        blank=_OUTBOX_BLANK,
    )
    swept += _sweep_old(
        conn,
        work,
        came=work.c.created_at,
        old=old,
        over=work.c.state.in_(("done", "failed")),
        blank=_WORK_BLANK,
    )
    swept += _sweep_parked(conn, now - timedelta(days=PARKED_DAYS))
    swept += _sweep_nobodys(conn)
    swept += _sweep_farewells(conn, items)
    return swept


def _swept(conn: Connection, what: str) -> int:
    found = conn.execute(
        select(sweeps.c.seq).where(sweeps.c.what == what)
    ).scalar_one_or_none()
    return found or 0


def _sweep_old(
    conn: Connection,
    table: Table,
    *,
    came: ColumnElement[datetime],
    old: datetime,
    over: ColumnElement[bool],
    blank: dict[str, Any],
) -> int:
    """Blank rows from where the last sweep ended to the first row that is young."""
    begin = _swept(conn, table.name)
    swept, at = 0, begin
    while True:
        rows = conn.execute(
            select(table.c.seq, came.label("came"))
            .where(table.c.seq > at)
            .order_by(table.c.seq)
            .limit(_BATCH)
        ).all()
        end = at
        for row in rows:
            if row.came >= old:
                break
            end = row.seq
        if end > at:
            done = conn.execute(
                update(table)
                .where(table.c.seq > at, table.c.seq <= end, over)
                .values(**blank)
            )
            swept += done.rowcount
        if end == at or len(rows) < _BATCH:
            break
        at = end
    if end > begin:
        _remember(conn, table.name, end)
    return swept


def _remember(conn: Connection, what: str, seq: int) -> None:
    known = conn.execute(update(sweeps).where(sweeps.c.what == what).values(seq=seq))
    if known.rowcount == 0:
        conn.execute(insert(sweeps).values(what=what, seq=seq))


def _sweep_parked(conn: Connection, old: datetime) -> int:
    parked = conn.execute(
        update(inbox)
        .where(inbox.c.state == "parked", inbox.c.done_at < old, inbox.c.lane != "")
        .values(**_INBOX_BLANK)
    )
    return parked.rowcount


def _nobodys(table: Table) -> ColumnElement[bool]:
    """Say that no conversation and no address of a member belongs to a row's lane."""
    talked = select(conversations.c.lane)
    known = select(addresses.c.channel + ":" + addresses.c.user)
    return and_(
        table.c.lane != "", table.c.lane.not_in(talked), table.c.lane.not_in(known)
    )


def _sweep_nobodys(conn: Connection) -> int:
    """Blank what is left of people who were forgotten, strangers and groups."""
    came_in = and_(
        inbox.c.seq > _swept(conn, "inbox"), inbox.c.state == "done", _nobodys(inbox)
    )
    rows = conn.execute(
        select(inbox.c.seq, inbox.c.lane, inbox.c.event_id).where(came_in)
    ).all()
    _rename(conn, (row for row in rows if _names_its_lane(row.lane, row.event_id)))
    swept = len(rows)
    conn.execute(update(inbox).where(came_in).values(**_INBOX_BLANK))
    here = and_(outbox.c.seq > _swept(conn, "outbox"), _nobodys(outbox))
    # A goodbye that missed its free way out would wait for ever.
    stranded = outbox.c.state == "waiting"
    conn.execute(update(outbox).where(here, stranded).values(state="dead"))
    went_out = update(outbox).where(here, _GONE_OUT).values(**_OUTBOX_BLANK)
    swept += conn.execute(went_out).rowcount
    over = and_(
        work.c.seq > _swept(conn, "work"),
        work.c.state.in_(("done", "failed")),
        _nobodys(work),
    )
    conn.execute(update(work).where(over).values(**_WORK_BLANK))
    if conn.dialect.name == "postgresql":
        left = lanes.c.lease_until < func.now()
        conn.execute(delete(lanes).where(left, _nobodys(lanes)))
    return swept


def _names_its_lane(lane: str, event_id: str) -> bool:
    return event_id.startswith(f"{lane.partition(':')[2]}:")


def _sweep_farewells(conn: Connection, items: Collection[str]) -> int:
    swept = 0
    for some in _chunks(sorted(items), _ABOUTS):
        swept += conn.execute(
            update(outbox)
            .where(outbox.c.seq > _swept(conn, "outbox"), _GONE_OUT)
            .where(outbox.c.about.in_(some), outbox.c.body != _NOTHING)
            .values(body=_NOTHING)
        ).rowcount
    return swept


def _chunks(found: list[str], most: int) -> list[list[str]]:
    return [found[at : at + most] for at in range(0, len(found), most)]
