"""Hands a message to whoever compares it with examples, outside any transaction."""

import json
from typing import Any

from core.delivery import work
from core.talk.desk import Desk
from core.talk.doing.coaching import TICKET_END
from core.talk.effects.understanding import GuessMeaning


def _guess(desk: Desk, effect: GuessMeaning) -> None:
    wanted = {"text": effect.text, "topics": effect.topics}
    work.enqueue(
        desk.conn,
        # The ticket travels in the id, so that it is there also when the work failed.
        id=f"{effect.ticket}{TICKET_END}{desk.ids.new()}",
        kind="guess",
        ask=json.dumps(wanted, ensure_ascii=False),
        place=desk.incoming.place,
        sender=desk.incoming.sender,
        # Nothing is said before it, so that it may go out as a free reply.
        reply_pass=desk.incoming.reply_pass,
        now=desk.now,
    )


HANDLERS: dict[type, Any] = {GuessMeaning: _guess}
