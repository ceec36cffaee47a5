"""Hands what was to reach a member in one place over to another of their places.

Answers stay where they were asked for. Nothing goes out twice: what is handed over
never left, or certainly did not arrive.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection

from core.clock import Ids
from core.delivery import outbox
from core.store import people, talks
from core.store.people import Reach
from core.talk.incoming import Address, Place
from core.talk.outgoing import Message, choices_of


def first_open(ways: Iterable[Reach]) -> Place | None:
    """Return the first place of these that messages reach."""
    found = next((way.address for way in ways if way.open), None)
    return found.place if found else None


def next_place(conn: Connection, address: Address, now: datetime) -> Place | None:
    """Return where else the member behind an address is reached now."""
    member = people.at(conn, address)
    ways = people.reaches(conn, member.id, now) if member else []
    return first_open(way for way in ways if way.address != address)


def one(
    conn: Connection, outbox_id: str, to: Place | None, *, ids: Ids, now: datetime
) -> bool:
    """Send on what never arrived; False when there is nowhere else."""
    if to is None:
        return False
    new_id = ids.new()
    messages = outbox.send_on(conn, outbox_id, new_id=new_id, place=to, now=now)
    _settle_in(conn, messages, to.lane)
    return bool(messages)


def what_waits(
    conn: Connection, at: Address, to: Place | None, *, ids: Ids, now: datetime
) -> None:
    """Send on all that has not left for an address yet, but for answers."""
    for outbox_id in outbox.unasked_ids(conn, at.place.lane):
        one(conn, outbox_id, to, ids=ids, now=now)


def bring_here(conn: Connection, member_id: str, here: Place) -> None:
    """Let what waits in the member's other places wait here."""
    for lane in talks.lanes_of(conn, member_id):
        if lane != here.lane:
            _settle_in(conn, outbox.bring(conn, lane, here), here.lane)


def _settle_in(conn: Connection, messages: Sequence[Message], lane: str) -> None:
    """Let the choices of messages be tapped in a lane, and typed there."""
    choices = choices_of(messages)
    if choices:
        talks.rehome(conn, [choice.token for choice in choices], lane)
        talks.offer_more(
            conn, lane, tuple((choice.label, choice.token) for choice in choices)
        )
