"""People who keep a distance from one another, as they say it."""

from sqlalchemy import insert

from core.store import apart
from core.store.tables.people import not_together
from tests.talk.cast import Person
from tests.talk.talking import World


async def kept(here: World, person: Person) -> list[str]:
    """Return the ids of those somebody keeps a distance from."""
    return await here.database.read(lambda conn: apart.of(conn, person.id))


async def keeps_apart(person: Person, other: Person) -> None:
    """Say in words that one would rather not be put together, and tap."""
    said = {"ja": f"{other.name}さんとは組みたくない", "en": f"block {other.name}"}
    await person.says(said[person.language])
    await person.picks("apart.keep")


async def keep_apart(here: World, one: Person, other: Person) -> None:
    """Let somebody not be brought together with somebody else."""
    now = here.clock.now()
    await here.database.write(
        lambda conn: conn.execute(
            insert(not_together).values(member_id=one.id, other_id=other.id, at=now)
        )
    )
