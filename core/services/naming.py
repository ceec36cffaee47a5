"""Use cases: what a member is called, and which of their messages that came from.

Names of the last 30 days are kept with the messages they stood in, so that one that is
taken back on its messenger gives way to the one before it.
"""

from datetime import datetime

from sqlalchemy import Connection

from core.domain.echoes import Spoken
from core.store import echoes, people
from core.store.echoes import Echo


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
    if said is None:
        left = people.member(conn, member_id)
        for echo in echoes.names_of(conn, member_id):
            if left is not None and echo.words == left.name != name:
                echoes.forget(conn, echo)
    elif said.message:
        at = (said.channel, said.place, said.message)
        echoes.add(conn, [Echo(*at, "name", "", "name", member_id, name)], now)
    people.change(conn, member_id, name=name)


def before(conn: Connection, echo: Echo) -> str:
    """Return the newest name that came from another message, '' for none."""
    names = echoes.names_of(conn, echo.member_id)
    return next((one.words for one in names if one.message != echo.message), "")
