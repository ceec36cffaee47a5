"""What happens to a call for help by itself: a day without an answer, no delivery.

It goes further by its sender's own tap alone; whoever could not be reached is told of
without a cause.
"""

from datetime import datetime

from sqlalchemy import Connection

from core.services import calling
from core.store import calls, people
from core.talk import sos_notices
from core.talk.incoming import Address, Incoming, TimePassed
from core.talk.notices import called
from core.talk.teller import Teller


def due(conn: Connection, now: datetime) -> list[Incoming]:
    """Return an event for each call whose sender is to be asked whether to go further.

    It belongs to the sender's conversation, so that it takes its turn there.
    """
    found = []
    for call, since in calls.due_to_ask_wider(conn, now):
        ways = people.reaches(conn, call.sender_id, now)
        if not ways:
            calls.asked_wider(conn, call.id)
            continue
        address = ways[0].address
        found.append(
            Incoming(
                event_id=f"time:sos:{call.id}:{since:%Y%m%d%H%M%S}",
                at=now,
                place=address.place,
                sender=None,
                content=TimePassed("sos", call.id),
            )
        )
    return found


def ask_wider(conn: Connection, call_id: str, teller: Teller, now: datetime) -> None:
    """Ask a sender once whether it may go further, while nobody has offered."""
    if not calls.asked_wider(conn, call_id):
        return
    call = calls.call(conn, call_id)
    offered = any(one.offers for one in calls.listeners_of(conn, call_id))
    sender = people.member(conn, call.sender_id) if call else None
    if call is None or sender is None or offered:
        return
    teller.tell(
        conn,
        sender,
        sos_notices.ask_wider(call),
        urgency="call",
        now=now,
        about=f"sos:{call.id}",
    )


def not_delivered(
    conn: Connection, call_id: str, at: Address, teller: Teller, now: datetime
) -> None:
    """Say honestly that a call did not arrive: at a person chosen, or at anybody."""
    member = people.at(conn, at)
    noted = (
        calling.not_delivered(conn, call_id=call_id, member_id=member.id)
        if member
        else None
    )
    if member is None or noted is None:
        return
    call, nobody = noted
    sender = people.member(conn, call.sender_id)
    by_name = call.audience == "chosen"
    if sender is None or not (nobody or by_name):
        return
    teller.tell(
        conn,
        sender,
        sos_notices.not_delivered(call, called(member.name) if by_name else ""),
        urgency="call",
        now=now,
        about=f"sos:{call.id}",
        aloud=True,
    )
