"""Effects about what is open nearby to somebody who calls for help (S1, J5)."""

from core.services import flags, posting
from core.store import communities
from core.talk.desk import Desk, Handlers
from core.talk.effects.flags import FlagSeen
from core.talk.effects.openings import FindNearby, LookAtOpenings, OpeningsSeen
from core.talk.slow_work import schedule

_LOOKED_AT = 40
"""Of each: what is near is not always the newest, and reading 80 takes 0.2 s."""


def _look(desk: Desk, _: LookAtOpenings) -> OpeningsSeen:
    me = desk.member.id
    here = [home.id for home in communities.of_member(desk.conn, me)]
    up = flags.newest(desk.conn, reader_id=me, community_ids=here, most=_LOOKED_AT)
    wished = [
        found
        for one in here
        for found in posting.wishing(
            desk.conn, community_id=one, reader_id=me, now=desk.now, most=_LOOKED_AT
        )
    ]
    return OpeningsSeen(
        tuple(
            FlagSeen(one.flag, one.raiser, mine=False, holding=False)
            for one in up
            if one.flag.free and not (one.mine or one.holding)
        ),
        tuple(wished[:_LOOKED_AT]),
    )


def _find(desk: Desk, effect: FindNearby) -> None:
    wanted = {
        "member_id": desk.member.id,
        "flags": effect.flags,
        "posts": effect.posts,
    }
    schedule(desk, "nearby", wanted, ticket=effect.ticket, keeps_pass=True)


HANDLERS: Handlers = {LookAtOpenings: _look, FindNearby: _find}
