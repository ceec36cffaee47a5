"""Effects about taking one's words along, and being forgotten.

The order of forgetting matters. First those who share something open hear that the
member got off; then the tables are emptied; then every message older than those
farewells. The last goodbye is worded after all this and finds its way by the place of
the event alone; the hourly sweep blanks its row once it has left.
"""

from datetime import timedelta

from core.delivery import forgetting as messages
from core.i18n.catalog import LANGUAGES
from core.services import flags, forgetting
from core.store import asks, communities, downloads
from core.talk.desk import Desk, Handlers
from core.talk.doing.flags import tell_folded
from core.talk.doing.joining import leave_community
from core.talk.doing.requests import tell_stepped_off
from core.talk.effects.joining import Kept
from core.talk.effects.leaving import (
    BeforeErasing,
    Erase,
    ExportReady,
    LookBeforeErasing,
    PrepareExport,
)
from core.talk.turn import T
from core.talk.voice import word

LINK_LIVES = timedelta(minutes=30)


def _prepare(desk: Desk, effect: PrepareExport) -> ExportReady:
    # Whoever holds the link gets the words: it must not be guessed.
    token = "".join(desk.ids.token() for _ in range(3))
    downloads.add(
        desk.conn,
        token=token,
        member_id=desk.member.id,
        expires_at=desk.now + LINK_LIVES,
    )
    return ExportReady(f"/export/{token}")


def _look(desk: Desk, effect: LookBeforeErasing) -> BeforeErasing:
    return BeforeErasing(thanks=forgetting.wrote_thanks(desk.conn, desk.member.id))


def _erase(desk: Desk, effect: Erase) -> Kept:
    forget_member(desk, keep_thanks=effect.keep_thanks)
    return Kept()


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


HANDLERS: Handlers = {
    PrepareExport: _prepare,
    LookBeforeErasing: _look,
    Erase: _erase,
}
