"""Hands asks to the coach, outside any transaction."""

from core.domain.coaching import Wanted
from core.talk.codec import adapter
from core.talk.desk import Desk, Handlers
from core.talk.effects.coaching import AskCoach
from core.talk.slow_work import schedule


def _ask(desk: Desk, effect: AskCoach) -> None:
    wanted = Wanted(
        ask=effect.ask,
        member_id=desk.member.id,
        ref=desk.ids.new(),
        community_id=effect.community_id,
        others=effect.others,
        send_sensitive=effect.send_sensitive,
    )
    ask = adapter(Wanted).dump_python(wanted, mode="json")
    keeps_pass = effect.keeps_pass
    schedule(desk, "coach", ask, ticket=effect.ticket, keeps_pass=keeps_pass)


HANDLERS: Handlers = {AskCoach: _ask}
