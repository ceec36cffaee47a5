"""People who call for help and hear each other, for tests of what becomes of it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from core.delivery.tables import outbox
from core.store import keepers
from core.store.tables.calls import calls, contacts, listeners
from tests.talk.cast import Person
from tests.talk.talking import World

WORDS = "夜になると胸がざわついて、ねむれません"
HOW = "木曜の夜なら駅前の喫茶店で聞けます"
MINE, THEIRS = "080-1111-2222", "tel 090-3333-4444"


async def begins(sender: Person, wish: str = "sos.wish_ear") -> None:
    """Say SOS, that one is safe, and what comes closest."""
    await sender.commands("sos")
    await sender.picks("sos.safe")
    await sender.picks(wish)


async def to_people(sender: Person, *others: Person) -> None:
    """Choose people by name."""
    await sender.picks("sos.to_chosen")
    for other in others:
        await sender.says(other.name)
    if sender.may_pick("sos.enough"):
        await sender.picks("sos.enough")


async def sends(sender: Person, *, named: bool = True, words: str = WORDS) -> str:
    """Add words, say whether the name is shown, read it back and send it."""
    if words:
        await sender.says(words)
    else:
        await sender.picks("sos.no_words")
    await sender.picks("sos.show_name" if named else "sos.hide_name")
    return await sender.picks("sos.send")


async def calls_to(sender: Person, *others: Person, named: bool = True) -> str:
    """Let somebody call people by name."""
    await begins(sender)
    await to_people(sender, *others)
    return await sends(sender, named=named)


async def keep_watch(here: World, *people: Person, room: str = "room") -> None:
    """Let people keep watch over a room, as they agreed."""
    now = here.clock.now()

    def agree(conn: Connection) -> None:
        for person in people:
            keepers.ask(conn, room, person.id, now)
            keepers.agree(conn, room, person.id, now)

    await here.database.write(agree)


async def connected(sender: Person, listener: Person) -> None:
    """Let one answer, and the other let them know each other."""
    await listener.picks("listen.ear")
    await listener.says(HOW)
    sender.phone.seen = 0
    await sender.picks("listen.connect")


async def told_at_once(here: World, about: str = "sos:") -> Sequence[tuple[str, bool]]:
    """Return urgency and silence of each message about calls."""
    rows = await here.database.read(
        lambda conn: conn.execute(
            select(outbox.c.urgency, outbox.c.silent)
            .where(outbox.c.about.startswith(about))
            .order_by(outbox.c.seq)
        ).all()
    )
    return [(row.urgency, row.silent) for row in rows]


async def kept(here: World) -> dict[str, list[dict[str, object]]]:
    """Return everything that is stored of calls."""

    def read(conn: Connection) -> dict[str, list[dict[str, object]]]:
        return {
            table.name: [dict(row._mapping) for row in conn.execute(select(table))]
            for table in (calls, listeners, contacts)
        }

    return await here.database.read(read)


async def ended_at(here: World) -> datetime | None:
    """Return when the only call there is was closed."""
    return await here.database.read(
        lambda conn: conn.execute(select(calls.c.ended_at)).scalar_one()
    )
