"""Hands asks to the coach, outside any transaction."""

from typing import Any

from core.delivery import work
from core.domain.coaching import Wanted
from core.talk.codec import adapter
from core.talk.desk import Desk
from core.talk.effects.coaching import AskCoach

TICKET_END = "~"


def _ask(desk: Desk, effect: AskCoach) -> None:
    wanted = Wanted(
        ask=effect.ask,
        member_id=desk.member.id,
        ref=desk.ids.new(),
        community_id=effect.community_id,
        others=effect.others,
        send_sensitive=effect.send_sensitive,
    )
    work.enqueue(
        desk.conn,
        # The ticket travels in the id, so that it is there also when the work failed.
        id=f"{effect.ticket}{TICKET_END}{desk.ids.new()}",
        kind="coach",
        ask=adapter(Wanted).dump_json(wanted).decode(),
        place=desk.incoming.place,
        sender=desk.incoming.sender,
        reply_pass=desk.incoming.reply_pass if effect.keeps_pass else None,
        now=desk.now,
    )


HANDLERS: dict[type, Any] = {AskCoach: _ask}
