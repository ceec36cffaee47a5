"""Whether somebody added our account, where a channel tells only those for long.

Notes what events say of it, and asks: once when words of theirs are kept here, and once
more, the last time, when they write after nothing unasked reached them for a while.
"""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from core.store import adding, people
from core.store.adding import Adding, Standing
from core.talk.channel import no_door
from core.talk.flow import KEEPING_CONSENT
from core.talk.incoming import Arrived, Incoming, Said, Shared
from core.talk.running import Running
from core.talk.turn import Lead, Option, Show, T

_NOT_NOW = frozenset({"sos", "listen", "leave", "link", "welcome"})
"""Dialogues in which nothing else is to be asked."""
_ROOM = 3
"""With more than so many bubbles, what is asked might not fit into one free reply."""


def heard(
    conn: Connection, incoming: Incoming, told_for: timedelta, now: datetime
) -> Standing | None:
    """Note what an event says; return how it stood before, where one may ask."""
    if isinstance(incoming.content, Arrived):
        adding.note(conn, incoming.person, "added")
        return None
    stood = adding.standing(conn, incoming.person)
    if stood is None:
        return None
    # Of late and odd clocks the earlier one is safe.
    at, writes = min(incoming.at, now), isinstance(incoming.content, Said | Shared)
    if writes and stood.closed:
        adding.opened(conn, incoming.person, at)
    if stood.adding == "added":
        return None
    if writes:
        adding.wrote(conn, incoming.person, until=at + told_for)
    return stood


def offer(running: Running, stood: Standing, told_for: timedelta) -> None:
    """Put the question before what is said, where it is due and there is room."""
    desk, top = running.desk, running.top
    asked = _due(stood, desk.now)
    if asked is None or not 0 < len(running.sayings) <= _ROOM:
        return
    if top and top.flow in _NOT_NOW:
        return
    url = desk.doors.get(desk.incoming.channel, no_door)()
    if not url or not people.consented(desk.conn, desk.member.id).get(KEEPING_CONSENT):
        return
    card = Show(
        T("added.title"),
        T("added.ask", days=str(told_for.days)),
        options=(
            Option(T("added.already"), "already", flow="added"),
            Option(T("added.leave"), "leave", flow="added"),
        ),
    )
    running.before = (card, Lead(T("added.add"), url))
    adding.note(desk.conn, desk.incoming.person, asked)


def _due(stood: Standing, now: datetime) -> Adding | None:
    """Return how far we will have asked, None where nothing is asked now."""
    if stood.adding == "unseen":
        return "asked"
    silent = stood.told_until is not None and stood.told_until <= now
    return "asked_again" if stood.adding == "asked" and silent else None
