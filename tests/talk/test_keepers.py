"""Who keeps watch: asked by the owner, by their own tap, seeing nothing more."""

from sqlalchemy import Connection

from core.services import keeping
from core.store import communities
from tests.talk.calling import (
    begins,
    keep_watch,
)
from tests.talk.cast import neighbours
from tests.talk.straight import StraightWorld


async def test_the_owner_asks_and_they_keep_watch_by_their_own_tap(
    here: StraightWorld,
) -> None:
    natsu, ken, miho = await neighbours(here, helpers=("ken", "miho"))
    await here.database.write(
        lambda conn: communities.set_owner(conn, "room", natsu.id)
    )
    await natsu.commands("room")
    await natsu.picks("room.keepers")
    await natsu.picks("keeper.ask")
    await natsu.says(ken.name)
    await miho.commands("room")
    await miho.picks("room.keepers")
    assert miho.was_told("keeper.nobody_yet")
    assert not miho.may_pick("keeper.ask")

    await ken.picks("keeper.agree")

    await miho.commands("room")
    await miho.picks("room.keepers")
    assert miho.was_told("keeper.there_are", names=ken.name)
    await ken.picks("keeper.stop_watch")
    await miho.commands("room")
    await miho.picks("room.keepers")
    assert miho.was_told("keeper.nobody_yet")


async def test_nobody_keeps_watch_unasked_and_only_the_owner_asks_or_releases(
    here: StraightWorld,
) -> None:
    natsu, ken = await neighbours(here)
    now = here.clock.now()

    def try_it(conn: Connection) -> list[object]:
        communities.set_owner(conn, "room", natsu.id)
        watch = {"community_id": "room", "member_id": ken.id}
        return [
            keeping.agree(conn, **watch, now=now),
            keeping.ask(conn, **watch, asked_by=ken.id, now=now),
            keeping.release(conn, **watch, owner_id=ken.id),
        ]

    assert await here.database.write(try_it) == [False, "not_owner", False]


async def test_somebody_who_leaves_the_room_keeps_watch_no_more(
    here: StraightWorld,
) -> None:
    yuki, ken = await neighbours(here)
    await keep_watch(here, ken)
    now = here.clock.now()

    def come_and_go(conn: Connection) -> None:
        communities.leave_seat(conn, "room", ken.id)
        communities.take_seat(conn, "room", ken.id, now)

    await here.database.write(come_and_go)

    await begins(yuki)
    assert not yuki.may_pick("sos.to_keepers")
