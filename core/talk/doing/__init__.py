"""Carries effects out through the services, inside the event's transaction.

One module a noun; each maps effect types to functions `(desk, effect) -> answer`.
None as an answer means that it comes later, as an event.
"""

from core.talk.desk import Desk, Handlers
from core.talk.doing import (
    adding,
    apart,
    asks,
    calls,
    coaching,
    echoes,
    flags,
    joining,
    keeping,
    leaving,
    linking,
    open_requests,
    openings,
    posts,
    requests,
    roads,
    rooms,
    searching,
    somebody,
    soundings,
    understanding,
)
from core.talk.effects import Answer, Effect
from core.talk.effects.roads import KeepAnswer
from core.talk.effects.somebody import LookForNames

HANDLERS: Handlers = {
    **joining.HANDLERS,
    **roads.HANDLERS,
    **posts.HANDLERS,
    **asks.HANDLERS,
    **requests.HANDLERS,
    **open_requests.HANDLERS,
    **rooms.HANDLERS,
    **searching.HANDLERS,
    **somebody.HANDLERS,
    **soundings.HANDLERS,
    **flags.HANDLERS,
    **apart.HANDLERS,
    **calls.HANDLERS,
    **openings.HANDLERS,
    **keeping.HANDLERS,
    **leaving.HANDLERS,
    **linking.HANDLERS,
    **adding.HANDLERS,
    **coaching.HANDLERS,
    **understanding.HANDLERS,
    **echoes.HANDLERS,
}

PLAIN: frozenset[type] = frozenset({KeepAnswer, LookForNames})
"""What no rule refuses and what leaves the member as they were, so that nothing has to
be undone or read anew after it: only what is asked for with every message."""


def carry_out(desk: Desk, effect: Effect) -> Answer | None:
    """Carry out one effect.

    Raises:
        Refusal: A rule says no.
    """
    return HANDLERS[type(effect)](desk, effect)
