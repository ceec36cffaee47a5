"""People who keep a distance from one another, as they say it."""

from core.store import apart
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
