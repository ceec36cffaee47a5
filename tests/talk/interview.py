"""The interview behind a vector, as tests walk through it, and what is kept of it."""

from sqlalchemy import Connection, select

from core.domain.members import Language
from core.domain.vectors import Vector
from core.store import roads
from core.store.tables.roads import raw_answers
from tests.talk.cast import Person
from tests.talk.talking import World

LINES: dict[Language, tuple[str, str, str, str]] = {
    "ja": (
        "営業を10年、子どもが生まれて辞めた",
        "本屋の人が1冊選んでくれて救われた",
        "人に本を手渡せる場所。店かはわからない",
        "一箱本棚を借りる",
    ),
    "en": (
        "ten years in sales, then my child was born",
        "somebody in a bookshop chose one book for me",
        "a place where I can hand people books",
        "rent one box of a shelf",
    ),
}


async def begun(here: World, language: Language = "ja") -> Person:
    """Return somebody who is asked the first question."""
    await here.community()
    name = {"ja": "ゆき", "en": "Yuki"}[language]
    yuki = Person(here.phone("yuki"), name, language, "")
    await yuki.phone.open(invite="SAKA24", name=name, language=language)
    await yuki.picks("welcome.begin")
    await yuki.picks("welcome.keep")
    return yuki


async def vector_of(here: World, person: Person) -> Vector:
    """Return a vector as it is stored."""
    member_id = await here.member_id(person.phone.user)
    return await here.database.read(lambda conn: roads.vector(conn, member_id))


def kept_answers(conn: Connection) -> list[str]:
    """Return every raw answer there is."""
    return list(conn.execute(select(raw_answers.c.text)).scalars())
