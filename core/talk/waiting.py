"""Slow work that outlives the free right to answer: a word in time, and a button.

Where a reply is free for a minute only, whoever waits hears within it that the work
goes on. Their tap brings a new right to answer, and what came meanwhile with it. On
channels without such a right nothing of this happens.
"""

from core.delivery import outbox, work
from core.talk.running import Running
from core.talk.turn import Option, Say, T

FLOW = "waiting"
"""Stands in tokens like the name of a flow, but no flow begins: nothing is moved."""


def goes_on(running: Running, work_id: str) -> bool:
    """Say that it goes on; False when it came to an end."""
    if not work.awaits(running.desk.conn, work_id):
        return False
    see_it = Option(T("talk.see_when_ready"), "see", work_id, flow=FLOW)
    running.sayings.append(Say(T("talk.still_at_it"), (see_it,)))
    return True


def see(running: Running, work_id: str) -> bool:
    """Bring what was waited for as it is, so that its choices stay the newest ones.

    False when nothing is on its way.
    """
    if outbox.waiting(running.desk.conn, running.desk.incoming.place.lane):
        running.collects = True
        return True
    return goes_on(running, work_id)
