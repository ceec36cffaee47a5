"""Use cases: what follows an answer - a contact, an ending, thanks.

Each is for the two people of a request alone, and all four endings are fine.
"""

from datetime import datetime

from sqlalchemy import Connection

from core.domain.requests import ENDINGS, RIDING, Ending
from core.services.asking import WAITING, Refused, Sides, again, sides
from core.store import asks


def end(
    conn: Connection,
    *,
    request_id: str,
    member_id: str,
    ending: Ending,
    now: datetime,
) -> Sides | Refused:
    """Say what became of a ride; either side may."""
    found = sides(conn, request_id=request_id, reader_id=member_id)
    if found is None:
        return "closed"
    if not asks.move(conn, request_id, was=tuple(RIDING), becomes=ending, ended_at=now):
        return "answered" if found.request.state not in WAITING else "closed"
    return Sides(again(conn, found.request), found.mine)


def hand_contact(
    conn: Connection, *, request_id: str, member_id: str, words: str
) -> Sides | None:
    """Keep a contact as typed and say whom to hand it to; riders only."""
    found = sides(conn, request_id=request_id, reader_id=member_id)
    if found is None or found.request.state not in RIDING:
        return None
    asks.set_request(conn, request_id, **{f"{found.mine}_contact": words})
    return found


def thank(
    conn: Connection,
    *,
    request_id: str,
    member_id: str,
    delight: str,
    text: str,
    now: datetime,
) -> Sides | None:
    """Keep thanks with a reason; from the asker, about a ride that was had."""
    found = sides(conn, request_id=request_id, reader_id=member_id)
    if found is None or found.mine != "asker" or found.request.state not in ENDINGS:
        return None
    asks.set_request(conn, request_id, delight=delight, thanks=text, thanked_at=now)
    return found


def thank_for_reading(
    conn: Connection, *, request_id: str, member_id: str, now: datetime
) -> Sides | None:
    """Note that somebody who passed is thanked; None unless this is the first time."""
    found = sides(conn, request_id=request_id, reader_id=member_id)
    if found is None or found.mine != "asker" or found.request.state != "passed":
        return None
    if asks.thanked(conn, request_id):
        return None
    asks.set_request(conn, request_id, thanked_at=now)
    return found
