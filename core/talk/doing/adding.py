"""Effects about whether a member added our account."""

from core.store import adding
from core.talk.desk import Desk, Handlers
from core.talk.effects.adding import AddingNoted, NoteAdding


def _note(desk: Desk, effect: NoteAdding) -> AddingNoted:
    here = desk.incoming.person
    stood = adding.standing(desk.conn, here)
    known = stood is not None and stood.adding == "added"
    if not known:
        adding.note(desk.conn, here, "added" if effect.added else "left")
    return AddingNoted(effect.added or known)


HANDLERS: Handlers = {NoteAdding: _note}
