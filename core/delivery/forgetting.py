"""Takes words and addresses out of rows that came in, go out or took long.

A row keeps its place, its state and the key that tells a repetition; what it said and
to whom is blanked. Knows rows and traces (core.domain.traces), not what they mean.

The last goodbye still has to find its way, so forgetting comes in two steps: `forget`
blanks all that is there, and `sweep` blanks, once they have left, the rows of every
lane that belongs to nobody any more.
"""

import json
from collections.abc import Callable, Collection

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, update

from core.delivery.sweeping import (
    GONE_OUT,
    INBOX_BLANK,
    NOTHING,
    OUTBOX_BLANK,
    WORK_BLANK,
    chunks,
    names_user,
    rename,
    swept,
)
from core.delivery.tables import INBOX_PARKED, inbox, outbox, work
from core.domain.traces import Finder, mapped, strings
from core.store.in_json import in_json
from core.talk.incoming import Address


def newest(conn: Connection) -> int:
    """Return the number of the newest message."""
    return conn.execute(select(func.max(outbox.c.seq))).scalar_one() or 0


def forget(
    conn: Connection,
    *,
    places: Collection[Address],
    find: Finder,
    member_id: str,
    items: Collection[str],
    upto: int,
    hearing: str = "",
) -> None:
    """Blank a member's conversations, and what others' messages say of them.

    Args:
        conn: The connection of the forgetting's transaction.
        places: The addresses of their conversations.
        find: Finds their traces.
        member_id: Their id, as work and its answers name them.
        items: How notices call what was theirs.
        upto: Messages after this one are about the farewell itself and stay.
        hearing: The id of the event that is being handled; its row is closed by
            whoever handles it, and blanked by the next `sweep`.
    """
    own = [at.place.lane for at in places]
    _forget_own(conn, own, upto, hearing)
    for at in places:
        _forget_event_ids(conn, at, hearing)
    _forget_mentions(conn, own, find, items, upto)
    _forget_answers(conn, member_id, hearing)
    _forget_parked(conn, [at.user for at in places], find)


def _forget_own(
    conn: Connection, own: Collection[str], upto: int, hearing: str
) -> None:
    conn.execute(
        update(inbox)
        .where(inbox.c.lane.in_(own), inbox.c.event_id != hearing)
        .values(state="done", **INBOX_BLANK)
    )
    unsent = outbox.c.state.in_(("ready", "waiting"))
    here = and_(outbox.c.seq <= upto, outbox.c.lane.in_(own))
    conn.execute(update(outbox).where(here, unsent).values(state="dead"))
    conn.execute(update(outbox).where(here, GONE_OUT).values(**OUTBOX_BLANK))
    conn.execute(
        update(work).where(work.c.lane.in_(own)).values(state="failed", **WORK_BLANK)
    )


def _forget_event_ids(conn: Connection, at: Address, hearing: str) -> None:
    """Make event ids that begin with a platform id unreadable, and still the same."""
    rows = conn.execute(
        select(inbox.c.seq, inbox.c.event_id).where(
            inbox.c.channel == at.channel,
            inbox.c.event_id.startswith(at.user, autoescape=True),
            inbox.c.event_id != hearing,
        )
    ).all()
    rename(conn, (row for row in rows if names_user(row.event_id, at.user)))


def _forget_mentions(
    conn: Connection,
    own: Collection[str],
    find: Finder,
    items: Collection[str],
    upto: int,
) -> None:
    """Take bubbles that name or quote somebody out of other people's messages."""
    wanted: list[ColumnElement[bool]] = [
        outbox.c.about.in_(some) for some in chunks(sorted(items))
    ]
    if spelled := in_json(find.traces.name):
        wanted.append(outbox.c.body.contains(spelled, autoescape=True))
    if not wanted:
        return
    rows = conn.execute(
        select(outbox.c.seq, outbox.c.state, outbox.c.about, outbox.c.body).where(
            outbox.c.seq > swept(conn, "outbox"),
            outbox.c.seq <= upto,
            outbox.c.lane.not_in(own),
            outbox.c.body != NOTHING,
            or_(*wanted),
        )
    ).all()
    for row in rows:
        # Where a message has left, letters of the name inside other words go as well:
        # nobody loses anything. What is still to be read loses only what is meant.
        if row.state not in {"ready", "waiting"}:
            speaks = find.spells
        else:
            speaks = find.names if row.about in items else find.calls
        kept = _without(row.body, find, speaks)
        if kept == row.body:
            continue
        state = row.state
        if kept == NOTHING and state in {"ready", "waiting"}:
            state = "dead"
        conn.execute(
            update(outbox).where(outbox.c.seq == row.seq).values(body=kept, state=state)
        )


def _without(body: str, find: Finder, speaks: Callable[[str], bool]) -> str:
    """Return messages without the bubbles that speak of somebody or quote them."""
    try:
        messages = json.loads(body)
    except ValueError:
        return NOTHING
    kept = []
    for message in messages:
        said = list(strings(message))
        if find.shares(message):
            kept.append(mapped(message, find.nameless))
        elif not any(speaks(text) or find.quotes(text) for text in said):
            kept.append(message)
    if kept == messages:
        return body
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def _forget_answers(conn: Connection, member_id: str, hearing: str) -> None:
    """Blank answers of work that speak of somebody, where events keep their words."""
    conn.execute(
        update(inbox)
        .where(
            inbox.c.seq > swept(conn, "inbox"),
            inbox.c.state != "new",
            inbox.c.event_id != hearing,
            inbox.c.body.contains(member_id, autoescape=True),
        )
        .values(body="", error="")
    )


def _forget_parked(conn: Connection, users: Collection[str], find: Finder) -> None:
    """Blank events put aside that hold a platform id or words of somebody."""
    rows = conn.execute(
        select(inbox.c.seq, inbox.c.body, inbox.c.error).where(INBOX_PARKED)
    ).all()
    for row in rows:
        kept = f"{row.body}\n{row.error}"
        if any(user in kept for user in users) or find.names(kept) or find.quotes(kept):
            conn.execute(
                update(inbox)
                .where(inbox.c.seq == row.seq)
                .values(body="", error="the words were erased")
            )
