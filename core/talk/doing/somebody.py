"""Effects about somebody of one's rooms."""

from core.services import somebody
from core.talk.desk import Desk, Handlers
from core.talk.effects.somebody import (
    LookAtSomebody,
    LookForNames,
    NamesFound,
    SomebodySeen,
)


def _names(desk: Desk, effect: LookForNames) -> NamesFound:
    found = somebody.named_in(desk.conn, reader_id=desk.member.id, text=effect.text)
    return NamesFound(tuple(found))


def _look(desk: Desk, effect: LookAtSomebody) -> SomebodySeen:
    found = somebody.seen(
        desk.conn,
        reader_id=desk.member.id,
        member_id=effect.member_id,
        now=desk.now,
    )
    if found is None:
        return SomebodySeen()
    return SomebodySeen(found.member, found.rooms, found.vector, found.post, found.free)


HANDLERS: Handlers = {LookForNames: _names, LookAtSomebody: _look}
