"""Use cases: what a member is called, and which of their messages that came from.

Names of the last 30 days are kept with the messages they stood in, so that one that is
taken back on its messenger gives way to the one before it.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from core.domain.echoes import Spoken
from core.store import dialogues, echoes, people
from core.store.echoes import Echo

_JUST_BEFORE = timedelta(microseconds=1)


def call(
    conn: Connection, *, member_id: str, name: str, said: Spoken | None, now: datetime
) -> None:
    """Call a member so from now on.

    Args:
        conn: A connection that may write.
        member_id: Whom.
        name: The name.
        said: The message it was said in; None for a tap, which leads back to an
            earlier name: the one that is left by it is not come back to.
        now: The present moment.
    """
    member = people.member(conn, member_id)
    left = member.name if member else ""
    known = [one for one in echoes.names_of(conn, member_id) if one.words == left]
    if said is None:
        for echo in known if left != name else ():
            echoes.forget(conn, echo)
    elif said.message:
        if left and not known:
            # It came from no message that could be taken back.
            unsaid = replace(said, message="")
            echoes.add(conn, [_echo(unsaid, member_id, left)], now - _JUST_BEFORE)
        echoes.add(conn, [_echo(said, member_id, name)], now)
    people.change(conn, member_id, name=name)
    dialogues.rename(conn, member_id, old=left, new=name)


def _echo(said: Spoken, member_id: str, name: str) -> Echo:
    at = (said.channel, said.place, said.message)
    return Echo(*at, what="name", ref="", part="name", member_id=member_id, words=name)


def before(conn: Connection, echo: Echo) -> str:
    """Return the newest name that came from another message, '' for none."""
    names = echoes.names_of(conn, echo.member_id)
    return next((one.words for one in names if one.message != echo.message), "")
