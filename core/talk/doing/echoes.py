"""Effects about words that were edited on their messenger."""

from core.domain.echoes import Spoken
from core.services import echoing
from core.talk.desk import Desk, Handlers
from core.talk.doing.calls import tell_mended
from core.talk.effects.echoes import MendedUsed, UseMended
from core.talk.slow_work import schedule


def _use(desk: Desk, effect: UseMended) -> MendedUsed:
    place = desk.incoming.place
    message = Spoken(place.channel, place.id, effect.message, "")
    reached = echoing.use_edit(desk.conn, message, member_id=desk.member.id)
    if reached.published:
        schedule(desk, "embed", {"member_id": desk.member.id})
    for call_id in sorted(reached.calls):
        tell_mended(desk, call_id)
    return MendedUsed(frozenset(reached.changed))


HANDLERS: Handlers = {UseMended: _use}
"""What carries each effect out."""
