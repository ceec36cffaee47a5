"""Somebody who arrives, and the room that waits for them."""

from sqlalchemy import Connection, update

from core.domain.coaching import MODEL_CONSENT
from core.domain.communities import MOST_MEMBERS
from core.domain.members import Language
from core.store import people
from core.store.tables.people import communities as rooms
from core.talk.flow import KEEPING_CONSENT
from tests.talk.cast import Person
from tests.talk.talking import Phone, World

CALLED: dict[Language, str] = {"ja": "ゆき", "en": "Yuki"}


def newcomer(here: World, language: Language = "ja", user: str = "new") -> Person:
    """Return somebody who has never written."""
    return Person(here.phone(user), CALLED[language], language, "")


async def consents(here: World, phone: Phone) -> list[bool | None]:
    """Return what somebody answered to each consent question."""
    member_id = await here.member_id(phone.user)

    def answered(conn: Connection) -> list[bool | None]:
        answers = people.consented(conn, member_id)
        return [answers.get(KEEPING_CONSENT), answers.get(MODEL_CONSENT)]

    return await here.database.read(answered)


async def fill(here: World, seats: int) -> None:
    """Leave a room this many seats."""
    filled = update(rooms).where(rooms.c.id == "room")
    await here.database.write(
        lambda conn: conn.execute(filled.values(taken=MOST_MEMBERS - seats)).rowcount
    )
