"""Slow work as a conversation sees it: left for later, and known again by its ticket.

Where a state waits for an answer it holds a ticket; the answer of work whose ticket no
longer stands in the state is dropped.
"""

import json
from collections.abc import Mapping

from core.delivery import work
from core.domain.traces import strings
from core.talk.desk import Desk
from core.talk.incoming import WorkDone

_TICKET_END = "~"


def schedule(
    desk: Desk,
    kind: str,
    ask: Mapping[str, object],
    *,
    ticket: str = "",
    keeps_pass: bool = False,
) -> None:
    """Leave slow work for later; its answer comes back to this conversation.

    Args:
        desk: The event that asks for it.
        kind: Which worker does it.
        ask: What it reads, as JSON.
        ticket: By which the state that waits knows the answer.
        keeps_pass: Nothing is said before the answer, so that the free right to reply
            is still there for it.
    """
    work.enqueue(
        desk.conn,
        # The ticket travels in the id, so that it is there also when the work failed.
        id=f"{ticket}{_TICKET_END}{desk.ids.new()}" if ticket else desk.ids.new(),
        kind=kind,
        ask=json.dumps(ask, ensure_ascii=False),
        place=desk.incoming.place,
        sender=desk.incoming.sender,
        reply_pass=desk.incoming.reply_pass if keeps_pass else None,
        now=desk.now,
    )


def awaited(done: WorkDone, state: str) -> str:
    """Return the ticket of late work, '' if no word of the stored state is it."""
    ticket, _, _ = done.work_id.partition(_TICKET_END)
    return ticket if ticket in strings(json.loads(state)) else ""
