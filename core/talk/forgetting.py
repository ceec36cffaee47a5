"""Forgets a member everywhere, after the others were told kindly.

The order matters. First those who share something open hear that the member got off;
then the tables are emptied; then every message that is older than those farewells.
The last goodbye is worded after all this and finds its way by the place of the event
alone; the hourly `sweep` blanks its row once it has left.
"""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from core.delivery import forgetting as messages
from core.delivery import sweeping
from core.i18n.catalog import LANGUAGES
from core.services import flags, forgetting
from core.store import asks, communities
from core.store.forgetting import erased_items
from core.talk.desk import Desk
from core.talk.doing.flags import tell_folded
from core.talk.doing.joining import leave_community
from core.talk.doing.requests import tell_stepped_off
from core.talk.turn import T
from core.talk.voice import word

_FAREWELLS_DAYS = 40


def forget_member(desk: Desk, *, keep_thanks: bool) -> None:
    """Forget the member of this desk, in its transaction."""
    conn, member_id = desk.conn, desk.member.id
    upto = messages.newest(conn)
    _say_farewell(desk)
    forgotten = forgetting.forget(
        conn,
        member_id=member_id,
        keep_thanks=keep_thanks,
        stand_ins={
            language: word(T("leave.someone_who_left"), language)
            for language in LANGUAGES
        },
        now=desk.now,
    )
    messages.forget(
        conn,
        places=forgotten.places,
        find=forgotten.find,
        member_id=member_id,
        items=forgotten.items,
        upto=upto,
        hearing=desk.incoming.event_id,
    )


def _say_farewell(desk: Desk) -> None:
    conn, member_id = desk.conn, desk.member.id
    for flag, holders in flags.step_off(conn, member_id=member_id):
        tell_folded(desk, flag, holders)
    for home in communities.of_member(conn, member_id):
        leave_community(desk, home.id)
    tell_stepped_off(desk, asks.step_off(conn, member_id, desk.now))


def sweep(conn: Connection, now: datetime) -> int:
    """Erase what was promised to be kept for a while only; run it every hour.

    May run at any time and again; a missed hour changes nothing but the hour.

    Returns:
        How many rows were erased or blanked.
    """
    farewells = erased_items(conn, now - timedelta(days=_FAREWELLS_DAYS))
    return forgetting.sweep(conn, now) + sweeping.sweep(conn, now, farewells)
